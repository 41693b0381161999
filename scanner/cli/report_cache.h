// cli/report_cache.h - the report of a scan, kept for the next scan of the same bytes.
// In: a folder. Out: a key that stands for all a report follows from: this program, the folder's name, every
// file that is listed with its content, what was left out and why. Under it lies the whole report less its
// `run`. An entry appears by a rename; one that is not what was written is no entry. The folder is bounded in
// size, safe to share, and what goes wrong with it costs time alone.
#pragma once

#include <optional>
#include <string>

#include "cli/options.h"
#include "reading/source/source_tree.h"
#include "telling/merge/report_value.h"

namespace assay {

class ReportCache {
 public:
  ReportCache() = default;  // off

  // For one folder, as it is now. Off where the user wants no cache, or the folder can't be listed.
  static ReportCache of(const std::string& folder, const ReadingOptions& options);

  std::optional<Report> find() const;
  // Not where a file changed since the key was made.
  void keep(const Report& report) const;

 private:
  std::string entry_;  // empty: off
  std::string stamp_;
  SourceTree tree_;
};

}  // namespace assay
