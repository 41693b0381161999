#include <cmath>
#include <nlohmann/json.hpp>

#include "telling/report/json_report.h"
#include "telling/report/json_shape.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  Json json = Json::object();

  template <class T>
  void field(const char* name, const T& value) {
    json[name] = shown(value);
  }

  template <class E>
  void word(const char* name, const E& value, std::initializer_list<E>) {
    json[name] = to_string(value);
  }

  template <class E>
  void word(const char* name, const std::optional<E>& value, std::initializer_list<E>) {
    json[name] = value ? Json(to_string(*value)) : Json();
  }

 private:
  static Json shown(const std::string& text) { return text; }
  static Json shown(bool value) { return value; }
  // 8 rather than 8.0, where nothing is lost by it.
  static Json shown(double value) {
    const bool whole = std::nearbyint(value) == value && std::fabs(value) < 9'007'199'254'740'992.0;
    return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
  }
  template <std::integral T>
  static Json shown(T number) {
    return number;
  }

  static Json shown(const Value& value) {
    return std::visit(
        [](const auto& held) -> Json {
          if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
            return nullptr;
          else
            return held;
        },
        value);
  }

  static Json shown(const Location& at) {
    if (at.file.empty()) return nullptr;
    return Json{{"file", at.file},
                {"line", at.line},
                {"column", at.column},
                {"end_line", at.end_line},
                {"end_column", at.end_column}};
  }

  static Json shown(const Headers& headers) {
    Json list = Json::array();
    for (const auto& [name, value] : headers) list.push_back(Json{{"name", name}, {"value", value}});
    return list;
  }

  static Json shown(const std::map<std::string, Parameter>& parameters) {
    Json object = Json::object();
    for (const auto& [name, parameter] : parameters) object[name] = shown(parameter);
    return object;
  }

  template <class T>
  static Json shown(const std::optional<T>& value) {
    return value ? shown(*value) : Json();
  }

  template <class T>
  static Json shown(const std::vector<T>& list) {
    Json array = Json::array();
    for (const T& item : list) array.push_back(shown(item));
    return array;
  }

  template <class T>
  requires std::is_class_v<T>
  static Json shown(const T& value) {
    Writer inner;
    json_shape::describe(inner, value);
    return std::move(inner.json);
  }
};

}  // namespace

std::string write_json(const Report& report) {
  Writer writer;
  writer.field("schema", kReportSchema);
  json_shape::describe(writer, report);
  return writer.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay
