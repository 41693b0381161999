// OpenAPI 3 and Swagger 2, as far as roles need them: methods, paths, fields of bodies, guards.
#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "trying/roles/candidate.h"

namespace assay {
namespace {

constexpr std::size_t kMaxOperations = 2'000;
constexpr int kMaxReferences = 8;
const std::set<std::string> kMethods{"get", "post", "put", "patch", "delete"};

// Follows "#/components/schemas/X", bounded, since a document may refer to itself.
const Json& resolved(const Json& document, const Json& value) {
  const Json* at = &value;
  for (int i = 0; i < kMaxReferences && at->is_object() && at->contains("$ref"); ++i) {
    const Json& reference = (*at)["$ref"];
    if (!reference.is_string() || !reference.get_ref<const std::string&>().starts_with("#/")) break;
    const Json* target = &document;
    for (const std::string& step : split(reference.get<std::string>().substr(2), '/'))
      target = target && target->is_object() && target->contains(step) ? &(*target)[step] : nullptr;
    if (!target) break;
    at = target;
  }
  return *at;
}

std::string text_at(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string()
             ? object[key].get<std::string>()
             : "";
}

// "email", "file", "string", "integer": the format where it says more than the type.
std::string type_of(const Json& schema) {
  const std::string format = text_at(schema, "format");
  if (format == "binary" || text_at(schema, "contentMediaType") == "application/octet-stream") return "file";
  return format.empty() ? text_at(schema, "type") : format;
}

bool lists(const Json& object, const char* key, const std::string& name) {
  if (!object.contains(key) || !object[key].is_array()) return false;
  return std::find(object[key].begin(), object[key].end(), Json(name)) != object[key].end();
}

void add_fields(const Json& document, const Json& schema, std::vector<Field>& fields) {
  if (schema.contains("properties") && schema["properties"].is_object())
    for (const auto& [name, property] : schema["properties"].items())
      fields.push_back(Field{name, type_of(resolved(document, property)), lists(schema, "required", name)});
  if (schema.contains("allOf") && schema["allOf"].is_array())
    for (const Json& part : schema["allOf"]) {
      const Json& whole = resolved(document, part);
      if (whole.is_object() && whole.contains("properties") && !whole.contains("allOf"))
        add_fields(document, whole, fields);
    }
}

void read_body(const Json& document, const Json& operation, Candidate& candidate) {
  if (!operation.contains("requestBody")) return;
  const Json& body = resolved(document, operation["requestBody"]);
  if (!body.is_object() || !body.contains("content") || !body["content"].is_object()) return;
  for (const auto& [media, content] : body["content"].items()) {
    if (!content.is_object() || !content.contains("schema")) continue;
    const Json& schema = resolved(document, content["schema"]);
    if (schema.is_object()) add_fields(document, schema, candidate.fields);
    candidate.form = media.find("json") == std::string::npos;
    candidate.takes_files = media.starts_with("multipart/");
    return;
  }
}

// Swagger 2: parameters in body or formData.
void read_parameters(const Json& document, const Json& operation, Candidate& candidate) {
  if (!operation.contains("parameters") || !operation["parameters"].is_array()) return;
  for (const Json& entry : operation["parameters"]) {
    const Json& parameter = resolved(document, entry);
    const std::string in = text_at(parameter, "in");
    if (in == "body" && parameter.contains("schema")) {
      const Json& schema = resolved(document, parameter["schema"]);
      if (schema.is_object()) add_fields(document, schema, candidate.fields);
    }
    if (in != "formData") continue;
    candidate.form = true;
    candidate.takes_files = candidate.takes_files || text_at(parameter, "type") == "file";
    candidate.fields.push_back(Field{text_at(parameter, "name"), text_at(parameter, "type"), false});
  }
}

bool is_guarded(const Json& document, const Json& operation) {
  const Json& owner = operation.contains("security") ? operation : document;
  return owner.contains("security") && owner["security"].is_array() && !owner["security"].empty();
}

}  // namespace

std::vector<Candidate> read_openapi(const Json& document, const std::string& at) {
  std::vector<Candidate> candidates;
  if (!document.is_object() || !document.contains("paths") || !document["paths"].is_object())
    return candidates;
  const std::string base = text_at(document, "basePath") == "/" ? "" : text_at(document, "basePath");
  for (const auto& [path, item] : document["paths"].items()) {
    if (!item.is_object()) continue;
    for (const auto& [method, operation] : item.items()) {
      if (!kMethods.count(method) || !operation.is_object() || candidates.size() >= kMaxOperations) continue;
      Candidate candidate;
      candidate.method = method;
      std::transform(method.begin(), method.end(), candidate.method.begin(),
                     [](char c) { return static_cast<char>(c - 32); });
      candidate.path = base + path;
      candidate.handler = text_at(operation, "operationId");
      candidate.guarded = is_guarded(document, operation);
      candidate.from = "openapi";
      candidate.at = at;
      read_body(document, operation, candidate);
      read_parameters(document, operation, candidate);
      candidates.push_back(std::move(candidate));
    }
  }
  return candidates;
}

}  // namespace assay
