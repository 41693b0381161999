// requirements.txt and PEP 508 requirements, as far as names, specifiers and exact pins go.
#include <cctype>
#include <optional>

#include "common/base/paths.h"
#include "common/base/text.h"
#include "reading/supply/manifests.h"

namespace assay {
namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
}

// "==4.1.2" names one version; "==4.*" and ranges do not.
std::string exact_version(std::string_view specifier) {
  std::string_view text = trim(specifier);
  if (!text.starts_with("==")) return "";
  text.remove_prefix(text.starts_with("===") ? 3 : 2);
  text = trim(text);
  if (text.find_first_of(",*<>!~ ") != std::string_view::npos) return "";
  return std::string(text);
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1))
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t')
      return line.substr(0, at);  // a # inside a URL is none
  return line;
}

bool is_development_file(const std::string& file) {
  const std::string name = to_lower(name_of(file));
  for (const std::string_view word : {"dev", "test", "lint", "docs", "ci"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

std::optional<Dependency> parse_requirement(std::string_view text) {
  text = trim(text.substr(0, text.find(';')));
  std::size_t end = 0;
  while (end < text.size() && is_name_character(text[end])) ++end;
  if (end == 0) return std::nullopt;
  Dependency dependency;
  dependency.name = std::string(text.substr(0, end));
  dependency.canonical = canonical_name(Ecosystem::pypi, dependency.name);
  std::string_view rest = trim(text.substr(end));
  if (rest.starts_with("[")) {
    const std::size_t close = rest.find(']');
    rest = close == std::string_view::npos ? std::string_view{} : trim(rest.substr(close + 1));
  }
  // pip's own options may follow on the line: --hash=...
  if (const std::size_t option = rest.find(" --"); option != std::string_view::npos)
    rest = trim(rest.substr(0, option));
  if (rest.starts_with("(") && rest.ends_with(")")) rest = trim(rest.substr(1, rest.size() - 2));
  dependency.specifier = std::string(rest);
  dependency.version = exact_version(rest);
  return dependency;
}

Result<Manifest> read_requirements(const std::string& file, std::string_view text) {
  Manifest manifest;
  manifest.file = file;
  manifest.ecosystem = Ecosystem::pypi;
  const DependencyGroup group =
      is_development_file(file) ? DependencyGroup::development : DependencyGroup::runtime;
  manifest.sections.emplace_back(group, Location{file, 1, 0, 1, 0});
  std::uint32_t number = 0;
  std::string pending;  // a line continued by a backslash
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    std::string line = pending + std::string(trim(without_comment(raw)));
    pending.clear();
    if (line.ends_with("\\")) {
      pending = line.substr(0, line.size() - 1);
      continue;
    }
    // Options (-r other.txt, --hash) and bare URLs or paths name no project here; an -e URL may by its #egg=.
    std::string_view requirement = line;
    if (const std::size_t egg = requirement.find("#egg="); egg != std::string_view::npos)
      requirement = requirement.substr(egg + 5);
    else if (requirement.starts_with("-") || requirement.starts_with(".") || requirement.starts_with("/"))
      continue;
    else if (requirement.find("://") != std::string_view::npos &&
             requirement.find('@') == std::string_view::npos)
      continue;
    auto dependency = parse_requirement(requirement);
    if (!dependency) continue;
    dependency->group = group;
    dependency->at = {file, number, 1, number, static_cast<std::uint32_t>(raw.size())};
    manifest.direct.push_back(std::move(*dependency));
  }
  return manifest;
}

}  // namespace assay
