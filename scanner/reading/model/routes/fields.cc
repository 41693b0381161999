#include "reading/model/routes/fields.h"

#include <algorithm>
#include <map>

#include "reading/model/routes/route_reading.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr int kMaxDepth = 6;

// The words of Field::type for the types that both languages have by themselves.
std::string plain_type(const std::string& name) {
  static const std::map<std::string, std::string> kWords{
      {"str", "string"},     {"string", "string"}, {"int", "integer"},       {"float", "number"},
      {"number", "number"},  {"bool", "boolean"},  {"boolean", "boolean"},   {"list", "list"},
      {"dict", "object"},    {"bytes", "string"},  {"datetime", "datetime"}, {"date", "date"},
      {"Decimal", "number"}, {"UUID", "uuid"}};
  const auto found = kWords.find(name);
  return found == kWords.end() ? name : found->second;
}

class TypeFields {
 public:
  TypeFields(const Program& program, Body& body) : program_(program), body_(body) {}

  void add(FileIndex file, Index definition, int depth) {
    if (depth > kMaxDepth) return;
    const facts::FileFacts& facts = program_.files()[file];
    for (const Index base : facts.definitions[definition].bases) {
      const MeaningRef type =
          program_.evaluator().evaluate({file, base, scope_of(facts, definition), nullptr});
      if (type->is(Kind::type)) add(type->file, type->definition, depth + 1);
    }
    for (const facts::Assignment& field : facts.assignments) {
      if (field.place.definition != definition || field.target == kNone || field.annotation == kNone)
        continue;
      if (facts.exprs[field.target].kind != facts::ExprKind::name) continue;
      const auto at = [&](Index expr) { return Origin{file, expr, definition, nullptr}; };
      add_field(body_,
                field_of(program_, facts.text_of(field.target), at(field.annotation), at(field.value)));
    }
  }

 private:
  const Program& program_;
  Body& body_;
};

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

void add_fields_of_type(const Program& program, const MeaningRef& type, Body& body) {
  if (type->is(Kind::type)) TypeFields(program, body).add(type->file, type->definition, 0);
}

Field field_of(const Program& program, std::string name, const Origin& annotation, const Origin& value) {
  Field field{std::move(name), "", !value.known()};
  if (annotation.known())
    field.type = plain_type(facts::dotted_name(program.files()[annotation.file], annotation.expr));
  return field;
}

// No schema is read yet.
void add_fields_of_schema(const Program&, const Origin&, Body&) {}

// No handler's own reading is followed yet.
void add_fields_read_by(const Program&, const FrameworkRule&, FileIndex, Index, Body&) {}

}  // namespace assay::model
