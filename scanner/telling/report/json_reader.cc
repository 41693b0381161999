#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "telling/report/json_report.h"
#include "telling/report/json_shape.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

// Thrown and caught in this file alone: carries the first thing that is wrong through the description.
struct ShapeError {
  std::string path;
  std::string what;
};

class Reader {
 public:
  Reader(const Json& json, std::string path) : json_(json), path_(std::move(path)) {
    if (!json.is_object()) throw ShapeError{path_, "is not an object"};
  }

  template <class T>
  void field(const char* name, T& value) {
    read(at(name), path_to(name), value);
  }

  template <class E>
  void word(const char* name, E& value, std::initializer_list<E> known) {
    std::string text;
    read(at(name), path_to(name), text);
    for (const E candidate : known)
      if (to_string(candidate) == text) {
        value = candidate;
        return;
      }
    throw ShapeError{path_to(name), "is not one of the known words"};
  }

  template <class E>
  void word(const char* name, std::optional<E>& value, std::initializer_list<E> known) {
    if (at(name).is_null()) return value.reset();
    word(name, value.emplace(), known);
  }

 private:
  std::string path_to(const char* name) const { return path_.empty() ? name : path_ + "." + name; }

  const Json& at(const char* name) const {
    const auto found = json_.find(name);
    if (found == json_.end()) throw ShapeError{path_to(name), "is missing"};
    return *found;
  }

  static void read(const Json& json, const std::string& path, std::string& text) {
    if (!json.is_string()) throw ShapeError{path, "is not a text"};
    text = json.get<std::string>();
  }

  static void read(const Json& json, const std::string& path, bool& value) {
    if (!json.is_boolean()) throw ShapeError{path, "is neither true nor false"};
    value = json.get<bool>();
  }

  template <std::integral T>
  static void read(const Json& json, const std::string& path, T& number) {
    if (!json.is_number_integer()) throw ShapeError{path, "is not a whole number"};
    const auto wide = json.get<std::int64_t>();
    const bool fits = json.is_number_unsigned()
                          ? json.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max()
                          : true;
    if (!fits || !std::in_range<T>(wide)) throw ShapeError{path, "is out of range"};
    number = static_cast<T>(wide);
  }

  static void read(const Json& json, const std::string& path, double& value) {
    if (!json.is_number()) throw ShapeError{path, "is not a number"};
    value = json.get<double>();
  }

  static void read(const Json& json, const std::string& path, Value& value) {
    if (json.is_null())
      value = std::monostate{};
    else if (json.is_boolean())
      value = json.get<bool>();
    else if (json.is_number_integer())
      value = json.get<std::int64_t>();
    else if (json.is_number_float())
      value = json.get<double>();
    else if (json.is_string())
      value = json.get<std::string>();
    else
      read(json, path, value.emplace<std::vector<std::string>>());
  }

  static void read(const Json& json, const std::string& path, Location& at) {
    if (json.is_null()) return;
    Reader inner(json, path);
    inner.field("file", at.file);
    inner.field("line", at.line);
    inner.field("column", at.column);
    inner.field("end_line", at.end_line);
    inner.field("end_column", at.end_column);
  }

  static void read(const Json& json, const std::string& path, std::pair<std::string, std::string>& pair) {
    Reader inner(json, path);
    inner.field("name", pair.first);
    inner.field("value", pair.second);
  }

  static void read(const Json& json, const std::string& path, std::map<std::string, Parameter>& parameters) {
    if (!json.is_object()) throw ShapeError{path, "is not an object"};
    for (const auto& item : json.items()) read(item.value(), path + "." + item.key(), parameters[item.key()]);
  }

  template <class T>
  static void read(const Json& json, const std::string& path, std::optional<T>& value) {
    if (!json.is_null()) read(json, path, value.emplace());
  }

  template <class T>
  static void read(const Json& json, const std::string& path, std::vector<T>& list) {
    if (!json.is_array()) throw ShapeError{path, "is not a list"};
    for (std::size_t i = 0; i < json.size(); ++i)
      read(json[i], fmt::format("{}[{}]", path, i), list.emplace_back());
  }

  template <class T>
  requires std::is_class_v<T>
  static void read(const Json& json, const std::string& path, T& value) {
    Reader inner(json, path);
    json_shape::describe(inner, value);
  }

  const Json& json_;
  std::string path_;
};

Problem not_a_report(const std::string& file, std::string what) {
  return {ProblemKind::usage, file, std::move(what),
          "Give the file that assay wrote with --format json or --output."};
}

}  // namespace

Result<Report> read_json_report(std::string_view bytes, const std::string& file) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return not_a_report(file, "is not JSON");
  if (!json.is_object() || !json.contains("schema")) return not_a_report(file, "is no report of assay");
  if (json["schema"] != kReportSchema)
    return not_a_report(
        file, fmt::format("is a report of another version; this assay reads \"schema\": {}", kReportSchema));
  try {
    Report report;
    Reader reader(json, "");
    json_shape::describe(reader, report);
    return report;
  } catch (const ShapeError& error) {
    return not_a_report(file, error.path + " " + error.what);
  }
}

}  // namespace assay
