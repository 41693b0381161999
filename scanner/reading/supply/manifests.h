// supply/manifests.h - what a repository declares it depends on, read from its
// manifests and locks.
//
// In: the listed files. Out: one Manifest each, with what could not be read named. Nothing is resolved,
// installed or executed, and no network is touched: a missing or broken lock leaves the versions unknown,
// never the count wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/manifest.h"
#include "reading/source/source_tree.h"

namespace assay {

struct ManifestsRead {
  std::vector<Manifest> manifests;  // in path order
  std::vector<LeftOut> left_out;    // broken ones: "package.json: line 3, column 5: ..."
};

ManifestsRead read_manifests(const SourceTree& tree);

// One format each; `file` is for locations. A Problem carries line and column where the parser tells them.
Result<Manifest> read_requirements(const std::string& file, std::string_view text);
Result<Manifest> read_pyproject(const std::string& file, std::string_view text);
Result<Manifest> read_package_json(const std::string& file, std::string_view text);

// Locked versions as (canonical name, version) pairs; of a package locked twice, the one the root resolves
// to.
using LockedVersions = std::vector<std::pair<std::string, std::string>>;
struct LockRead {
  LockedVersions versions;
  std::size_t packages = 0;  // all entries, nested copies included, the project itself left out
};
Result<LockRead> read_package_lock(const std::string& file, std::string_view text);
Result<LockRead> read_toml_lock(const std::string& file,
                                std::string_view text);  // uv.lock, poetry.lock, pdm.lock

// The dependency that one PEP 508 requirement names: `name[extra] >= 1, < 2 ; marker`. Nothing for a line
// that names none.
std::optional<Dependency> parse_requirement(std::string_view text);

}  // namespace assay
