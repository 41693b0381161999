#include "reading/model/routes/shapes.h"

#include <algorithm>

#include "reading/model/routes/shape_steps.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

}  // namespace

Shape* Shape::find(const std::string& name) {
  const auto found = std::find_if(inside.begin(), inside.end(),
                                  [&](const Shape& shape) { return shape.field.name == name; });
  return found == inside.end() ? nullptr : &*found;
}

void Shape::put(std::string name, Shape shape) {
  if (shape.field.name.empty()) shape.field.name = std::move(name);
  if (Shape* there = find(shape.field.name))
    *there = std::move(shape);
  else
    inside.push_back(std::move(shape));
}

// "zod.z.string" below the root "zod.z" is the word "string".
ShapeReader::Named ShapeReader::named(const Meaning& meaning) {
  if (meaning.library == nullptr || meaning.library->schema.empty()) return {};
  const SchemaRule& rule = meaning.library->schema;
  for (const std::string& root : rule.roots) {
    std::string_view rest = meaning.name;
    if (!root.empty()) {
      if (!rest.starts_with(root) || rest.size() <= root.size() || rest[root.size()] != '.') continue;
      rest.remove_prefix(root.size() + 1);
    }
    const auto word = rule.names.find(std::string(rest));
    if (word != rule.names.end()) return {&word->second, &rule};
  }
  return {};
}

ShapeReader::Named ShapeReader::named_callee(const Origin& call) {
  const Index callee = facts(call).operand(call.expr, 0);
  if (callee == kNone) return {};
  const MeaningRef meaning = program_.evaluator().evaluate(at(call, callee));
  return meaning->is(Kind::external) ? named(*meaning) : Named{};
}

Shape ShapeReader::of_value(const Origin& value) {
  const Step step(*this);
  if (!value.known() || step.too_far()) return {};
  const facts::Expr& expr = facts(value).exprs[value.expr];
  switch (expr.kind) {
    case ExprKind::call:
      return of_call(value);
    case ExprKind::attribute:
      return of_attribute(value);
    case ExprKind::container:
      return expr.container == facts::Container::dict ? of_json_schema(value) : Shape{};
    case ExprKind::lambda: {
      // () => schema: where two schemas hold each other.
      for (const facts::Exit& exit : facts(value).exits)
        if (exit.place.definition == expr.definition && exit.value != kNone)
          return of_value({value.file, exit.value, expr.definition, value.frame});
      return {};
    }
    default:
      return of_meaning(program_.evaluator().evaluate(value), value);
  }
}

Shape ShapeReader::of_meaning(const MeaningRef& meaning, const Origin& at) {
  const Step step(*this);
  if (step.too_far()) return {};
  switch (meaning->kind) {
    case Kind::type:
      return of_class(meaning->file, meaning->definition);
    case Kind::object: {
      Shape shape = of_class(meaning->file, meaning->definition);
      if (shape.rule != nullptr && meaning->made_by.known())
        apply_keywords(*shape.rule, meaning->made_by, shape);
      return shape;
    }
    case Kind::external: {
      const Named name = named(*meaning);
      if (name.word == nullptr) return {};
      Shape shape = started(name);
      apply(*name.word, *name.rule, {}, shape);
      return shape;
    }
    case Kind::instance:
      return meaning->made_by.known() ? of_call(meaning->made_by) : Shape{};
    case Kind::dict:
      return meaning->at.known() && !(meaning->at.file == at.file && meaning->at.expr == at.expr)
                 ? of_value(meaning->at)
                 : Shape{};
    case Kind::either:
      for (const auto& [_, item] : meaning->items)
        if (Shape shape = of_meaning(item, at); shape.known) return shape;
      return {};
    default:
      return {};
  }
}

Shape ShapeReader::of_call(const Origin& call) {
  const Step step(*this);
  const facts::FileFacts& file = facts(call);
  const Index callee = file.operand(call.expr, 0);
  if (callee == kNone || step.too_far()) return {};
  if (const Named name = named_callee(call); name.word != nullptr) {
    Shape shape = started(name);
    apply(*name.word, *name.rule, call, shape);
    return shape;
  }
  if (file.exprs[callee].kind == ExprKind::attribute) {
    Shape shape = of_value(at(call, file.operand(callee, 0)));
    if (shape.known && shape.rule != nullptr && !shape.rule->methods.empty()) {
      const auto method = shape.rule->methods.find(file.text_of(callee));
      if (method != shape.rule->methods.end()) apply(method->second, *shape.rule, call, shape);
      return shape;
    }
  }
  return of_result(call);
}

// What a class or a function of the repository gives.
Shape ShapeReader::of_result(const Origin& call) {
  const MeaningRef result = program_.evaluator().evaluate(call);
  if (result->is(Kind::object)) return of_meaning(result, call);
  const bool itself = result->made_by.file == call.file && result->made_by.expr == call.expr;
  return result->is(Kind::instance) && !itself ? of_meaning(result, call) : Shape{};
}

// schema.shape, schema.shape.email, or a name that a module gives out.
Shape ShapeReader::of_attribute(const Origin& attribute) {
  const MeaningRef meaning = program_.evaluator().evaluate(attribute);
  const bool of_instance = meaning->is(Kind::external) && meaning->receiver &&
                           meaning->receiver->is(Kind::instance) && named(*meaning).word == nullptr;
  if (!of_instance) return of_meaning(meaning, attribute);
  const facts::FileFacts& file = facts(attribute);
  Shape shape = of_value(at(attribute, file.operand(attribute.expr, 0)));
  const std::string& name = file.text_of(attribute.expr);
  if (!shape.known || shape.rule == nullptr || shape.rule->methods.contains(name)) return shape;
  const Shape* inside = shape.find(name);
  return inside == nullptr ? Shape{} : *inside;
}

}  // namespace assay::model
