// JSON Schema as a literal: {type: "object", properties: {...}, required: [...]}.
#include "reading/model/routes/route_reading.h"
#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

bool is_type_word(const std::string& type) {
  return type == "string" || type == "integer" || type == "number" || type == "boolean";
}

Origin entry(const Meaning& dict, const std::string& name) {
  for (auto item = dict.origins.rbegin(); item != dict.origins.rend(); ++item)
    if (item->first == name) return item->second;
  return {};
}

}  // namespace

Shape ShapeReader::of_json_schema(const Origin& dict) {
  const MeaningRef schema = program_.evaluator().evaluate(dict);
  if (!schema->is(Kind::dict)) return {};
  const Origin type_at = entry(*schema, "type"), properties_at = entry(*schema, "properties");
  std::string type = text_of(program_, type_at);
  if (type.empty() && type_at.known())
    for (const std::string& one : names(type_at))
      if (one != "null") type = one;
  Shape shape;
  if (is_type_word(type)) shape.field.type = type;
  if (type == "array") shape.field.type = "list";
  if (type == "object" || (type.empty() && properties_at.known())) shape.field.type = "object";
  if (shape.field.type.empty()) return {};
  shape.known = true;
  for (const char* name : {"minLength", "minimum", "minItems"})
    if (const Origin value = entry(*schema, name); value.known()) apply_keyword("min", value, shape);
  for (const char* name : {"maxLength", "maximum", "maxItems"})
    if (const Origin value = entry(*schema, name); value.known()) apply_keyword("max", value, shape);
  if (const Origin value = entry(*schema, "exclusiveMinimum"); value.known())
    apply_keyword("above", value, shape);
  if (const Origin value = entry(*schema, "exclusiveMaximum"); value.known())
    apply_keyword("below", value, shape);
  if (const Origin value = entry(*schema, "format"); value.known()) apply_keyword("format", value, shape);
  if (shape.field.type != "object" || !properties_at.known()) return shape;
  shape.object = true;
  const std::vector<std::string> required = names(entry(*schema, "required"));
  const MeaningRef properties = program_.evaluator().evaluate(properties_at);
  for (const auto& [name, origin] : properties->origins) {
    Shape field = of_value(origin);
    field.field.required = is_listed(required, name);
    shape.put(name, std::move(field));
  }
  return shape;
}

}  // namespace assay::model
