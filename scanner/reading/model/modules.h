// model/modules.h - ties an import to the file of the repository it means, or to the
// distribution it comes from, as the languages resolve them.
// In: the paths of all files, tsconfig paths, manifests, the rules' import names. Out: a ModuleTarget.
// An import that can't be tied to either keeps its name and an unknown distribution: nothing is guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/rules/rule_book.h"
#include "common/vocabulary/manifest.h"
#include "reading/model/meaning.h"

namespace assay::model {

struct ModuleTarget {
  std::optional<FileIndex> file;  // in the repository
  std::string package_folder;     // a Python package without __init__.py: its folder; its parts are files
  std::string name;               // outside: "jwt", "jose", "@nestjs/jwt", "crypto"
  std::string distribution;  // outside: "pypi:PyJWT", "stdlib:node", "npm:left-pad"; "" when it can't be told
  const LibraryRule* library = nullptr;
};

// compilerOptions.baseUrl and .paths of one tsconfig.json or jsconfig.json.
struct PathAliases {
  std::string folder;    // of the file
  std::string base_url;  // relative to the folder it is written for
  std::vector<std::pair<std::string, std::vector<std::string>>> paths;
  std::string file;
  std::string base_folder;           // that folder: another one where base_url is inherited
  std::vector<std::string> extends;  // as written, the last one winning
};

// Reads a tsconfig's aliases; comments and trailing commas are allowed. Anything unreadable gives no aliases.
PathAliases read_path_aliases(const std::string& file, std::string_view bytes);

// A source file as imports see it.
struct ModuleFile {
  std::string path;
  Language language = Language::python;
};

class ModuleResolver {
 public:
  // A FileIndex counts in `files`. Only the first `readable` of them are ever an answer: the rest is there,
  // and was passed by without a parse, so an import of it means neither another file nor a distribution.
  ModuleResolver(std::vector<ModuleFile> files, std::size_t readable, const std::vector<Manifest>& manifests,
                 const RuleBook& rules, std::vector<PathAliases> aliases);

  // `module` as written, seen from `file`; `level` counts the dots of a relative Python import.
  ModuleTarget resolve(FileIndex file, std::string_view module, int level) const;

  // A name imported from a package folder or an __init__.py may itself be a module: its file, if it is one.
  std::optional<FileIndex> submodule(const ModuleTarget& package, std::string_view name) const;

  // The folder of that name inside a package's folder, where it holds code; "" where there is none.
  std::string subpackage(const ModuleTarget& package, std::string_view name) const;

  // The version of a distribution that the manifests near a file pin, or "".
  std::string version_of(const std::string& distribution, const std::string& file) const;

  // Whether a manifest near a file names the distribution.
  bool is_declared(const std::string& distribution, const std::string& file) const;

  // The manifests that govern a file: those in its folder or above, nearest first.
  std::vector<const Manifest*> manifests_of(const std::string& file) const;

 private:
  ModuleTarget resolve_any(FileIndex file, std::string_view module, int level) const;
  ModuleTarget resolve_python(FileIndex file, std::string_view module, int level) const;
  ModuleTarget resolve_javascript(FileIndex file, std::string_view module) const;
  ModuleTarget external(FileIndex file, std::string_view module, Ecosystem ecosystem) const;
  std::optional<FileIndex> file_at(const std::string& path) const;
  std::optional<FileIndex> python_module_at(const std::string& path) const;
  std::optional<FileIndex> javascript_module_at(const std::string& path) const;
  std::optional<FileIndex> by_alias(const std::string& from, std::string_view module) const;
  std::optional<FileIndex> by_workspace(std::string_view module) const;
  std::optional<FileIndex> by_own_import(const std::string& from, std::string_view module) const;
  std::optional<FileIndex> by_entry(const Manifest& manifest, std::string_view wanted) const;
  void inherit_aliases();
  std::optional<std::string> folder_of_package(const ModuleTarget& package) const;
  bool folder_exists(const std::string& folder) const { return folders_.contains(folder); }

  std::vector<ModuleFile> files_;
  std::size_t readable_;
  const std::vector<Manifest>& manifests_;
  std::vector<PathAliases> aliases_;
  std::unordered_map<std::string, FileIndex> by_path_;
  std::unordered_map<std::string, bool> folders_;
  std::unordered_map<std::string, std::vector<const LibraryRule*>> by_module_;  // "pypi jwt"
};

// "a/b/../c" -> "a/c"; paths that climb out of the root become "".
std::string normalised_path(const std::string& path);

}  // namespace assay::model
