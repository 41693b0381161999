#include "reading/model/roles.h"

#include <algorithm>

#include "common/base/text.h"
#include "common/rules/name_roles.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxCallers = 8;
constexpr std::size_t kMaxSteps = 2'000;
constexpr std::size_t kMaxNameRules = 64;

RoleReason stronger(RoleReason a, RoleReason b) {
  return std::max(a, b);
}

}  // namespace

std::vector<std::string> words_of(const std::string& identifier) {
  return words_of_name(identifier);
}

bool Roles::suggested(const std::string& identifier, const std::string& role) const {
  const std::vector<NameRoleRule>& rules = program_.rules().name_roles;
  const std::uint64_t all = roles_suggested(identifier);
  for (std::size_t n = 0; n < rules.size() && n < kMaxNameRules; ++n)
    if (rules[n].role == role && (all >> n & 1) != 0) return true;
  return false;
}

// What a library's call gave, wherever it was kept since: in a name, a field, an entry of a dict, a pair.
bool Roles::made_by_effect(const Meaning& meaning, const std::string& role) const {
  if (meaning.is(Kind::either))
    return std::any_of(meaning.items.begin(), meaning.items.end(),
                       [&](const auto& item) { return made_by_effect(*item.second, role); });
  const CallRule* rule = meaning.is(Kind::instance) ? rule_of(meaning) : nullptr;
  if (rule == nullptr) return false;
  return std::any_of(program_.rules().effect_roles.begin(), program_.rules().effect_roles.end(),
                     [&](const auto& makes) { return rule->does == makes.first && makes.second == role; });
}

// The same names are asked about over and over.
std::uint64_t Roles::roles_suggested(const std::string& identifier) const {
  const auto [slot, fresh] = suggested_by_name_.try_emplace(identifier, 0);
  if (!fresh) return slot->second;
  const std::vector<std::string> words = words_of_name(identifier);
  const std::vector<NameRoleRule>& rules = program_.rules().name_roles;
  for (std::size_t n = 0; n < rules.size() && n < kMaxNameRules; ++n)
    if (suggests_role(rules[n], words)) slot->second |= std::uint64_t{1} << n;
  return slot->second;
}

RoleReason Roles::search(const Origin& origin, const std::string& role, int depth) const {
  if (!origin.known() || depth > kMaxDepth || ++steps_ > kMaxSteps) return RoleReason::none;
  const facts::FileFacts& facts = program_.files()[origin.file];
  const facts::Expr& expr = facts.exprs[origin.expr];
  if (made_by_effect(*program_.evaluator().evaluate(origin), role)) return RoleReason::made;
  switch (expr.kind) {
    case ExprKind::name:
      return of_name(origin, role, depth);
    case ExprKind::attribute:
      return suggested(facts.text(expr.text), role) ? RoleReason::name : RoleReason::none;
    case ExprKind::index: {
      const Index subscript = facts.operand(origin.expr, 1);
      const bool text = subscript != kNone && facts.exprs[subscript].kind == ExprKind::literal &&
                        facts.exprs[subscript].literal == facts::Literal::string;
      if (text) return suggested(facts.text_of(subscript), role) ? RoleReason::name : RoleReason::none;
      return search({origin.file, facts.operand(origin.expr, 0), origin.definition, origin.frame}, role,
                    depth + 1);
    }
    case ExprKind::call:
      return of_call(origin, role, depth);
    case ExprKind::await:
    case ExprKind::template_:
    case ExprKind::conditional:
      return of_operands(origin, role, depth);
    case ExprKind::operation: {
      const std::string& op = facts.text(expr.text);
      const bool carries = op == "or" || op == "??" || op == "+" || op == ":=";
      return carries ? of_operands(origin, role, depth) : RoleReason::none;
    }
    default:
      return RoleReason::none;
  }
}

RoleReason Roles::of_operands(const Origin& origin, const std::string& role, int depth) const {
  const facts::FileFacts& facts = program_.files()[origin.file];
  const facts::Expr& expr = facts.exprs[origin.expr];
  RoleReason best = RoleReason::none;
  for (std::uint32_t n = expr.kind == ExprKind::conditional ? 1 : 0; n < expr.operand_count; ++n)
    best =
        stronger(best, search({origin.file, facts.operand(origin.expr, n), origin.definition, origin.frame},
                              role, depth + 1));
  return best;
}

// What a pattern takes out of a value, where that is written as a container; the value itself for no pattern.
Origin Roles::part_of(Origin whole, const std::vector<Step>& path, const facts::FileFacts& pattern) const {
  for (const Step& step : path) {
    if (!whole.known()) return {};
    const MeaningRef meaning = program_.evaluator().evaluate(whole);
    if (step.key != 0) {
      const std::string& key = pattern.text(step.key);
      const auto found = std::find_if(meaning->origins.rbegin(), meaning->origins.rend(),
                                      [&](const auto& item) { return item.first == key; });
      if (found == meaning->origins.rend()) return {};
      whole = found->second;
    } else {
      if (!meaning->is(Kind::list) || meaning->open || !meaning->at.known()) return {};
      const facts::FileFacts& facts = program_.files()[meaning->at.file];
      if (facts.exprs[meaning->at.expr].kind != ExprKind::container ||
          step.element >= facts.exprs[meaning->at.expr].operand_count)
        return {};
      whole = {meaning->at.file, facts.operand(meaning->at.expr, step.element), meaning->at.definition,
               meaning->at.frame};
    }
  }
  return whole;
}

RoleReason Roles::of_name(const Origin& origin, const std::string& role, int depth) const {
  const facts::FileFacts& facts = program_.files()[origin.file];
  const facts::Symbol name = facts.exprs[origin.expr].text;
  RoleReason best = suggested(facts.text(name), role) ? RoleReason::name : RoleReason::none;
  for (const Binding& binding : program_.evaluator().scopes(origin.file).visible(origin.definition, name)) {
    if (binding.kind == Binding::Kind::assignment) {
      const facts::Assignment& assignment = facts.assignments[binding.index];
      if (assignment.value == kNone) continue;
      if (!binding.path.empty()) {
        // const {password: p} = body: the key is the name it had.
        if (binding.path.back().key != 0 && suggested(facts.text(binding.path.back().key), role))
          best = stronger(best, RoleReason::name);
        const Origin whole{origin.file, assignment.value, assignment.place.definition, origin.frame};
        best = stronger(best, search(part_of(whole, binding.path, facts), role, depth + 1));
        continue;
      }
      if (assignment.value == origin.expr) continue;
      best = stronger(best, search({origin.file, assignment.value, assignment.place.definition, origin.frame},
                                   role, depth + 1));
    } else if (binding.kind == Binding::Kind::parameter && best != RoleReason::made) {
      std::size_t asked = 0;
      for (const CallSite* caller : program_.callers_of(origin.file, binding.definition)) {
        if (++asked > kMaxCallers) break;
        const FrameRef frame =
            program_.evaluator().frame_for(caller->origin, origin.file, binding.definition);
        if (!frame) continue;
        Origin given = program_.evaluator().argument_for(*frame, binding.index);
        best = stronger(best, search(part_of(given, binding.path, facts), role, depth + 2));
      }
    }
  }
  return best;
}

RoleReason Roles::of_call(const Origin& origin, const std::string& role, int depth) const {
  const facts::FileFacts& facts = program_.files()[origin.file];
  const Index callee_expr = facts.operand(origin.expr, 0);
  if (callee_expr == kNone) return RoleReason::none;
  const auto inner = [&](Index e) { return Origin{origin.file, e, origin.definition, origin.frame}; };
  const MeaningRef callee = program_.evaluator().evaluate(inner(callee_expr));
  const CallRule* rule =
      callee->is(Kind::external) || callee->is(Kind::instance) ? rule_of(*callee) : nullptr;
  if (rule != nullptr) {
    for (const auto& [effect, made] : program_.rules().effect_roles)
      if (rule->does == effect && made == role) return RoleReason::made;
    if (rule->returns_argument)
      return search(program_.evaluator().argument(origin, *rule->returns_argument, rule->returns_keyword),
                    role, depth + 1);
    // An encoded MAC is still a MAC.
    if (rule->does.starts_with("encode-") || rule->does.starts_with("decode-"))
      return search(program_.evaluator().argument(origin, 0, ""), role, depth + 1);
  }
  // digest(), hexdigest(), update(), toString(): a method of a value carries the value's role on.
  const bool method = facts.exprs[callee_expr].kind == ExprKind::attribute;
  if (callee->is(Kind::function)) {
    RoleReason best = RoleReason::none;
    const facts::FileFacts& target = program_.files()[callee->file];
    for (const facts::Exit& exit : target.exits)
      if (exit.place.definition == callee->definition && exit.kind == facts::Exit::Kind::return_ &&
          exit.value != kNone) {
        const RoleReason returned =
            search({callee->file, exit.value, callee->definition, nullptr}, role, depth + 2);
        // What a function returns has a role by what made it; the names inside are its own affair.
        if (returned == RoleReason::made) best = returned;
      }
    if (best == RoleReason::none && suggested(target.text(target.definitions[callee->definition].name), role))
      return RoleReason::name;
    return best;
  }
  if (!method) return RoleReason::none;
  const std::string& name = facts.text_of(callee_expr);
  if (is_listed(program_.rules().telling_methods, name)) return RoleReason::none;
  if (is_listed(program_.rules().taking_methods, name)) {
    const Index key = facts.operand(origin.expr, 1);
    const bool text = key != kNone && facts.exprs[key].kind == ExprKind::literal;
    return text && suggested(facts.text_of(key), role) ? RoleReason::name : RoleReason::none;
  }
  return search(inner(facts.operand(callee_expr, 0)), role, depth + 1);
}

}  // namespace assay::model
