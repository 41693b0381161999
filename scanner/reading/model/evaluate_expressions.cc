// Expressions: literals, containers, and which part of the evaluator has the rest.
#include "reading/model/evaluator.h"
#include "reading/model/numbers.h"

namespace assay::model {
namespace {

using facts::Expr;
using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxItems = 512;

// {...inner}: what is not known of it may stand in place of every entry before it.
void spread_into(Meaning& whole, const Meaning& inner) {
  const bool same = inner.kind == whole.kind;
  if (!same || inner.open) {
    whole.open = true;
    if (whole.is(Kind::dict)) {
      for (auto& [_, entry] : whole.items) entry = unknown_meaning();
      whole.origins.clear();
    }
  }
  if (!same) return;
  whole.items.insert(whole.items.end(), inner.items.begin(), inner.items.end());
  whole.origins.insert(whole.origins.end(), inner.origins.begin(), inner.origins.end());
}

}  // namespace

MeaningRef Evaluator::evaluate_new(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  switch (expr.kind) {
    case ExprKind::literal:
      return constant(expr.literal, file.text(expr.text), origin);
    case ExprKind::name:
      return name_meaning(origin);
    case ExprKind::attribute:
      return member(evaluate(at(origin, file.operand(origin.expr, 0))), file.text(expr.text), origin);
    case ExprKind::index:
      return index_meaning(origin);
    case ExprKind::call:
      return call_meaning(origin);
    case ExprKind::template_:
      return template_meaning(origin);
    case ExprKind::operation:
      return operation_meaning(origin);
    case ExprKind::conditional: {
      const Origin test = at(origin, file.operand(origin.expr, 0));
      const MeaningRef yes = evaluate(at(origin, file.operand(origin.expr, 1)));
      const MeaningRef no = evaluate(at(origin, file.operand(origin.expr, 2)));
      // X if "X" in os.environ else default, in either order
      for (const auto& [variable, other] : {std::pair(yes, no), std::pair(no, yes)})
        if (variable->is(Kind::environment) && !variable->fallback && asks_for(variable->text, test))
          return or_default(variable, other);
      return either({yes, no}, origin);
    }
    case ExprKind::await:
      return evaluate(at(origin, file.operand(origin.expr, 0)));
    case ExprKind::container:
      return container_meaning(origin);
    case ExprKind::lambda: {
      auto meaning = std::make_shared<Meaning>();
      meaning->kind = Kind::function;
      meaning->file = origin.file;
      meaning->definition = expr.definition;
      meaning->at = origin;
      return meaning;
    }
    case ExprKind::unknown:
      return unknown_meaning();
  }
  return unknown_meaning();
}

MeaningRef Evaluator::container_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = expr.container == facts::Container::dict ? Kind::dict : Kind::list;
  meaning->at = origin;
  if (expr.container == facts::Container::comprehension) return unknown_meaning();
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.expr == kNone) continue;
    if (meaning->items.size() >= kMaxItems) {
      meaning->open = true;
      break;
    }
    const Expr& item = file.exprs[operand.expr];
    const std::string& op = item.kind == ExprKind::operation ? file.text(item.text) : file.text(0);
    if (op == "spread") {
      const MeaningRef inner = evaluate(at(origin, file.operand(operand.expr, 0)));
      spread_into(*meaning, *inner);
    } else if (op == "pair") {
      const MeaningRef name = evaluate(at(origin, file.operand(operand.expr, 0)));
      if (name->is_text()) {
        meaning->items.emplace_back(name->text, evaluate(at(origin, file.operand(operand.expr, 1))));
        meaning->origins.emplace_back(name->text, at(origin, file.operand(operand.expr, 1)));
      } else {
        meaning->open = true;
      }
    } else {
      if (operand.label != 0)
        meaning->origins.emplace_back(file.text(operand.label), at(origin, operand.expr));
      meaning->items.emplace_back(file.text(operand.label), evaluate(at(origin, operand.expr)));
    }
  }
  return meaning;
}

MeaningRef Evaluator::index_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  // UserDep = Annotated[User, Depends(current_user)]: a name for an annotation, which reads it where it
  // stands.
  if (file.language == Language::python &&
      facts::dotted_name(file, file.operand(origin.expr, 0)).ends_with(kAnnotated)) {
    auto type = std::make_shared<Meaning>();
    type->name = kAnnotated;
    type->at = origin;
    return type;
  }
  const MeaningRef object = evaluate(at(origin, file.operand(origin.expr, 0)));
  const MeaningRef key = evaluate(at(origin, file.operand(origin.expr, 1)));
  if (key->is_text()) return member(object, key->text, origin);
  // Auth[User](...): a type given to a library's class changes nothing that is asked here.
  if (object->is(Kind::external) && object->library != nullptr && !key->is(Kind::constant)) return object;
  const auto place = number_of(*key);
  if (place && object->is(Kind::list) && !object->open && place->value >= 0 &&
      place->value < static_cast<double>(object->items.size()))
    return object->items[static_cast<std::size_t>(place->value)].second;
  return unknown_meaning();
}

}  // namespace assay::model
