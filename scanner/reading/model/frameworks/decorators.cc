// Routes that a decorator declares on an app or a router, whose handlers say by their parameters what they
// take and what they depend on: @router.get("/x"), include_router, dependencies at every level.
#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/app_middleware.h"
#include "reading/model/routes/methods.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"
#include "reading/model/routes/typed_parameters.h"
#include "reading/model/routes/views.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

// "/{rest:path}": the page of a front end, whatever is asked for. Behind other segments it is a parameter
// like any other ("/files/{name:path}").
bool takes_everything(const std::string& written, const std::string& style) {
  return is_catch_all(written, style) && written.find('/', 1) == std::string::npos;
}

class DecoratorReader {
 public:
  DecoratorReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        following_(reading),
        parameters_(reading, following_) {}

  void run() {
    reading_.for_each_call([&](const Origin& call, facts::Place) { note_router(call); });
    reading_.for_each_call([&](const Origin& call, facts::Place place) {
      note_mount(call, place);
      note_added(call, place);
    });
    read_app_middleware(reading_, following_, graph_);
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f]) declare_in(f);
  }

 private:
  std::optional<std::string> path_text(const Origin& expr, const Turn& turn = {}) const {
    const auto written = following_.text(expr, turn);
    if (!written) return std::nullopt;
    return plain_path(*written, rule_.path_style);
  }

  // What an app or a router brings along. One whose prefix can't be told has no paths that could be told.
  void note_router(const Origin& call) {
    const MeaningRef callee = program_.evaluator().evaluate(following_.callee(call));
    const bool router = following_.stands_on(*callee, rule_.routers);
    if (!router && !following_.stands_on(*callee, rule_.constructors)) return;
    const auto prefix = router ? path_text(reading_.argument(call, std::nullopt, "prefix")) : std::string();
    const RouterId id = router_of_call(call);
    const std::vector<std::string> middleware = listed_middleware(reading_, following_, call);
    std::for_each(middleware.rbegin(), middleware.rend(),
                  [&](const std::string& name) { graph_.put_before(id, name); });
    if (!prefix)
      untold_.insert(id);
    else
      graph_.own(id, *prefix,
                 parameters_.dependencies(reading_.argument(call, std::nullopt, "dependencies")));
  }

  // target.include_router(router, prefix=..., dependencies=[...]); app.mount("/x", other_app)
  void note_mount(const Origin& call, facts::Place place) {
    const std::string method = following_.method(call);
    const bool include = is_listed(rule_.include, method);
    const bool mount = is_listed(words_for(rule_, "mounting-method"), method);
    if (!include && !mount) return;
    const facts::FileFacts& facts = reading_.facts(call.file);
    for (const Turn& turn : following_.turns(call)) {
      const Origin inner = include ? reading_.argument(call, 0, "router") : reading_.argument(call, 1, "app");
      const auto prefix = path_text(
          include ? reading_.argument(call, std::nullopt, "prefix") : reading_.argument(call, 0, "path"),
          turn);
      if (!prefix) continue;
      for (const RouterAt& outer : following_.routers(following_.receiver(call), turn))
        for (const RouterAt& router : following_.routers(inner, turn)) {
          if (untold_.contains(router.id)) continue;
          Mount edge;
          edge.inner = router.id;
          edge.prefix = *prefix;
          edge.apart = mount;  // an app of its own: what guards the outer one's routes does not guard it
          if (include)
            edge.guards = parameters_.dependencies(reading_.argument(call, std::nullopt, "dependencies"));
          edge.condition =
              both_conditions(outer.condition, both_conditions(router.condition, condition_at(facts, place)));
          edge.spot = {call.file, facts.exprs[call.expr].range.start};
          graph_.mount(outer.id, std::move(edge));
        }
    }
  }

  // router.add_api_route("/x", handler, methods=["POST"])
  void note_added(const Origin& call, facts::Place place) {
    if (!is_listed(words_for(rule_, "adding-method"), following_.method(call))) return;
    const facts::FileFacts& facts = reading_.facts(call.file);
    for (const Turn& turn : following_.turns(call)) {
      const Origin handler = following_.in_turn(reading_.argument(call, 1, "endpoint"), turn);
      const FunctionPlace function = function_of(program_, handler);
      Route route;
      route.handler = handler_name(program_, handler);
      route.condition = condition_at(facts, place);
      declare_on(call, turn, function, std::move(route));
    }
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
    const Origin call{file, decorator, scope_of(facts, definition), nullptr};
    const std::string method = following_.method(call);
    if (method.empty() || !is_listed(rule_.methods, method)) return;
    Route route;
    route.handler = handler_name(program_, file, definition);
    route.condition = condition_at(facts, {call.definition, facts.definitions[definition].condition});
    declare_on(call, Turn{}, {file, definition}, std::move(route));
  }

  bool is_decorator(FunctionPlace function, Index expr) const {
    for (const Origin& decorator : decorators_from(program_, function, 0))
      if (decorator.expr == expr) return true;
    return false;
  }

  // What wraps the function that a route is given, below the decorators that declare routes.
  std::vector<std::string> wrappers(FunctionPlace function, Index route) const {
    std::vector<std::string> names;
    bool below = route == kNone;
    for (const Origin& decorator : decorators_from(program_, function, 0)) {
      const std::string method = following_.method(decorator);
      const bool declares =
          is_listed(rule_.methods, method) && !following_.routers(following_.receiver(decorator)).empty();
      if (below && !declares) names.push_back(guard_name(program_, decorator));
      below = below || decorator.expr == route;
    }
    return names;
  }

  // The routes of one declaring call: one for each router it may mean and each method it takes.
  void declare_on(const Origin& call, const Turn& turn, FunctionPlace function, Route route) {
    const std::string verb = to_upper(following_.method(call));
    const auto methods = is_http_method(verb)
                             ? std::vector<std::string>{verb}
                             : methods_of(following_.texts(reading_.argument(call, std::nullopt, "methods")));
    const auto written = following_.text(reading_.argument(call, 0, "path"), turn);
    if (!written || takes_everything(*written, rule_.path_style)) return;
    const std::vector<RouterAt> routers = following_.routers(following_.receiver(call), turn);
    if (routers.empty()) return;
    const facts::FileFacts& facts = reading_.facts(call.file);
    route.path = plain_path(*written, rule_.path_style);
    route.at = facts.location_of(call.expr);
    route.guards = parameters_.dependencies(reading_.argument(call, std::nullopt, "dependencies"));
    if (function.known()) {
      Declared declared = parameters_.read(function.file, function.definition, *written);
      route.guards.insert(route.guards.end(), declared.guards.begin(), declared.guards.end());
      // A decorator's expression is the declaring call; another call has all decorators below it.
      const bool decorates = function.file == call.file && is_decorator(function, call.expr);
      const auto wrapping = wrappers(function, decorates ? call.expr : kNone);
      route.guards.insert(route.guards.end(), wrapping.begin(), wrapping.end());
      if (declared.body.fields.empty() && !declared.body.form && !declared.takes_body)
        add_fields_read_by(program_, rule_, function.file, function.definition, declared.body);
      route.fields = std::move(declared.body.fields);
      route.form = declared.body.form;
      route.takes_files = declared.body.takes_files;
      route.stub = only_refuses(reading_, following_, function);
    }
    for (const RouterAt& router : routers) {
      if (untold_.contains(router.id)) continue;
      for (const std::string& method : methods) {
        if (!counts_as_route(method)) continue;
        Route one = route;
        one.method = method;
        one.condition = both_conditions(router.condition, route.condition);
        graph_.declare(router.id, std::move(one), {call.file, facts.exprs[call.expr].range.start});
      }
    }
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  Following following_;
  TypedParameters parameters_;
  std::set<RouterId> untold_;
};

}  // namespace

void read_decorators(const RouteReading& reading, RouteGraph& graph) {
  DecoratorReader(reading, graph).run();
}

}  // namespace assay::model
