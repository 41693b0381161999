#include "cli/commands.h"
#include "cli/pipeline.h"
#include "cli/report_cache.h"
#include "cli/views.h"

namespace assay {
namespace {

ExitCode list_files(const ScanOptions& options, const Knowledge& knowledge, Screen& screen) {
  const auto files = list_parsed_files(options.folder, knowledge.rules, options.reading);
  if (!files) return fail(files.problems(), screen);
  for (const std::string& file : *files) screen.out << file << '\n';
  screen.out.flush();
  return ExitCode::clean;
}

}  // namespace

ExitCode run_scan(const ScanOptions& options, Screen& screen) {
  const auto started = Clock::now();
  const bool whole = options.view == ScanView::report;
  const ReportCache cache = whole ? ReportCache::of(options.folder, options.reading) : ReportCache();
  Progress progress(screen, options.output.quiet);
  if (std::optional<Report> known = cache.find()) {
    progress.begin("reading", options.folder);
    progress.end("nothing has changed since an earlier scan");
    known->run = describe_run(started);
    return deliver(*known, options.output, screen);
  }
  const Result<Knowledge> knowledge = load_knowledge();
  if (!knowledge) return fail(knowledge.problems(), screen);
  if (options.view == ScanView::files) return list_files(options, *knowledge, screen);
  Result<ReadResult> read = read_step(options.folder, *knowledge, options.reading, progress);
  if (!read) return fail(read.problems(), screen);
  ExitCode code = ExitCode::clean;
  if (const auto problem = nothing_to_read(*read, options.folder)) code = fail({*problem}, screen);
  if (options.view == ScanView::routes) return screen.out << routes_text(read->apps) << std::flush, code;
  if (options.view == ScanView::env) return screen.out << env_text(read->apps) << std::flush, code;
  MergeInput input = merge_input(std::move(*read), *knowledge, {options.folder, RunMode::scan, false});
  input.run = describe_run(started);
  const Report report = merge(std::move(input));
  if (code == ExitCode::clean) cache.keep(report);
  return graver(code, deliver(report, options.output, screen));
}

}  // namespace assay
