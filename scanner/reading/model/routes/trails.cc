#include "reading/model/routes/trails.h"

#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "reading/model/routes/route_reading.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 40;
constexpr std::size_t kMaxParts = 24;
constexpr int kMaxPattern = 6;

// The languages' own: a copy, or the same in another form.
bool gives_all(const std::string& function) {
  return function == "dict" || function == "Object.fromEntries" || function == "structuredClone";
}

}  // namespace

Trail trail_of_place(const std::string& place) {
  Trail trail;
  for (std::string part : split(place, '.')) {
    int calls = 0;
    while (part.ends_with("()")) {
      part.resize(part.size() - 2);
      ++calls;
    }
    trail.push_back(part);
    trail.insert(trail.end(), static_cast<std::size_t>(calls), "()");
  }
  return trail;
}

bool Trails::is_taken(const std::string& method) const {
  return is_listed(program_.rules().taking_methods, method);
}

Trails::Trails(const Program& program, FileIndex file, Index function, std::map<Index, Trail> parameters)
    : program_(program),
      facts_(program.files()[file]),
      file_(file),
      function_(function),
      parameters_(std::move(parameters)) {}

std::optional<Trail> Trails::of(Index expr, Index definition) {
  if (expr == kNone || depth_ >= kMaxDepth) return std::nullopt;
  if (const auto known = memo_.find(expr); known != memo_.end()) return known->second;
  memo_[expr] = std::nullopt;  // defined by itself
  ++depth_;
  std::optional<Trail> trail = found(expr, definition);
  --depth_;
  if (trail && trail->size() > kMaxParts) trail = std::nullopt;
  memo_[expr] = trail;
  return trail;
}

std::optional<Trail> Trails::found(Index expr, Index definition) {
  const facts::Expr& written = facts_.exprs[expr];
  switch (written.kind) {
    case ExprKind::name:
      return of_name(expr, definition);
    case ExprKind::attribute: {
      auto trail = of(facts_.operand(expr, 0), definition);
      if (trail) trail->push_back(facts_.text(written.text));
      return trail;
    }
    case ExprKind::index: {
      auto trail = of(facts_.operand(expr, 0), definition);
      const Index key = facts_.operand(expr, 1);
      if (!trail || key == kNone) return std::nullopt;
      const MeaningRef text = program_.evaluator().evaluate({file_, key, definition, nullptr});
      if (!text->is_text()) return std::nullopt;
      trail->push_back(text->text);
      return trail;
    }
    case ExprKind::call:
      return of_call(expr, definition);
    case ExprKind::await:
      return of(facts_.operand(expr, 0), definition);
    case ExprKind::operation:
      return of_operation(expr, definition);
    default:
      return std::nullopt;
  }
}

std::optional<Trail> Trails::of_operation(Index expr, Index definition) {
  const std::string& op = facts_.text_of(expr);
  // `data or {}`; both sides of && are asked, the second is given.
  if (op == "or" || op == "??") return of(facts_.operand(expr, 0), definition);
  if (op == "and" || op == ":=") return of(facts_.operand(expr, 1), definition);
  return std::nullopt;
}

std::optional<Trail> Trails::of_call(Index expr, Index definition) {
  const Index callee = facts_.operand(expr, 0), given = facts_.operand(expr, 1);
  if (callee == kNone) return std::nullopt;
  if (gives_all(facts::dotted_name(facts_, callee)) && facts_.exprs[expr].operand_count == 2)
    return of(given, definition);
  if (facts_.exprs[callee].kind == ExprKind::attribute) {
    const std::string& method = facts_.text_of(callee);
    if (is_taken(method) && given != kNone) {
      auto trail = of(facts_.operand(callee, 0), definition);
      if (!trail) return std::nullopt;
      const MeaningRef key = program_.evaluator().evaluate({file_, given, definition, nullptr});
      if (!key->is_text()) return std::nullopt;
      trail->push_back(key->text);
      return trail;
    }
    if (is_listed(program_.rules().copying_methods, method) && facts_.exprs[expr].operand_count == 1)
      return of(facts_.operand(callee, 0), definition);
  }
  auto trail = of(callee, definition);
  if (trail) trail->push_back("()");
  return trail;
}

std::optional<Trail> Trails::of_name(Index expr, Index definition) {
  const std::string& text = facts_.text_of(expr);
  if (text == "self" || text == "this") return Trail{"{self}"};
  const std::vector<Binding>& bindings =
      program_.evaluator().scopes(file_).visible(definition, facts_.exprs[expr].text);
  const std::uint32_t start = facts_.exprs[expr].range.start;
  const Binding* last = nullptr;
  for (const Binding& binding : bindings) {
    const bool assigned = binding.kind == Binding::Kind::assignment;
    const bool empty = assigned && facts_.assignments[binding.index].value == kNone;
    // `x = f(x)`: the x inside is the one before.
    const bool later = assigned && binding.definition == definition &&
                       (binding.start > start || facts_.assignments[binding.index].range.end > start);
    if (!empty && !later) last = &binding;
  }
  if (last == nullptr) {
    if (!bindings.empty()) return std::nullopt;
  } else if (last->kind == Binding::Kind::parameter) {
    if (last->definition != function_) return std::nullopt;
    const auto known = parameters_.find(last->index);
    return known == parameters_.end() ? std::nullopt : along(known->second, last->path);
  } else if (last->kind == Binding::Kind::assignment) {
    const facts::Assignment& assignment = facts_.assignments[last->index];
    const bool whole =
        assignment.kind == facts::Assignment::Kind::plain || assignment.kind == facts::Assignment::Kind::with;
    if (!whole) return std::nullopt;
    return along(of(assignment.value, assignment.place.definition), last->path);
  } else if (last->kind == Binding::Kind::definition) {
    return std::nullopt;
  }
  const MeaningRef meaning = program_.evaluator().evaluate({file_, expr, definition, nullptr});
  if (!meaning->is(Kind::external) || meaning->name.empty()) return std::nullopt;
  return split(meaning->name, '.');
}

std::optional<Trail> Trails::along(std::optional<Trail> trail, const std::vector<Step>& path) const {
  for (const Step& step : path) {
    if (!trail || step.key == 0) return std::nullopt;
    trail->push_back(facts_.text(step.key));
  }
  return trail;
}

void Trails::targets(Index target, const Trail& value, std::vector<Bound>& out, int depth) const {
  if (target == kNone || depth > kMaxPattern) return;
  const facts::Expr& expr = facts_.exprs[target];
  if (expr.kind == ExprKind::operation && facts_.text(expr.text) == ":=") {
    const std::size_t before = out.size();
    targets(facts_.operand(target, 0), value, out, depth);
    for (std::size_t n = before; n < out.size(); ++n) out[n].defaulted = true;
    return;
  }
  if (expr.kind == ExprKind::name) {
    out.push_back({value, false, expr.range.start});
    return;
  }
  if (expr.kind != ExprKind::container || expr.container != facts::Container::dict) return;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const facts::Operand& operand = facts_.operands[expr.first_operand + n];
    if (operand.label == 0) continue;
    Trail inner = value;
    inner.push_back(facts_.text(operand.label));
    targets(operand.expr, inner, out, depth + 1);
  }
}

}  // namespace assay::model
