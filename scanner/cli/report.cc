#include "cli/commands.h"
#include "cli/pipeline.h"
#include "common/base/file.h"
#include "telling/report/json_report.h"

namespace assay {
namespace {

constexpr std::size_t kMaxReportBytes = 512u << 20;

}  // namespace

ExitCode run_report(const ReportOptions& options, Screen& screen) {
  const Result<std::string> bytes = read_file(options.file, kMaxReportBytes);
  if (!bytes) {
    Problem problem = bytes.problem();
    problem.kind = ProblemKind::usage;
    return fail({problem}, screen);
  }
  const Result<Report> report = read_json_report(*bytes, options.file);
  if (!report) return fail(report.problems(), screen);
  OutputOptions output;
  output.format = options.format;
  return deliver(*report, output, screen);
}

}  // namespace assay
