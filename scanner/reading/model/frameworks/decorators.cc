// Routes that a decorator declares on an app or a router: @router.get("/x"), with routers mounted under
// prefixes.
#include <algorithm>

#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/fields.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

class DecoratorReader {
 public:
  DecoratorReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading), program_(reading.program), rule_(reading.rule), graph_(graph) {}

  void run() {
    for (const CallSite& site : program_.call_sites())
      if (reading_.owned[site.origin.file]) {
        note_router(site);
        note_mount(site);
      }
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f]) declare_in(f);
  }

 private:
  void note_router(const CallSite& site) {
    if (!is_listed(rule_.routers, site.callee->name)) return;
    const std::string prefix = text_argument(program_, site.origin, std::nullopt, "prefix");
    graph_.own(router_of_call(site.origin), plain_path(prefix, rule_.path_style), {});
  }

  // target.include_router(router, prefix=...)
  void note_mount(const CallSite& site) {
    const facts::FileFacts& facts = reading_.facts(site.origin.file);
    const Index callee = facts.operand(site.origin.expr, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return;
    if (!is_listed(rule_.include, facts.text_of(callee))) return;
    const RouterId outer =
        router_of(program_, {site.origin.file, facts.operand(callee, 0), site.origin.definition, nullptr});
    Mount mount;
    mount.inner = router_of(program_, program_.evaluator().argument(site.origin, 0, "router"));
    if (!outer.known() || !mount.inner.known()) return;
    mount.prefix = plain_path(text_argument(program_, site.origin, std::nullopt, "prefix"), rule_.path_style);
    mount.spot = {site.origin.file, facts.exprs[site.origin.expr].range.start};
    graph_.mount(outer, std::move(mount));
  }

  void declare_in(FileIndex file) {
    const facts::FileFacts& facts = reading_.facts(file);
    for (Index d = 1; d < facts.definitions.size(); ++d) {
      const facts::Definition& definition = facts.definitions[d];
      for (std::uint32_t n = 0; n < definition.decorators_count; ++n)
        declare(file, d, facts.decorators[definition.decorators_first + n]);
    }
  }

  void declare(FileIndex file, Index definition, Index decorator) {
    const facts::FileFacts& facts = reading_.facts(file);
    if (facts.exprs[decorator].kind != ExprKind::call) return;
    const Index callee = facts.operand(decorator, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return;
    const std::string& method = facts.text_of(callee);
    if (!is_listed(rule_.methods, method)) return;
    const Index outside = scope_of(facts, definition);
    const RouterId router = router_of(program_, {file, facts.operand(callee, 0), outside, nullptr});
    if (!router.known()) return;
    Route route;
    route.method = upper_case(method);
    route.path =
        plain_path(text_argument(program_, {file, decorator, outside, nullptr}, 0, "path"), rule_.path_style);
    route.handler = handler_name(program_, file, definition);
    route.at = facts.location_of(decorator);
    fill_parameters(file, definition, route);
    graph_.declare(router, std::move(route), {file, facts.exprs[decorator].range.start});
  }

  // A parameter whose type is a class of the repository is a body model.
  void fill_parameters(FileIndex file, Index definition, Route& route) const {
    const facts::FileFacts& facts = reading_.facts(file);
    Body body;
    for (const facts::Parameter& parameter : facts.definitions[definition].parameters) {
      if (parameter.annotation == kNone) continue;
      const MeaningRef type =
          program_.evaluator().evaluate({file, parameter.annotation, scope_of(facts, definition), nullptr});
      add_fields_of_type(program_, type, body);
      if (type->is(Kind::external) && is_listed(rule_.file_types, type->name)) body.takes_files = true;
    }
    route.fields = std::move(body.fields);
    route.takes_files = body.takes_files;
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
};

}  // namespace

void read_decorators(const RouteReading& reading, RouteGraph& graph) {
  DecoratorReader(reading, graph).run();
}

}  // namespace assay::model
