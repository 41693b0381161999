// launch/prepared_cache.h - the user's folder of what was prepared before. An entry
// is made in a folder of its own beside, and appears whole by a rename, or not at
// all; afterwards nobody but the user may change it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "common/base/result.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

// $XDG_CACHE_HOME or ~/.cache, below it assay/prepared. Where nothing can be mounted and root gives up its
// uid, a folder that every uid can reach.
std::filesystem::path default_cache(const Walls& walls);

class PreparedCache {
 public:
  PreparedCache(std::filesystem::path folder, const Walls& walls)
      : folder_(std::move(folder)), walls_(walls) {}

  std::filesystem::path entry(const std::string& key) const { return folder_ / key; }
  bool holds(const std::string& key) const;

  // A name for a folder beside the entry. A janitor makes it, so that none is left whenever assay is killed.
  Result<std::filesystem::path> begin(const std::string& key) const;

  // Takes it from the sandbox's uid and lets it appear; another run may have been faster, which is as good.
  Status finish(const std::filesystem::path& draft, const std::string& key) const;

 private:
  std::filesystem::path folder_;
  Walls walls_;
};

}  // namespace assay
