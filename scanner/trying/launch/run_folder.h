// launch/run_folder.h - the guardian's view of the files an app may write. Paths
// come from assay, names from the app: nothing is followed out of the folder, and
// only regular files are opened.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/base/unique_fd.h"

namespace assay {

class RunFolder {
 public:
  explicit RunFolder(const std::string& path);

  // What stands there now is the sources, and is listed only if it changes.
  void remember_sources();

  // Path and size of each file that is new or changed, sorted. Other file systems (prepared dependencies) are
  // passed over. Stops at limits of count and depth.
  std::vector<std::pair<std::string, std::uint64_t>> changed_files() const;

  Result<UniqueFd> open_file(const std::string& path) const;

  // Copies the changed files below `folder` ("app") to another place, keeping their paths; links too.
  Status export_changed(const std::string& folder, const std::string& target) const;

 private:
  struct Stamp {
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t changed = 0;  // ctime, which a program cannot set
    bool operator==(const Stamp&) const = default;
  };
  struct Entry {
    std::string path;
    Stamp stamp;
    bool link = false;
    bool executable = false;
  };

  std::vector<Entry> entries() const;
  bool is_source(const Entry& entry) const;

  UniqueFd root_;
  std::map<std::string, Stamp> sources_;
};

}  // namespace assay
