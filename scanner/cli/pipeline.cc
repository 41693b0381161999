#include "cli/pipeline.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "cli/version.h"
#include "common/base/file.h"
#include "common/base/text.h"
#include "telling/merge/rule_links.h"
#include "telling/report/json_report.h"
#include "telling/report/text_report.h"

namespace assay {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string what_was_read(const ReadResult& read) {
  return fmt::format("{}, {}, {}, {} left out", counted(read.source_files, "file"),
                     counted(read.apps.size(), "app"), counted(read.manifests.size(), "manifest"),
                     read.left_out.size());
}

// Renaming over a device or a pipe would replace it.
Status keep(const std::string& json, const std::string& file) {
  std::error_code error;
  const auto type = std::filesystem::status(file, error).type();
  const bool fresh = type == std::filesystem::file_type::not_found;
  if (!fresh && type != std::filesystem::file_type::regular)
    return Problem{ProblemKind::usage, file, "is not a regular file",
                   "Without --output, --format json prints the report."};
  return write_file(file, json);
}

}  // namespace

RunInfo describe_run(Clock::time_point started) {
  RunInfo run;
  const Milliseconds span = std::chrono::duration_cast<Milliseconds>(Clock::now() - started);
  const auto began = std::chrono::system_clock::now() - span;
  run.started_at =
      fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(began)));
  run.host = host_name();
  run.milliseconds = span.count();
  return run;
}

Result<ReadResult> read_step(const std::string& folder, const Knowledge& knowledge,
                             const ReadingOptions& options, Progress& progress) {
  progress.begin("reading", folder);
  Result<ReadResult> read = read_repository(folder, knowledge.rules, options);
  if (read) progress.end(what_was_read(*read));
  return read;
}

MergeInput merge_input(ReadResult read, const Knowledge& knowledge, Target target) {
  MergeInput input;
  input.tool.version = version();
  input.target = std::move(target);
  input.apps = std::move(read.apps);
  input.decisions = std::move(read.decisions);
  input.manifests = std::move(read.manifests);
  input.left_out = std::move(read.left_out);
  input.catalogue = links_of(knowledge.rules.decisions);
  return input;
}

std::optional<Problem> nothing_to_read(const ReadResult& read, const std::string& folder) {
  if (read.readable_files > 0) return std::nullopt;
  const std::string what = read.left_out.empty() ? "no source files found" : "no source file could be read";
  return Problem{ProblemKind::cannot, folder, what, "assay reads Python, JavaScript and TypeScript."};
}

ExitCode deliver(const Report& report, const OutputOptions& options, Screen& screen) {
  ExitCode code = exit_code_of(report);
  const std::string json =
      options.format == OutputFormat::json || !options.file.empty() ? write_json(report) : "";
  if (!options.file.empty()) {
    if (const Status kept = keep(json, options.file); !kept)
      code = graver(code, fail(kept.problems(), screen));
  }
  screen.out << (options.format == OutputFormat::json ? json : write_text(report, {screen.colour()}));
  screen.out.flush();
  if (!screen.out)
    code = graver(
        code,
        fail({{ProblemKind::cannot, "", "the report could not be written to standard output", ""}}, screen));
  return code;
}

ExitCode fail(const Problems& problems, Screen& screen) {
  print_problems(problems, screen);
  return exit_code_of(problems);
}

}  // namespace assay
