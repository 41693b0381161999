#include "reading/supply/manifests.h"

#include <algorithm>

#include "common/base/paths.h"

namespace assay {
namespace {

bool is_requirements(const std::string& name) {
  return name.find("requirements") != std::string::npos && name.ends_with(".txt");
}

struct Lock {
  std::string folder;
  Ecosystem ecosystem;
  LockRead read;
};

class ManifestReader {
 public:
  explicit ManifestReader(const SourceTree& tree) : tree_(tree) {}

  ManifestsRead run() {
    for (const SourceFile& file : tree_.files)
      if (!file.language && !file.test) take(file);
    for (Manifest& manifest : read_.manifests) attach_lock(manifest);
    return std::move(read_);
  }

 private:
  void take(const SourceFile& file) {
    const std::string name = name_of(file.path);
    const bool known = name == "package.json" || name == "pyproject.toml" || is_requirements(name) ||
                       name == "package-lock.json" || name == "npm-shrinkwrap.json" || name == "uv.lock" ||
                       name == "poetry.lock" || name == "pdm.lock";
    if (!known) return;
    const Result<std::string> text = read_source(tree_, file);
    if (!text) return leave_out(file.path, text.problem());
    if (name == "package.json")
      take_manifest(file.path, read_package_json(file.path, *text));
    else if (name == "pyproject.toml")
      take_manifest(file.path, read_pyproject(file.path, *text));
    else if (is_requirements(name))
      take_manifest(file.path, read_requirements(file.path, *text));
    else if (name.ends_with(".json"))
      take_lock(file.path, Ecosystem::npm, read_package_lock(file.path, *text));
    else
      take_lock(file.path, Ecosystem::pypi, read_toml_lock(file.path, *text));
  }

  void take_manifest(const std::string& path, Result<Manifest> manifest) {
    if (manifest)
      read_.manifests.push_back(std::move(*manifest));
    else
      leave_out(path, manifest.problem());
  }

  void take_lock(const std::string& path, Ecosystem ecosystem, Result<LockRead> read) {
    if (read)
      locks_.push_back({folder_of(path), ecosystem, std::move(*read)});
    else
      leave_out(path, read.problem());
  }

  void leave_out(const std::string& path, const Problem& problem) {
    const std::string place =
        problem.where.size() > path.size() && problem.where.starts_with(path) ? problem.where + ": " : "";
    read_.left_out.push_back({path, place + problem.what});
  }

  // The lock beside a manifest, or the nearest above it: a workspace has one for all.
  void attach_lock(Manifest& manifest) {
    const std::string folder = folder_of(manifest.file);
    const Lock* best = nullptr;
    for (const Lock& lock : locks_) {
      if (lock.ecosystem != manifest.ecosystem) continue;
      const bool governs =
          lock.folder.empty() || lock.folder == folder || folder.starts_with(lock.folder + "/");
      if (governs && (best == nullptr || lock.folder.size() > best->folder.size())) best = &lock;
    }
    if (best == nullptr) return;
    manifest.locked = best->read.versions;
    if (best->folder == folder)
      manifest.locked_packages = best->read.packages;  // a workspace's lock counts for all of it
  }

  const SourceTree& tree_;
  ManifestsRead read_;
  std::vector<Lock> locks_;
};

}  // namespace

ManifestsRead read_manifests(const SourceTree& tree) {
  return ManifestReader(tree).run();
}

}  // namespace assay
