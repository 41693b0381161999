// package.json and package-lock.json.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "reading/supply/manifests.h"

namespace assay {
namespace {

using nlohmann::json;

Location line_of(const std::string& file, std::string_view text, std::size_t byte) {
  std::uint32_t line = 1;
  for (std::size_t i = 0; i < byte && i < text.size(); ++i) line += text[i] == '\n';
  return {file, line, 0, line, 0};
}

Problem json_problem(const std::string& file, std::string_view text, const json::parse_error& error) {
  const Location at = line_of(file, text, error.byte == 0 ? 0 : error.byte - 1);
  return {ProblemKind::cannot, to_string(at), "is not valid JSON", ""};
}

// The line of a key below a section. The text is searched, since the JSON library keeps no places: a
// section's name and then the quoted key behind it.
Location place_of(const std::string& file, std::string_view text, std::string_view section,
                  const std::string& key) {
  const std::size_t head = text.find(fmt::format("\"{}\"", section));
  if (head == std::string_view::npos) return {file, 0, 0, 0, 0};
  const std::size_t at = section == key ? head : text.find(fmt::format("\"{}\"", key), head + section.size());
  return line_of(file, text, at == std::string_view::npos ? head : at);
}

// An exact version, as npm writes one; ranges, tags, URLs and aliases are none.
std::string exact_version(const std::string& specifier) {
  const std::string text = specifier.starts_with("=") ? specifier.substr(1) : specifier;
  int dots = 0;
  for (const char c : text.substr(0, text.find_first_of("-+"))) {
    if (c == '.')
      ++dots;
    else if (c < '0' || c > '9')
      return "";
  }
  return dots == 2 ? text : "";
}

void take_section(Manifest& manifest, const json& root, std::string_view text, const char* section,
                  DependencyGroup group) {
  const auto found = root.find(section);
  if (found == root.end() || !found->is_object()) return;
  manifest.sections.emplace_back(group, place_of(manifest.file, text, section, section));
  for (const auto& [name, specifier] : found->items()) {
    Dependency dependency;
    dependency.name = dependency.canonical = name;
    if (specifier.is_string()) dependency.specifier = specifier.get<std::string>();
    dependency.version = exact_version(dependency.specifier);
    dependency.group = group;
    dependency.at = place_of(manifest.file, text, section, name);
    manifest.direct.push_back(std::move(dependency));
  }
}

// A target under conditions ({"import": ..., "default": ...}, a list of them): each that is a path. Which of
// them a build takes is its own business; the model takes the first that is a source file.
void take_targets(Manifest& manifest, const std::string& pattern, const json& target, int depth) {
  constexpr int kMaxDepth = 6;
  if (depth > kMaxDepth) return;
  if (target.is_string()) manifest.entries.emplace_back(pattern, target.get<std::string>());
  if (target.is_structured())
    for (const json& inner : target) take_targets(manifest, pattern, inner, depth + 1);
}

void take_entries(Manifest& manifest, const json& root) {
  for (const char* section : {"exports", "imports"}) {
    const auto found = root.find(section);
    if (found == root.end()) continue;
    const auto is_path = [](const std::string& key) { return key.starts_with(".") || key.starts_with("#"); };
    const bool patterns = found->is_object() && !found->empty() && is_path(found->begin().key());
    if (!patterns) {
      take_targets(manifest, ".", *found, 0);
      continue;
    }
    for (const auto& [pattern, target] : found->items()) take_targets(manifest, pattern, target, 0);
  }
  for (const char* key : {"source", "module", "main"})
    if (const auto found = root.find(key); found != root.end()) take_targets(manifest, ".", *found, 0);
}

}  // namespace

Result<Manifest> read_package_json(const std::string& file, std::string_view text) {
  try {
    const json root = json::parse(text);
    if (!root.is_object()) return Problem{ProblemKind::cannot, file, "holds no object", ""};
    Manifest manifest;
    manifest.file = file;
    manifest.ecosystem = Ecosystem::npm;
    if (const auto name = root.find("name"); name != root.end() && name->is_string())
      manifest.project_name = *name;
    take_entries(manifest, root);
    take_section(manifest, root, text, "dependencies", DependencyGroup::runtime);
    take_section(manifest, root, text, "devDependencies", DependencyGroup::development);
    take_section(manifest, root, text, "optionalDependencies", DependencyGroup::optional);
    if (const auto scripts = root.find("scripts"); scripts != root.end() && scripts->is_object())
      for (const auto& [name, command] : scripts->items())
        if (command.is_string()) manifest.scripts.emplace_back(name, command.get<std::string>());
    return manifest;
  } catch (const json::parse_error& error) {
    return json_problem(file, text, error);
  }
}

Result<LockRead> read_package_lock(const std::string& file, std::string_view text) {
  try {
    const json root = json::parse(text);
    LockRead locked;
    if (const auto packages = root.find("packages"); packages != root.end() && packages->is_object()) {
      constexpr std::string_view top = "node_modules/";
      for (const auto& [path, package] : packages->items()) {
        locked.packages += path.empty() ? 0 : 1;
        const std::string_view name =
            std::string_view(path).starts_with(top) ? std::string_view(path).substr(top.size()) : "";
        const bool nested = name.find("node_modules/") != std::string_view::npos;
        if (!name.empty() && !nested && package.is_object() && package.contains("version") &&
            package["version"].is_string())
          locked.versions.emplace_back(std::string(name), package["version"].get<std::string>());
      }
    } else if (const auto tree = root.find("dependencies");
               tree != root.end() && tree->is_object()) {  // version 1
      for (const auto& [name, package] : tree->items())
        if (package.is_object() && package.contains("version") && package["version"].is_string())
          locked.versions.emplace_back(name, package["version"].get<std::string>());
    }
    return locked;
  } catch (const json::parse_error& error) {
    return json_problem(file, text, error);
  }
}

}  // namespace assay
