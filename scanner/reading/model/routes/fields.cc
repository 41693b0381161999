#include "reading/model/routes/fields.h"

#include <algorithm>

#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

constexpr std::size_t kMaxFields = 256;
constexpr int kMaxNesting = 8;

// An object inside gives its own fields: "user.email". They have to be there only where the object has to be.
void add_inside(const Shape& shape, const std::string& prefix, bool required, int depth, Body& body) {
  for (const Shape& inside : shape.inside) {
    if (body.fields.size() >= kMaxFields) return;
    Field field = inside.field;
    field.name = prefix + field.name;
    field.required = required && field.required;
    if (inside.object && !inside.inside.empty() && depth < kMaxNesting) {
      add_inside(inside, field.name + ".", field.required, depth + 1, body);
      continue;
    }
    if (field.type == "file") body.takes_files = true;
    if (inside.object && field.type.empty()) field.type = "object";
    add_field(body, std::move(field));
  }
}

}  // namespace

void add_field(Body& body, Field field) {
  const auto same = std::find_if(body.fields.begin(), body.fields.end(),
                                 [&](const Field& other) { return other.name == field.name; });
  if (same == body.fields.end()) {
    body.fields.push_back(std::move(field));
    return;
  }
  if (same->type.empty()) same->type = field.type;
  if (!same->min) same->min = field.min;
  if (!same->max) same->max = field.max;
}

void add_shape(const Shape& shape, const std::string& prefix, Body& body) {
  add_inside(shape, prefix, true, 0, body);
  body.form = body.form || shape.form;
}

void add_fields_of_type(const Program& program, const MeaningRef& type, Body& body) {
  if (type->is(Meaning::Kind::type) || type->is(Meaning::Kind::external))
    add_shape(ShapeReader(program).of_meaning(type, type->at), "", body);
}

Field field_of(const Program& program, std::string name, const Origin& annotation, const Origin& value) {
  const Shape shape = ShapeReader(program).of_field(annotation, value);
  Field field = shape.field;
  if (field.name.empty()) field.name = std::move(name);
  if (shape.object && field.type.empty()) field.type = "object";
  return field;
}

}  // namespace assay::model
