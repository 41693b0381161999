#include "trying/launch/prepared_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "common/base/file.h"
#include "trying/launch/secrets.h"

namespace assay {
namespace {

constexpr const char* kComplete = ".assay-complete";

Problem failed(const std::filesystem::path& path, const std::string& why) {
  return {ProblemKind::cannot, path.string(), "the cache of prepared apps: " + why,
          "see that it can be written"};
}

// Links are given to us as links. Nothing in a cache needs another uid's rights when it runs.
Status take_over(const std::filesystem::path& root) {
  std::error_code failure;
  if (::lchown(root.c_str(), ::geteuid(), ::getegid()) != 0) return failed(root, std::strerror(errno));
  ::chmod(root.c_str(), 0755);
  for (auto it = std::filesystem::recursive_directory_iterator(root, failure);
       !failure && it != std::filesystem::recursive_directory_iterator(); it.increment(failure)) {
    const auto& path = it->path();
    if (::lchown(path.c_str(), ::geteuid(), ::getegid()) != 0) return failed(path, std::strerror(errno));
    if (it->is_symlink()) continue;
    const bool runs =
        it->is_directory() ||
        (it->status().permissions() & std::filesystem::perms::owner_exec) != std::filesystem::perms::none;
    ::chmod(path.c_str(), runs ? 0755 : 0644);
  }
  return failure ? Status(failed(root, failure.message())) : success();
}

}  // namespace

std::filesystem::path default_cache(const Walls& walls) {
  if (!walls.namespaces && walls.drops_uid) return "/var/cache/assay/prepared";
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return std::filesystem::path(cache) / "assay/prepared";
  const char* home = std::getenv("HOME");
  const std::filesystem::path base = home != nullptr && home[0] == '/' ? home : "/tmp";
  return base / ".cache/assay/prepared";
}

bool PreparedCache::holds(const std::string& key) const {
  return std::filesystem::exists(entry(key) / kComplete);
}

Result<std::filesystem::path> PreparedCache::begin(const std::string& key) const {
  std::error_code failure;
  std::filesystem::create_directories(folder_, failure);
  if (failure) return failed(folder_, failure.message());
  return folder_ / (".making-" + key.substr(0, 16) + "-" + random_hex(6));
}

Status PreparedCache::finish(const std::filesystem::path& draft, const std::string& key) const {
  if (walls_.drops_uid) {
    if (auto status = take_over(draft); !status) return status;
  }
  if (auto status = write_file(draft / kComplete, ""); !status) return status;
  if (::rename(draft.c_str(), entry(key).c_str()) == 0 || holds(key)) return success();
  return failed(entry(key), std::strerror(errno));
}

}  // namespace assay
