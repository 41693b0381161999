#include "reading/model/frameworks/file_filters.h"

#include "common/base/regex.h"
#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Condition;
using facts::Exit;
using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr int kMaxDepth = 24;  // expressions in expressions, functions included

std::optional<bool> truth(const Told& told) {
  if (!told) return std::nullopt;
  if (const bool* flag = std::get_if<bool>(&*told)) return *flag;
  return !std::get<std::string>(*told).empty();
}

std::optional<std::string> text_in(const Told& told) {
  const std::string* text = told ? std::get_if<std::string>(&*told) : nullptr;
  return text != nullptr ? std::optional(*text) : std::nullopt;
}

Told flag(std::optional<bool> value) {
  return value ? Told(*value) : std::nullopt;
}

// Facts keep no flags of an expression: only what is so with and without regard to case can be told.
std::optional<bool> finds(const std::string& pattern, const std::string& text) {
  const auto exact = finds_regex(pattern, text, false);
  return exact == finds_regex(pattern, text, true) ? exact : std::nullopt;
}

std::optional<std::string> pattern_of(const Program& program, const Meaning& meaning) {
  if (meaning.is_constant(Literal::regex)) return meaning.text;
  if (!meaning.is(Kind::instance) || meaning.name != "RegExp") return std::nullopt;
  const MeaningRef given = program.evaluator().evaluate(program.evaluator().argument(meaning.made_by, 0, ""));
  return given->is_text() || given->is_constant(Literal::regex) ? std::optional(given->text) : std::nullopt;
}

// One call of a function whose arguments are known.
class Fold {
 public:
  Fold(const Program& program, FunctionPlace function, const std::vector<Told>& given, int depth)
      : program_(program),
        facts_(program.files()[function.file]),
        function_(function),
        given_(given),
        depth_(depth) {}

  // The value of the first exit that is taken.
  Told result() {
    if (depth_ > kMaxDepth) return std::nullopt;
    for (const Exit& exit : facts_.exits) {
      if (exit.place.definition != function_.definition) continue;
      const auto taken = holds(exit.place.condition);
      if (!taken) return std::nullopt;
      if (!*taken) continue;
      if (exit.kind != Exit::Kind::return_) return std::nullopt;
      return exit.value == kNone ? Told(false) : value(exit.value);
    }
    return false;
  }

 private:
  std::optional<bool> holds(Index condition) {
    const Index outside = facts_.definitions[function_.definition].condition;
    for (; condition != kNone && condition != outside; condition = facts_.conditions[condition].parent) {
      const Condition& branch = facts_.conditions[condition];
      if (branch.kind != Condition::Kind::if_ || branch.test == kNone) return std::nullopt;
      const auto test = truth(value(branch.test));
      if (!test) return std::nullopt;
      if (*test == branch.negated) return false;
    }
    return true;
  }

  Origin at(Index expr) const { return {function_.file, expr, function_.definition, nullptr}; }

  Told value(Index expr) {
    if (expr == kNone || ++depth_ > kMaxDepth) return std::nullopt;
    const Told told = value_of(expr);
    --depth_;
    return told;
  }

  Told value_of(Index expr) {
    const facts::Expr& written = facts_.exprs[expr];
    switch (written.kind) {
      case ExprKind::name:
        return name(expr);
      case ExprKind::operation:
        return operation(expr);
      case ExprKind::conditional: {
        const auto test = truth(value(facts_.operand(expr, 0)));
        return test ? value(facts_.operand(expr, *test ? 1 : 2)) : std::nullopt;
      }
      case ExprKind::call:
        return call(expr);
      default:
        return constant(expr);
    }
  }

  Told constant(Index expr) const {
    const MeaningRef meaning = program_.evaluator().evaluate(at(expr));
    if (meaning->is_text()) return meaning->text;
    if (meaning->is_constant(Literal::null)) return false;
    return meaning->is_constant(Literal::boolean) ? Told(meaning->text == "true") : std::nullopt;
  }

  Told name(Index expr) {
    const std::vector<Binding>& bindings =
        program_.evaluator().scopes(function_.file).visible(function_.definition, facts_.exprs[expr].text);
    if (bindings.size() != 1 || bindings.front().definition != function_.definition) return constant(expr);
    const Binding& binding = bindings.front();
    if (!binding.path.empty()) return std::nullopt;
    if (binding.kind == Binding::Kind::parameter)
      return binding.index < given_.size() ? given_[binding.index] : std::nullopt;
    if (binding.kind != Binding::Kind::assignment) return std::nullopt;
    const Assignment& assignment = facts_.assignments[binding.index];
    return assignment.constant ? value(assignment.value) : std::nullopt;
  }

  Told operation(Index expr) {
    const std::string& op = facts_.text_of(expr);
    const Told left = value(facts_.operand(expr, 0));
    if (op == "not") {
      const auto is = truth(left);
      return is ? Told(!*is) : std::nullopt;
    }
    const Told right = value(facts_.operand(expr, 1));
    if (op == "and" || op == "or") {
      // What one side decides is so, whatever the other is.
      const bool decides = op == "or";
      const auto a = truth(left), b = truth(right);
      if (a == decides || b == decides) return a == decides ? left : flag(decides);
      return a && b ? right : std::nullopt;
    }
    if (!left || !right) return std::nullopt;
    if (op == "==" || op == "===") return *left == *right;
    if (op == "!=" || op == "!==") return *left != *right;
    const auto a = text_in(left), b = text_in(right);
    return op == "+" && a && b ? Told(*a + *b) : std::nullopt;
  }

  Told call(Index expr) {
    const Index callee = facts_.operand(expr, 0);
    if (callee == kNone) return std::nullopt;
    if (facts_.exprs[callee].kind == ExprKind::attribute)
      if (const Told told = method(expr, facts_.operand(callee, 0), facts_.text_of(callee))) return told;
    std::vector<Told> given;
    for (std::uint32_t n = 1; n < facts_.exprs[expr].operand_count; ++n)
      given.push_back(value(facts_.operand(expr, n)));
    const MeaningRef meaning = program_.evaluator().evaluate(at(callee));
    if (meaning->is(Kind::function))
      return Fold(program_, {meaning->file, meaning->definition}, given, depth_ + 1).result();
    const bool base = meaning->is(Kind::external) && last_part(meaning->name) == "basename";
    const auto path = base && given.size() == 1 ? text_in(given[0]) : std::nullopt;
    return path ? Told(last_part(*path, '/')) : std::nullopt;
  }

  // The methods of texts and of regular expressions that filters are made of.
  Told method(Index call, Index object, const std::string& name) {
    const Index first = facts_.operand(call, 1);
    if (name == "test" || name == "exec") {
      const auto pattern = pattern_of(program_, *program_.evaluator().evaluate(at(object)));
      const auto text = text_in(value(first));
      return pattern && text ? flag(finds(*pattern, *text)) : std::nullopt;
    }
    const auto text = text_in(value(object));
    if (!text) return std::nullopt;
    if (name == "toLowerCase") return to_lower(*text);
    if (name == "match" && first != kNone) {
      const auto pattern = pattern_of(program_, *program_.evaluator().evaluate(at(first)));
      return pattern ? flag(finds(*pattern, *text)) : std::nullopt;
    }
    const auto part = facts_.operand(call, 2) == kNone ? text_in(value(first)) : std::nullopt;
    if (!part) return std::nullopt;
    if (name == "endsWith") return text->ends_with(*part);
    if (name == "startsWith") return text->starts_with(*part);
    if (name == "includes") return text->find(*part) != std::string::npos;
    return std::nullopt;
  }

  const Program& program_;
  const facts::FileFacts& facts_;
  FunctionPlace function_;
  const std::vector<Told>& given_;
  int depth_ = 0;
};

}  // namespace

Told told_by(const Program& program, const Origin& function, const std::vector<Told>& given) {
  const FunctionPlace place = function_of(program, function);
  return place.known() ? Fold(program, place, given, 0).result() : std::nullopt;
}

std::optional<bool> finds_pattern(const Program& program, const Origin& pattern, const std::string& text) {
  const MeaningRef meaning = program.evaluator().evaluate(pattern);
  const auto written = meaning->is_text() ? std::optional(meaning->text) : pattern_of(program, *meaning);
  return written ? finds(*written, text) : std::nullopt;
}

std::optional<bool> is_met(const Program& program, const Origin& filter, const std::string& text) {
  const MeaningRef meaning = program.evaluator().evaluate(filter);
  if (meaning->is_text()) return text.find(meaning->text) != std::string::npos;
  if (const auto pattern = pattern_of(program, *meaning)) return finds(*pattern, text);
  return truth(told_by(program, filter, {text}));
}

}  // namespace assay::model
