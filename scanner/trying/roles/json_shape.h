// roles/json_shape.h - finds in an answer what every app names a little
// differently: the token, an id, the list, the fields a refusal complains about.
// In: a body. Out: values. Broken or too deep JSON is no JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

using Json = nlohmann::json;

// Never throws; refuses nesting over 100 levels.
std::optional<Json> parse_json(std::string_view text);

// Bytes of `value`; broken UTF-8 is replaced.
std::string dump_json(const Json& value);

// The member at a dotted path ("data.__schema"), or null.
const Json* member_at(const Json& value, std::string_view dotted);

// A token under one of `names`, at the top or nested a few levels.
std::optional<std::string> find_token(const Json& answer, const std::vector<std::string>& names);

// The id of the object an answer shows: at the top, or in a nested object such as {"job": {...}}.
std::optional<std::string> find_id(const Json& answer);

// The items of a list, bare or under one of `names`; nothing where there is no list at all.
std::optional<std::vector<Json>> find_items(const Json& answer, const std::vector<std::string>& names);

// True where `value` or anything inside it is that text.
bool holds_text(const Json& value, std::string_view text);

// Fields that a refusal names as missing or wrong: lists of {loc | path | field | param | property}, maps of
// field to messages. "body" and its like in front are dropped.
std::vector<std::string> complained_fields(const Json& answer);

}  // namespace assay
