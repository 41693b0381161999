#include "reading/model/modules.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "common/base/paths.h"
#include "common/base/text.h"

namespace assay::model {
namespace {

std::string joined(const std::string& folder, std::string_view rest) {
  return folder.empty() ? std::string(rest) : folder + "/" + std::string(rest);
}

std::string slashed(std::string_view dotted) {
  std::string out(dotted);
  std::replace(out.begin(), out.end(), '.', '/');
  return out;
}

std::string module_key(Ecosystem ecosystem, std::string_view module) {
  return std::string(to_string(ecosystem)) + " " + std::string(module);
}

// "@scope/name/sub" -> "@scope/name"; "name/sub" -> "name".
std::string_view npm_package(std::string_view module) {
  std::size_t slash = module.find('/');
  if (module.starts_with("@") && slash != std::string_view::npos) slash = module.find('/', slash + 1);
  return module.substr(0, slash);
}

bool is_inside(const std::string& file, const std::string& folder) {
  return folder.empty() || file.starts_with(folder + "/");
}

}  // namespace

std::string normalised_path(const std::string& path) {
  return normalised(path).value_or("");
}

PathAliases read_path_aliases(const std::string& file, std::string_view bytes) {
  PathAliases aliases;
  aliases.file = file;
  aliases.folder = aliases.base_folder = folder_of(file);
  // nlohmann skips comments; a trailing comma, legal in a tsconfig, is taken out first.
  std::string text(bytes);
  for (std::size_t at = 0; (at = text.find(',', at)) != std::string::npos; ++at) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + 1);
    if (next != std::string::npos && (text[next] == '}' || text[next] == ']')) text[at] = ' ';
  }
  const nlohmann::json config = nlohmann::json::parse(text, nullptr, false, true);
  if (!config.is_object()) return aliases;
  if (const auto base = config.find("extends"); base != config.end()) {
    if (base->is_string()) aliases.extends.push_back(*base);
    if (base->is_array())
      for (const auto& one : *base)
        if (one.is_string()) aliases.extends.push_back(one);
  }
  if (!config.contains("compilerOptions")) return aliases;
  const nlohmann::json& options = config["compilerOptions"];
  if (!options.is_object()) return aliases;
  if (options.contains("baseUrl") && options["baseUrl"].is_string()) aliases.base_url = options["baseUrl"];
  if (!options.contains("paths") || !options["paths"].is_object()) return aliases;
  for (const auto& [pattern, targets] : options["paths"].items()) {
    std::vector<std::string> list;
    if (targets.is_array())
      for (const auto& target : targets)
        if (target.is_string()) list.push_back(target);
    aliases.paths.emplace_back(pattern, std::move(list));
  }
  return aliases;
}

ModuleResolver::ModuleResolver(std::vector<ModuleFile> files, std::size_t readable,
                               const std::vector<Manifest>& manifests, const RuleBook& rules,
                               std::vector<PathAliases> aliases)
    : files_(std::move(files)), readable_(readable), manifests_(manifests), aliases_(std::move(aliases)) {
  for (FileIndex i = 0; i < files_.size(); ++i) {
    by_path_.emplace(files_[i].path, i);
    // Where a folder is known, so are those above it.
    for (std::string folder = folder_of(files_[i].path);
         !folder.empty() && folders_.emplace(folder, true).second; folder = folder_of(folder)) {
    }
  }
  inherit_aliases();
  // The nearest tsconfig wins: longest folder first.
  std::stable_sort(aliases_.begin(), aliases_.end(), [](const PathAliases& a, const PathAliases& b) {
    return a.folder.size() > b.folder.size();
  });
  for (const LibraryRule& library : rules.libraries) {
    const bool python = library.distribution.starts_with("pypi:") || library.distribution == "stdlib:python";
    for (const std::string& module : library.modules)
      by_module_[module_key(python ? Ecosystem::pypi : Ecosystem::npm, module)].push_back(&library);
  }
}

// A tsconfig takes what it lacks from those it extends; a path is meant from where it is written.
void ModuleResolver::inherit_aliases() {
  constexpr int kMaxChain = 8;
  std::unordered_map<std::string, const PathAliases*> by_file;
  const std::vector<PathAliases> written = aliases_;
  for (const PathAliases& one : written) by_file.emplace(one.file, &one);
  for (PathAliases& aliases : aliases_) {
    const PathAliases* from = &aliases;
    for (int n = 0; n < kMaxChain && from != nullptr && !from->extends.empty(); ++n) {
      std::string path = normalised_path(joined(folder_of(from->file), from->extends.back()));
      if (!path.ends_with(".json")) path += ".json";
      const auto found = by_file.find(path);
      from = found == by_file.end() ? nullptr : found->second;
      if (from == nullptr) break;
      if (aliases.paths.empty()) {
        aliases.paths = from->paths;
        aliases.base_folder = from->folder;
      }
      if (aliases.base_url.empty()) {
        aliases.base_url = from->base_url;
        if (!from->base_url.empty()) aliases.base_folder = from->folder;
      }
    }
  }
}

ModuleTarget ModuleResolver::resolve(FileIndex file, std::string_view module, int level) const {
  ModuleTarget target = resolve_any(file, module, level);
  if (target.file && *target.file >= readable_) target.file.reset();
  return target;
}

ModuleTarget ModuleResolver::resolve_any(FileIndex file, std::string_view module, int level) const {
  return files_[file].language == Language::python ? resolve_python(file, module, level)
                                                   : resolve_javascript(file, module);
}

std::optional<FileIndex> ModuleResolver::file_at(const std::string& path) const {
  const auto found = by_path_.find(path);
  if (found == by_path_.end()) return std::nullopt;
  return found->second;
}

std::optional<FileIndex> ModuleResolver::python_module_at(const std::string& path) const {
  if (const auto file = file_at(path + ".py")) return file;
  return file_at(path + "/__init__.py");
}

ModuleTarget ModuleResolver::resolve_python(FileIndex file, std::string_view module, int level) const {
  const std::string& from = files_[file].path;
  const auto inside = [&](const std::string& path) -> std::optional<ModuleTarget> {
    ModuleTarget target;
    if (const auto found = python_module_at(path); found && *found != file) target.file = found;
    if (folder_exists(path)) target.package_folder = path;
    if (!target.file && target.package_folder.empty()) return std::nullopt;
    return target;
  };
  if (level > 0) {
    std::string folder = folder_of(from);
    for (int up = 1; up < level; ++up) folder = folder_of(folder);
    const std::string path = module.empty() ? folder : joined(folder, slashed(module));
    // `from . import x`: the package itself, even where this file is its __init__.py
    if (module.empty()) {
      ModuleTarget target;
      target.file = file_at(joined(folder, "__init__.py"));
      target.package_folder = folder.empty() ? "." : folder;
      return target;
    }
    if (auto target = inside(path)) return *target;
    ModuleTarget target;
    target.name = std::string(module);
    return target;
  }
  // A folder with __init__.py is a package's inside and on nobody's path: app/services/jwt.py may import
  // PyJWT.
  const std::string first(module.substr(0, module.find('.')));
  for (std::string folder = folder_of(from);; folder = folder_of(folder)) {
    const bool package = !folder.empty() && file_at(joined(folder, "__init__.py"));
    if (!package) {
      if (auto target = inside(joined(folder, slashed(module)))) {
        // A plain folder that shares a library's name is no module of ours, unless files of it are Python.
        if (target->file || !is_declared("pypi:" + first, from)) return *target;
      }
    }
    // A src layout: the package lies one folder down.
    for (const std::string_view layout : {"src", "lib"})
      if (auto target = inside(joined(joined(folder, layout), slashed(module))); target && target->file)
        return *target;
    if (folder.empty()) break;
  }
  for (const std::string_view root : {"app", "apps", "backend"}) {
    if (auto target = inside(joined(std::string(root), slashed(module))); target && target->file)
      return *target;
  }
  return external(file, module, Ecosystem::pypi);
}

std::optional<std::string> ModuleResolver::folder_of_package(const ModuleTarget& package) const {
  std::string folder = package.package_folder;
  if (folder.empty() && package.file) {
    const std::string& path = files_[*package.file].path;
    if (!path.ends_with("__init__.py")) return std::nullopt;
    folder = folder_of(path);
  }
  return folder == "." ? "" : folder;
}

std::optional<FileIndex> ModuleResolver::submodule(const ModuleTarget& package, std::string_view name) const {
  if (package.file == std::nullopt && package.package_folder.empty()) return std::nullopt;
  const auto folder = folder_of_package(package);
  if (!folder) return std::nullopt;
  const auto found = python_module_at(joined(*folder, name));
  return found && *found < readable_ ? found : std::nullopt;
}

std::string ModuleResolver::subpackage(const ModuleTarget& package, std::string_view name) const {
  if (package.file == std::nullopt && package.package_folder.empty()) return "";
  const auto folder = folder_of_package(package);
  if (!folder) return "";
  const std::string inner = joined(*folder, name);
  return folder_exists(inner) ? inner : "";
}

std::optional<FileIndex> ModuleResolver::javascript_module_at(const std::string& path) const {
  if (path.empty()) return std::nullopt;
  if (const auto file = file_at(path)) return file;
  constexpr std::array<std::string_view, 8> endings{".ts",  ".tsx", ".js",  ".jsx",
                                                    ".mts", ".mjs", ".cts", ".cjs"};
  for (const std::string_view ending : endings)
    if (const auto file = file_at(path + std::string(ending))) return file;
  // An ES module names its compiled file: "./x.js" stands for x.ts in the source.
  for (const std::string_view ending : {".js", ".mjs", ".cjs", ".jsx"})
    if (path.ends_with(ending)) {
      const std::string stem = path.substr(0, path.size() - ending.size());
      for (const std::string_view source : {".ts", ".tsx", ".mts", ".cts"})
        if (const auto file = file_at(stem + std::string(source))) return file;
    }
  for (const std::string_view ending : endings)
    if (const auto file = file_at(path + "/index" + std::string(ending))) return file;
  return std::nullopt;
}

std::optional<FileIndex> ModuleResolver::by_alias(const std::string& from, std::string_view module) const {
  for (const PathAliases& aliases : aliases_) {
    if (!is_inside(from, aliases.folder)) continue;
    const std::string base = joined(aliases.base_folder, aliases.base_url.empty() ? "." : aliases.base_url);
    for (const auto& [pattern, targets] : aliases.paths) {
      const std::size_t star = pattern.find('*');
      const std::string_view head = std::string_view(pattern).substr(0, star);
      const std::string_view tail =
          star == std::string::npos ? "" : std::string_view(pattern).substr(star + 1);
      const bool matches = star == std::string::npos ? module == pattern
                                                     : module.size() >= head.size() + tail.size() &&
                                                           module.starts_with(head) && module.ends_with(tail);
      if (!matches) continue;
      const std::string_view middle =
          star == std::string::npos ? ""
                                    : module.substr(head.size(), module.size() - head.size() - tail.size());
      for (const std::string& target : targets) {
        std::string path = target;
        if (const std::size_t at = path.find('*'); at != std::string::npos) path.replace(at, 1, middle);
        if (const auto file = javascript_module_at(normalised_path(joined(base, path)))) return file;
      }
    }
    if (!aliases.base_url.empty())
      if (const auto file = javascript_module_at(normalised_path(joined(base, module)))) return file;
  }
  return std::nullopt;
}

// What a package's own entries name: "./cost" exactly, or by a pattern with one star.
std::optional<FileIndex> ModuleResolver::by_entry(const Manifest& manifest, std::string_view wanted) const {
  for (const auto& [pattern, target] : manifest.entries) {
    const std::size_t star = pattern.find('*');
    std::string path = target;
    if (star == std::string::npos) {
      if (wanted != pattern) continue;
    } else {
      const std::string_view head = std::string_view(pattern).substr(0, star);
      const std::string_view tail = std::string_view(pattern).substr(star + 1);
      const bool fits =
          wanted.size() >= head.size() + tail.size() && wanted.starts_with(head) && wanted.ends_with(tail);
      if (!fits) continue;
      const std::string_view middle = wanted.substr(star, wanted.size() - head.size() - tail.size());
      if (const std::size_t at = path.find('*'); at != std::string::npos) path.replace(at, 1, middle);
    }
    if (const auto file = javascript_module_at(normalised_path(joined(folder_of(manifest.file), path))))
      return file;
  }
  return std::nullopt;
}

std::optional<FileIndex> ModuleResolver::by_workspace(std::string_view module) const {
  for (const Manifest& manifest : manifests_) {
    if (manifest.ecosystem != Ecosystem::npm || manifest.project_name.empty()) continue;
    if (npm_package(module) != manifest.project_name) continue;
    const std::string folder = folder_of(manifest.file);
    const std::string_view rest = module.substr(manifest.project_name.size());
    if (const auto file = by_entry(manifest, "." + std::string(rest))) return file;
    // Entries mostly name what a build makes; its source lies in src/ or beside the manifest.
    for (const std::string& middle : {std::string("/src"), std::string("")})
      if (const auto file = javascript_module_at(
              normalised_path(folder + middle + (rest.empty() ? "/index" : std::string(rest)))))
        return file;
  }
  return std::nullopt;
}

// import "#config": by the "imports" of the nearest package.json.
std::optional<FileIndex> ModuleResolver::by_own_import(const std::string& from,
                                                       std::string_view module) const {
  for (const Manifest* manifest : manifests_of(from))
    if (manifest->ecosystem == Ecosystem::npm) return by_entry(*manifest, module);
  return std::nullopt;
}

ModuleTarget ModuleResolver::resolve_javascript(FileIndex file, std::string_view module) const {
  const std::string& from = files_[file].path;
  ModuleTarget target;
  if (module.starts_with(".") || module.starts_with("/")) {
    const std::string base = module.starts_with("/") ? "" : folder_of(from);
    target.file = javascript_module_at(normalised_path(joined(base, module)));
    if (!target.file) target.name = std::string(module);
    return target;
  }
  if ((target.file = by_alias(from, module))) return target;
  if (module.starts_with("#")) {
    target.file = by_own_import(from, module);
    if (!target.file) target.name = std::string(module);
    return target;
  }
  if ((target.file = by_workspace(module))) return target;
  return external(file, module, Ecosystem::npm);
}

ModuleTarget ModuleResolver::external(FileIndex file, std::string_view module, Ecosystem ecosystem) const {
  ModuleTarget target;
  if (ecosystem == Ecosystem::npm && module.starts_with("node:")) module.remove_prefix(5);
  target.name = std::string(module);
  const std::string_view first =
      ecosystem == Ecosystem::npm ? npm_package(module) : module.substr(0, module.find('.'));
  const auto found = by_module_.find(module_key(ecosystem, first));
  if (found != by_module_.end()) {
    // Two distributions may give one import name (PyJWT and jwt): the manifests tell which.
    target.library = found->second.front();
    for (const LibraryRule* candidate : found->second)
      if (is_declared(candidate->distribution, files_[file].path)) {
        target.library = candidate;
        break;
      }
    // A manifest that names neither, but a distribution called as the import: that one, of which nothing is
    // known.
    const std::string own = std::string(to_string(ecosystem)) + ":" + std::string(first);
    if (!is_declared(target.library->distribution, files_[file].path) &&
        is_declared(own, files_[file].path)) {
      target.library = nullptr;
      target.distribution = own;
      return target;
    }
    target.distribution = target.library->distribution;
  } else {
    target.distribution =
        ecosystem == Ecosystem::npm ? "npm:" + std::string(first) : "pypi?:" + std::string(first);
  }
  return target;
}

std::vector<const Manifest*> ModuleResolver::manifests_of(const std::string& file) const {
  std::vector<const Manifest*> out;
  for (const Manifest& manifest : manifests_)
    if (is_inside(file, folder_of(manifest.file))) out.push_back(&manifest);
  std::stable_sort(out.begin(), out.end(), [](const Manifest* a, const Manifest* b) {
    return folder_of(a->file).size() > folder_of(b->file).size();
  });
  return out;
}

bool ModuleResolver::is_declared(const std::string& distribution, const std::string& file) const {
  const std::string name = distribution.substr(distribution.find(':') + 1);
  for (const Manifest* manifest : manifests_of(file))
    for (const Dependency& dependency : manifest->direct)
      if (dependency.canonical == canonical_name(manifest->ecosystem, name)) return true;
  return false;
}

std::string ModuleResolver::version_of(const std::string& distribution, const std::string& file) const {
  const std::string name = distribution.substr(distribution.find(':') + 1);
  for (const Manifest* manifest : manifests_of(file)) {
    const std::string wanted = canonical_name(manifest->ecosystem, name);
    for (const auto& [locked, version] : manifest->locked)
      if (locked == wanted) return version;
    for (const Dependency& dependency : manifest->direct)
      if (dependency.canonical == wanted && !dependency.version.empty()) return dependency.version;
  }
  return "";
}

}  // namespace assay::model
