#include "trying/roles/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "common/base/text.h"

namespace assay {
namespace {

Json value_for(const std::string& kind, const Field& field, const Values& values) {
  if (kind == "email") return values.email;
  if (kind == "password") return values.password;
  if (kind == "handle") return values.handle;
  if (kind == "description") return values.description;
  if (kind == "name" || kind.empty()) {
    if (field.type == "integer" || field.type == "number") return 1;
    if (field.type == "boolean") return true;
    if (field.type == "array") return Json::array();
    if (field.type == "object") return Json::object();
    return values.name;
  }
  return "pending";  // a status: the commonest word
}

bool is_wanted(const std::string& kind, const Field& field) {
  return field.required || kind == "email" || kind == "password" || kind == "name" || kind == "description";
}

std::string as_form(const Json& body) {
  std::string form;
  for (const auto& [key, value] : body.items()) {
    if (!form.empty()) form += '&';
    form += percent_encoded(key) + "=" +
            percent_encoded(value.is_string() ? value.get<std::string>() : dump_json(value));
  }
  return form;
}

std::string file_field(const BoundRole& role) {
  for (const Field& field : role.fields)
    if (field.type == "file") return field.name;
  return role.fields.empty() ? "file" : role.fields.front().name;
}

}  // namespace

std::string kind_of_field(const RoleBook& book, const std::string& field) {
  const auto words = words_of(field);
  for (const FieldKind& kind : book.fields)
    for (const std::string& word : words)
      if (std::find(kind.words.begin(), kind.words.end(), word) != kind.words.end()) return kind.kind;
  // "username" is no two words; ask for it whole.
  for (const FieldKind& kind : book.fields)
    if (std::find(kind.words.begin(), kind.words.end(), to_lower(field)) != kind.words.end())
      return kind.kind;
  return "";
}

Json fill_body(const RoleBook& book, const BoundRole& role, const Values& values,
               const std::vector<std::string>& more) {
  Json body = Json::object();
  for (const Field& field : role.fields)
    if (const std::string kind = kind_of_field(book, field.name); is_wanted(kind, field))
      body[field.name] = value_for(kind, field, values);
  for (const std::string& name : more) {
    const auto known =
        std::find_if(role.fields.begin(), role.fields.end(), [&](const Field& f) { return f.name == name; });
    body[name] = value_for(kind_of_field(book, name),
                           known == role.fields.end() ? Field{name, "", true} : *known, values);
  }
  return body;
}

std::string field_of_kind(const RoleBook& book, const Json& body, const std::string& kind) {
  for (const auto& [key, _] : body.items())
    if (kind_of_field(book, key) == kind) return key;
  return "";
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~')
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", byte);
  }
  return encoded;
}

std::string fill_path(const std::string& path, const std::string& id) {
  std::string filled;
  std::size_t at = 0;
  while (at < path.size()) {
    const auto open = path.find('{', at);
    const auto close = open == std::string::npos ? open : path.find('}', open);
    if (close == std::string::npos) break;
    filled += path.substr(at, open - at) + percent_encoded(id);
    at = close + 1;
  }
  return filled + path.substr(std::min(at, path.size()));
}

Request make_request(const BoundRole& role, const std::string& id, const Json* body) {
  Request request;
  request.method = role.binding.method;
  request.target = fill_path(role.binding.path, id);
  if (!body) return request;
  request.headers.emplace_back("Content-Type",
                               role.binding.form ? "application/x-www-form-urlencoded" : "application/json");
  request.body = role.binding.form ? as_form(*body) : dump_json(*body);
  return request;
}

Request make_upload(const BoundRole& role, const std::string& id, const UploadFile& file,
                    const std::string& boundary) {
  Request request = make_request(role, id, nullptr);
  request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=" + boundary);
  const std::string name = file.name.empty() ? "" : fmt::format("; filename=\"{}\"", file.name);
  const std::string type = file.type.empty() ? "" : fmt::format("Content-Type: {}\r\n", file.type);
  request.body =
      fmt::format("--{0}\r\nContent-Disposition: form-data; name=\"{1}\"{2}\r\n{3}\r\n{4}\r\n--{0}--\r\n",
                  boundary, file_field(role), name, type, file.bytes);
  return request;
}

}  // namespace assay
