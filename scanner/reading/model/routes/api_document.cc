#include "reading/model/routes/api_document.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/base/text.h"
#include "common/rules/tree.h"
#include "reading/model/routes/methods.h"
#include "reading/model/routes/route_reading.h"

namespace assay::model {
namespace {

constexpr int kMaxDepth = 6;  // schemas in schemas, references to references
constexpr std::size_t kMaxOperations = 4'000;
constexpr std::size_t kMaxFields = 200;  // of one body

using MaybeNode = std::optional<Node>;

MaybeNode at(const Node& node, std::string_view key) {
  for (const auto& [name, value] : node.entries())
    if (name.text() == key) return value;
  return std::nullopt;
}

std::string text_at(const Node& node, std::string_view key) {
  const MaybeNode found = at(node, key);
  return found && found->is_scalar() ? std::string(found->text()) : "";
}

std::optional<double> number_at(const Node& node, std::string_view key) {
  const std::string text = text_at(node, key);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && stop == text.data() + text.size() && !text.empty();
  return whole ? std::optional(value) : std::nullopt;
}

// "https://host/v1" and "/v1/": the path alone, without a slash at its end.
std::string path_of_url(std::string url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string::npos) {
    const std::size_t slash = url.find('/', scheme + 3);
    url = slash == std::string::npos ? "" : url.substr(slash);
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

class DocumentReader {
 public:
  explicit DocumentReader(const Node& root) : root_(root) {}

  ApiDocument read() {
    ApiDocument out;
    out.base_path = base_path();
    const MaybeNode paths = at(root_, "paths");
    if (!paths) return out;
    for (const auto& [path, item] : paths->entries())
      for (const auto& [word, operation] : item.entries()) {
        const std::string method = to_upper(std::string(word.text()));
        if (!is_http_method(method) || !counts_as_route(method) || !operation.is_map()) continue;
        if (out.operations.size() >= kMaxOperations) return out;
        out.operations.push_back(read_operation(std::string(path.text()), method, item, operation));
        out.operations.back().line = line_of(word);
      }
    return out;
  }

 private:
  static std::uint32_t line_of(const Node& node) {
    // "file:line:column"
    const std::string place = node.place();
    const std::size_t column = place.rfind(':');
    const std::size_t line = place.rfind(':', column - 1);
    std::uint32_t value = 0;
    std::from_chars(place.data() + line + 1, place.data() + column, value);
    return value;
  }

  // The first server's path; Swagger's basePath.
  std::string base_path() const {
    if (const MaybeNode servers = at(root_, "servers")) {
      const std::vector<Node> all = servers->items();
      const std::string url = all.empty() ? "" : text_at(all.front(), "url");
      // A variable in it can't be told.
      return url.find('{') == std::string::npos ? path_of_url(url) : "";
    }
    return path_of_url(text_at(root_, "basePath"));
  }

  // "#/components/schemas/User" and what it names; a node without a reference is itself.
  Node resolved(Node node) const {
    for (int hop = 0; hop < kMaxDepth; ++hop) {
      const std::string reference = text_at(node, "$ref");
      if (!reference.starts_with("#/")) return node;
      Node found = root_;
      std::size_t begin = 2;
      while (begin <= reference.size()) {
        const std::size_t end = std::min(reference.find('/', begin), reference.size());
        const MaybeNode next = at(found, std::string_view(reference).substr(begin, end - begin));
        if (!next) return node;
        found = *next;
        begin = end + 1;
      }
      node = found;
    }
    return node;
  }

  Operation read_operation(const std::string& path, const std::string& method, const Node& item,
                           const Node& node) const {
    Operation out;
    out.method = method;
    out.path = path;
    out.id = text_at(node, "operationId");
    for (const char* key : {"x-openapi-router-controller", "x-swagger-router-controller"})
      for (const Node& owner : {node, item})
        if (const std::string controller = text_at(owner, key); !controller.empty() && !out.id.empty()) {
          out.id = controller + "." + out.id;
          return filled(std::move(out), item, node);
        }
    return filled(std::move(out), item, node);
  }

  Operation filled(Operation out, const Node& item, const Node& node) const {
    const MaybeNode own = at(node, "security");
    if (const MaybeNode security = own ? own : at(root_, "security")) out.guards = guards_of(*security);
    for (const Node& owner : {item, node})
      if (const MaybeNode parameters = at(owner, "parameters"))
        for (const Node& parameter : parameters->items()) add_parameter(resolved(parameter), out.body);
    if (const MaybeNode body = at(node, "requestBody")) add_content(resolved(*body), out.body);
    return out;
  }

  // Alternatives stand one beside the other; one that asks for nothing makes all of them optional.
  std::vector<std::string> guards_of(const Node& security) const {
    std::vector<std::string> guards;
    for (const Node& alternative : security.items()) {
      if (alternative.entries().empty()) return {};
      for (const auto& [scheme, _] : alternative.entries()) {
        const std::string guard = guard_of(std::string(scheme.text()));
        if (!is_listed(guards, guard)) guards.push_back(guard);
      }
    }
    return guards;
  }

  // The function that checks a scheme, where the document names one; else the scheme's name.
  std::string guard_of(const std::string& scheme) const {
    MaybeNode schemes = at(root_, "securityDefinitions");
    if (const MaybeNode components = at(root_, "components")) schemes = at(*components, "securitySchemes");
    const MaybeNode found = schemes ? at(*schemes, scheme) : std::nullopt;
    if (!found) return scheme;
    for (const auto& [key, value] : found->entries())
      if (key.text().starts_with("x-") && key.text().ends_with("InfoFunc") && value.is_scalar())
        return std::string(value.text());
    return scheme;
  }

  void add_content(const Node& request, Body& body) const {
    const MaybeNode content = at(request, "content");
    if (!content) return;
    for (const auto& [media, described] : content->entries()) {
      const MaybeNode schema = at(described, "schema");
      const std::string type(media.text());
      body.form = type.find("json") == std::string::npos && type.find("form") != std::string::npos;
      if (schema) add_schema(*schema, "", 0, body);
      return;  // the first is what a client would send
    }
  }

  // Swagger 2: in body or in formData.
  void add_parameter(const Node& parameter, Body& body) const {
    const std::string in = text_at(parameter, "in");
    if (in == "body")
      if (const MaybeNode schema = at(parameter, "schema")) add_schema(*schema, "", 0, body);
    if (in != "formData") return;
    body.form = true;
    add_value(parameter, text_at(parameter, "name"), text_at(parameter, "required") == "true", body);
  }

  void add_schema(const Node& written, const std::string& prefix, int depth, Body& body) const {
    if (depth > kMaxDepth || body.fields.size() >= kMaxFields) return;
    const Node schema = resolved(written);
    if (const MaybeNode parts = at(schema, "allOf"))
      for (const Node& part : parts->items()) add_schema(part, prefix, depth + 1, body);
    const MaybeNode properties = at(schema, "properties");
    if (!properties) return;
    std::vector<std::string> required;
    if (const MaybeNode list = at(schema, "required"))
      for (const Node& name : list->items()) required.emplace_back(name.text());
    for (const auto& [key, value] : properties->entries()) {
      const std::string name(key.text());
      const Node property = resolved(value);
      if (at(property, "properties"))
        add_schema(property, prefix + name + ".", depth + 1, body);
      else
        add_value(property, prefix + name, is_listed(required, name), body);
    }
  }

  static void add_value(const Node& schema, std::string name, bool required, Body& body) {
    Field field{std::move(name), type_of(schema), required};
    const bool text = field.type != "integer" && field.type != "number";
    field.min = number_at(schema, text ? "minLength" : "minimum");
    field.max = number_at(schema, text ? "maxLength" : "maximum");
    if (field.type == "file") body.form = body.takes_files = true;
    add_field(body, std::move(field));
  }

  // The format where it says more than the type does.
  static std::string type_of(const Node& schema) {
    const std::string type = text_at(schema, "type"), format = text_at(schema, "format");
    if (format == "binary" || type == "file") return "file";
    if (format == "email" || format == "date" || format == "uuid") return format;
    if (format == "date-time") return "datetime";
    return type == "array" ? "list" : type;
  }

  Node root_;
};

}  // namespace

ApiDocument read_api_document(const Document& document) {
  const Result<OwnedTree> tree = parse_tree({document.file, document.text});
  if (!tree) return {};
  const RuleTree view = tree->view();
  if (view.size == 0) return {};
  return DocumentReader(Node(view, 0)).read();
}

}  // namespace assay::model
