#include "reading/model/scopes.h"

#include <algorithm>

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Definition;
using facts::ExprKind;
using facts::FileFacts;
using facts::Index;
using facts::kNone;

const std::vector<Binding> kNoBindings;
const std::vector<Index> kNoAttributes;
const std::vector<Mutation> kNoMutations;
constexpr int kMaxPatternDepth = 4;

// The class whose method encloses a definition (lambdas inside a method included); kNone outside any.
Index enclosing_class(const FileFacts& facts, Index definition) {
  for (; definition != kNone; definition = facts.definitions[definition].parent)
    if (facts.definitions[definition].kind == Definition::Kind::class_) return definition;
  return kNone;
}

}  // namespace

Scopes::Scopes(const FileFacts& facts) : facts_(facts) {
  for (Index i = 1; i < facts.definitions.size(); ++i) {
    const Definition& definition = facts.definitions[i];
    if (definition.name != 0 && definition.parent != kNone)
      bindings_[key(definition.parent, definition.name)].push_back(
          {Binding::Kind::definition, i, definition.parent, {}, definition.range.start});
    for (Index p = 0; p < definition.parameters.size(); ++p) {
      const Binding binding{Binding::Kind::parameter, p, i, {}, definition.range.start};
      if (definition.parameters[p].name != 0)
        bindings_[key(i, definition.parameters[p].name)].push_back(binding);
      else if (definition.parameters[p].pattern != kNone)
        bind_target(definition.parameters[p].pattern, binding, 0);
    }
  }
  for (Index i = 0; i < facts.imports.size(); ++i)
    if (facts.imports[i].local != 0)
      bindings_[key(facts.imports[i].place.definition, facts.imports[i].local)].push_back(
          {Binding::Kind::import, i, facts.imports[i].place.definition, {}, facts.imports[i].range.start});
  bind_assignments();
  note_mutations();
  for (auto& [_, list] : bindings_)
    std::stable_sort(list.begin(), list.end(),
                     [](const Binding& a, const Binding& b) { return a.start < b.start; });
}

void Scopes::bind_assignments() {
  for (Index i = 0; i < facts_.assignments.size(); ++i) {
    const Assignment& assignment = facts_.assignments[i];
    if (assignment.target == kNone) continue;
    bind_self_attribute(assignment.target, i, assignment.place.definition);
    bind_target(assignment.target,
                {Binding::Kind::assignment, i, assignment.place.definition, {}, assignment.range.start}, 0);
  }
}

void Scopes::note_mutations() {
  const auto is_name = [&](Index expr) { return expr != kNone && facts_.exprs[expr].kind == ExprKind::name; };
  for (const Assignment& assignment : facts_.assignments) {
    if (assignment.target == kNone || assignment.value == kNone || assignment.kind != Assignment::Kind::plain)
      continue;
    const facts::Expr& target = facts_.exprs[assignment.target];
    const Index object = facts_.operand(assignment.target, 0);
    if (!is_name(object)) continue;
    facts::Symbol entry = 0;
    if (target.kind == ExprKind::attribute) entry = target.text;
    if (target.kind == ExprKind::index) {
      const Index subscript = facts_.operand(assignment.target, 1);
      if (subscript != kNone && facts_.exprs[subscript].kind == ExprKind::literal)
        entry = facts_.exprs[subscript].text;
    }
    if (entry != 0)
      mutations_[key(assignment.place.definition, facts_.exprs[object].text)].push_back(
          {entry, assignment.value, assignment.place.definition, assignment.range.start});
  }
  for (const facts::Call& call : facts_.calls) {
    const Index callee = facts_.operand(call.expr, 0);
    if (callee == kNone || facts_.exprs[callee].kind != ExprKind::attribute ||
        facts_.text_of(callee) != "update")
      continue;
    const Index object = facts_.operand(callee, 0), given = facts_.operand(call.expr, 1);
    if (!is_name(object) || given == kNone) continue;
    mutations_[key(call.place.definition, facts_.exprs[object].text)].push_back(
        {0, given, call.place.definition, facts_.exprs[call.expr].range.start});
  }
  for (auto& [_, list] : mutations_)
    std::stable_sort(list.begin(), list.end(),
                     [](const Mutation& a, const Mutation& b) { return a.start < b.start; });
}

const std::vector<Mutation>& Scopes::mutations(Index definition, facts::Symbol name) const {
  const auto found = mutations_.find(key(definition, name));
  return found == mutations_.end() ? kNoMutations : found->second;
}

void Scopes::bind_target(Index target, Binding binding, int depth) {
  const facts::Expr& expr = facts_.exprs[target];
  if (expr.kind == ExprKind::name) {
    bindings_[key(binding.definition, expr.text)].push_back(std::move(binding));
    return;
  }
  if (expr.kind == ExprKind::operation && facts_.text(expr.text) == ":=")  // a default in a pattern: {a = 1}
    return bind_target(facts_.operand(target, 0), std::move(binding), depth);
  if (expr.kind != ExprKind::container || depth >= kMaxPatternDepth) return;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const facts::Operand& operand = facts_.operands[expr.first_operand + n];
    if (operand.expr == kNone) continue;
    Binding inner = binding;
    const facts::Expr& part = facts_.exprs[operand.expr];
    const bool defaulted = part.kind == ExprKind::operation && facts_.text(part.text) == ":=";
    inner.path.push_back({operand.label, n, defaulted ? facts_.operand(operand.expr, 1) : kNone});
    bind_target(operand.expr, std::move(inner), depth + 1);
  }
}

void Scopes::bind_self_attribute(Index target, Index assignment, Index definition) {
  const facts::Expr& expr = facts_.exprs[target];
  if (expr.kind != ExprKind::attribute) return;
  const Index object = facts_.operand(target, 0);
  if (object == kNone || facts_.exprs[object].kind != ExprKind::name) return;
  const std::string& name = facts_.text_of(object);
  if (name != "self" && name != "this" && name != "cls") return;
  const Index owner = enclosing_class(facts_, definition);
  if (owner != kNone) attributes_[key(owner, expr.text)].push_back(assignment);
}

const std::vector<Binding>& Scopes::in(Index definition, facts::Symbol name) const {
  const auto found = bindings_.find(key(definition, name));
  return found == bindings_.end() ? kNoBindings : found->second;
}

const std::vector<Binding>& Scopes::visible(Index definition, facts::Symbol name) const {
  bool first = true;
  for (Index at = definition; at != kNone; at = facts_.definitions[at].parent) {
    const bool skip = !first && facts_.definitions[at].kind == Definition::Kind::class_;
    first = false;
    if (skip) continue;
    const std::vector<Binding>& found = in(at, name);
    if (!found.empty()) return found;
  }
  return kNoBindings;
}

const std::vector<Index>& Scopes::attribute(Index class_definition, facts::Symbol name) const {
  const auto found = attributes_.find(key(class_definition, name));
  return found == attributes_.end() ? kNoAttributes : found->second;
}

}  // namespace assay::model
