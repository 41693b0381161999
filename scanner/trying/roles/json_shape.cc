#include "trying/roles/json_shape.h"

#include <algorithm>
#include <deque>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr int kMaxDepth = 100;
constexpr int kTokenDepth = 4;
constexpr std::size_t kShortestToken = 12;
constexpr std::size_t kMaxComplaints = 40;

bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > kMaxDepth) return true;
  }
  return false;
}

std::optional<std::string> as_id(const Json& value) {
  if (value.is_string() && !value.get_ref<const std::string&>().empty()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  return std::nullopt;
}

// "id", "_id", "uuid", and "job_id" or "jobId" for want of a better one.
std::optional<std::string> own_id(const Json& object) {
  for (const char* name : {"id", "_id", "uuid"})
    if (object.contains(name))
      if (auto id = as_id(object[name])) return id;
  for (const auto& [key, value] : object.items())
    if (key.ends_with("_id") || key.ends_with("Id"))
      if (auto id = as_id(value)) return id;
  return std::nullopt;
}

// Visits `root` and all below it, nearest first, until `visit` says true.
template <class Visit>
void walk(const Json& root, int depth, Visit visit) {
  std::deque<std::pair<const Json*, int>> queue{{&root, 0}};
  while (!queue.empty()) {
    const auto [value, level] = queue.front();
    queue.pop_front();
    if (visit(*value)) return;
    if (level >= depth || !value->is_structured()) continue;
    for (const Json& child : *value) queue.emplace_back(&child, level + 1);
  }
}

bool is_wrapper(const std::string& part) {
  return part == "body" || part == "query" || part == "path" || part == "params" || part == "form" ||
         part.empty();
}

// pydantic's and zod's place: a list of steps, or a dotted text; the last step that is a name.
std::string last_step(const Json& place) {
  std::vector<std::string> steps;
  if (place.is_string()) steps = split(place.get<std::string>(), '.');
  if (place.is_array())
    for (const Json& step : place)
      if (step.is_string()) steps.push_back(step.get<std::string>());
  for (auto step = steps.rbegin(); step != steps.rend(); ++step)
    if (!is_wrapper(*step)) return *step;
  return "";
}

std::string complaint_of(const Json& object) {
  const bool explains = object.contains("msg") || object.contains("message") || object.contains("type") ||
                        object.contains("code") || object.contains("constraints") || object.contains("error");
  if (!explains) return "";
  for (const char* name : {"loc", "path", "field", "param", "property", "name"})
    if (object.contains(name))
      if (std::string field = last_step(object[name]); !field.empty()) return field;
  return "";
}

// {"username": ["This field is required."]}: DRF's and Rails-like maps.
bool is_field_map(const Json& object) {
  return !object.empty() && std::all_of(object.begin(), object.end(), [](const Json& v) {
    return v.is_array() && !v.empty() &&
           std::all_of(v.begin(), v.end(), [](const Json& m) { return m.is_string(); });
  });
}

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
  if (is_too_deep(text)) return std::nullopt;
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* member_at(const Json& value, std::string_view dotted) {
  const Json* at = &value;
  for (const std::string& step : split(dotted, '.')) {
    if (!at->is_object() || !at->contains(step)) return nullptr;
    at = &(*at)[step];
  }
  return at;
}

std::optional<std::string> find_token(const Json& answer, const std::vector<std::string>& names) {
  std::optional<std::string> found;
  walk(answer, kTokenDepth, [&](const Json& value) {
    if (!value.is_object()) return false;
    for (const std::string& name : names)
      if (value.contains(name) && value[name].is_string() &&
          value[name].get_ref<const std::string&>().size() >= kShortestToken) {
        found = value[name].get<std::string>();
        return true;
      }
    return false;
  });
  return found;
}

std::optional<std::string> find_id(const Json& answer) {
  if (!answer.is_object()) return std::nullopt;
  if (answer.contains("id"))
    if (auto id = as_id(answer["id"])) return id;
  std::optional<std::string> nested;
  for (const Json& child : answer)
    if (child.is_object() && !nested) nested = own_id(child);
  return nested ? nested : own_id(answer);
}

std::optional<std::vector<Json>> find_items(const Json& answer, const std::vector<std::string>& names) {
  const auto items = [](const Json& list) { return std::vector<Json>(list.begin(), list.end()); };
  if (answer.is_array()) return items(answer);
  if (!answer.is_object()) return std::nullopt;
  for (const std::string& name : names) {
    if (!answer.contains(name)) continue;
    if (answer[name].is_array()) return items(answer[name]);
    if (answer[name].is_object())
      for (const Json& inner : answer[name])
        if (inner.is_array()) return items(inner);
  }
  for (const Json& child : answer)
    if (child.is_array()) return items(child);
  return std::nullopt;
}

bool holds_text(const Json& value, std::string_view text) {
  bool found = false;
  walk(value, kMaxDepth, [&](const Json& inner) {
    found = inner.is_string() && inner.get_ref<const std::string&>() == text;
    return found;
  });
  return found;
}

std::vector<std::string> complained_fields(const Json& answer) {
  std::vector<std::string> fields;
  const auto add = [&](const std::string& field) {
    if (!field.empty() && std::find(fields.begin(), fields.end(), field) == fields.end())
      fields.push_back(field);
  };
  walk(answer, 6, [&](const Json& value) {
    if (!value.is_object()) return false;
    add(complaint_of(value));
    if (is_field_map(value))
      for (const auto& [key, _] : value.items())
        if (key != "errors" && key != "detail" && key != "message") add(key);
    return fields.size() >= kMaxComplaints;
  });
  return fields;
}

}  // namespace assay
