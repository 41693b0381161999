#include "layer_rule.h"

#include <algorithm>
#include <optional>

#include "common/base/text.h"

namespace assay {
namespace {

struct Group {
  std::string_view name;
  std::vector<std::string_view> folders;
};

const std::vector<Group>& groups() {
  static const std::vector<Group> kGroups = {
      {"common", {"base", "vocabulary", "rules"}},
      {"reading", {"source", "syntax", "facts", "model", "decisions", "supply"}},
      {"trying", {"launch", "transport", "roles", "probes"}},
      {"telling", {"merge", "report", "study", "history"}},
  };
  return kGroups;
}

// A place in the table. cli/ has no folders of its own and stands outside of it.
struct Place {
  std::string_view group;
  std::ptrdiff_t rank;
};

bool is_group(std::string_view name) {
  return name == "cli" ||
         std::ranges::any_of(groups(), [&](const Group& group) { return group.name == name; });
}

std::optional<Place> place_of(std::string_view path) {
  const auto parts = split(path, '/');
  if (parts.size() >= 2 && parts[0] == "cli") return Place{"cli", 0};
  for (const Group& group : groups()) {
    if (parts.size() < 3 || parts[0] != group.name) continue;
    const auto found = std::ranges::find(group.folders, std::string_view(parts[1]));
    if (found != group.folders.end()) return Place{group.name, found - group.folders.begin()};
  }
  return std::nullopt;
}

std::optional<std::string> why_forbidden(const Place& from, const Place& to) {
  if (from.group == "cli") return std::nullopt;
  if (to.group == "cli") return "nothing includes cli/";
  if (from.group == to.group) {
    if (to.rank <= from.rank) return std::nullopt;
    return "it stands later in its group";
  }
  if (to.group == "common") return std::nullopt;
  return std::string(from.group) + "/ never includes " + std::string(to.group) + "/";
}

std::optional<std::string> why_wrong(const Place& from, const std::string& include) {
  const auto parts = split(include, '/');
  if (std::ranges::find(parts, "..") != parts.end()) return "a path with .. hides its folder";
  if (!is_group(parts[0])) return std::nullopt;  // a library's header, or one beside the file
  const auto to = place_of(include);
  if (!to) return "the folder is not in the table";
  return why_forbidden(from, *to);
}

}  // namespace

std::vector<std::string> includes_of(std::string_view source) {
  std::vector<std::string> found;
  for (const std::string& line : split(source, '\n')) {
    std::string_view rest = trim(line);
    if (!rest.starts_with('#')) continue;
    rest = trim(rest.substr(1));
    if (!rest.starts_with("include")) continue;
    rest = trim(rest.substr(7));
    const auto end = rest.empty() ? std::string_view::npos : rest.find(rest[0] == '<' ? '>' : '"', 1);
    if (end != std::string_view::npos) found.emplace_back(rest.substr(1, end - 1));
  }
  return found;
}

std::vector<Breach> find_breaches(std::string_view path, const std::vector<std::string>& includes) {
  const auto from = place_of(path);
  if (!from) return {{std::string(path), "the file's own folder is not in the table"}};
  std::vector<Breach> breaches;
  for (const std::string& include : includes) {
    if (auto why = why_wrong(*from, include)) breaches.push_back({include, *why});
  }
  return breaches;
}

}  // namespace assay
