// Routes that methods of controller classes declare by decorators, below what the app sets for all of them.
#include <algorithm>
#include <set>

#include "reading/model/frameworks/controller_modules.h"
#include "reading/model/frameworks/controller_setup.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/classes.h"
#include "reading/model/routes/fields.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxComposed = 4;        // decorators made of decorators
constexpr std::size_t kMaxParts = 64;  // that one decorator is made of
constexpr std::size_t kMaxSteps = 1'000'000;

class ControllerReader {
 public:
  ControllerReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading), program_(reading.program), rule_(reading.rule), graph_(graph) {}

  void run() {
    std::vector<Origin> starts;
    for (const CallSite& site : program_.call_sites())
      if (reading_.owned[site.origin.file] && is_listed(rule_.constructors, site.callee->name))
        starts.push_back(site.origin);
    for (const Origin& start : starts) {
      const Origin root = program_.evaluator().argument(start, 0, "module");
      modules_ = find_controllers(reading_, {root});
      if (modules_.controllers.empty()) add_all_controllers();
      setup_ = read_setup(reading_, start.file);
      for (const bool off : {false, true})
        for (const FoundController& controller : modules_.controllers)
          if (controller.presence.off_by_default == off) declare_controller(controller);
    }
  }

 private:
  struct Method {
    FileIndex file = 0;
    Index definition = kNone;
    Origin decorator;  // that declares the route
    std::string verb;
  };
  struct Head {
    std::vector<std::string> paths;
    std::optional<Origin> version;
  };

  bool is_job(const char* job, const Meaning& meaning) const {
    return is_listed(names_for(rule_, job), meaning.name);
  }

  // Where the root module can't be followed, every controller may be one of the app's.
  void add_all_controllers() {
    for (FileIndex f = 0; f < program_.files().size(); ++f) {
      if (!reading_.owned[f]) continue;
      for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d)
        for (const Origin& decorator : decorators_of(program_, f, d))
          if (is_job("controller", *callee_of(program_, decorator)))
            modules_.controllers.push_back({{f, d}, {0, kNone}, {}});
    }
  }

  // ---- Decorators

  // A decorator as itself, or those that a function of the repository makes it of.
  std::vector<Origin> composed(const Origin& decorator, int depth = 0) const {
    if (++composed_ > kMaxSteps) return {};
    const MeaningRef callee = callee_of(program_, decorator);
    if (is_job("compose", *callee)) {
      std::vector<Origin> parts;
      for (const Origin& part : positional_arguments(program_, decorator)) {
        if (parts.size() >= kMaxParts) break;
        for (const Origin& inner : composed(part, depth + 1)) parts.push_back(inner);
      }
      return parts;
    }
    if (!callee->is(Kind::function) || depth > kMaxComposed) return {decorator};
    std::vector<Origin> parts;
    const FrameRef frame = program_.evaluator().frame_for(decorator, callee->file, callee->definition);
    for (const Index n : program_.evaluator().exits_of(callee->file, callee->definition)) {
      const Index value = program_.files()[callee->file].exits[n].value;
      if (value == kNone || parts.size() >= kMaxParts) continue;
      for (const Origin& inner : composed({callee->file, value, callee->definition, frame}, depth + 1))
        parts.push_back(inner);
    }
    return parts;
  }

  // In the order in which they are applied: the lowest first.
  std::vector<Origin> applied(FileIndex file, Index definition) const {
    std::vector<Origin> decorators = decorators_of(program_, file, definition);
    std::reverse(decorators.begin(), decorators.end());
    std::vector<Origin> out;
    for (const Origin& decorator : decorators)
      for (const Origin& part : composed(decorator)) out.push_back(part);
    return out;
  }

  void note_guards(const std::vector<Origin>& decorators, std::vector<Origin>& guards) const {
    for (const Origin& decorator : decorators)
      if (is_job("use-guards", *callee_of(program_, decorator)))
        for (const Origin& guard : positional_arguments(program_, decorator)) guards.push_back(guard);
  }

  // new RolesGuard(reflector) -> RolesGuard
  std::string told(const Origin& guard) const {
    const facts::FileFacts& facts = program_.files()[guard.file];
    const bool made = facts.exprs[guard.expr].kind == ExprKind::call && facts.text_of(guard.expr) == "new";
    if (!made) return guard_name(program_, guard);
    return guard_name(program_, {guard.file, facts.operand(guard.expr, 0), guard.definition, guard.frame});
  }

  // ---- Guards that let pass what carries a mark: @Public()

  std::set<std::string> marks(const std::vector<Origin>& decorators) const {
    std::set<std::string> keys;
    for (const Origin& decorator : decorators) {
      if (!is_job("set-metadata", *callee_of(program_, decorator))) continue;
      const Origin value = program_.evaluator().argument(decorator, 1, "");
      const bool set = value.known() &&
                       program_.evaluator().evaluate(value)->is_constant(facts::Literal::boolean) &&
                       program_.evaluator().evaluate(value)->text == "true";
      if (set) keys.insert(text_argument(program_, decorator, 0, ""));
    }
    return keys;
  }

  // Whether a guard's class asks for one of the marks and, under a condition, says yes.
  bool lets_pass(const Origin& guard, const std::set<std::string>& keys) const {
    if (keys.empty()) return false;
    const MeaningRef meaning = program_.evaluator().evaluate(guard);
    if (!meaning->is(Kind::type) && !meaning->is(Kind::object)) return false;
    const ClassShape shape = shape_of(program_, meaning->file, meaning->definition);
    for (const std::string& name : names_for(rule_, "guard-method")) {
      const FunctionPlace method = method_of(program_, shape, name);
      if (method.known() && asks_for(method, keys) && may_say_yes(method)) return true;
    }
    return false;
  }

  bool asks_for(const FunctionPlace& method, const std::set<std::string>& keys) const {
    const facts::FileFacts& facts = program_.files()[method.file];
    for (const CallSite* site : program_.calls_in(method.file, method.definition)) {
      const Index callee = facts.operand(site->origin.expr, 0);
      const bool reads = callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
                         is_listed(names_for(rule_, "read-metadata"), facts.text_of(callee));
      if (reads && keys.contains(text_argument(program_, site->origin, 0, ""))) return true;
    }
    return false;
  }

  bool may_say_yes(const FunctionPlace& method) const {
    const facts::FileFacts& facts = program_.files()[method.file];
    const std::vector<Index>& exits = program_.evaluator().exits_of(method.file, method.definition);
    return std::any_of(exits.begin(), exits.end(), [&](Index n) {
      const facts::Exit& exit = facts.exits[n];
      return exit.place.condition != kNone && exit.value != kNone &&
             facts.exprs[exit.value].kind == ExprKind::literal && facts.text_of(exit.value) == "true";
    });
  }

  // ---- Routes

  void declare_controller(const FoundController& controller) {
    const ClassShape shape = shape_of(program_, controller.id.first, controller.id.second);
    const std::optional<Head> head = head_of(applied(controller.id.first, controller.id.second));
    if (!head) return;
    // A class has the guards of its bases before its own.
    std::vector<Origin> decorators;
    for (auto part = shape.parts.rbegin(); part != shape.parts.rend(); ++part)
      for (const Origin& one : applied(part->file, part->definition)) decorators.push_back(one);
    std::set<std::string> seen;
    for (const ClassPart& part : shape.parts)
      for (const Index d : methods_in(reading_.facts(part.file), part.definition)) {
        const facts::FileFacts& facts = reading_.facts(part.file);
        if (!seen.insert(facts.text(facts.definitions[d].name)).second) continue;
        for (const Origin& decorator : decorators_of(program_, part.file, d))
          for (const Origin& one : composed(decorator))
            if (const auto words = words_for(rule_, "handles", callee_of(program_, one)->name);
                !words.empty())
              declare_method(controller, *head, decorators, {part.file, d, one, words.front()});
      }
  }

  // @Controller("users"), @Controller({ path: "users", version: "1" }); nothing where its path can't be told.
  std::optional<Head> head_of(const std::vector<Origin>& decorators) const {
    for (const Origin& decorator : decorators) {
      if (!is_job("controller", *callee_of(program_, decorator))) continue;
      Head head;
      const Origin given = program_.evaluator().argument(decorator, 0, "");
      if (!given.known()) return Head{{""}, std::nullopt};
      const MeaningRef meaning = program_.evaluator().evaluate(given);
      if (!meaning->is(Kind::dict)) {
        head.paths = texts_of(*meaning);
        if (head.paths.empty()) return std::nullopt;
        return head;
      }
      const MeaningRef path = item_of(*meaning, "path");
      head.paths = path ? texts_of(*path) : std::vector<std::string>{""};
      for (const auto& [part, at] : meaning->origins)
        if (part == "version") head.version = at;
      if (head.paths.empty()) return std::nullopt;
      return head;
    }
    return std::nullopt;
  }

  static std::vector<std::string> texts_of(const Meaning& meaning) {
    std::vector<std::string> texts;
    if (meaning.is_text()) texts.push_back(meaning.text);
    const bool defaulted = meaning.is(Kind::environment) && meaning.fallback && meaning.fallback->is_text();
    if (defaulted) texts.push_back(meaning.fallback->text);
    if (meaning.is(Kind::list))
      for (const auto& [_, item] : meaning.items)
        if (item->is_text()) texts.push_back(item->text);
    return texts;
  }

  void declare_method(const FoundController& controller, const Head& head,
                      const std::vector<Origin>& class_decorators, const Method& method) {
    const Origin given = program_.evaluator().argument(method.decorator, 0, "");
    std::vector<std::string> paths{""};
    if (given.known()) paths = texts_of(*program_.evaluator().evaluate(given));
    const std::vector<Origin> decorators = applied(method.file, method.definition);
    Route route;
    route.method = method.verb;
    route.handler = handler_name(program_, method.file, method.definition);
    route.at = reading_.facts(method.decorator.file).location_of(method.decorator.expr);
    route.condition = controller.presence.condition;
    route.guards = guards_of(class_decorators, decorators);
    fill_body(method, decorators, route);
    const auto prefix = modules_.prefixes.find(controller.module);
    const std::string above = prefix == modules_.prefixes.end() ? "" : prefix->second;
    for (const std::string& version : versions_of(head, decorators))
      for (const std::string& outer : head.paths)
        for (const std::string& inner : paths) {
          const std::string written = joined_path(outer, inner, true);
          if (is_catch_all(written, rule_.path_style)) continue;
          const std::string path = joined_path(above, plain_path(written, rule_.path_style), true);
          declare(route, version, path, controller.presence.off_by_default);
        }
  }

  // A route that only another setting brings is left to the one that answers there by default.
  void declare(Route route, const std::string& version, const std::string& path, bool off) {
    const std::string versioned = joined_path(version, path, true);
    const bool bare = setup_.excludes(path) || setup_.excludes(versioned);
    route.path = joined_path(bare ? "" : setup_.prefix, versioned, true);
    if (!declared_.emplace(route.method, route.path).second && off) return;
    const Spot spot{reading_.app.constructor.file, 0};
    graph_.declare(router_of_call(reading_.app.constructor), std::move(route), spot);
  }

  // "v1", "" for a route that has none.
  std::vector<std::string> versions_of(const Head& head, const std::vector<Origin>& decorators) const {
    if (!setup_.versions_in_paths) return {""};
    Origin given = head.version.value_or(setup_.default_version);
    for (const Origin& decorator : decorators)
      if (is_job("version", *callee_of(program_, decorator)))
        given = program_.evaluator().argument(decorator, 0, "");
    if (!given.known()) return {""};
    std::vector<std::string> versions;
    const MeaningRef meaning = program_.evaluator().evaluate(given);
    const auto note = [&](const Meaning& one) {
      if (one.is_text()) versions.push_back(setup_.version_prefix + one.text);
      if (is_job("no-version", one)) versions.emplace_back();
    };
    note(*meaning);
    if (meaning->is(Kind::list))
      for (const auto& [_, item] : meaning->items) note(*item);
    return versions;
  }

  std::vector<std::string> guards_of(const std::vector<Origin>& class_decorators,
                                     const std::vector<Origin>& decorators) const {
    std::vector<Origin> guards = modules_.guards;
    guards.insert(guards.end(), setup_.guards.begin(), setup_.guards.end());
    note_guards(class_decorators, guards);
    note_guards(decorators, guards);
    std::set<std::string> keys = marks(class_decorators);
    keys.merge(marks(decorators));
    std::vector<std::string> names;
    for (const Origin& guard : guards)
      if (!lets_pass(guard, keys)) names.push_back(told(guard));
    return names;
  }

  // @Body() dto: CreateUserDto, @Body("email") email: string, @UploadedFile() file
  void fill_body(const Method& method, const std::vector<Origin>& decorators, Route& route) const {
    const facts::FileFacts& facts = reading_.facts(method.file);
    Body body;
    const Index scope = scope_of(facts, method.definition);
    for (const facts::Parameter& parameter : facts.definitions[method.definition].parameters)
      for (std::uint32_t n = 0; n < parameter.decorators_count; ++n) {
        const Origin decorator{method.file, facts.decorators[parameter.decorators_first + n], scope, nullptr};
        const MeaningRef callee = callee_of(program_, decorator);
        if (is_job("takes-file", *callee)) body.takes_files = true;
        if (is_job("body", *callee)) note_body(decorator, parameter, body);
      }
    for (const Origin& decorator : decorators)
      if (is_job("interceptors", *callee_of(program_, decorator)))
        for (const Origin& one : positional_arguments(program_, decorator))
          if (is_job("takes-file", *callee_of(program_, one))) body.takes_files = true;
    route.fields = std::move(body.fields);
    route.form = body.form;
    route.takes_files = body.takes_files;
  }

  void note_body(const Origin& decorator, const facts::Parameter& parameter, Body& body) const {
    const Origin annotation{decorator.file, parameter.annotation, decorator.definition, nullptr};
    const std::string field = text_argument(program_, decorator, 0, "");
    if (!field.empty())
      add_field(body, field_of(program_, field, annotation, {}));
    else if (annotation.known())
      add_fields_of_type(program_, program_.evaluator().evaluate(annotation), body);
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  ControllerModules modules_;
  ControllerSetup setup_;
  std::set<std::pair<std::string, std::string>> declared_;  // method and path
  mutable std::size_t composed_ = 0;
};

}  // namespace

void read_controllers(const RouteReading& reading, RouteGraph& graph) {
  ControllerReader(reading, graph).run();
}

}  // namespace assay::model
