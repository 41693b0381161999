// What the words of a library's schemas say, put onto a shape.
#include <algorithm>
#include <charconv>
#include <map>

#include "reading/model/routes/route_reading.h"
#include "reading/model/routes/shape_steps.h"
#include "reading/model/routes/shapes.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxFields = 256;

// The formats of JSON Schema that are types of fields.
std::string type_of_format(const std::string& format) {
  static const std::map<std::string, std::string> kTypes{
      {"email", "email"}, {"idn-email", "email"}, {"uri", "url"},       {"url", "url"},
      {"uuid", "uuid"},   {"date", "date"},       {"time", "time"},     {"date-time", "datetime"},
      {"binary", "file"}, {"iso-date", "date"},   {"iso-time", "time"}, {"iso-date-time", "datetime"}};
  const auto found = kTypes.find(format);
  return found == kTypes.end() ? "" : found->second;
}

// x > 3: from 4 on where there is nothing between; else the bound itself is the nearest that can be told.
double past(double bound, const std::string& type, int step) {
  return type == "integer" ? bound + step : bound;
}

}  // namespace

Shape ShapeReader::started(const Named& named) {
  Shape shape;
  shape.known = true;
  shape.rule = named.rule;
  shape.field.required = named.rule->required;
  return shape;
}

Origin ShapeReader::place(const Origin& call, const SchemaPlace& place) {
  if (!call.known()) return {};
  const Origin given = program_.evaluator().argument(call, place.position, place.keyword);
  if (place.key.empty() || !given.known()) return given;
  const MeaningRef options = program_.evaluator().evaluate(given);
  for (const auto& [name, origin] : options->origins)
    if (name == place.key) return origin;
  return {};
}

std::optional<double> ShapeReader::number(const Origin& value) {
  if (!value.known()) return std::nullopt;
  const MeaningRef meaning = program_.evaluator().evaluate(value);
  const bool numeric = meaning->is_constant(Literal::integer) || meaning->is_constant(Literal::real);
  double number = 0;
  const char* end = meaning->text.data() + meaning->text.size();
  const auto [stop, error] = std::from_chars(meaning->text.data(), end, number);
  if (!numeric || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::optional<bool> ShapeReader::truth(const Origin& value) {
  if (!value.known()) return std::nullopt;
  const MeaningRef meaning = program_.evaluator().evaluate(value);
  if (!meaning->is_constant(Literal::boolean)) return std::nullopt;
  return meaning->text == "true" || meaning->text == "True";
}

// The texts of a list, or the keys of a dict whose values do not say false.
std::vector<std::string> ShapeReader::names(const Origin& value) {
  std::vector<std::string> out;
  if (!value.known()) return out;
  const MeaningRef meaning = program_.evaluator().evaluate(value);
  if (meaning->is_text()) return {meaning->text};
  for (const auto& [name, item] : meaning->items) {
    if (meaning->is(Kind::list) && item->is_text()) out.push_back(item->text);
    if (meaning->is(Kind::dict) && !(item->is_constant(Literal::boolean) && item->text.starts_with('f')))
      out.push_back(name);
  }
  return out;
}

void ShapeReader::apply(const SchemaWord& word, const SchemaRule& rule, const Origin& call, Shape& shape) {
  const Step step(*this);
  if (step.too_far() || is_of_each(rule, call)) return;
  shape.known = true;
  shape.no_field = shape.no_field || word.no_field;
  shape.form = shape.form || word.form;
  shape.reads_request = shape.reads_request || word.reads_request;
  apply_inside(word, call, shape);
  // A list of texts stays a list, whatever is said of what stands in it.
  if (word.type == "list" && shape.field.type != "list") shape.field.min = shape.field.max = std::nullopt;
  if (!word.type.empty() && shape.field.type != "list") shape.field.type = word.type;
  if (word.required) shape.field.required = *word.required;
  apply_places(word, call, shape);
  if (word.options) apply_options(rule, place(call, *word.options), shape);
  apply_keywords(rule, call, shape);
  if (word.all_required)
    for (Shape& inside : shape.inside) inside.field.required = *word.all_required;
}

void ShapeReader::apply_places(const SchemaWord& word, const Origin& call, Shape& shape) {
  Field& field = shape.field;
  const auto bound = [&](const std::optional<SchemaPlace>& where) {
    return where ? number(place(call, *where)) : std::nullopt;
  };
  if (word.min_is) field.min = word.min_is;
  if (const auto value = bound(word.min)) field.min = value;
  if (const auto value = bound(word.max)) field.max = value;
  if (const auto value = bound(word.above)) field.min = past(*value, field.type, 1);
  if (const auto value = bound(word.below)) field.max = past(*value, field.type, -1);
  if (word.name)
    if (const std::string name = text_of(program_, place(call, *word.name)); !name.empty()) field.name = name;
  if (word.default_value) {
    if (const Origin value = place(call, *word.default_value); value.known())
      apply_keyword("default", value, shape);
  }
  if (word.says)
    for (const Origin& said : elements_of(program_, place(call, *word.says))) apply_said(said, shape);
}

// The fields inside, and the schema that a word stands around.
void ShapeReader::apply_inside(const SchemaWord& word, const Origin& call, Shape& shape) {
  if (word.of) {
    Shape inner = of_value(place(call, *word.of));
    if (inner.known && shape.field.type != "list") {
      inner.field.name = shape.field.name;
      inner.field.required = inner.field.required && shape.field.required;
      if (!inner.field.min) inner.field.min = shape.field.min;
      if (!inner.field.max) inner.field.max = shape.field.max;
      inner.rule = shape.rule;
      shape = std::move(inner);
    }
  }
  if (word.every && call.known()) {
    const facts::FileFacts& file = facts(call);
    for (std::uint32_t n = 1; n < file.exprs[call.expr].operand_count; ++n) {
      for (Shape& field : of_value(at(call, file.operand(call.expr, n))).inside)
        shape.put("", std::move(field));
      shape.object = true;
    }
  }
  if (word.fields) {
    shape.object = true;
    add_fields(place(call, *word.fields), shape);
  }
  for (const auto& [name, type] : word.has) {
    shape.object = true;
    Shape field;
    field.known = true;
    field.field = {name, type, !name.ends_with('?')};
    if (!field.field.required) field.field.name.pop_back();
    shape.put("", std::move(field));
  }
  if (word.keeps) {
    const std::vector<std::string> kept = names(place(call, *word.keeps));
    std::erase_if(shape.inside, [&](const Shape& inside) { return !is_listed(kept, inside.field.name); });
  }
  if (!word.added_by.empty()) {
    shape.object = true;
    add_by_calls(word.added_by, call, shape);
  }
  if (word.leaves_out) {
    const std::vector<std::string> left = names(place(call, *word.leaves_out));
    std::erase_if(shape.inside, [&](const Shape& inside) { return is_listed(left, inside.field.name); });
  }
}

// A dict of fields by name, or a schema whose fields are taken over.
void ShapeReader::add_fields(const Origin& given, Shape& shape) {
  if (!given.known()) return;
  const MeaningRef dict = program_.evaluator().evaluate(given);
  if (!dict->is(Kind::dict)) {
    for (const Origin& schema : elements_of(program_, given))
      for (Shape& field : of_value(schema).inside) shape.put("", std::move(field));
    return;
  }
  for (const auto& [name, origin] : dict->origins) {
    if (shape.inside.size() >= kMaxFields) return;
    Shape field = of_value(origin);
    if (!field.known && shape.rule != nullptr) field.field.required = shape.rule->required;
    if (!field.no_field) shape.put(name, std::move(field));
  }
}

// parser.add_argument("email", ...), in the file that makes the parser.
void ShapeReader::add_by_calls(const std::string& method, const Origin& made, Shape& shape) {
  if (!made.known() || shape.rule == nullptr || !shape.rule->methods.contains(method)) return;
  const facts::FileFacts& file = facts(made);
  for (const facts::Call& call : file.calls) {
    const Index callee = file.operand(call.expr, 0);
    if (callee == kNone || file.exprs[callee].kind != ExprKind::attribute || file.text_of(callee) != method)
      continue;
    const Origin here{made.file, call.expr, call.place.definition, nullptr};
    const MeaningRef object = program_.evaluator().evaluate(at(here, file.operand(callee, 0)));
    if (!object->is(Kind::instance) || object->made_by.file != made.file || object->made_by.expr != made.expr)
      continue;
    Shape field = started({nullptr, shape.rule});
    apply(shape.rule->methods.at(method), *shape.rule, here, field);
    shape.form = shape.form || field.form;
    if (!field.no_field && !field.field.name.empty() && shape.inside.size() < kMaxFields)
      shape.put("", std::move(field));
  }
}

void ShapeReader::apply_keywords(const SchemaRule& rule, const Origin& call, Shape& shape) {
  if (!call.known() || rule.keywords.empty()) return;
  const facts::FileFacts& file = facts(call);
  const facts::Expr& expr = file.exprs[call.expr];
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.label == 0 || operand.expr == kNone) continue;
    const auto keyword = rule.keywords.find(file.text(operand.label));
    if (keyword != rule.keywords.end()) apply_keyword(keyword->second, at(call, operand.expr), shape);
  }
}

void ShapeReader::apply_options(const SchemaRule& rule, const Origin& options, Shape& shape) {
  if (!options.known()) return;
  const MeaningRef dict = program_.evaluator().evaluate(options);
  for (const auto& [name, origin] : dict->origins) {
    const auto keyword = rule.keywords.find(name);
    if (keyword != rule.keywords.end()) apply_keyword(keyword->second, origin, shape);
  }
}

// The meanings of keywords are listed in read_schema.cc.
void ShapeReader::apply_keyword(const std::string& says, const Origin& value, Shape& shape) {
  Field& field = shape.field;
  if (says == "min" || says == "max" || says == "length" || says == "above" || says == "below") {
    const auto bound = number(value);
    if (!bound) return;
    if (says == "min" || says == "length") field.min = bound;
    if (says == "max" || says == "length") field.max = bound;
    if (says == "above") field.min = past(*bound, field.type, 1);
    if (says == "below") field.max = past(*bound, field.type, -1);
  } else if (says == "required" || says == "optional") {
    if (const auto told = truth(value)) field.required = (says == "required") == *told;
  } else if (says == "default") {
    // Python's `...` stands for no default.
    const facts::FileFacts& file = facts(value);
    field.required = file.exprs[value.expr].kind == ExprKind::name && file.text_of(value.expr) == "Ellipsis";
  } else if (says == "left-out") {
    shape.no_field = shape.no_field || truth(value).value_or(false);
  } else if (says == "kept") {
    shape.no_field = shape.no_field || !truth(value).value_or(true);
  } else if (says == "list") {
    if (truth(value).value_or(false)) {
      shape.field.type = "list";
      shape.object = false;
      shape.inside.clear();
    }
  } else if (says == "location") {
    apply_location(names(value), shape);
  } else if (says == "name") {
    if (const std::string name = text_of(program_, value); !name.empty()) field.name = name;
  } else if (says == "says") {
    for (const Origin& said : elements_of(program_, value)) apply_said(said, shape);
  } else if (says == "format") {
    if (const std::string type = type_of_format(text_of(program_, value)); !type.empty()) field.type = type;
  } else if (says == "type" || says == "of") {
    const Shape inner = of_value(value);
    if (inner.known && shape.field.type != "list") {
      field.type = inner.field.type;
      shape.inside = inner.inside;
      shape.object = inner.object;
    }
  }
}

// Where in the request a field stands, by the names that parsers of requests use.
void ShapeReader::apply_location(const std::vector<std::string>& places, Shape& shape) {
  static const std::vector<std::string> kOthers{"args", "query", "headers", "cookies", "view_args", "path"};
  if (places.empty()) return;
  const auto other = [&](const std::string& place) { return is_listed(kOthers, place); };
  shape.no_field = shape.no_field || std::all_of(places.begin(), places.end(), other);
  shape.form = shape.form || places.front() == "form" || places.front() == "files";
  if (places.front() == "files") shape.field.type = "file";
}

// A validator: its word's bounds and type hold for the shape too.
void ShapeReader::apply_said(const Origin& said, Shape& shape) {
  if (!said.known()) return;
  const bool call = facts(said).exprs[said.expr].kind == ExprKind::call;
  const MeaningRef meaning = program_.evaluator().evaluate(said);
  const Named name = call ? named_callee(said) : named(*meaning);
  if (name.word != nullptr)
    apply(*name.word, *name.rule, call ? said : Origin{}, shape);
  else if (!call && meaning->is(Kind::instance) && meaning->made_by.known())
    apply_said(meaning->made_by, shape);
}

// @IsString({each: true}) speaks of what stands in a list.
bool ShapeReader::is_of_each(const SchemaRule& rule, const Origin& call) {
  if (!call.known()) return false;
  const bool has_word = std::any_of(rule.keywords.begin(), rule.keywords.end(),
                                    [](const auto& keyword) { return keyword.second == "each"; });
  if (!has_word) return false;
  const facts::FileFacts& file = facts(call);
  for (std::uint32_t n = 1; n < file.exprs[call.expr].operand_count; ++n) {
    const MeaningRef options = program_.evaluator().evaluate(at(call, file.operand(call.expr, n)));
    for (const auto& [name, origin] : options->origins) {
      const auto keyword = rule.keywords.find(name);
      if (keyword != rule.keywords.end() && keyword->second == "each") return truth(origin).value_or(false);
    }
  }
  return false;
}

}  // namespace assay::model
