// What a type says, as an annotation of Python or TypeScript.
#include <algorithm>
#include <map>

#include "common/base/text.h"
#include "reading/model/routes/shape_steps.h"
#include "reading/model/routes/shapes.h"
#include "reading/model/routes/written.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

// The generic forms of both languages, by the last part of their name.
enum class Form {
  none,
  optional,
  annotated,
  alternatives,
  literal,
  list,
  object,
  partial,
  required,
  pick,
  omit,
  inner,
  no_field
};

Form form_of(const std::string& name) {
  static const std::map<std::string, Form> kForms{{"Optional", Form::optional},
                                                  {"NotRequired", Form::optional},
                                                  {"Annotated", Form::annotated},
                                                  {"Union", Form::alternatives},
                                                  {"Literal", Form::literal},
                                                  {"list", Form::list},
                                                  {"List", Form::list},
                                                  {"Sequence", Form::list},
                                                  {"Iterable", Form::list},
                                                  {"set", Form::list},
                                                  {"Set", Form::list},
                                                  {"frozenset", Form::list},
                                                  {"FrozenSet", Form::list},
                                                  {"tuple", Form::list},
                                                  {"Tuple", Form::list},
                                                  {"Collection", Form::list},
                                                  {"deque", Form::list},
                                                  {"Array", Form::list},
                                                  {"ReadonlyArray", Form::list},
                                                  {"dict", Form::object},
                                                  {"Dict", Form::object},
                                                  {"Mapping", Form::object},
                                                  {"MutableMapping", Form::object},
                                                  {"Record", Form::object},
                                                  {"Map", Form::object},
                                                  {"Partial", Form::partial},
                                                  {"Required", Form::required},
                                                  {"Pick", Form::pick},
                                                  {"Omit", Form::omit},
                                                  {"Readonly", Form::inner},
                                                  {"ReadOnly", Form::inner},
                                                  {"Final", Form::inner},
                                                  {"Promise", Form::inner},
                                                  {"ClassVar", Form::no_field},
                                                  {"InitVar", Form::no_field}};
  const auto found = kForms.find(name);
  return found == kForms.end() ? Form::none : found->second;
}

Shape typed(std::string type) {
  Shape shape;
  shape.known = true;
  shape.field.type = std::move(type);
  return shape;
}

bool is_null(const facts::FileFacts& file, Index expr) {
  const facts::Expr& written = file.exprs[expr];
  if (written.kind == ExprKind::literal) return written.literal == Literal::null;
  return written.kind == ExprKind::name &&
         (file.text_of(expr) == "undefined" || file.text_of(expr) == "null");
}

std::string type_of_literal(Literal literal) {
  switch (literal) {
    case Literal::string:
    case Literal::bytes:
      return "string";
    case Literal::integer:
      return "integer";
    case Literal::real:
      return "number";
    case Literal::boolean:
      return "boolean";
    default:
      return "";
  }
}

}  // namespace

Shape ShapeReader::of_annotation(const Origin& type) {
  const Step step(*this);
  if (!type.known() || step.too_far()) return {};
  const facts::FileFacts& file = facts(type);
  const facts::Expr& expr = file.exprs[type.expr];
  switch (expr.kind) {
    case ExprKind::name:
    case ExprKind::attribute:
      return of_type_name(type);
    case ExprKind::index:
      return of_generic(type);
    case ExprKind::operation:
      if (file.text(expr.text) == "|") return of_alternatives(type);
      if (file.text(expr.text) == "&") {
        Shape both = typed("object");
        for (std::uint32_t n = 0; n < expr.operand_count; ++n)
          for (Shape& field : of_annotation(at(type, file.operand(type.expr, n))).inside)
            both.put("", std::move(field));
        both.object = !both.inside.empty();
        return both;
      }
      return {};
    case ExprKind::container:
      return expr.container == facts::Container::dict ? of_inline_object(type) : typed("list");
    case ExprKind::literal:
      return file.language == Language::python ? of_forward(type) : typed(type_of_literal(expr.literal));
    case ExprKind::call:
      return of_call(type);
    default:
      return {};
  }
}

Shape ShapeReader::of_type_name(const Origin& type) {
  const facts::FileFacts& file = facts(type);
  // `list`, `Array`: of anything.
  const std::string name = facts::dotted_name(file, type.expr);
  if (const Form form = form_of(last_part(name)); form == Form::list || form == Form::object) {
    const MeaningRef meaning = program_.evaluator().evaluate(type);
    if (meaning->is(Kind::external)) return typed(form == Form::list ? "list" : "object");
  }
  Shape shape = of_meaning(program_.evaluator().evaluate(type), type);
  if (shape.known) return shape;
  const Origin written = written_at(program_, type);
  return written.known() && written.expr != type.expr ? of_annotation(written) : shape;
}

Shape ShapeReader::of_generic(const Origin& type) {
  const facts::FileFacts& file = facts(type);
  const Index outer = file.operand(type.expr, 0), inner = file.operand(type.expr, 1);
  if (outer == kNone || inner == kNone) return {};
  std::vector<Index> arguments{inner};
  if (const facts::Expr& tuple = file.exprs[inner];
      tuple.kind == ExprKind::container && tuple.container != facts::Container::dict) {
    arguments.clear();
    for (std::uint32_t n = 0; n < tuple.operand_count; ++n) arguments.push_back(file.operand(inner, n));
  }
  if (arguments.empty()) return {};
  const auto argument = [&](std::size_t n) {
    return n < arguments.size() ? at(type, arguments[n]) : Origin{};
  };
  const auto literals = [&](std::size_t n) {
    std::vector<std::string> texts;
    const Origin literal = argument(n);
    if (!literal.known()) return texts;
    const facts::Expr& written = file.exprs[literal.expr];
    if (written.kind == ExprKind::literal) texts.push_back(file.text(written.text));
    for (std::uint32_t i = 0; i < written.operand_count; ++i)
      if (const Index part = file.operand(literal.expr, i);
          part != kNone && file.exprs[part].kind == ExprKind::literal)
        texts.push_back(file.text_of(part));
    return texts;
  };
  const std::string name = last_part(facts::dotted_name(file, outer));
  switch (form_of(name)) {
    case Form::optional: {
      Shape shape = of_annotation(argument(0));
      if (name == "NotRequired") shape.field.required = false;
      return shape;
    }
    case Form::annotated: {
      Shape shape = of_annotation(argument(0));
      for (std::size_t n = 1; n < arguments.size(); ++n) apply_said(argument(n), shape);
      return shape;
    }
    case Form::alternatives: {
      Shape shape;
      for (const Index one : arguments) {
        if (is_null(file, one)) continue;
        if (shape.known) return {};
        shape = of_annotation(at(type, one));
      }
      return shape;
    }
    case Form::literal:
      return file.exprs[arguments[0]].kind == ExprKind::literal
                 ? typed(type_of_literal(file.exprs[arguments[0]].literal))
                 : Shape{};
    case Form::list:
      return typed("list");
    case Form::object:
      return typed("object");
    case Form::partial:
    case Form::required: {
      Shape shape = of_annotation(argument(0));
      // Python's Required[T] of a TypedDict speaks of the field itself.
      if (file.language == Language::python)
        shape.field.required = true;
      else
        for (Shape& inside : shape.inside) inside.field.required = name == "Required";
      return shape;
    }
    case Form::pick:
    case Form::omit: {
      Shape shape = of_annotation(argument(0));
      const std::vector<std::string> named = literals(1);
      std::erase_if(shape.inside, [&](const Shape& inside) {
        return (std::find(named.begin(), named.end(), inside.field.name) != named.end()) == (name == "Omit");
      });
      return shape;
    }
    case Form::inner:
      return of_annotation(argument(0));
    case Form::no_field: {
      Shape shape = typed("");
      shape.no_field = true;
      return shape;
    }
    case Form::none:
      break;
  }
  // z.infer<typeof schema> reads as its schema; Page[User] as Page.
  Shape shape = of_annotation(at(type, outer));
  return shape;
}

// T | null is a T; in TypeScript it need not be there (`name?: T` reads so too).
Shape ShapeReader::of_alternatives(const Origin& type) {
  const facts::FileFacts& file = facts(type);
  Shape shape;
  bool null = false, several = false;
  const auto note = [&](Index one) {
    if (one == kNone) return;
    if (is_null(file, one)) {
      null = true;
      return;
    }
    Shape next = of_annotation(at(type, one));
    if (!shape.known && !several) {
      shape = std::move(next);
      several = !shape.known;
    } else if (shape.field.type != next.field.type || shape.object || next.object) {
      several = true;
      shape = {};
    }
  };
  // Python's a | b | c hangs to the left.
  std::vector<Index> sides;
  Index left = type.expr;
  for (int n = 0;
       n < 32 && left != kNone && file.exprs[left].kind == ExprKind::operation && file.text_of(left) == "|";
       ++n) {
    for (std::uint32_t i = file.exprs[left].operand_count; i-- > 1;) sides.push_back(file.operand(left, i));
    left = file.operand(left, 0);
  }
  sides.push_back(left);
  for (auto side = sides.rbegin(); side != sides.rend(); ++side) note(*side);
  if (null && file.language != Language::python) shape.field.required = false;
  return shape;
}

Shape ShapeReader::of_inline_object(const Origin& type) {
  const facts::FileFacts& file = facts(type);
  const facts::Expr& expr = file.exprs[type.expr];
  Shape shape = typed("object");
  shape.object = true;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.label == 0) continue;
    shape.put(file.text(operand.label), of_annotation(at(type, operand.expr)));
  }
  return shape;
}

// "User", where the class stands further down.
Shape ShapeReader::of_forward(const Origin& type) {
  const facts::FileFacts& file = facts(type);
  if (file.exprs[type.expr].literal != Literal::string) return {};
  const std::vector<Binding>& bindings =
      program_.evaluator().scopes(type.file).visible(type.definition, file.exprs[type.expr].text);
  if (bindings.empty() || bindings.back().kind != Binding::Kind::definition) return {};
  const Index definition = bindings.back().index;
  if (file.definitions[definition].kind != facts::Definition::Kind::class_) return {};
  return of_class(type.file, definition);
}

}  // namespace assay::model
