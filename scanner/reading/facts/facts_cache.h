// facts/facts_cache.h - the user's folder of facts that were made before.
// In: a file's bytes and language. Out: its facts, or nothing. Facts follow from the bytes, the language, and
// the code and grammars that made them, and from nothing else: that is the key, so an entry is never stale.
// An entry appears whole by a rename; one that is not what was written is no entry. Any number of runs may
// share the folder; a run that finds it too large removes what was used least lately. What goes wrong with
// the folder costs time and is no problem of the scan.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "reading/facts/facts.h"

namespace assay::facts {

class FactsCache {
 public:
  static constexpr std::uint64_t kMaxBytes = 512u << 20;

  explicit FactsCache(std::filesystem::path folder, std::uint64_t max_bytes = kMaxBytes)
      : folder_(std::move(folder)), max_bytes_(max_bytes) {}

  // $XDG_CACHE_HOME or ~/.cache, below it assay/facts; empty where the user has neither.
  static std::filesystem::path default_folder();

  static std::string key_of(Language language, std::string_view bytes);

  bool is_on() const { return !folder_.empty(); }

  // Safe to call from any number of threads at once.
  std::optional<FileFacts> find(const std::string& key, const std::string& file, Language language) const;
  void keep(const std::string& key, const FileFacts& facts);

  // Brings the folder back under its size, where this run has added to it.
  void trim() const;

 private:
  std::filesystem::path path_of(const std::string& key) const;

  std::filesystem::path folder_;
  std::uint64_t max_bytes_;
  std::atomic<bool> grown_ = false;
};

}  // namespace assay::facts
