// The routers that an expression may mean, and what the variables of a loop are in each of its turns.
#include <algorithm>

#include "reading/model/routes/following.h"

namespace assay::model {
namespace {

using facts::Assignment;
using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 5;  // parameters handed on
constexpr std::size_t kMaxTurns = 128;
constexpr std::size_t kMaxRouters = 32;

}  // namespace

// ---- Routers -------------------------------------------------------------------------------------------

void Following::add_given(FileIndex file, Index function, Index parameter, const std::string& condition,
                          int depth, std::vector<RouterAt>& out) const {
  if (depth > kMaxDepth) return;
  for (const CallSite* caller : program_.callers_of(file, function)) {
    if (out.size() >= kMaxRouters) return;
    const FrameRef frame = program_.evaluator().frame_for(caller->origin, file, function);
    if (!frame) continue;
    const Origin given = program_.evaluator().argument_for(*frame, parameter);
    if (!given.known()) continue;
    const facts::FileFacts& there = reading_.facts(caller->origin.file);
    const std::string where = condition_at(there, place_of(caller->origin));
    const std::size_t before = out.size();
    add_routers(*program_.evaluator().evaluate(given), both_conditions(where, condition), depth + 1, out);
    if (out.size() != before || there.exprs[given.expr].kind != ExprKind::name) continue;
    for (RouterAt& router : routers(given)) {
      router.condition = both_conditions(router.condition, both_conditions(where, condition));
      out.push_back(std::move(router));
    }
  }
}

void Following::add_routers(const Meaning& meaning, const std::string& condition, int depth,
                            std::vector<RouterAt>& out) const {
  if (depth > kMaxDepth || out.size() >= kMaxRouters) return;
  if (meaning.is(Kind::either)) {
    for (const auto& [_, item] : meaning.items) add_routers(*item, condition, depth + 1, out);
    return;
  }
  if (meaning.is(Kind::parameter)) {
    add_given(meaning.file, meaning.definition, meaning.element, condition, depth, out);
    return;
  }
  // What is behind an attribute of an app (its router, the app that it wraps) is the app itself.
  if (is_named(reading_.rule, "inner-app", meaning) && meaning.receiver) {
    add_routers(*meaning.receiver, condition, depth + 1, out);
    return;
  }
  const RouterId id = router_of(meaning);
  const auto same = [&](const RouterAt& other) { return other.id == id && other.condition == condition; };
  if (id.known() && std::none_of(out.begin(), out.end(), same)) out.push_back({id, condition});
}

std::vector<RouterAt> Following::routers(const Origin& expr) const {
  std::vector<RouterAt> out;
  if (!expr.known()) return out;
  add_routers(*program_.evaluator().evaluate(expr), "", 0, out);
  if (!out.empty()) return out;
  add_of_parameter(expr, out);
  // self.inner, which a method was given
  if (out.empty() && reading_.facts(expr.file).exprs[expr.expr].kind == ExprKind::attribute)
    add_of_parameter(written(expr), out);
  return out;
}

// A parameter whose annotation says what it is, but not which: the callers know.
void Following::add_of_parameter(const Origin& expr, std::vector<RouterAt>& out) const {
  const facts::FileFacts& facts = reading_.facts(expr.file);
  Index name = expr.expr;
  while (name != kNone && facts.exprs[name].kind == ExprKind::attribute) name = facts.operand(name, 0);
  if (name == kNone || facts.exprs[name].kind != ExprKind::name) return;
  if (name != expr.expr) {
    const std::vector<std::string>& words = words_for(reading_.rule, "inner-app");
    const std::string ending = "." + facts.text_of(expr.expr);
    const bool known = std::any_of(words.begin(), words.end(),
                                   [&](const std::string& word) { return word.ends_with(ending); });
    if (!known || facts.operand(expr.expr, 0) != name) return;
  }
  const std::vector<Binding>& bindings =
      program_.evaluator().scopes(expr.file).visible(expr.definition, facts.exprs[name].text);
  if (bindings.empty() || bindings.back().kind != Binding::Kind::parameter) return;
  add_given(expr.file, bindings.back().definition, bindings.back().index, "", 0, out);
}

// ---- Loops ---------------------------------------------------------------------------------------------

// The assignment of the loop whose variable an expression begins with: `router`, `module.router`, `pair[0]`.
Index Following::loop_of(const Origin& expr) const {
  if (!expr.known()) return kNone;
  const facts::FileFacts& facts = reading_.facts(expr.file);
  Index name = expr.expr;
  for (int hop = 0; name != kNone && hop < 3; ++hop) {
    const ExprKind kind = facts.exprs[name].kind;
    if (kind == ExprKind::name) break;
    if (kind != ExprKind::attribute && kind != ExprKind::index) return kNone;
    name = facts.operand(name, 0);
  }
  if (name == kNone || facts.exprs[name].kind != ExprKind::name) return kNone;
  const std::uint32_t at = facts.exprs[name].range.start;
  const std::vector<Binding>& bindings =
      program_.evaluator().scopes(expr.file).visible(expr.definition, facts.exprs[name].text);
  for (auto binding = bindings.rbegin(); binding != bindings.rend(); ++binding) {
    if (binding->start > at) continue;
    const bool each = binding->kind == Binding::Kind::assignment &&
                      facts.assignments[binding->index].kind == Assignment::Kind::each;
    return each ? binding->index : kNone;
  }
  return kNone;
}

std::vector<Turn> Following::turns(const Origin& call) const {
  const facts::FileFacts& facts = reading_.facts(call.file);
  Index loop = loop_of(receiver(call));
  for (std::uint32_t n = 1; loop == kNone && n < facts.exprs[call.expr].operand_count; ++n)
    loop = loop_of({call.file, facts.operand(call.expr, n), call.definition, call.frame});
  if (loop == kNone) return {Turn{}};
  const Assignment& assignment = facts.assignments[loop];
  const Origin over{call.file, assignment.value, assignment.place.definition, call.frame};
  std::vector<Turn> turns;
  // for key, value in TABLE.items()
  if (over.known() && facts.exprs[over.expr].kind == ExprKind::call && method(over) == "items") {
    const Origin table = written(receiver(over));
    const facts::FileFacts& there = reading_.facts(table.file);
    const facts::Expr& dict = there.exprs[table.expr];
    if (dict.kind != ExprKind::container || dict.container != facts::Container::dict) return turns;
    for (std::uint32_t n = 0; n < dict.operand_count && turns.size() < kMaxTurns; ++n) {
      const facts::Operand& entry = there.operands[dict.first_operand + n];
      if (entry.label != 0 && entry.expr != kNone)
        turns.push_back({loop, {table.file, entry.expr, table.definition, nullptr}, there.text(entry.label)});
    }
    return turns;
  }
  for (const Origin& item : items(over))
    if (turns.size() < kMaxTurns) turns.push_back({loop, item, std::nullopt});
  return turns;
}

// The expression a loop's variable stands for; the expression itself where it is none.
Origin Following::in_turn(const Origin& expr, const Turn& turn) const {
  if (turn.assignment == kNone || !expr.known() || loop_of(expr) != turn.assignment) return expr;
  const facts::FileFacts& facts = reading_.facts(expr.file);
  if (facts.exprs[expr.expr].kind != ExprKind::name) return expr;
  const std::vector<Binding>& bindings =
      program_.evaluator().scopes(expr.file).visible(expr.definition, facts.exprs[expr.expr].text);
  const auto binding = std::find_if(bindings.begin(), bindings.end(), [&](const Binding& b) {
    return b.kind == Binding::Kind::assignment && b.index == turn.assignment;
  });
  if (binding == bindings.end()) return {};
  Origin found = turn.element;
  std::size_t first = 0;
  if (turn.key && !binding->path.empty()) {
    if (binding->path.front().key != 0 || binding->path.front().element != 1) return {};
    first = 1;
  }
  for (std::size_t n = first; n < binding->path.size(); ++n) {
    found = written(found);
    const facts::FileFacts& there = reading_.facts(found.file);
    if (there.exprs[found.expr].kind != ExprKind::container || binding->path[n].key != 0) return {};
    const Index element = there.operand(found.expr, binding->path[n].element);
    if (element == kNone) return {};
    found.expr = element;
  }
  return found;
}

MeaningRef Following::meaning(const Origin& expr, const Turn& turn) const {
  const facts::FileFacts& facts = reading_.facts(expr.file);
  if (turn.assignment == kNone || loop_of(expr) != turn.assignment) return program_.meaning_of(expr);
  if (facts.exprs[expr.expr].kind == ExprKind::name) {
    const Origin seen = in_turn(expr, turn);
    return seen.known() ? program_.meaning_of(seen) : unknown_meaning();
  }
  const MeaningRef object =
      meaning({expr.file, facts.operand(expr.expr, 0), expr.definition, expr.frame}, turn);
  if (facts.exprs[expr.expr].kind == ExprKind::attribute)
    return program_.evaluator().member(object, facts.text_of(expr.expr), expr);
  const MeaningRef key =
      program_.evaluator().evaluate({expr.file, facts.operand(expr.expr, 1), expr.definition, expr.frame});
  if (key->is_text()) return program_.evaluator().member(object, key->text, expr);
  const bool place = key->is_constant(facts::Literal::integer) && key->text.size() == 1;
  const std::size_t n = place ? static_cast<std::size_t>(key->text[0] - '0') : 0;
  if (place && object->is(Kind::list) && n < object->items.size()) return object->items[n].second;
  return unknown_meaning();
}

std::vector<RouterAt> Following::routers(const Origin& expr, const Turn& turn) const {
  if (turn.assignment == kNone || !expr.known() || loop_of(expr) != turn.assignment) return routers(expr);
  std::vector<RouterAt> out;
  add_routers(*meaning(expr, turn), "", 0, out);
  return out;
}

std::optional<std::string> Following::text(const Origin& expr, const Turn& turn) const {
  if (turn.assignment == kNone || !expr.known() || loop_of(expr) != turn.assignment) return text(expr);
  const facts::FileFacts& facts = reading_.facts(expr.file);
  if (turn.key && facts.exprs[expr.expr].kind == ExprKind::name) {
    const std::vector<Binding>& bindings =
        program_.evaluator().scopes(expr.file).visible(expr.definition, facts.exprs[expr.expr].text);
    for (const Binding& b : bindings)
      if (b.kind == Binding::Kind::assignment && b.index == turn.assignment && !b.path.empty() &&
          b.path.front().key == 0 && b.path.front().element == 0)
        return turn.key;
  }
  const MeaningRef found = meaning(expr, turn);
  if (found->is_constant(facts::Literal::null)) return "";
  return told(*found, 0);
}

// ---- Classes and calls ---------------------------------------------------------------------------------

bool Following::stands_on(const Meaning& meaning, const std::vector<std::string>& names) const {
  if (meaning.is(Kind::external) || meaning.is(Kind::instance)) return is_listed(names, meaning.name);
  if (!meaning.is(Kind::type) && !meaning.is(Kind::object)) return false;
  std::vector<std::pair<FileIndex, Index>> waiting{{meaning.file, meaning.definition}};
  for (std::size_t n = 0; n < waiting.size() && n < 16; ++n) {
    const auto [file, definition] = waiting[n];
    const facts::FileFacts& facts = reading_.facts(file);
    for (const Index base : facts.definitions[definition].bases) {
      const MeaningRef type =
          program_.evaluator().evaluate({file, base, scope_of(facts, definition), nullptr});
      if (type->is(Kind::external) && is_listed(names, type->name)) return true;
      if (type->is(Kind::type)) waiting.emplace_back(type->file, type->definition);
    }
  }
  return false;
}

bool Following::stands_on(const Meaning& meaning, const std::string& job) const {
  return stands_on(meaning, words_for(reading_.rule, job));
}

facts::Place Following::place_of(const Origin& call) const {
  const auto [slot, fresh] = places_.try_emplace(call.file);
  if (fresh)
    for (const facts::Call& each : reading_.facts(call.file).calls) slot->second[each.expr] = each.place;
  const auto found = slot->second.find(call.expr);
  return found == slot->second.end() ? facts::Place{} : found->second;
}

Origin Following::callee(const Origin& call) const {
  if (!call.known()) return {};
  const facts::FileFacts& facts = reading_.facts(call.file);
  if (facts.exprs[call.expr].kind != ExprKind::call) return {};
  return {call.file, facts.operand(call.expr, 0), call.definition, call.frame};
}

Origin Following::receiver(const Origin& call) const {
  const Origin called = callee(call);
  if (!called.known()) return {};
  const facts::FileFacts& facts = reading_.facts(call.file);
  if (facts.exprs[called.expr].kind != ExprKind::attribute) return {};
  return {call.file, facts.operand(called.expr, 0), call.definition, call.frame};
}

std::string Following::method(const Origin& call) const {
  const Origin called = callee(call);
  if (!called.known()) return "";
  const facts::FileFacts& facts = reading_.facts(call.file);
  return facts.exprs[called.expr].kind == ExprKind::attribute ? facts.text_of(called.expr) : "";
}

}  // namespace assay::model
