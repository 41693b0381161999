// Schemas: what a parsed value's fields are, with their defaults and the environment they come from.
#include <algorithm>

#include "reading/model/evaluator.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr int kMaxChain = 24;

}  // namespace

// schema.parse(source): a value with the schema's fields, which come from the environment when the source
// does.
MeaningRef Evaluator::parsed_by_schema(const MeaningRef& callee, const Origin& call) {
  const Meaning* schema = callee->receiver.get();
  const CallRule* rule = nullptr;
  // The schema's maker stands at the start of its builder's chain.
  for (int n = 0; schema != nullptr && schema->is(Kind::instance) && n < kMaxChain;
       ++n, schema = schema->receiver.get()) {
    rule = rule_of(*schema);
    if (rule != nullptr && rule->fields) break;
    rule = nullptr;
  }
  if (rule == nullptr || schema == nullptr) return nullptr;
  const std::string method = callee->name.substr(callee->name.rfind('.') + 1);
  const auto listed = [&](const std::string& name) {
    return std::find(rule->parse.begin(), rule->parse.end(), name) != rule->parse.end();
  };
  const bool whole = listed(method), inside = listed(method + ".data");
  if (!whole && !inside) return nullptr;
  const MeaningRef fields =
      evaluate(argument(schema->made_by, rule->fields->position, rule->fields->keyword));
  if (!fields->is(Kind::dict)) return nullptr;
  const MeaningRef source = evaluate(argument(call, 0, ""));
  const CallRule* source_rule = source->is(Kind::external) ? rule_of(*source) : nullptr;
  const bool environment = source_rule != nullptr && source_rule->does == "environment";
  auto parsed = std::make_shared<Meaning>();
  parsed->kind = Kind::dict;
  parsed->at = call;
  for (const auto& [name, field] : fields->items)
    parsed->items.emplace_back(name, parsed_field(name, *field, rule->default_by, environment));
  if (whole) return parsed;
  auto result = std::make_shared<Meaning>();
  result->kind = Kind::dict;
  result->open = true;
  result->at = call;
  result->items.emplace_back("data", parsed);
  return result;
}

MeaningRef Evaluator::parsed_field(const std::string& name, const Meaning& field,
                                   const std::string& default_by, bool environment) {
  MeaningRef fallback;
  const Meaning* link = &field;
  for (int n = 0; link != nullptr && link->is(Kind::instance) && n < kMaxChain;
       ++n, link = link->receiver.get()) {
    if (!link->made_by.known() || !link->name.ends_with("." + default_by)) continue;
    const Origin given = argument(link->made_by, 0, "");
    if (given.known()) fallback = evaluate(given);
    break;
  }
  if (!environment) return fallback ? fallback : unknown_meaning();
  auto variable = std::make_shared<Meaning>();
  variable->kind = Kind::environment;
  variable->text = name;
  variable->fallback = fallback;
  variable->at = field.at;
  return variable;
}

}  // namespace assay::model
