#include "cli/report_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "cli/version.h"
#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/parallel.h"
#include "reading/facts/facts_cache.h"
#include "reading/source/source_tree.h"
#include "telling/report/json_report.h"

namespace assay {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxReportBytes = 32u << 20;
constexpr std::size_t kMaxEntries = 64;  // the oldest go
constexpr std::size_t kDigestBytes = 64;

// Another build of the same version is another program.
std::string this_program() {
  struct stat info {};
  if (::stat("/proc/self/exe", &info) != 0) return "";
  return fmt::format("{} {} {} {}.{}", version(), info.st_ino, info.st_size, info.st_mtim.tv_sec,
                     info.st_mtim.tv_nsec);
}

fs::path folder_of_reports() {
  const fs::path facts = facts::FactsCache::default_folder();
  return facts.empty() ? facts : facts.parent_path() / "reports";
}

// Names and causes are foreign text: each is told with its length, so that no two lists look alike.
std::string item(std::string_view text) {
  return fmt::format("{}:{}\n", text.size(), text);
}

std::string content_of(const SourceTree& tree, const SourceFile& file) {
  const std::size_t limit = file.language ? tree.max_source_bytes : limits::kMaxManifestBytes;
  const Result<std::string> bytes = read_file(tree.root / file.path, limit);
  return bytes ? sha256_hex(*bytes) : bytes.problem().what;
}

std::string fingerprint(const std::string& folder, const SourceTree& tree, const ReadingOptions& options) {
  std::vector<SourceFile> files = tree.files;
  files.insert(files.end(), tree.documents.begin(), tree.documents.end());
  std::vector<std::string> contents(files.size());
  for_each_index(files.size(), options.jobs,
                 [&](std::size_t i) { contents[i] = content_of(tree, files[i]); });
  std::string all = item(this_program()) + item(folder) + item(std::to_string(options.max_file));
  for (std::size_t i = 0; i < files.size(); ++i) all += item(files[i].path) + item(contents[i]);
  for (const LeftOut& file : tree.left_out) all += "left out " + item(file.path) + item(file.cause);
  return sha256_hex(all);
}

// Whether files changed while they were looked at, as far as their times tell.
std::string stamp_of(const SourceTree& tree) {
  std::string all;
  for (const SourceFile& file : tree.files) {
    struct stat info {};
    ::lstat((tree.root / file.path).c_str(), &info);
    for (const timespec& time : {info.st_mtim, info.st_ctim})
      all += fmt::format("{}.{} {};", time.tv_sec, time.tv_nsec, info.st_size);
  }
  return sha256_hex(all);
}

void trim(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    std::error_code ignored;
    entries.emplace_back(at->last_write_time(ignored), at->path());
  }
  if (entries.size() <= kMaxEntries) return;
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i + kMaxEntries < entries.size(); ++i) fs::remove(entries[i].second, error);
}

}  // namespace

ReportCache ReportCache::of(const std::string& folder, const ReadingOptions& options) {
  ReportCache cache;
  const fs::path reports = folder_of_reports();
  if (!options.cache || reports.empty() || this_program().empty()) return cache;
  Result<SourceTree> tree = list_source_tree(folder, options.max_file);
  if (!tree) return cache;
  cache.stamp_ = stamp_of(*tree);
  cache.entry_ = reports / fingerprint(folder, *tree, options);
  cache.tree_ = std::move(*tree);
  return cache;
}

std::optional<Report> ReportCache::find() const {
  if (entry_.empty()) return std::nullopt;
  const Result<std::string> bytes = read_file(entry_, kMaxReportBytes);
  if (!bytes || bytes->size() < kDigestBytes) return std::nullopt;
  const std::string_view json = std::string_view(*bytes).substr(kDigestBytes);
  if (sha256_hex(json) != std::string_view(*bytes).substr(0, kDigestBytes)) return std::nullopt;
  Result<Report> report = read_json_report(json, entry_);
  if (!report) return std::nullopt;
  ::utimensat(AT_FDCWD, entry_.c_str(), nullptr, 0);
  return std::move(*report);
}

void ReportCache::keep(const Report& report) const {
  if (entry_.empty() || stamp_of(tree_) != stamp_) return;
  Report lasting = report;
  lasting.run = {};
  const std::string json = write_json(lasting);
  // A name that is no UTF-8 does not come back from JSON as it was.
  if (json.find("\xEF\xBF\xBD") != std::string::npos || json.size() > kMaxReportBytes - kDigestBytes) return;
  if (!make_private_folder(fs::path(entry_).parent_path())) return;
  if (!write_file(entry_, sha256_hex(json) + json)) return;
  trim(fs::path(entry_).parent_path());
}

}  // namespace assay
