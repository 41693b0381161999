// cli/reading.h - the reading lane from end to end: a folder to apps and decisions.
// In: a folder, the rules. Out: plain values, the same for any number of jobs. What could not be read is in
// left_out with its cause; nothing is dropped in silence.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/options.h"
#include "common/base/result.h"
#include "common/rules/rule_book.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/manifest.h"
#include "reading/facts/facts.h"
#include "telling/merge/report_value.h"

namespace assay {

struct ReadResult {
  std::size_t source_files = 0;    // of interest, and read into facts
  std::size_t readable_files = 0;  // of interest or not
  std::vector<App> apps;
  std::vector<Decision> decisions;
  std::vector<Manifest> manifests;
  std::vector<LeftOutFile> left_out;
};

// The source files that would be parsed, relative to the folder.
Result<std::vector<std::string>> list_parsed_files(const std::filesystem::path& folder, const RuleBook& rules,
                                                   const ReadingOptions& options);

// The facts of one source file, wherever it lies, within the limits of a scan.
Result<facts::FileFacts> facts_of_file(const std::string& path);

Result<ReadResult> read_repository(const std::filesystem::path& folder, const RuleBook& rules,
                                   const ReadingOptions& options);

}  // namespace assay
