// cli/options.h - what each subcommand was asked for.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "common/base/budget.h"

namespace assay {

enum class OutputFormat { text, json };

struct OutputOptions {
  OutputFormat format = OutputFormat::text;
  std::string file;  // the JSON report is kept here, beside what is printed; empty: nowhere
  bool quiet = false;
};

// How code is read; none of it changes what a report says, but for files over the limit.
struct ReadingOptions {
  std::size_t jobs = 0;  // 0: one a core
  std::size_t max_file = limits::kMaxSourceFileBytes;
  bool prefilter = true;  // files without a trigger of the rules are passed by without a parse
  bool cache = true;      // facts are kept in the user's cache folder, and taken from there
};

// What a scan prints: the report, or one thing that the model knows.
enum class ScanView { report, files, routes, env };

struct ScanOptions {
  std::string folder;
  OutputOptions output;
  ReadingOptions reading;
  ScanView view = ScanView::report;
};

struct AuditOptions {
  std::string folder;
  OutputOptions output;
  ReadingOptions reading;
  bool prepare = false;
  bool start_app = true;  // --no-start
  std::string start;
  int port = 0;  // 0: a free one
  std::vector<std::pair<std::string, std::string>> env;
  std::string url;
  bool own_target = false;
  bool allow_weak_sandbox = false;
};

struct ReportOptions {
  std::string file;
  OutputFormat format = OutputFormat::text;
};

struct ExplainOptions {
  std::string id;     // of a decision or a test
  std::string facts;  // a source file, whose facts are printed instead
};

}  // namespace assay
