#include "reading/facts/facts_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "reading/facts/facts_bytes.h"

namespace assay::facts {

extern const char* const kMadeBy;  // a hash of the adapters' sources and the grammars' lock, by the build

namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxEntryBytes = 256u << 20;
constexpr std::size_t kMaxEntries = 500'000;  // looked at when the folder is trimmed
constexpr std::time_t kFresh = 24 * 60 * 60;  // used within a day: not marked again

// An entry's time of change is the time of its last use, to the day.
void mark_used(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || ::time(nullptr) - info.st_mtime < kFresh) return;
  ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

// A name of its own for each thread of each run.
fs::path draft_of(const fs::path& path) {
  const auto thread = std::hash<std::thread::id>{}(std::this_thread::get_id());
  return path.string() + ".part" + std::to_string(::getpid()) + "-" + std::to_string(thread);
}

struct Entry {
  fs::path path;
  std::uint64_t bytes;
  fs::file_time_type used;
};

std::vector<Entry> entries_of(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator() && entries.size() < kMaxEntries;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored) || at->is_symlink(ignored)) continue;
    entries.push_back({at->path(), at->file_size(ignored), at->last_write_time(ignored)});
  }
  return entries;
}

}  // namespace

fs::path FactsCache::default_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return fs::path(cache) / "assay/facts";
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? fs::path(home) / ".cache/assay/facts" : fs::path();
}

std::string FactsCache::key_of(Language language, std::string_view bytes) {
  return sha256_hex(std::string(kMadeBy) + '\n' + std::string(to_string(language)) + '\n' +
                    sha256_hex(bytes));
}

fs::path FactsCache::path_of(const std::string& key) const {
  return folder_ / key.substr(0, 2) / key.substr(2);
}

std::optional<FileFacts> FactsCache::find(const std::string& key, const std::string& file,
                                          Language language) const {
  if (folder_.empty()) return std::nullopt;
  const fs::path path = path_of(key);
  const Result<std::string> bytes = read_file(path, kMaxEntryBytes);
  if (!bytes) return std::nullopt;
  std::optional<FileFacts> facts = from_bytes(file, language, *bytes);
  if (facts) mark_used(path);
  return facts;
}

void FactsCache::keep(const std::string& key, const FileFacts& facts) {
  if (folder_.empty()) return;
  const fs::path path = path_of(key);
  // Facts hold what the code holds, its secrets too: the folder is the user's alone.
  if (!grown_ && !make_private_folder(folder_)) return;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return;
  const std::string bytes = to_bytes(facts);
  if (bytes.size() > kMaxEntryBytes) return;
  // write_file's own draft is named by the process alone, and two threads may meet the same bytes.
  const fs::path draft = draft_of(path);
  if (!write_file(draft, bytes)) return;
  if (::rename(draft.c_str(), path.c_str()) != 0) ::unlink(draft.c_str());
  grown_ = true;
}

// Another run may remove the same entries, or use one that goes: both find nothing there, and go on.
void FactsCache::trim() const {
  if (folder_.empty() || !grown_) return;
  std::vector<Entry> entries = entries_of(folder_);
  std::uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.bytes;
  if (total <= max_bytes_) return;
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  for (const Entry& entry : entries) {
    if (total <= max_bytes_ / 4 * 3) break;  // some way below, so that the next run need not do it again
    std::error_code error;
    fs::remove(entry.path, error);
    total -= entry.bytes;
  }
}

}  // namespace assay::facts
