#include "cli/config.h"

#include <algorithm>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/rules/reader.h"
#include "common/rules/tree.h"

namespace assay {
namespace {

constexpr std::size_t kMaxConfigBytes = 1u << 20;

template <class T>
void not_obeyed(Reader& r, const Node& node, T&) {
  r.complain(node, "this key is known, but this version of assay does not obey it yet",
             "Take it out: nothing it says would be done.");
}

struct Token {
  std::string in, name;
};

void read_token(Reader& r, const Node& node, RoleOverride& out) {
  static const Shape<Token> shape = Shape<Token>()
                                        .takes("in",
                                               [](Reader& reader, const Node& n, Token& token) {
                                                 static const std::map<std::string, std::string> places{
                                                     {"header", "header"}, {"cookie", "cookie"}};
                                                 read_word(reader, n, "place of a token", places, token.in);
                                               })
                                        .takes("name", &Token::name);
  Token token;
  shape.read(r, node, token);
  out.token_in = token.in;
  out.token_name = token.name;
}

void read_method(Reader& r, const Node& node, RoleOverride& out) {
  out.method = r.text(node);
  r.check_word(node, "method", out.method, {"GET", "POST", "PUT", "PATCH", "DELETE"});
}

void read_path(Reader& r, const Node& node, RoleOverride& out) {
  out.path = r.text(node);
  if (!out.path.starts_with('/')) r.complain(node, "a path begins with \"/\"");
}

const Shape<RoleOverride>& role_shape() {
  static const Shape<RoleOverride> shape = Shape<RoleOverride>()
                                               .needs("method", read_method)
                                               .needs("path", read_path)
                                               .takes("fields", &RoleOverride::fields)
                                               .takes("form", &RoleOverride::form)
                                               .takes("token", read_token);
  return shape;
}

// "assay.yaml:12" of "assay.yaml:12:5".
std::string line_of(const Node& node) {
  const std::string place = node.place();
  return place.substr(0, place.rfind(':'));
}

// The suite's roles come as the words that "roles" may use.
void read_roles(Reader& r, const Node& node, AppConfig& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [key, value] : node.entries()) {
    RoleOverride role;
    role.role = r.text(key);
    role.at = line_of(key);
    r.check_word(key, "role", role.role, r.words().roles);
    role_shape().read(r, value, role);
    out.roles.push_back(std::move(role));
  }
}

void read_port(Reader& r, const Node& node, AppConfig& out) {
  const std::int64_t port = r.whole(node);
  if (port < 1 || port > 65535) return r.complain(node, "a port is a number from 1 to 65535");
  out.port = static_cast<int>(port);
}

// Inside the scanned folder, written as App::root is.
void read_root(Reader& r, const Node& node, AppConfig& out) {
  const auto path = std::filesystem::path(r.text(node)).lexically_normal();
  std::string root = path.generic_string();
  if (root.size() > 1 && root.ends_with('/')) root.pop_back();
  if (path.is_absolute() || root.starts_with(".."))
    return r.complain(node, "a root lies inside the folder of this file");
  out.root = root.empty() ? "." : root;
}

// A value of the environment may be empty or a number: it is taken as written.
void read_env(Reader& r, const Node& node, AppConfig& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [key, value] : node.entries()) {
    if (!value.is_scalar() && !value.is_null())
      r.complain(value, "expected a text here");
    else
      out.env[r.text(key)] = value.is_null() ? "" : std::string(value.text());
  }
}

// Only blank lines and comments: as good as no file.
bool says_nothing(const std::string& text) {
  const std::vector<std::string> lines = split(text, '\n');
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    const std::string_view rest = trim(line);
    return rest.empty() || rest.front() == '#';
  });
}

}  // namespace

void read_into(Reader& r, const Node& node, AppConfig& out) {
  static const Shape<AppConfig> shape = Shape<AppConfig>()
                                            .takes("root", read_root)
                                            .takes("framework", not_obeyed<AppConfig>)
                                            .takes("start", &AppConfig::start)
                                            .takes("build", &AppConfig::build)
                                            .takes("port", read_port)
                                            .takes("env", read_env)
                                            .takes("database", not_obeyed<AppConfig>)
                                            .takes("ready", &AppConfig::ready)
                                            .takes("roles", read_roles);
  shape.read(r, node, out);
}

Result<Config> read_config(const std::string& file, const std::string& text,
                           const std::vector<std::string>& role_names) {
  static const Shape<Config> shape = Shape<Config>()
                                         .takes("apps", &Config::apps)
                                         .takes("policy", not_obeyed<Config>)
                                         .takes("suppress", not_obeyed<Config>)
                                         .takes("baseline", not_obeyed<Config>)
                                         .takes("rules", not_obeyed<Config>)
                                         .takes("limits", not_obeyed<Config>);
  if (says_nothing(text)) return Config{};
  const Result<OwnedTree> tree = parse_tree({file, text});
  if (!tree) return tree.problems();
  const RuleTree view = tree->view();
  Config config;
  if (view.size == 0 || Node(view, 0).is_null()) return config;
  RuleWords words;
  words.roles = role_names;
  Problems problems;
  Reader reader(words, problems);
  shape.read(reader, Node(view, 0), config);
  if (!problems.empty()) return problems;
  return config;
}

Result<Config> load_config(const std::filesystem::path& folder, const std::vector<std::string>& role_names) {
  const std::filesystem::path path = folder / kConfigFile;
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() == std::filesystem::file_type::not_found)
    return Config{};
  const Result<std::string> text = read_file(path, kMaxConfigBytes);
  if (!text) return Problem{ProblemKind::usage, path.string(), text.problem().what, ""};
  return read_config(path.string(), *text, role_names);
}

}  // namespace assay
