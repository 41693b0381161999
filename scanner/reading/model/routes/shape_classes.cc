// The fields that a class declares: as annotations, as values that a schema library makes, by decorators.
#include <algorithm>

#include "reading/model/routes/route_reading.h"
#include "reading/model/routes/shape_steps.h"
#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxFields = 256;

// first_name: firstName, FirstName
std::string renamed(const std::string& name, const std::string& naming) {
  if (naming.empty()) return name;
  std::string out;
  bool capital = naming == "pascal";
  for (const char c : name) {
    if (c == '_' && !out.empty()) {
      capital = true;
      continue;
    }
    out += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    capital = false;
  }
  return out;
}

}  // namespace

Shape ShapeReader::of_class(FileIndex file, Index definition) {
  const Step step(*this);
  const auto place = std::make_pair(file, definition);
  // A class that holds itself (a comment's replies) says no more the second time.
  if (step.too_far() || !classes_under_way_.insert(place).second) return {};
  const facts::FileFacts& facts = program_.files()[file];
  Shape shape;
  shape.known = true;
  shape.object = true;
  for (const Index base : facts.definitions[definition].bases)
    add_base({file, base, scope_of(facts, definition), nullptr}, shape);
  if (shape.rule != nullptr)
    if (const std::string naming = renaming(file, definition, *shape.rule); !naming.empty())
      shape.naming = naming;
  add_declared(file, definition, shape);
  apply_settings(file, definition, shape);
  // class Role(str, Enum): one text of some.
  if (shape.inside.empty() && !shape.field.type.empty() && shape.field.type != "object") shape.object = false;
  classes_under_way_.erase(place);
  return shape;
}

void ShapeReader::add_base(const Origin& base, Shape& shape) {
  Shape inherited = of_annotation(base);
  if (!inherited.known) return;
  for (Shape& field : inherited.inside) shape.put("", std::move(field));
  if (shape.field.type.empty()) shape.field.type = inherited.field.type;
  if (shape.rule == nullptr) shape.rule = inherited.rule;
  if (shape.naming.empty()) shape.naming = inherited.naming;
  shape.form = shape.form || inherited.form;
  shape.reads_request = shape.reads_request || inherited.reads_request;
}

void ShapeReader::add_declared(FileIndex file, Index definition, Shape& shape) {
  const facts::FileFacts& facts = program_.files()[file];
  const facts::Range& range = facts.definitions[definition].range;
  auto next =
      std::lower_bound(facts.assignments.begin(), facts.assignments.end(), range.start,
                       [](const facts::Assignment& a, std::uint32_t start) { return a.range.start < start; });
  for (; next != facts.assignments.end() && next->range.start < range.end; ++next) {
    const facts::Assignment& field = *next;
    if (field.place.definition != definition || field.target == kNone) continue;
    if (facts.exprs[field.target].kind != ExprKind::name || shape.inside.size() >= kMaxFields) continue;
    const std::string& name = facts.text_of(field.target);
    const Origin here{file, field.value, definition, nullptr};
    const bool hidden = name.starts_with('_') || name.starts_with('#');
    if (hidden) continue;
    Shape declared;
    if (field.annotation != kNone)
      declared = of_field(at(here, field.annotation), here);
    else
      declared = of_value(here);
    add_decorators(facts, field, here, declared);
    if (declared.no_field || (field.annotation == kNone && !declared.known)) {
      // A class that sets an inherited field to None takes it away.
      std::erase_if(shape.inside, [&](const Shape& inside) { return inside.field.name == name; });
      continue;
    }
    shape.put(renamed(name, shape.naming), std::move(declared));
  }
}

void ShapeReader::add_decorators(const facts::FileFacts& facts, const facts::Assignment& field,
                                 const Origin& at, Shape& shape) {
  bool ruled = false, told = false;
  const bool optional = !shape.field.required;
  for (std::uint32_t n = 0; n < field.decorators_count; ++n) {
    const Origin decorator{at.file, facts.decorators[field.decorators_first + n], at.definition, nullptr};
    const Named name = named_callee(decorator);
    if (facts.exprs[decorator.expr].kind != ExprKind::call || name.word == nullptr) continue;
    ruled = true;
    told = told || (name.word->required && !*name.word->required);
    apply(*name.word, *name.rule, decorator, shape);
  }
  // Validators refuse what is not there, whatever the type says, until one of them lets it pass.
  if (ruled) shape.field.required = !told && !(optional && at.known());
}

// pydantic's `x: int = Field(ge=1)`, a plain `x: int = 1`, TypeScript's `x: number`.
Shape ShapeReader::of_field(const Origin& annotation, const Origin& value) {
  Shape shape = of_annotation(annotation);
  if (!value.known()) return shape;
  const bool call = facts(value).exprs[value.expr].kind == ExprKind::call;
  const Named name = call ? named_callee(value) : Named{};
  if (name.word != nullptr) {
    const std::string type = shape.field.type;
    apply(*name.word, *name.rule, value, shape);
    if (!type.empty()) shape.field.type = type;
  } else {
    apply_keyword("default", value, shape);
  }
  return shape;
}

}  // namespace assay::model
