// The settings inside a schema's class: which fields of which model it has, and what renames them.
#include <algorithm>

#include "reading/model/routes/route_reading.h"
#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

using facts::Definition;
using facts::ExprKind;
using Kind = Meaning::Kind;

Index inner_class(const facts::FileFacts& facts, Index definition, const std::string& name) {
  for (Index d = definition + 1; d < facts.definitions.size(); ++d) {
    const Definition& inner = facts.definitions[d];
    if (inner.parent == definition && inner.kind == Definition::Kind::class_ &&
        facts.text(inner.name) == name)
      return d;
  }
  return kNone;
}

bool is_key(const std::string& name) {
  return name == "id" || name == "pk";
}

}  // namespace

// NAME = value in a class itself.
Origin ShapeReader::setting(FileIndex file, Index definition, const std::string& name) {
  const facts::FileFacts& facts = program_.files()[file];
  if (name.empty()) return {};
  const auto symbol = facts.symbols.find(name);
  if (!symbol) return {};
  const std::vector<Binding>& bindings = program_.evaluator().scopes(file).in(definition, *symbol);
  if (bindings.empty() || bindings.back().kind != Binding::Kind::assignment) return {};
  return {file, facts.assignments[bindings.back().index].value, definition, nullptr};
}

void ShapeReader::apply_settings(FileIndex file, Index definition, Shape& shape) {
  if (shape.rule == nullptr || !shape.rule->settings) return;
  const SchemaSettings& settings = *shape.rule->settings;
  const Index inside = inner_class(program_.files()[file], definition, settings.name);
  if (inside == kNone) return;
  list_fields(settings, {file, kNone, inside, nullptr}, shape);
  for (const std::string& name : names(setting(file, inside, settings.read_only)))
    std::erase_if(shape.inside, [&](const Shape& field) { return field.field.name == name; });
  const Origin options = setting(file, inside, settings.options);
  if (!options.known()) return;
  const MeaningRef by_field = program_.evaluator().evaluate(options);
  for (const auto& [name, origin] : by_field->origins)
    if (Shape* field = shape.find(name)) apply_options(*shape.rule, origin, *field);
  std::erase_if(shape.inside, [](const Shape& field) { return field.no_field; });
}

// The fields it takes over from a model, in the order it lists them; those that the class declares stay as
// they are.
void ShapeReader::list_fields(const SchemaSettings& settings, const Origin& inside, Shape& shape) {
  const Origin model_at = setting(inside.file, inside.definition, settings.model);
  const std::vector<std::string> left = names(setting(inside.file, inside.definition, settings.leaves_out));
  std::vector<std::string> listed = names(setting(inside.file, inside.definition, settings.fields));
  Shape model = of_value(model_at);
  const bool whole = listed == std::vector<std::string>{"__all__"} || (listed.empty() && !left.empty());
  if (whole) {
    listed.clear();
    for (const Shape& field : model.inside) listed.push_back(field.field.name);
  }
  std::vector<Shape> fields;
  for (const std::string& name : listed) {
    if (is_listed(left, name)) continue;
    if (const Shape* declared = shape.find(name)) {
      fields.push_back(*declared);
    } else if (const Shape* there = model.find(name)) {
      fields.push_back(*there);
    } else if (!model.known && !is_key(name)) {
      // A model that can't be told: the name alone is.
      Shape field;
      field.known = true;
      field.field.name = name;
      fields.push_back(std::move(field));
    }
  }
  for (Shape& declared : shape.inside)
    if (!is_listed(listed, declared.field.name) && !is_listed(left, declared.field.name))
      fields.push_back(std::move(declared));
  shape.inside = std::move(fields);
}

// class User(Base, rename="camel"); model_config = ConfigDict(alias_generator=to_camel); class Config: ...
std::string ShapeReader::renaming(FileIndex file, Index definition, const SchemaRule& rule) {
  const facts::FileFacts& facts = program_.files()[file];
  if (rule.renames.empty()) return "";
  for (const facts::Operand& keyword : facts.definitions[definition].keywords)
    if (is_listed(rule.renames, facts.text(keyword.label)))
      return style_of({file, keyword.expr, scope_of(facts, definition), nullptr});
  const facts::Range& range = facts.definitions[definition].range;
  auto next =
      std::lower_bound(facts.assignments.begin(), facts.assignments.end(), range.start,
                       [](const facts::Assignment& a, std::uint32_t start) { return a.range.start < start; });
  for (; next != facts.assignments.end() && next->range.start < range.end; ++next) {
    const facts::Assignment& assignment = *next;
    const Index where = assignment.place.definition;
    const bool own = where == definition, inner = facts.definitions[where].parent == definition;
    if ((!own && !inner) || assignment.target == kNone || assignment.value == kNone) continue;
    if (inner && facts.definitions[where].kind == Definition::Kind::class_ &&
        is_listed(rule.renames, facts.text_of(assignment.target)))
      return style_of({file, assignment.value, where, nullptr});
    if (!own || facts.exprs[assignment.value].kind != ExprKind::call) continue;
    for (const std::string& name : rule.renames) {
      const Origin given =
          program_.evaluator().argument({file, assignment.value, where, nullptr}, std::nullopt, name);
      if (given.known()) return style_of(given);
    }
  }
  return "";
}

// By the word that a text or a function's name has: "camel", to_camel, alias_to_camel_case.
std::string ShapeReader::style_of(const Origin& value) {
  const MeaningRef meaning = program_.evaluator().evaluate(value);
  std::string name = meaning->is_text() ? meaning->text : meaning->name;
  if (meaning->is(Kind::function))
    name = program_.files()[meaning->file].text(
        program_.files()[meaning->file].definitions[meaning->definition].name);
  for (const char* style : {"camel", "pascal"})
    if (name.find(style) != std::string::npos) return style;
  return "";
}

}  // namespace assay::model
