#include "common/rules/probe_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>

#include "common/base/text.h"

namespace assay {
namespace {

// Reads one file, keeping every problem with its place.
class Reader {
 public:
  Reader(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  using Field = std::function<void(const YAML::Node&)>;
  using Fields = std::map<std::string, Field>;

  void read_map(const YAML::Node& node, const Fields& fields, const std::vector<std::string>& needed = {}) {
    if (!node.IsMap()) return complain(node, "expected a map here");
    std::set<std::string> seen;
    for (const auto& entry : node) {
      const std::string key = text(entry.first);
      const auto field = fields.find(key);
      if (field == fields.end()) {
        complain_unknown(entry.first, key, fields);
        continue;
      }
      if (!seen.insert(key).second) complain(entry.first, fmt::format("key \"{}\" stands here twice", key));
      field->second(entry.second);
    }
    for (const std::string& key : needed)
      if (!seen.count(key)) complain(node, fmt::format("key \"{}\" is missing", key));
  }

  std::string text(const YAML::Node& node) {
    if (node.IsScalar()) return node.Scalar();
    complain(node, "expected a text here");
    return "";
  }

  std::int64_t number(const YAML::Node& node) {
    std::int64_t value = 0;
    if (node.IsScalar() && YAML::convert<std::int64_t>::decode(node, value)) return value;
    complain(node, "expected a whole number here");
    return 0;
  }

  bool truth(const YAML::Node& node) {
    bool value = false;
    if (node.IsScalar() && YAML::convert<bool>::decode(node, value)) return value;
    complain(node, "expected true or false here");
    return false;
  }

  template <class T>
  std::vector<T> list(const YAML::Node& node, const std::function<T(const YAML::Node&)>& item) {
    std::vector<T> items;
    if (!node.IsSequence()) {
      complain(node, "expected a list here");
      return items;
    }
    for (const YAML::Node& entry : node) items.push_back(item(entry));
    return items;
  }

  std::vector<std::string> texts(const YAML::Node& node) {
    return list<std::string>(node, [&](const YAML::Node& n) { return text(n); });
  }
  std::vector<std::int64_t> numbers(const YAML::Node& node) {
    return list<std::int64_t>(node, [&](const YAML::Node& n) { return number(n); });
  }

  std::map<std::string, int> points(const YAML::Node& node) {
    std::map<std::string, int> result;
    if (!node.IsMap()) complain(node, "expected a map of points here");
    if (node.IsMap())
      for (const auto& entry : node) result[text(entry.first)] = static_cast<int>(number(entry.second));
    return result;
  }

  void complain(const YAML::Node& node, std::string what) {
    const YAML::Mark mark = node.Mark();
    problems_.push_back(Problem{ProblemKind::usage,
                                fmt::format("{}:{}:{}", file_, mark.line + 1, mark.column + 1),
                                std::move(what), ""});
  }

  const std::string& file() const { return file_; }

 private:
  void complain_unknown(const YAML::Node& at, const std::string& key, const Fields& fields) {
    std::vector<std::string> known;
    for (const auto& [name, _] : fields) known.push_back(name);
    const auto nearest = nearest_word(key, known);
    complain(at, nearest ? fmt::format("unknown key \"{}\" (did you mean \"{}\"?)", key, *nearest)
                         : fmt::format("unknown key \"{}\" (known: {})", key, fmt::join(known, ", ")));
  }

  std::string file_;
  Problems& problems_;
};

using Field = Reader::Field;

Field into(Reader& r, std::string& target) {
  return [&](const YAML::Node& n) { target = r.text(n); };
}
Field into(Reader& r, bool& target) {
  return [&](const YAML::Node& n) { target = r.truth(n); };
}
Field into(Reader& r, int& target) {
  return [&](const YAML::Node& n) { target = static_cast<int>(r.number(n)); };
}
Field into(Reader& r, std::int64_t& target) {
  return [&](const YAML::Node& n) { target = r.number(n); };
}
Field into(Reader& r, std::vector<std::string>& t) {
  return [&](const YAML::Node& n) { t = r.texts(n); };
}
Field into(Reader& r, std::vector<std::int64_t>& t) {
  return [&](const YAML::Node& n) { t = r.numbers(n); };
}
Field into(Reader& r, std::map<std::string, int>& t) {
  return [&](const YAML::Node& n) { t = r.points(n); };
}

template <class T>
Field into_list(Reader& r, std::vector<T>& target, T (*item)(Reader&, const YAML::Node&)) {
  return [&r, &target, item](const YAML::Node& n) {
    target = r.list<T>(n, [&r, item](const YAML::Node& entry) { return item(r, entry); });
  };
}

Payload read_payload(Reader& r, const YAML::Node& node) {
  Payload payload;
  r.read_map(
      node,
      {{"text", into(r, payload.text)}, {"says", into(r, payload.says)}, {"must", into(r, payload.must)}},
      {"text", "says"});
  return payload;
}

ProbeHeader read_header(Reader& r, const YAML::Node& node) {
  ProbeHeader header;
  r.read_map(node,
             {{"name", into(r, header.name)},
              {"equals", into(r, header.equals)},
              {"directive", into(r, header.directive)},
              {"never", into(r, header.never)},
              {"at_least", into(r, header.at_least)}},
             {"name"});
  return header;
}

ProbeDocument read_document(Reader& r, const YAML::Node& node) {
  ProbeDocument document;
  const Field keys = [&](const YAML::Node& n) {
    document.keys = r.list<std::vector<std::string>>(n, [&](const YAML::Node& set) { return r.texts(set); });
  };
  r.read_map(node,
             {{"observe", into(r, document.observe)},
              {"says", into(r, document.says)},
              {"paths", into(r, document.paths)},
              {"keys", keys},
              {"texts", into(r, document.texts)},
              {"method", into(r, document.method)},
              {"body", into(r, document.body)}},
             {"says", "paths"});
  return document;
}

ProbeFloor read_floor(Reader& r, const YAML::Node& node) {
  ProbeFloor floor;
  r.read_map(node,
             {{"algorithm", into(r, floor.algorithm)},
              {"parameter", into(r, floor.parameter)},
              {"least", into(r, floor.least)},
              {"must", into(r, floor.must)}},
             {"algorithm", "parameter", "least"});
  return floor;
}

FieldKind read_field_kind(Reader& r, const YAML::Node& node) {
  FieldKind kind;
  r.read_map(node, {{"kind", into(r, kind.kind)}, {"words", into(r, kind.words)}}, {"kind", "words"});
  return kind;
}

RoutePattern read_route(Reader& r, const YAML::Node& node) {
  RoutePattern route;
  r.read_map(node, {{"method", into(r, route.method)}, {"path", into(r, route.path)}}, {"method", "path"});
  return route;
}

RoleRule read_role(Reader& r, const YAML::Node& node) {
  RoleRule role;
  r.read_map(node,
             {{"role", into(r, role.role)},
              {"methods", into(r, role.methods)},
              {"words", into(r, role.words)},
              {"fields", into(r, role.fields)},
              {"assume", into(r, role.assume)},
              {"parameters", into(r, role.parameters)},
              {"of_resource", into(r, role.of_resource)},
              {"takes_files", into(r, role.takes_files)},
              {"least", into(r, role.least)}},
             {"role", "methods"});
  return role;
}

constexpr Tier kTiers[] = {Tier::functional, Tier::asked, Tier::hardening, Tier::manual, Tier::beyond};

Tier read_tier(Reader& r, const YAML::Node& node) {
  const std::string word = r.text(node);
  for (const Tier tier : kTiers)
    if (to_string(tier) == word) return tier;
  r.complain(node, fmt::format("unknown tier \"{}\" (known: f, t1, t2, manual, beyond)", word));
  return Tier::asked;
}

Reader::Fields probe_fields(Reader& r, ProbeRule& rule) {
  return {{"id", into(r, rule.id)},
          {"title", into(r, rule.title)},
          {"tier", [&](const YAML::Node& n) { rule.tier = read_tier(r, n); }},
          {"kind", into(r, rule.kind)},
          {"roles", into(r, rule.roles)},
          {"uses", into(r, rule.uses)},
          {"control", into(r, rule.control)},
          {"says", into(r, rule.says)},
          {"destructive", into(r, rule.destructive)},
          {"needs_files", into(r, rule.needs_files)},
          {"named_status", into(r, rule.named_status)},
          {"expect", into(r, rule.expect)},
          {"origin", into(r, rule.origin)},
          {"origins", into(r, rule.origins)},
          {"methods", into(r, rule.methods)},
          {"payloads", into_list(r, rule.payloads, read_payload)},
          {"headers", into_list(r, rule.headers, read_header)},
          {"observe", into(r, rule.observe)},
          {"on", into(r, rule.on)},
          {"documents", into_list(r, rule.documents, read_document)},
          {"keys", into(r, rule.keys)},
          {"together", into(r, rule.together)},
          {"words", into(r, rule.words)},
          {"floors", into_list(r, rule.floors, read_floor)},
          {"rounds", into(r, rule.rounds)},
          {"scrypt_costs", into(r, rule.scrypt_costs)}};
}

// yaml-cpp throws on broken syntax; nothing throws out of here.
YAML::Node load(const RuleText& file, Problems& problems) {
  try {
    YAML::Node node = YAML::Load(file.text);
    if (node.IsMap()) return node;
    problems.push_back(Problem{ProblemKind::usage, file.file + ":1:1", "expected a map here", ""});
  } catch (const YAML::Exception& error) {
    problems.push_back(Problem{ProblemKind::usage,
                               fmt::format("{}:{}:{}", file.file, error.mark.line + 1, error.mark.column + 1),
                               error.msg, ""});
  }
  return {};
}

// f-02 before f-10 before t1-01.
bool stands_before(const ProbeRule& a, const ProbeRule& b) {
  return a.tier != b.tier ? a.tier < b.tier : a.id < b.id;
}

void complain_about_twins(const std::vector<ProbeRule>& rules, Problems& problems) {
  for (std::size_t i = 1; i < rules.size(); ++i)
    if (rules[i].id == rules[i - 1].id)
      problems.push_back(Problem{ProblemKind::usage, rules[i].file,
                                 fmt::format("test {} is described twice", rules[i].id), ""});
}

bool is_role_file(const RuleText& file) {
  return file.file.ends_with("roles.yaml");
}

}  // namespace

Result<RoleBook> read_role_book(const RuleText& file) {
  Problems problems;
  RoleBook book;
  const YAML::Node root = load(file, problems);
  Reader r(file.file, problems);
  if (root.IsMap())
    r.read_map(root,
               {{"roles", into_list(r, book.roles, read_role)},
                {"fields", into_list(r, book.fields, read_field_kind)},
                {"documents", into(r, book.documents)},
                {"token_names", into(r, book.token_names)},
                {"list_names", into(r, book.list_names)},
                {"not_a_resource", into(r, book.not_a_resource)},
                {"study_routes", into_list(r, book.study_routes, read_route)}},
               {"roles", "fields", "token_names"});
  if (!problems.empty()) return problems;
  for (const RoleRule& role : book.roles) book.order.push_back(role.role);
  return book;
}

Result<std::vector<ProbeRule>> read_probe_rules(const std::vector<RuleText>& files) {
  Problems problems;
  std::vector<ProbeRule> rules;
  for (const RuleText& file : files) {
    const YAML::Node root = load(file, problems);
    if (!root.IsMap()) continue;
    ProbeRule rule;
    rule.file = file.file;
    Reader r(file.file, problems);
    r.read_map(root, probe_fields(r, rule), {"id", "title", "tier", "kind", "control", "says"});
    rules.push_back(std::move(rule));
  }
  std::sort(rules.begin(), rules.end(), stands_before);
  complain_about_twins(rules, problems);
  if (!problems.empty()) return problems;
  return rules;
}

Result<ProbeBook> read_probe_book(const std::vector<RuleText>& files) {
  ProbeBook book;
  Problems problems;
  std::vector<RuleText> probes;
  std::copy_if(files.begin(), files.end(), std::back_inserter(probes), std::not_fn(is_role_file));
  const auto roles = std::find_if(files.begin(), files.end(), is_role_file);
  if (roles == files.end())
    problems.push_back(Problem{ProblemKind::usage, "rules/probes", "roles.yaml is missing", ""});
  const auto keep = [&](auto result, auto& target) {
    if (result)
      target = std::move(*result);
    else
      problems.insert(problems.end(), result.problems().begin(), result.problems().end());
  };
  if (roles != files.end()) keep(read_role_book(*roles), book.roles);
  keep(read_probe_rules(probes), book.probes);
  if (!problems.empty()) return problems;
  return book;
}

}  // namespace assay
