// vocabulary/manifest.h - what an app declares it depends on.
// Read by supply/ (the only one that knows the formats); the model takes the
// values to tell which distribution an import comes from, and its version.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/location.h"

namespace assay {

enum class Ecosystem { pypi, npm };
std::string_view to_string(Ecosystem ecosystem);  // "pypi"

// The one spelling of a project's name: PyPI folds case and runs of - _ . to "-"; npm names stand as they
// are.
std::string canonical_name(Ecosystem ecosystem, std::string_view name);

enum class DependencyGroup { runtime, development, optional };

struct Dependency {
  std::string name;       // as written
  std::string canonical;  // PyPI: lower case, runs of - _ . folded to "-"; npm: as is
  std::string specifier;  // "==4.1.2", "^14.2.0", "" when unbounded
  std::string version;    // the one version an exact pin or a lock names; else empty
  DependencyGroup group = DependencyGroup::runtime;
  Location at;
};

struct Manifest {
  std::string file;  // relative to the scanned root
  Ecosystem ecosystem = Ecosystem::pypi;
  std::string project_name;
  std::vector<Dependency> direct;
  // Where each group's list begins: the head of a table, line 1 of a requirements file.
  std::vector<std::pair<DependencyGroup, Location>> sections;
  // package.json's "scripts", Procfile lines and the like: name and command.
  std::vector<std::pair<std::string, std::string>> scripts;
  // package.json's entry points, in the order they are tried: "." for the package itself ("exports",
  // "module", "main"), "./cost" and "./deep/*" for what lies in it, "#lib/*" for its own imports. Targets are
  // relative to its folder.
  std::vector<std::pair<std::string, std::string>> entries;
  // Locked versions, canonical name and version, where a lock stands beside the manifest (or above it).
  std::vector<std::pair<std::string, std::string>> locked;
  std::size_t locked_packages =
      0;  // all packages a lock beside the manifest names, nested copies included; 0: no lock
};

}  // namespace assay
