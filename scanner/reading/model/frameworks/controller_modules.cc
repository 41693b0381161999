#include "reading/model/frameworks/controller_modules.h"

#include <algorithm>
#include <functional>

#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 24;     // modules that import modules
constexpr int kMaxElements = 12;  // lists in lists, names that stand for names
constexpr std::size_t kMaxSteps = 50'000;

Presence under(const Presence& outer, const std::string& condition, bool off) {
  return {both_hold(outer.condition, condition), outer.off_by_default || off};
}

class ModuleWalk {
 public:
  explicit ModuleWalk(const RouteReading& reading)
      : reading_(reading), program_(reading.program), rule_(reading.rule) {}

  ControllerModules run(const std::vector<Origin>& roots) {
    for (const Origin& root : roots) add_module(root, {}, 0);
    return std::move(found_);
  }

 private:
  using Each = std::function<void(const Origin&, const Presence&)>;

  bool is_job(const char* job, const Meaning& meaning) const {
    return is_listed(names_for(rule_, job), meaning.name);
  }

  Origin operand(const Origin& expr, std::uint32_t n) const {
    return {expr.file, program_.files()[expr.file].operand(expr.expr, n), expr.definition, expr.frame};
  }

  // The elements of a list, those of lists spread into it and of either branch of a choice too; what is no
  // list is its own element.
  void for_each(const Origin& list, const Presence& presence, int depth, const Each& each) {
    if (!list.known() || depth > kMaxElements || ++steps_ > kMaxSteps) return;
    const facts::FileFacts& facts = program_.files()[list.file];
    const facts::Expr& written = facts.exprs[list.expr];
    if (written.kind == ExprKind::container && written.container != facts::Container::dict) {
      for (std::uint32_t n = 0; n < written.operand_count; ++n)
        for_each(operand(list, n), presence, depth + 1, each);
    } else if (written.kind == ExprKind::operation && facts.text_of(list.expr) == "spread") {
      for_each(operand(list, 0), presence, depth + 1, each);
    } else if (written.kind == ExprKind::operation && facts.text_of(list.expr) == "and") {
      const Origin test = operand(list, 0);
      for_each(operand(list, 1), under(presence, guard_name(program_, test), decided(test) == false),
               depth + 1, each);
    } else if (written.kind == ExprKind::conditional) {
      const Origin test = operand(list, 0);
      const std::string told = guard_name(program_, test);
      const std::optional<bool> holds = decided(test);
      for_each(operand(list, 1), under(presence, told, holds == false), depth + 1, each);
      for_each(operand(list, 2), under(presence, "not (" + told + ")", holds == true), depth + 1, each);
    } else if (const Origin value = last_value(program_, module_name_of(program_, list)); value.known()) {
      for_each(value, presence, depth + 1, each);
    } else {
      each(list, presence);
    }
  }

  // Whether a comparison with an environment variable's default holds; nothing where no default tells.
  std::optional<bool> decided(const Origin& test) const {
    const facts::FileFacts& facts = program_.files()[test.file];
    const std::string& op = facts.text_of(test.expr);
    const bool equal = op == "===" || op == "==";
    if (facts.exprs[test.expr].kind != ExprKind::operation || !(equal || op == "!==" || op == "!="))
      return std::nullopt;
    const auto left = known_text(program_, operand(test, 0)), right = known_text(program_, operand(test, 1));
    if (!left || !right) return std::nullopt;
    return (*left == *right) == equal;
  }

  // An element of `imports`: a class, a call that makes a module of one, an object that names one.
  void add_module(const Origin& element, const Presence& presence, int depth) {
    for_each(element, presence, 0, [&](const Origin& one, const Presence& there) {
      if (depth > kMaxDepth) return;
      const facts::FileFacts& facts = program_.files()[one.file];
      if (facts.exprs[one.expr].kind == ExprKind::await) return add_module(operand(one, 0), there, depth + 1);
      if (facts.exprs[one.expr].kind == ExprKind::call) return add_made(one, there, depth);
      const MeaningRef meaning = program_.evaluator().evaluate(one);
      add_meaning(*meaning, there, depth);
    });
  }

  void add_meaning(const Meaning& meaning, const Presence& presence, int depth) {
    if (depth > kMaxDepth) return;
    if (meaning.is(Kind::type)) add_class({meaning.file, meaning.definition}, presence, depth);
    if (meaning.is(Kind::dict)) add_parts(meaning, dynamic_module(meaning), presence, depth);
    if (meaning.is(Kind::either))
      for (const auto& [_, item] : meaning.items) add_meaning(*item, presence, depth + 1);
  }

  // forwardRef(() => Users), Users.forRoot(...), RouterModule.register([...])
  void add_made(const Origin& call, const Presence& presence, int depth) {
    const MeaningRef callee = callee_of(program_, call);
    if (is_job("forward-ref", *callee)) {
      const FunctionPlace function = function_of(program_, program_.evaluator().argument(call, 0, ""));
      for (const Origin& value : values_of(function)) add_module(value, presence, depth + 1);
    } else if (is_job("router-module", *callee)) {
      note_prefixes(program_.evaluator().argument(call, 0, ""), "", 0);
    } else if (is_job("conditional-module", *callee)) {
      const Origin test = program_.evaluator().argument(call, 1, "");
      add_module(program_.evaluator().argument(call, 0, ""),
                 under(presence, test.known() ? guard_name(program_, test) : "", false), depth + 1);
    } else if (callee->is(Kind::function)) {
      // The class that the method belongs to, and what the object it gives adds.
      const facts::FileFacts& facts = program_.files()[callee->file];
      const Index parent = facts.definitions[callee->definition].parent;
      const bool method =
          parent != kNone && facts.definitions[parent].kind == facts::Definition::Kind::class_;
      if (method) add_class({callee->file, parent}, presence, depth);
      add_meaning(*program_.evaluator().evaluate(call), presence, depth + 1);
    }
  }

  // What a function gives, as it is written.
  std::vector<Origin> values_of(const FunctionPlace& function) const {
    std::vector<Origin> values;
    if (!function.known()) return values;
    for (const Index n : program_.evaluator().exits_of(function.file, function.definition))
      if (const Index value = program_.files()[function.file].exits[n].value; value != kNone)
        values.push_back({function.file, value, function.definition, nullptr});
    return values;
  }

  // { module: Users, controllers: [...] }
  ClassId dynamic_module(const Meaning& object) {
    const MeaningRef type = item_of(object, "module");
    return type && type->is(Kind::type) ? ClassId{type->file, type->definition} : ClassId{0, kNone};
  }

  void add_class(const ClassId& id, const Presence& presence, int depth) {
    const auto known = modules_.find(id);
    // Once more only where it was there under a condition and is now without.
    if (known != modules_.end() && (known->second.condition.empty() || !presence.condition.empty())) return;
    modules_[id] = presence;
    for (const Origin& decorator : decorators_of(program_, id.first, id.second)) {
      if (!is_job("module", *callee_of(program_, decorator))) continue;
      found_.followed = true;
      const Origin given = program_.evaluator().argument(decorator, 0, "");
      if (given.known()) add_parts(*program_.evaluator().evaluate(given), id, presence, depth);
    }
  }

  void add_parts(const Meaning& object, const ClassId& module, const Presence& presence, int depth) {
    if (module.second != kNone && object.is(Kind::dict)) {
      // An object of a dynamic module names its class, which has imports of its own.
      if (item_of(object, "module")) add_class(module, presence, depth + 1);
    }
    for (const auto& [part, at] : object.origins) {
      if (part == "imports") add_module(at, presence, depth + 1);
      if (part == "controllers")
        for_each(at, presence, 0, [&](const Origin& one, const Presence& there) {
          add_controller(*program_.evaluator().evaluate(one), module, there);
        });
      if (part == "providers")
        for_each(at, presence, 0, [&](const Origin& one, const Presence&) { note_provider(one); });
    }
  }

  void add_controller(const Meaning& type, const ClassId& module, const Presence& presence) {
    if (!type.is(Kind::type)) return;
    const ClassId id{type.file, type.definition};
    const auto [slot, fresh] = controllers_.try_emplace(id, found_.controllers.size());
    if (fresh)
      found_.controllers.push_back({id, module, presence});
    else if (presence.condition.empty())
      found_.controllers[slot->second].presence = presence;
  }

  // { provide: APP_GUARD, useClass: RolesGuard }
  void note_provider(const Origin& element) {
    const MeaningRef provider = program_.evaluator().evaluate(element);
    if (!provider->is(Kind::dict)) return;
    const MeaningRef token = item_of(*provider, "provide");
    if (!token || !is_job("guard-token", *token)) return;
    for (const auto& [part, at] : provider->origins)
      if (part == "useClass" || part == "useExisting" || part == "useValue") note_guard(at);
  }

  void note_guard(const Origin& guard) {
    const bool known = std::any_of(found_.guards.begin(), found_.guards.end(), [&](const Origin& other) {
      return other.file == guard.file && other.expr == guard.expr;
    });
    if (!known) found_.guards.push_back(guard);
  }

  // [{ path: "admin", module: Admin, children: [...] }]
  void note_prefixes(const Origin& list, const std::string& above, int depth) {
    if (depth > kMaxElements) return;
    for_each(list, {}, 0, [&](const Origin& one, const Presence&) {
      const MeaningRef object = program_.evaluator().evaluate(one);
      if (object->is(Kind::type)) found_.prefixes[{object->file, object->definition}] = above;
      if (!object->is(Kind::dict)) return;
      const MeaningRef path = item_of(*object, "path");
      const std::string prefix =
          joined_path(above, path && path->is_text() ? plain_path(path->text, rule_.path_style) : "", true);
      if (const MeaningRef type = item_of(*object, "module"); type && type->is(Kind::type))
        found_.prefixes[{type->file, type->definition}] = prefix;
      for (const auto& [part, at] : object->origins)
        if (part == "children") note_prefixes(at, prefix, depth + 1);
    });
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  std::map<ClassId, Presence> modules_;
  std::map<ClassId, std::size_t> controllers_;
  ControllerModules found_;
  std::size_t steps_ = 0;
};

}  // namespace

ControllerModules find_controllers(const RouteReading& reading, const std::vector<Origin>& roots) {
  return ModuleWalk(reading).run(roots);
}

}  // namespace assay::model
