// Operators and templates: constants folded, defaults joined with the variables they are for.
#include "reading/model/evaluator.h"
#include "reading/model/numbers.h"

namespace assay::model {
namespace {

using facts::Expr;
using facts::Literal;
using Kind = Meaning::Kind;

}  // namespace

MeaningRef Evaluator::template_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::text;
  meaning->at = origin;
  std::string whole;
  bool fixed = true;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    MeaningRef piece = evaluate(at(origin, file.operand(origin.expr, n)));
    if (piece->is(Kind::constant))
      whole += piece->text;
    else
      fixed = false;
    meaning->items.emplace_back("", std::move(piece));
  }
  return fixed ? constant(Literal::string, std::move(whole), origin) : MeaningRef(meaning);
}

MeaningRef Evaluator::operation_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  const std::string& op = file.text(expr.text);
  if (expr.operand_count == 0) return unknown_meaning();
  const MeaningRef left = evaluate(at(origin, file.operand(origin.expr, 0)));
  if (expr.operand_count == 1) {
    const auto value = number_of(*left);
    if (op == "-" && value) return number(-value->value, origin);
    return op == "+" && value ? left : unknown_meaning();
  }
  const MeaningRef right = evaluate(at(origin, file.operand(origin.expr, 1)));
  if (op == ":=") return right;
  if (op == "or" || op == "??") {
    if (left->is(Kind::environment) && !left->fallback) return or_default(left, right);
    const bool absent =
        left->is_constant(Literal::null) || (op == "or" && left->is_text() && left->text.empty());
    if (absent) return right;
    if (left->is(Kind::constant)) return left;
    return either({left, right}, origin);
  }
  const auto a = number_of(*left), b = number_of(*right);
  if (a && b) {
    const auto value = folded(op, a->value, b->value);
    return value ? number(*value, origin) : unknown_meaning();
  }
  if (op == "+" && left->is_text() && right->is_text())
    return constant(left->literal, left->text + right->text, origin);
  if (op == "+" && (left->is_text() || right->is_text() || left->is(Kind::text))) {
    auto meaning = std::make_shared<Meaning>();
    meaning->kind = Kind::text;
    meaning->at = origin;
    meaning->items = {{"", left}, {"", right}};
    return meaning;
  }
  return unknown_meaning();
}

}  // namespace assay::model
