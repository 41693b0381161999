// Routes of plug-ins: functions that are given the instance to declare on, registered below a prefix, one in
// the other; guards are hooks that hold for a plug-in and all that is registered in it, wherever they stand.
// A plug-in loads after the code around it has run, unless its registration is awaited; one that looks at
// routes as they are declared misses those before.
#include <algorithm>

#include "common/base/text.h"
#include "reading/model/frameworks/call_parts.h"
#include "reading/model/frameworks/plugin_folders.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/middleware.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/refusals.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxWrappers = 6;

class PluginReader {
 public:
  PluginReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        start_up_(reading, words(reading.rule), [this](const RunCall& run) { return visit(run); }),
        targets_(reading, start_up_) {}

  void run() {
    start_up_.run();
    if (!made_.empty()) graph_.clear_roots();
    for (const RouterId& made : made_) graph_.add_root(made);
  }

 private:
  // A plug-in about to be registered: what it is, where, and below which prefix.
  struct Registration {
    RouterId outer;
    std::string prefix;
    Origin options;
    std::string name;     // as a reader would call it
    bool shared = false;  // declares on the outer instance itself
  };

  static std::vector<std::string> words(const FrameworkRule& rule) {
    std::vector<std::string> words = rule.methods;
    words.insert(words.end(), rule.include.begin(), rule.include.end());
    return words;
  }

  bool visit(const RunCall& run) {
    note_made(run);
    const facts::FileFacts& facts = reading_.facts(run.call.file);
    const Index callee = facts.operand(run.call.expr, 0);
    if (facts.exprs[callee].kind != ExprKind::attribute) return false;
    const std::string& method = facts.text_of(callee);
    const bool registers = is_listed(rule_.include, method), object = has_job(rule_, "route-object", method);
    const bool declares = !object && is_listed(rule_.methods, method);
    const bool hooks = has_job(rule_, "add-hook", method), loads = has_job(rule_, "loads", method);
    latest_ = run.order;
    if (!registers && !object && !declares && !hooks && !loads) return false;
    const std::vector<Target> targets =
        targets_.find(Origin{run.call.file, facts.operand(callee, 0), run.call.definition, run.call.frame});
    for (const Target& target : targets) {
      if (registers) register_plugin(target.router, run);
      if (object) declare_object(target.router, argument(run, 0), run);
      if (declares) declare_by_method(target.router, to_upper(method), run);
      if (hooks) add_hook(target.router, run);
    }
    if (loads && !targets.empty()) enter_loaded(function_of(program_, argument(run, 0)), run.call.frame, run);
    if ((registers || loads) && !targets.empty() && is_awaited(run.call)) loaded_ = latest_;
    return !targets.empty();
  }

  // What runs once everything registered before has loaded: a plug-in, a callback of after().
  void enter_loaded(const FunctionPlace& function, const FrameRef& frame, const RunCall& run) {
    if (!function.known()) return;
    const std::uint32_t before = loaded_;
    loaded_ = run.order;
    start_up_.enter(function, frame, run.condition);
    loaded_ = before;
  }

  bool is_awaited(const Origin& call) const {
    const auto& calls = reading_.facts(call.file).calls;
    return std::any_of(calls.begin(), calls.end(),
                       [&](const facts::Call& other) { return other.expr == call.expr && other.awaited; });
  }

  Origin argument(const RunCall& run, int position) const {
    return program_.evaluator().argument(run.call, position, "");
  }

  void note_made(const RunCall& run) {
    const Origin& found = reading_.app.constructor;
    if (run.call.file != found.file || run.call.expr != found.expr) return;
    RouterId id = router_of_call(run.call);
    id.context = start_up_.context_of(run.call);
    made_.push_back(id);
  }

  // The item of a dict, as it is written.
  Origin item(const Origin& dict, const std::string& name) const {
    if (!dict.known()) return {};
    const MeaningRef meaning = program_.evaluator().evaluate(dict);
    for (const auto& [key, origin] : meaning->origins)
      if (key == name) return origin;
    return {};
  }

  // A prefix among the options; nothing where there is one that can't be told.
  std::optional<std::string> prefix_in(const Origin& options) const {
    const Origin written = item(options, "prefix");
    if (!written.known()) return "";
    const auto paths = paths_of(reading_, written);
    if (!paths || paths->size() != 1) return std::nullopt;
    return paths->front().plain;
  }

  // ---- instance.register(plugin, {prefix})

  void register_plugin(const RouterId& outer, const RunCall& run) {
    const Origin plugin = argument(run, 0), options = argument(run, 1);
    if (!plugin.known()) return;
    const auto prefix = prefix_in(options);
    if (!prefix) return;
    register_one({outer, *prefix, options, guard_name(program_, plugin), false},
                 *program_.evaluator().evaluate(plugin), run, 0);
  }

  void register_one(Registration plugin, const Meaning& meaning, const RunCall& run, int depth) {
    if (depth > kMaxWrappers) return;
    switch (meaning.kind) {
      case Kind::either:
        for (const auto& [_, item] : meaning.items) register_one(plugin, *item, run, depth + 1);
        return;
      case Kind::module:
        if (meaning.file != UINT32_MAX)
          register_one(plugin, *program_.evaluator().module_member(meaning.file, "default"), run, depth + 1);
        return;
      case Kind::function:
        return enter(plugin, {meaning.file, meaning.definition}, run);
      case Kind::instance:
      case Kind::external:
        return register_external(std::move(plugin), meaning, run, depth);
      default:
        return;
    }
  }

  void register_external(Registration plugin, const Meaning& meaning, const RunCall& run, int depth) {
    if (is_named(rule_, "shared-scope", meaning) && meaning.made_by.known()) {
      plugin.shared = true;
      const Origin inner = program_.evaluator().argument(meaning.made_by, 0, "");
      if (!inner.known()) return;
      if (reading_.facts(inner.file).exprs[inner.expr].kind == ExprKind::name)
        plugin.name = guard_name(program_, inner);
      register_one(std::move(plugin), *program_.evaluator().evaluate(inner), run, depth + 1);
    } else if (is_named(rule_, "folder-of-plugins", meaning)) {
      register_folder(plugin, run);
    } else if (is_named(rule_, "guard-plugin", meaning)) {
      graph_.guard(plugin.outer, {"", plugin.name, {0, run.order}, false, run.condition});
    } else if (is_named(rule_, "route-plugin", meaning) && !is_for_some_routes(plugin)) {
      graph_.guard(plugin.outer, {"", plugin.name, {0, run.order}, false, run.condition, true});
    }
  }

  // {global: false}: only for routes that ask for it, which are told by their own options.
  bool is_for_some_routes(const Registration& plugin) const {
    const Origin global = item(plugin.options, "global");
    return global.known() && program_.evaluator().evaluate(global)->is_constant(facts::Literal::boolean) &&
           program_.evaluator().evaluate(global)->text == "false";
  }

  RouterId scope_below(const Registration& plugin, RouterId scope, const RunCall& run) {
    scope.context = ++scopes_;
    graph_.mount(plugin.outer, {scope, plugin.prefix, {}, run.condition, {0, run.order, run.order}});
    return scope;
  }

  void enter(const Registration& plugin, const FunctionPlace& function, const RunCall& run) {
    const RouterId scope =
        plugin.shared
            ? plugin.outer
            : scope_below(plugin, {RouterId::Kind::definition, function.file, function.definition}, run);
    const FrameRef frame = program_.evaluator().frame_given(run.call, function.file, function.definition,
                                                            {Origin{}, plugin.options});
    const RouterId before = targets_.bind(function.file, function.definition, 0, scope);
    enter_loaded(function, frame, run);
    targets_.bind(function.file, function.definition, 0, before);
  }

  // ---- a folder whose files are plug-ins

  void register_folder(const Registration& loader, const RunCall& run) {
    const std::optional<PluginFolder> folder = read_plugin_folder(reading_, loader.options);
    if (!folder) return;
    for (const PluginGroup& group : groups_in(reading_, *folder)) {
      RouterId outer = loader.outer;
      if (!group.hooks.empty()) {
        outer = scope_below({loader.outer, "", {}, "", false}, {RouterId::Kind::file, group.hooks.front(), 0},
                            run);
        for (const FileIndex hook : group.hooks) register_file({outer, "", {}, "", true}, hook, run);
      }
      for (const PluginFile& file : group.files) {
        RunCall loaded = run;
        loaded.condition = both_hold(run.condition, file.condition);
        register_file({outer, file.prefix, folder->options, "", folder->shared}, file.file, loaded);
      }
    }
  }

  void register_file(Registration plugin, FileIndex file, const RunCall& run) {
    plugin.name = default_name(reading_.facts(file));
    const MeaningRef given = program_.evaluator().module_member(file, "default");
    if (given->is(Kind::dict) && item_of(*given, "method")) {
      const RouterId scope = scope_below(plugin, {RouterId::Kind::file, file, 0}, run);
      declare_object(scope, given->at, run);
      return;
    }
    register_one(std::move(plugin), *given, run, 0);
  }

  // How a file calls what it gives out by default.
  std::string default_name(const facts::FileFacts& facts) const {
    for (const facts::Export& item : facts.exports)
      if (facts.text(item.name) == "default") {
        if (item.local != 0) return facts.text(item.local);
        if (item.value != kNone && facts.exprs[item.value].kind == ExprKind::name)
          return facts.text_of(item.value);
      }
    return facts.file;
  }

  // ---- hooks

  // instance.addHook("onRequest", guard)
  void add_hook(const RouterId& router, const RunCall& run) {
    const std::string moment = text_of(program_, argument(run, 0));
    if (!has_job(rule_, "hook", moment)) return;
    for (const Origin& function : arguments_from(program_, run.call, 1)) {
      std::vector<std::string> names;
      add_guard_name(reading_, function, names);
      for (std::string& name : names)
        graph_.guard(router, {"", std::move(name), {0, run.order}, false, run.condition});
    }
  }

  // ---- instance.get("/x", {schema, preHandler}, handler); instance.route({method, url, handler})

  void declare_by_method(const RouterId& router, const std::string& verb, const RunCall& run) {
    const auto paths = paths_of(reading_, argument(run, 0));
    if (!paths) return;
    Origin options = argument(run, 1), handler = argument(run, 2);
    if (!handler.known() && options.known() && can_be_called(program_, options)) std::swap(options, handler);
    if (!handler.known()) handler = item(options, "handler");
    for (const WrittenPath& path : *paths) declare(router, verb, path, options, handler, run);
  }

  void declare_object(const RouterId& router, const Origin& options, const RunCall& run) {
    auto paths = paths_of(reading_, item(options, "url"));
    if (!paths) paths = paths_of(reading_, item(options, "path"));
    const Origin methods = item(options, "method");
    if (!paths || !methods.known()) return;
    for (const Origin& method : opened(program_, methods))
      for (const WrittenPath& path : *paths)
        declare(router, to_upper(text_of(program_, method)), path, options, item(options, "handler"), run);
  }

  void declare(const RouterId& router, const std::string& verb, const WrittenPath& path,
               const Origin& options, const Origin& handler_expr, const RunCall& run) {
    if (path.rest || verb.empty() || verb == "HEAD" || verb == "OPTIONS" || !handler_expr.known()) return;
    Route route;
    route.method = verb == "ALL" ? "ANY" : verb;
    route.path = path.plain;
    route.at = location_of_method(reading_.facts(run.call.file), run.call.expr);
    route.condition = run.condition;
    if (const auto hooks = rule_.names.find("hook"); hooks != rule_.names.end())
      for (const std::string& moment : hooks->second)
        if (const Origin guards = item(options, moment); guards.known())
          for (const Origin& guard : opened(program_, guards)) add_guard_name(reading_, guard, route.guards);
    Body body;
    if (const Origin schema = item(item(options, "schema"), "body"); schema.known())
      add_fields_of_schema(program_, schema, body);
    const Handler handler = handler_of(program_, handler_expr);
    route.handler = handler.name;
    route.stub = answers_only_refusal(program_, handler.function, refusal_budget_);
    if (handler.function.known())
      add_fields_read_by(program_, rule_, handler.function.file, handler.function.definition, body);
    route.fields = std::move(body.fields);
    route.form = body.form;
    route.takes_files = body.takes_files;
    graph_.declare(router, std::move(route), {0, run.order, loaded_});
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  StartUp start_up_;
  TargetFinder targets_;
  std::uint32_t scopes_ = 0;
  std::uint32_t latest_ = 0, loaded_ = 0;  // of the calls run: the last one, the last one that has loaded
  std::size_t refusal_budget_ = kRefusalBudget;
  std::vector<RouterId> made_;
};

}  // namespace

void read_plugins(const RouteReading& reading, RouteGraph& graph) {
  PluginReader(reading, graph).run();
}

}  // namespace assay::model
