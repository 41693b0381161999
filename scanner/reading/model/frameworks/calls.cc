// Routes that a call declares on an app or a router: app.get("/x", guard, handler), with routers mounted by
// app.use("/x", router).
#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "reading/model/frameworks/call_parts.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/frameworks/strategies.h"
#include "reading/model/routes/middleware.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/refusals.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

class CallReader {
 public:
  CallReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        start_up_(reading, words(reading.rule), [this](const RunCall& run) { return visit(run); }),
        targets_(reading, start_up_),
        strategies_(reading) {}

  void run() {
    start_up_.run();
    for (Declared& declared : declared_) {
      add_strategy_fields(declared);
      // Where no other bodies than forms are read, a body is one.
      if (reads_forms_ && !reads_json_ && !declared.route.fields.empty()) declared.route.form = true;
      graph_.declare(declared.router, std::move(declared.route), declared.spot);
    }
    if (!made_.empty()) graph_.clear_roots();
    for (const RouterId& made : made_) graph_.add_root(made);
  }

 private:
  struct Declared {
    RouterId router;
    Route route;
    Spot spot;
    std::vector<Origin> functions;
  };

  static std::vector<std::string> words(const FrameworkRule& rule) {
    std::vector<std::string> words = rule.methods;
    words.insert(words.end(), rule.include.begin(), rule.include.end());
    return words;
  }

  bool visit(const RunCall& run) {
    note_made(run);
    strategies_.note(run);
    const facts::FileFacts& facts = reading_.facts(run.call.file);
    const Index callee = facts.operand(run.call.expr, 0);
    if (facts.exprs[callee].kind != ExprKind::attribute) return false;
    const std::string& method = facts.text_of(callee);
    const bool declares = is_listed(rule_.methods, method), mounts = is_listed(rule_.include, method);
    const bool on = has_job(rule_, "on-method", method), prefix = has_job(rule_, "set-prefix", method);
    const bool described = has_job(rule_, "described-route", method);
    if (!declares && !mounts && !on && !prefix && !described) return false;
    const Origin object{run.call.file, facts.operand(callee, 0), run.call.definition, run.call.frame};
    const std::vector<Target> targets = targets_.find(object);
    for (const Target& target : targets) {
      if (mounts) use(target, run);
      if (declares) declare_by_method(target, method, run);
      if (on) declare_on(target, run);
      if (described) declare_described(target, run);
      if (prefix) set_prefix(target, run);
    }
    return !targets.empty();
  }

  // new Router({prefix: "/x"}); and where the app itself is made.
  void note_made(const RunCall& run) {
    const bool router = is_listed(rule_.routers, run.callee->name);
    const bool app = is_listed(rule_.constructors, run.callee->name);
    if (!router && !app) return;
    RouterId id = router_of_call(run.call);
    id.context = start_up_.context_of(run.call);
    const Origin& found = reading_.app.constructor;
    if (app && run.call.file == found.file && run.call.expr == found.expr) made_.push_back(id);
    const MeaningRef options = program_.evaluator().evaluate(program_.evaluator().argument(run.call, 0, ""));
    if (!options->is(Kind::dict)) return;
    for (const auto& [key, origin] : options->origins)
      if (key == "prefix")
        if (const auto paths = paths_of(reading_, origin); paths && paths->size() == 1)
          graph_.own(id, paths->front().plain, {});
  }

  void set_prefix(const Target& target, const RunCall& run) {
    const auto paths = paths_of(reading_, program_.evaluator().argument(run.call, 0, ""));
    if (paths && paths->size() == 1) graph_.own(target.router, paths->front().plain, {});
  }

  // Strategies may be set up after the routes that ask for them.
  void add_strategy_fields(Declared& declared) const {
    Body body{declared.route.fields};
    for (const Origin& function : declared.functions) strategies_.add_fields(function, body);
    declared.route.fields = std::move(body.fields);
  }

  // ---- app.use("/x", guard, router)

  void use(const Target& target, const RunCall& run) {
    const Origin first = program_.evaluator().argument(run.call, 0, "");
    auto paths = paths_of(reading_, first);
    const std::vector<Origin> rest = arguments_from(program_, run.call, paths ? 1 : 0);
    if (!paths) paths = std::vector<WrittenPath>{{"", true}};
    for (const WrittenPath& path : *paths)
      for (const Origin& given : rest) use_one(target, path, given, run, 0);
  }

  void use_one(const Target& target, const WrittenPath& path, const Origin& given, const RunCall& run,
               int depth) {
    const MeaningRef meaning = program_.evaluator().evaluate(given);
    const std::string below = joined_path(target.path, path.plain, rule_.path_join == "segments");
    const std::vector<Target> inner = targets_.find(*meaning);
    for (const Target& router : inner) mount(target.router, router, below, run);
    if (!inner.empty() || !can_be_called(program_, given)) return;
    if (meaning->is(Kind::instance) && meaning->made_by.known() && depth < 3) {
      if (is_named(rule_, "combines", *meaning)) {
        for (const Origin& part : arguments_from(program_, meaning->made_by, 0))
          use_one(target, path, part, run, depth + 1);
        return;
      }
      if (is_named(rule_, "mounts", *meaning)) return use_mounted(target, path, meaning->made_by, run, depth);
    }
    reads_json_ = reads_json_ || is_named(rule_, "json-parser", *meaning);
    reads_forms_ = reads_forms_ || is_named(rule_, "form-parser", *meaning);
    std::vector<std::string> names;
    add_guard_name(reading_, given, names);
    // Where paths are given to a mount of routers alone, a guard's path is met whole.
    const bool exact = rule_.guards_whole_path && !path.rest;
    for (std::string& name : names)
      graph_.guard(target.router, {below, std::move(name), {0, run.order}, exact, run.condition});
  }

  // mount("/x", app): what is given has its path with it.
  void use_mounted(const Target& target, const WrittenPath& path, const Origin& call, const RunCall& run,
                   int depth) {
    const auto paths = paths_of(reading_, program_.evaluator().argument(call, 0, ""));
    if (paths && paths->size() != 1) return;
    WrittenPath deeper = path;
    if (paths) deeper.plain = joined_path(path.plain, paths->front().plain, rule_.path_join == "segments");
    for (const Origin& part : arguments_from(program_, call, paths ? 1 : 0))
      use_one(target, deeper, part, run, depth + 1);
  }

  void mount(const RouterId& outer, const Target& inner, const std::string& below, const RunCall& run) {
    if (inner.router == outer) return;
    graph_.mount(outer, {inner.router, below, {}, run.condition, {0, run.order}});
  }

  // ---- app.get("/x", guard, handler)

  void declare_by_method(const Target& target, const std::string& method, const RunCall& run) {
    std::string verb = to_upper(method);
    if (verb == "DEL") verb = "DELETE";
    if (verb == "ALL") verb = "ANY";
    if (verb == "HEAD" || verb == "OPTIONS") return;
    if (verb == "ANY" && target.at_path && goes_on(run.call)) return;
    std::size_t first = 0;
    std::vector<WrittenPath> paths{{"", false}};
    if (!target.at_path || !can_be_called(program_, program_.evaluator().argument(run.call, 0, ""))) {
      auto written = paths_of(reading_, program_.evaluator().argument(run.call, 0, ""));
      // router.get("name", "/path", handler)
      const auto second = paths_of(reading_, program_.evaluator().argument(run.call, 1, ""));
      const bool named = written && second && !second->empty();
      if (named) written = second;
      if (!written) return;
      paths = *written;
      first = named ? 2 : 1;
    }
    for (const WrittenPath& path : paths)
      declare(target, verb, path, arguments_from(program_, run.call, first), run);
  }

  // Whether another method is called on what a call gives back.
  bool goes_on(const Origin& call) {
    const auto [slot, fresh] = chained_.try_emplace(call.file);
    if (fresh) {
      const facts::FileFacts& facts = reading_.facts(call.file);
      for (const facts::Expr& expr : facts.exprs)
        if (expr.kind == ExprKind::attribute && expr.operand_count > 0)
          slot->second.insert(facts.operands[expr.first_operand].expr);
    }
    return slot->second.contains(call.expr);
  }

  // app.on("PURGE", "/x", handler)
  void declare_on(const Target& target, const RunCall& run) {
    const Origin methods = program_.evaluator().argument(run.call, 0, "");
    const auto paths = paths_of(reading_, program_.evaluator().argument(run.call, 1, ""));
    if (!paths) return;
    for (const Origin& method : opened(program_, methods)) {
      const std::string verb = to_upper(text_of(program_, method));
      if (verb.empty() || verb == "HEAD" || verb == "OPTIONS") continue;
      for (const WrittenPath& path : *paths)
        declare(target, verb == "ALL" ? "ANY" : verb, path, arguments_from(program_, run.call, 2), run);
    }
  }

  void declare(const Target& target, const std::string& verb, const WrittenPath& path,
               const std::vector<Origin>& given, const RunCall& run) {
    std::vector<Origin> functions;
    for (const Origin& expr : given)
      if (can_be_called(program_, expr)) functions.push_back(expr);
    if (functions.empty()) return;
    const std::string whole = joined_path(target.path, path.plain, rule_.path_join == "segments");
    if (path.rest) return guard_all(target, verb, whole, functions, run);
    if (is_named(rule_, "not-a-handler", *program_.evaluator().evaluate(functions.back()))) return;
    Body body;
    Route route;
    route.method = verb;
    route.path = whole;
    route.guards = target.guards;
    for (std::size_t i = 0; i + 1 < functions.size(); ++i) {
      add_guard_name(reading_, functions[i], route.guards);
      add_fields_of_guard(reading_, functions[i], body);
    }
    const Origin handler = functions.back();
    functions.pop_back();
    finish(std::move(route), body, std::move(functions), handler, target, run);
  }

  // app.all("/api/*", guard): what is declared for everything below a path stands before the rest.
  void guard_all(const Target& target, const std::string& verb, const std::string& below,
                 const std::vector<Origin>& functions, const RunCall& run) {
    if (verb != "ANY") return;
    std::vector<std::string> names;
    for (const Origin& function : functions) add_guard_name(reading_, function, names);
    for (std::string& name : names)
      graph_.guard(target.router, {below, std::move(name), {0, run.order}, false, run.condition});
  }

  void finish(Route route, Body& body, std::vector<Origin> functions, const Origin& handler_expr,
              const Target& target, const RunCall& run) {
    const Handler handler = handler_of(program_, handler_expr);
    route.handler = handler.name;
    route.stub = answers_only_refusal(program_, handler.function, refusal_budget_);
    route.at = location_of_method(reading_.facts(run.call.file), run.call.expr);
    route.condition = run.condition;
    if (handler.function.known())
      add_fields_read_by(program_, rule_, handler.function.file, handler.function.definition, body);
    route.fields = std::move(body.fields);
    route.form = body.form;
    route.takes_files = body.takes_files;
    functions.push_back(handler_expr);
    declared_.push_back({target.router, std::move(route), {0, run.order}, std::move(functions)});
  }

  // ---- app.openapi(createRoute({method, path, request, middleware}), handler)

  Origin item(const Origin& dict, const std::string& name) const {
    if (!dict.known()) return {};
    const MeaningRef meaning = program_.evaluator().evaluate(dict);
    for (const auto& [key, origin] : meaning->origins)
      if (key == name) return origin;
    return {};
  }

  void declare_described(const Target& target, const RunCall& run) {
    Origin description = program_.evaluator().argument(run.call, 0, "");
    const MeaningRef meaning = program_.evaluator().evaluate(description);
    if (meaning->is(Kind::instance) && is_named(rule_, "describes", *meaning))
      description = program_.evaluator().argument(meaning->made_by, 0, "");
    const std::string verb = to_upper(text_of(program_, item(description, "method")));
    const auto paths = paths_of(reading_, item(description, "path"));
    const Origin handler = program_.evaluator().argument(run.call, 1, "");
    if (verb.empty() || verb == "HEAD" || verb == "OPTIONS" || !paths || paths->size() != 1 ||
        !handler.known())
      return;
    Body body;
    const MeaningRef content =
        program_.evaluator().evaluate(item(item(item(description, "request"), "body"), "content"));
    for (const auto& [type, origin] : content->origins) {
      const std::size_t before = body.fields.size();
      add_fields_of_schema(program_, item(origin, "schema"), body);
      if (body.fields.size() > before && type.find("form") != std::string::npos) body.form = true;
    }
    Route route;
    route.method = verb;
    route.path = joined_path(target.path, paths->front().plain, rule_.path_join == "segments");
    if (const Origin middleware = item(description, "middleware"); middleware.known())
      for (const Origin& guard : opened(program_, middleware)) add_guard_name(reading_, guard, route.guards);
    finish(std::move(route), body, {}, handler, target, run);
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  StartUp start_up_;
  TargetFinder targets_;
  Strategies strategies_;
  bool reads_json_ = false, reads_forms_ = false;
  std::vector<Declared> declared_;
  std::size_t refusal_budget_ = kRefusalBudget;
  std::vector<RouterId> made_;
  std::map<FileIndex, std::set<Index>> chained_;
};

}  // namespace

void read_calls(const RouteReading& reading, RouteGraph& graph) {
  CallReader(reading, graph).run();
}

}  // namespace assay::model
