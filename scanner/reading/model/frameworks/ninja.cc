// Routes of APIs that URL patterns mount whole: @api.get("/x") and @router.post("/y"), with routers added
// below prefixes. Who is let in is said nearest to the operation and not added up.
#include <algorithm>
#include <map>
#include <optional>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/classes.h"
#include "reading/model/routes/fields.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxNested = 16;
constexpr std::size_t kMaxWalked = 20'000;  // routers, each as often as it is reached

// Parts meet in a slash, slashes that meet are one, none stands in front.
std::string joined(const std::string& prefix, const std::string& path) {
  const std::string whole = prefix.empty() || path.empty() ? prefix + path : prefix + "/" + path;
  std::string out;
  for (const char c : whole)
    if (c != '/' || (!out.empty() && out.back() != '/')) out += c;
  return out;
}

// "{int:id}" is a converter and a name, as in Django's angles.
std::string plain(std::string written) {
  std::replace(written.begin(), written.end(), '{', '<');
  std::replace(written.begin(), written.end(), '}', '>');
  return plain_path(written, "angle");
}

class NinjaReader {
 public:
  NinjaReader(const RouteReading& reading, const FrameworkRule& rule, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(rule),
        graph_(graph),
        stub_reading_{reading.program, reading.app, rule, reading.owned},
        following_(stub_reading_),
        conditions_(reading.program) {}

  void run() {
    std::vector<Origin> apis;
    for (const CallSite& site : program_.call_sites()) {
      if (!reading_.owned[site.origin.file]) continue;
      const bool api = is_listed(names_for(rule_, "api"), site.callee->name);
      if (api) apis.push_back(site.origin);
      if (api || is_listed(rule_.routers, site.callee->name))
        if (const Auth auth = auth_of(site.origin)) own_auth_[router_of_call(site.origin)] = auth;
      note_added(site.origin);
    }
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f])
        for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d)
          for (const Origin& decorator : decorators_of(program_, f, d)) note_operation(f, d, decorator);
    for (const Origin& api : apis) {
      const RouterId id = router_of_call(api);
      walk(id, {id, "", {}, {}, "", {}});
    }
  }

 private:
  using Auth = std::optional<Origin>;  // nothing: not said

  struct Operation {
    Route route;
    Auth auth;
    Spot spot;
  };
  struct Added {
    RouterId router;
    std::string prefix;
    Auth auth;
    std::string condition;
  };
  struct Way {
    RouterId router;
    std::string prefix;
    Auth mounted, inherited;
    std::string condition;
    std::vector<RouterId> passed;
  };

  Auth auth_of(const Origin& call) const {
    for (const std::string& keyword : names_for(rule_, "guard-keyword"))
      if (const Origin given = program_.evaluator().argument(call, std::nullopt, keyword); given.known())
        return given;
    return std::nullopt;
  }

  // The API or router that a method is called on; unknown for anything else.
  RouterId target_of(const Origin& call, const std::vector<std::string>& methods) const {
    const facts::FileFacts& facts = program_.files()[call.file];
    if (facts.exprs[call.expr].kind != ExprKind::call) return {};
    const Index callee = facts.operand(call.expr, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return {};
    if (!is_listed(methods, facts.text_of(callee))) return {};
    const MeaningRef object =
        program_.evaluator().evaluate({call.file, facts.operand(callee, 0), call.definition, call.frame});
    return is_router(*object) ? router_of(*object) : RouterId{};
  }

  bool is_router(const Meaning& meaning) const {
    const auto counts = [&](const std::string& name) {
      return is_listed(rule_.routers, name) || is_listed(names_for(rule_, "api"), name);
    };
    if (meaning.is(Kind::instance)) return counts(meaning.name);
    if (!meaning.is(Kind::object)) return false;
    const ClassShape shape = shape_of(program_, meaning.file, meaning.definition);
    return std::any_of(shape.outside.begin(), shape.outside.end(), counts);
  }

  // api.add_router("/users", users.router), api.add_router("/users", "users.api.router")
  void note_added(const Origin& call) {
    const RouterId outer = target_of(call, rule_.include);
    if (!outer.known()) return;
    const auto prefix = known_text(program_, program_.evaluator().argument(call, 0, "prefix"));
    const Origin given = program_.evaluator().argument(call, 1, "router");
    if (!prefix || !given.known()) return;
    MeaningRef router = program_.evaluator().evaluate(given);
    if (router->is_text()) router = named(given.file, router->text);
    const RouterId inner = router_of(*router);
    if (!inner.known() || !is_router(*router)) return;
    const Auth auth = auth_of(call);
    const bool on_router = !own_api(outer);
    // A router that is added to another is told who is let in once for all its mounts.
    if (auth && on_router) own_auth_[inner] = auth;
    added_[outer].push_back({inner, plain(*prefix), on_router ? Auth{} : auth, conditions_.of(call)});
  }

  bool own_api(const RouterId& id) const {
    const MeaningRef callee = callee_of(program_, {id.file, id.index, 0, nullptr});
    return is_listed(names_for(rule_, "api"), callee->name);
  }

  MeaningRef named(FileIndex from, const std::string& dotted) const {
    const std::size_t dot = dotted.rfind('.');
    if (dot == std::string::npos) return unknown_meaning();
    const auto file = program_.modules().resolve(from, dotted.substr(0, dot), 0).file;
    return file ? program_.evaluator().module_member(*file, dotted.substr(dot + 1)) : unknown_meaning();
  }

  void note_operation(FileIndex file, Index definition, const Origin& decorator) {
    const RouterId router = target_of(decorator, rule_.methods);
    if (!router.known()) return;
    const facts::FileFacts& facts = reading_.facts(file);
    const std::string& name = facts.text_of(facts.operand(decorator.expr, 0));
    const bool several = is_listed(names_for(rule_, "operation"), name);
    const auto path = known_text(program_, program_.evaluator().argument(decorator, several ? 1 : 0, "path"));
    if (!path) return;
    std::vector<std::string> methods{name};
    if (several) {
      methods.clear();
      for (const Origin& item : elements_of(program_, program_.evaluator().argument(decorator, 0, "methods")))
        methods.push_back(text_of(program_, item));
    }
    for (const std::string& method : methods) {
      Operation operation{{}, auth_of(decorator), {file, facts.exprs[decorator.expr].range.start}};
      operation.route.method = to_upper(method);
      if (operation.route.method == "HEAD" || operation.route.method == "OPTIONS") continue;
      operation.route.path = plain(*path);
      operation.route.handler = handler_name(program_, file, definition);
      operation.route.at = facts.location_of(decorator.expr);
      operation.route.stub = only_refuses(stub_reading_, following_, {file, definition});
      fill_body(file, definition, operation.route);
      operations_[router].push_back(std::move(operation));
    }
  }

  void walk(const RouterId& api, const Way& way) {
    const bool again = std::find(way.passed.begin(), way.passed.end(), way.router) != way.passed.end();
    if (again || way.passed.size() > kMaxNested || ++walked_ > kMaxWalked) return;
    const auto own = own_auth_.find(way.router);
    const Auth of_router = own == own_auth_.end() ? Auth{} : own->second;
    const auto of_api = own_auth_.find(api);
    for (const Operation& operation : operations_[way.router]) {
      Route route = operation.route;
      route.path = joined(way.prefix, operation.route.path);
      route.condition = way.condition;
      Auth auth = operation.auth;
      for (const Auth& next : {way.mounted, of_router, way.inherited})
        if (!auth) auth = next;
      if (!auth && of_api != own_auth_.end()) auth = of_api->second;
      if (auth) note_guard(*auth, route.guards);
      graph_.declare(api, std::move(route), operation.spot);
    }
    for (const Added& added : added_[way.router]) {
      Way further{added.router,
                  joined(way.prefix, added.prefix),
                  added.auth,
                  way.router == api ? added.auth : (of_router ? of_router : way.inherited),
                  both_hold(way.condition, added.condition),
                  way.passed};
      further.passed.push_back(way.router);
      walk(api, further);
    }
  }

  // auth=JWTAuth(); any one of a list is enough; None lets everybody in.
  void note_guard(const Origin& auth, std::vector<std::string>& guards) const {
    std::string any;
    for (const Origin& one : elements_of(program_, auth)) {
      if (program_.meaning_of(one)->is_constant(facts::Literal::null)) continue;
      // JWTAuth(realm="x"): what made it tells enough.
      const facts::FileFacts& facts = program_.files()[one.file];
      const bool made = facts.exprs[one.expr].kind == ExprKind::call;
      const Index named = made ? facts.operand(one.expr, 0) : one.expr;
      any += (any.empty() ? "" : " or ") + guard_name(program_, {one.file, named, one.definition, one.frame});
    }
    if (!any.empty()) guards.push_back(any);
  }

  // ---- Bodies

  // What a parameter is by its annotation or default: a job's word, or "" where neither says so.
  std::string source_of(const facts::Parameter& parameter, FileIndex file, Index scope) const {
    const facts::FileFacts& facts = reading_.facts(file);
    const auto named = [&](Index expr) -> std::string {
      if (expr == kNone) return "";
      const ExprKind kind = facts.exprs[expr].kind;
      const Index head = kind == ExprKind::index || kind == ExprKind::call ? facts.operand(expr, 0) : expr;
      if (head == kNone) return "";
      const MeaningRef meaning = program_.evaluator().evaluate({file, head, scope, nullptr});
      for (const char* job : {"form-parameter", "file-parameter", "no-body"})
        if (is_listed(names_for(rule_, job), meaning->name)) return job;
      return "";
    };
    const std::string annotated = named(parameter.annotation);
    return annotated.empty() ? named(parameter.default_value) : annotated;
  }

  void fill_body(FileIndex file, Index definition, Route& route) const {
    if (route.method == "GET") return;
    const facts::FileFacts& facts = reading_.facts(file);
    const Index scope = scope_of(facts, definition);
    std::vector<std::pair<std::string, Body>> bodies;
    const std::vector<facts::Parameter>& parameters = facts.definitions[definition].parameters;
    for (std::size_t n = 1; n < parameters.size(); ++n) {  // the first is the request
      const facts::Parameter& parameter = parameters[n];
      const std::string source = source_of(parameter, file, scope);
      if (source == "file-parameter") route.takes_files = true;
      if (source == "no-body" || source == "file-parameter" || parameter.annotation == kNone) continue;
      Index annotation = parameter.annotation;
      if (facts.exprs[annotation].kind == ExprKind::index) annotation = facts.operand(annotation, 1);
      if (annotation == kNone) continue;
      Body body;
      add_fields_of_type(program_, program_.evaluator().evaluate({file, annotation, scope, nullptr}), body);
      if (source == "form-parameter") route.form = true;
      if (source == "form-parameter" && body.fields.empty())
        add_field(body,
                  field_of(program_, facts.text(parameter.name), {file, annotation, scope, nullptr}, {}));
      if (!body.fields.empty()) bodies.emplace_back(facts.text(parameter.name), std::move(body));
    }
    // Of several models in one body each stands under its parameter's name.
    for (auto& [name, body] : bodies)
      for (Field& field : body.fields) {
        if (bodies.size() > 1 && !route.form) field.name = name + "." + field.name;
        route.fields.push_back(std::move(field));
      }
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  RouteReading stub_reading_;  // by the rule with what it stands on
  Following following_;
  CallConditions conditions_;
  std::map<RouterId, std::vector<Operation>> operations_;
  std::map<RouterId, std::vector<Added>> added_;
  std::map<RouterId, Auth> own_auth_;
  std::size_t walked_ = 0;
};

}  // namespace

void read_ninja(const RouteReading& reading, RouteGraph& graph) {
  const FrameworkRule rule = with_foundations(reading.program.rules(), reading.rule);
  NinjaReader(reading, rule, graph).run();
}

}  // namespace assay::model
