// pyproject.toml: PEP 621, dependency groups (PEP 735), Poetry's and PDM's and uv's own tables.
#include <toml++/toml.h>

#include <fmt/format.h>

#include "reading/supply/manifests.h"

namespace assay {
namespace {

Location location_of(const std::string& file, const toml::node& node) {
  const auto& source = node.source();
  return {file, static_cast<std::uint32_t>(source.begin.line),
          static_cast<std::uint32_t>(source.begin.column), static_cast<std::uint32_t>(source.end.line),
          static_cast<std::uint32_t>(source.end.column)};
}

class PyprojectReader {
 public:
  PyprojectReader(Manifest& manifest, const toml::table& root) : manifest_(manifest), root_(root) {}

  void run() {
    if (const auto* name = root_.at_path("project.name").as_string()) manifest_.project_name = name->get();
    take_list(root_.at_path("project.dependencies").as_array(), DependencyGroup::runtime);
    take_lists(root_.at_path("project.optional-dependencies").as_table(), DependencyGroup::optional);
    take_lists(root_.at_path("dependency-groups").as_table(), DependencyGroup::development);
    take_list(root_.at_path("tool.uv.dev-dependencies").as_array(), DependencyGroup::development);
    take_lists(root_.at_path("tool.pdm.dev-dependencies").as_table(), DependencyGroup::development);
    take_poetry();
    take_scripts();
  }

 private:
  void take_list(const toml::array* list, DependencyGroup group) {
    if (list == nullptr) return;
    manifest_.sections.emplace_back(group, location_of(manifest_.file, *list));
    for (const toml::node& item : *list) {
      const auto* text = item.as_string();
      if (text == nullptr) continue;  // {include-group = "..."}: those are counted where they stand
      auto dependency = parse_requirement(text->get());
      if (dependency) add(std::move(*dependency), group, location_of(manifest_.file, item));
    }
  }

  void take_lists(const toml::table* table, DependencyGroup group) {
    if (table == nullptr) return;
    for (const auto& [_, list] : *table) take_list(list.as_array(), group);
  }

  void take_poetry() {
    take_poetry_table(root_.at_path("tool.poetry.dependencies").as_table(), DependencyGroup::runtime);
    take_poetry_table(root_.at_path("tool.poetry.dev-dependencies").as_table(), DependencyGroup::development);
    if (const auto* groups = root_.at_path("tool.poetry.group").as_table())
      for (const auto& [_, group] : *groups)
        if (const auto* table = group.as_table())
          take_poetry_table((*table)["dependencies"].as_table(), DependencyGroup::development);
  }

  // name = "^1.2" or name = {version = "^1.2", optional = true}; python itself is no dependency.
  void take_poetry_table(const toml::table* table, DependencyGroup group) {
    if (table == nullptr) return;
    manifest_.sections.emplace_back(group, location_of(manifest_.file, *table));
    for (const auto& [key, value] : *table) {
      if (key.str() == "python") continue;
      Dependency dependency;
      dependency.name = std::string(key.str());
      dependency.canonical = canonical_name(Ecosystem::pypi, dependency.name);
      const auto* text = value.as_string();
      if (text == nullptr && value.as_table() != nullptr) {
        text = (*value.as_table())["version"].as_string();
        const auto* optional = (*value.as_table())["optional"].as_boolean();
        if (optional != nullptr && optional->get()) dependency.group = DependencyGroup::optional;
      }
      if (text != nullptr) dependency.specifier = text->get();
      const bool exact = !dependency.specifier.empty() &&
                         std::isdigit(static_cast<unsigned char>(dependency.specifier.front())) != 0 &&
                         dependency.specifier.find('*') == std::string::npos;
      if (exact) dependency.version = dependency.specifier;
      if (dependency.specifier.starts_with("==")) dependency.version = dependency.specifier.substr(2);
      const DependencyGroup taken = dependency.group == DependencyGroup::optional ? dependency.group : group;
      add(std::move(dependency), taken, location_of(manifest_.file, value));
    }
  }

  void take_scripts() {
    if (const auto* scripts = root_.at_path("project.scripts").as_table())
      for (const auto& [name, command] : *scripts)
        if (const auto* text = command.as_string())
          manifest_.scripts.emplace_back(std::string(name.str()), text->get());
  }

  void add(Dependency dependency, DependencyGroup group, Location at) {
    dependency.group = group;
    dependency.at = std::move(at);
    manifest_.direct.push_back(std::move(dependency));
  }

  Manifest& manifest_;
  const toml::table& root_;
};

Problem toml_problem(const std::string& file, const toml::parse_error& error) {
  return {ProblemKind::cannot,
          fmt::format("{}:{}:{}", file, error.source().begin.line, error.source().begin.column),
          std::string(error.description()), ""};
}

}  // namespace

Result<Manifest> read_pyproject(const std::string& file, std::string_view text) {
  try {
    const toml::table root = toml::parse(text, file);
    Manifest manifest;
    manifest.file = file;
    manifest.ecosystem = Ecosystem::pypi;
    PyprojectReader(manifest, root).run();
    return manifest;
  } catch (const toml::parse_error& error) {
    return toml_problem(file, error);
  }
}

Result<LockRead> read_toml_lock(const std::string& file, std::string_view text) {
  try {
    const toml::table root = toml::parse(text, file);
    LockRead locked;
    if (const auto* packages = root["package"].as_array())
      for (const toml::node& item : *packages) {
        const auto* package = item.as_table();
        if (package == nullptr) continue;
        const auto* name = (*package)["name"].as_string();
        const auto* version = (*package)["version"].as_string();
        if (name != nullptr && version != nullptr)
          locked.versions.emplace_back(canonical_name(Ecosystem::pypi, name->get()), version->get());
      }
    return locked;
  } catch (const toml::parse_error& error) {
    return toml_problem(file, error);
  }
}

}  // namespace assay
