#include "reading/model/routes/following.h"

#include <algorithm>

namespace assay::model {
namespace {

using facts::Assignment;
using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxHops = 12;  // names that lead to names
constexpr int kMaxDepth = 5;  // lists in lists, parameters handed on, bases of bases
constexpr std::size_t kMaxItems = 1'000;

}  // namespace

std::string both_conditions(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " and " + b;
}

const std::vector<std::string>& words_for(const FrameworkRule& rule, const std::string& job) {
  static const std::vector<std::string> kNoWords;
  const auto found = rule.names.find(job);
  return found == rule.names.end() ? kNoWords : found->second;
}

// ---- Names ---------------------------------------------------------------------------------------------

// The binding that makes a name, of several: the last that is no mere addition (`x += [...]`); before `use`,
// where that is in the same scope.
const Binding* Following::making(const std::vector<Binding>& bindings, const Origin& use) const {
  const facts::FileFacts& facts = reading_.facts(use.file);
  for (auto binding = bindings.rbegin(); binding != bindings.rend(); ++binding) {
    const bool grows = binding->kind == Binding::Kind::assignment &&
                       facts.assignments[binding->index].kind == Assignment::Kind::augmented;
    const bool later = use.known() && binding->definition == use.definition &&
                       binding->start >= facts.exprs[use.expr].range.start;
    if (!grows && !later) return &*binding;
  }
  return nullptr;
}

Origin Following::of_binding(const Binding& binding, const Origin& use) const {
  const facts::FileFacts& facts = reading_.facts(use.file);
  if (binding.kind == Binding::Kind::assignment) {
    const Assignment& assignment = facts.assignments[binding.index];
    const bool plain = assignment.kind == Assignment::Kind::plain ||
                       assignment.kind == Assignment::Kind::field ||
                       assignment.kind == Assignment::Kind::with;
    if (!plain || !binding.path.empty() || assignment.value == kNone) return {};
    return {use.file, assignment.value, assignment.place.definition, nullptr};
  }
  if (binding.kind != Binding::Kind::import) return {};
  const facts::Import& import = facts.imports[binding.index];
  if (import.name == 0) return {};
  const ModuleTarget target = program_.modules().resolve(use.file, facts.text(import.module), import.level);
  return target.file ? in_module(*target.file, facts.text(import.name)) : Origin{};
}

Origin Following::in_module(FileIndex file, const std::string& name) const {
  // A chain of re-exports; each hop is one file.
  std::string wanted = name;
  for (int hop = 0; hop < kMaxHops; ++hop) {
    const facts::FileFacts& facts = reading_.facts(file);
    const auto symbol = facts.symbols.find(wanted);
    if (!symbol) return {};
    const std::vector<Binding>& bindings = program_.evaluator().scopes(file).in(0, *symbol);
    const Binding* binding = making(bindings, {file, kNone, 0, nullptr});
    if (binding == nullptr) return {};
    if (binding->kind != Binding::Kind::import) return of_binding(*binding, {file, 0, 0, nullptr});
    const facts::Import& import = facts.imports[binding->index];
    if (import.name == 0) return {};
    const ModuleTarget target = program_.modules().resolve(file, facts.text(import.module), import.level);
    if (!target.file) return {};
    wanted = facts.text(import.name);
    file = *target.file;
  }
  return {};
}

Origin Following::step(const Origin& expr) const {
  const facts::FileFacts& facts = reading_.facts(expr.file);
  const facts::Expr& written = facts.exprs[expr.expr];
  if (written.kind == ExprKind::name) {
    const std::vector<Binding>& bindings =
        program_.evaluator().scopes(expr.file).visible(expr.definition, written.text);
    if (!bindings.empty()) {
      const Binding* binding = making(bindings, expr);
      return binding == nullptr ? Origin{} : of_binding(*binding, expr);
    }
    for (const facts::Import& import : facts.imports) {
      if (facts.text(import.name) != "*") continue;
      const ModuleTarget target =
          program_.modules().resolve(expr.file, facts.text(import.module), import.level);
      if (!target.file) continue;
      if (const Origin found = in_module(*target.file, facts.text(written.text)); found.known()) return found;
    }
    return {};
  }
  if (written.kind != ExprKind::attribute) return {};
  const MeaningRef object =
      program_.evaluator().evaluate({expr.file, facts.operand(expr.expr, 0), expr.definition, expr.frame});
  if (object->is(Kind::module) && object->file != UINT32_MAX)
    return in_module(object->file, facts.text(written.text));
  if (!object->is(Kind::type) && !object->is(Kind::object)) return {};
  const auto symbol = reading_.facts(object->file).symbols.find(facts.text(written.text));
  if (!symbol) return {};
  const std::vector<Binding>& members =
      program_.evaluator().scopes(object->file).member(object->definition, *symbol);
  if (!members.empty()) return of_binding(members.back(), {object->file, 0, object->definition, nullptr});
  // self.NAME = value, where that is the only one
  const std::vector<Index>& given =
      program_.evaluator().scopes(object->file).attribute(object->definition, *symbol);
  if (given.size() != 1) return {};
  const Assignment& assignment = reading_.facts(object->file).assignments[given.front()];
  return {object->file, assignment.value, assignment.place.definition, nullptr};
}

Origin Following::written(Origin expr) const {
  for (int hop = 0; expr.known() && hop < kMaxHops; ++hop) {
    const Origin next = step(expr);
    if (!next.known()) break;
    expr = next;
  }
  return expr;
}

// ---- Lists ---------------------------------------------------------------------------------------------

// What a file puts into lists after they were made, by the list's name; read once a file.
const Following::Additions& Following::additions(FileIndex file) const {
  const auto [slot, fresh] = additions_.try_emplace(file);
  if (!fresh) return slot->second;
  const facts::FileFacts& facts = reading_.facts(file);
  const auto name_of = [&](Index expr) {
    return expr != kNone && facts.exprs[expr].kind == ExprKind::name ? facts.exprs[expr].text : 0;
  };
  for (const facts::Call& call : facts.calls) {
    const Index callee = facts.operand(call.expr, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) continue;
    const std::string& method = facts.text_of(callee);
    const facts::Symbol name = name_of(facts.operand(callee, 0));
    if (name == 0 || (method != "append" && method != "extend")) continue;
    slot->second[name].push_back({facts.operand(call.expr, 1), call.place.definition, method == "extend"});
  }
  for (const Assignment& assignment : facts.assignments) {
    const bool grows = assignment.kind == Assignment::Kind::augmented && facts.text(assignment.op) == "+";
    if (const facts::Symbol name = grows ? name_of(assignment.target) : 0)
      slot->second[name].push_back({assignment.value, assignment.place.definition, true});
  }
  return slot->second;
}

void Following::add_additions(FileIndex file, const std::string& name, int depth,
                              std::vector<Origin>& out) const {
  const auto symbol = reading_.facts(file).symbols.find(name);
  if (!symbol) return;
  const Additions& all = additions(file);
  const auto found = all.find(*symbol);
  if (found == all.end()) return;
  for (const Added& added : found->second) {
    if (added.expr == kNone) continue;
    const Origin expr{file, added.expr, added.definition, nullptr};
    if (added.many)
      add_items(expr, depth + 1, out);
    else if (out.size() < kMaxItems)
      out.push_back(expr);
  }
}

void Following::add_items(const Origin& list, int depth, std::vector<Origin>& out) const {
  if (!list.known() || depth > kMaxDepth || out.size() >= kMaxItems) return;
  const facts::FileFacts& facts = reading_.facts(list.file);
  const facts::Expr& expr = facts.exprs[list.expr];
  const auto at = [&](Index e) { return Origin{list.file, e, list.definition, list.frame}; };
  const auto is = [&](Index e, std::string_view op) {
    return facts.exprs[e].kind == ExprKind::operation && facts.text_of(e) == op;
  };
  if (expr.kind == ExprKind::container && expr.container != facts::Container::comprehension) {
    for (std::uint32_t n = 0; n < expr.operand_count && out.size() < kMaxItems; ++n) {
      const Index element = facts.operand(list.expr, n);
      if (element == kNone) continue;
      if (is(element, "spread"))
        add_items(at(facts.operand(element, 0)), depth + 1, out);
      else
        out.push_back(at(element));
    }
    return;
  }
  if (is(list.expr, "+")) {
    add_items(at(facts.operand(list.expr, 0)), depth + 1, out);
    add_items(at(facts.operand(list.expr, 1)), depth + 1, out);
    return;
  }
  if (const Origin made = step(list); made.known()) {
    add_items(made, depth + 1, out);
    // What is put in stands in the file that made the list, or in the one that uses it.
    if (expr.kind == ExprKind::name || expr.kind == ExprKind::attribute) {
      add_additions(made.file, facts.text(expr.text), depth, out);
      if (made.file != list.file) add_additions(list.file, facts.text(expr.text), depth, out);
    }
    return;
  }
  const MeaningRef meaning = program_.evaluator().evaluate(list);
  if (meaning->is(Kind::parameter)) {
    // A list that a function is handed: those of all its callers.
    for (const CallSite* caller : program_.callers_of(meaning->file, meaning->definition)) {
      const FrameRef frame =
          program_.evaluator().frame_for(caller->origin, meaning->file, meaning->definition);
      if (frame) add_items(program_.evaluator().argument_for(*frame, meaning->element), depth + 1, out);
    }
    return;
  }
  if (meaning->is(Kind::list) && meaning->at.known() &&
      (meaning->at.file != list.file || meaning->at.expr != list.expr))
    add_items(meaning->at, depth + 1, out);
}

std::vector<Origin> Following::items(const Origin& list) const {
  std::vector<Origin> out;
  add_items(list, 0, out);
  return out;
}

// ---- Texts ---------------------------------------------------------------------------------------------

std::optional<std::string> Following::told(const Meaning& meaning, int depth) const {
  if (meaning.is(Kind::constant)) return meaning.text;
  if (depth > kMaxDepth) return std::nullopt;
  if (meaning.is(Kind::environment) && meaning.fallback) return told(*meaning.fallback, depth + 1);
  if (!meaning.is(Kind::text)) return std::nullopt;
  std::string whole;
  for (const auto& [_, piece] : meaning.items) {
    const auto part = told(*piece, depth + 1);
    if (!part) return std::nullopt;
    whole += *part;
  }
  return whole;
}

std::optional<std::string> Following::text(const Origin& expr) const {
  if (!expr.known()) return "";
  const MeaningRef meaning = program_.meaning_of(expr);
  if (meaning->is_constant(facts::Literal::null)) return "";
  return told(*meaning, 0);
}

std::optional<std::vector<std::string>> Following::texts(const Origin& list) const {
  if (!list.known()) return std::vector<std::string>{};
  const MeaningRef whole = program_.evaluator().evaluate(list);
  if (whole->is_text()) return std::vector<std::string>{whole->text};
  std::vector<std::string> out;
  for (const Origin& item : items(list)) {
    const auto told = text(item);
    if (!told) return std::nullopt;
    out.push_back(*told);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace assay::model
