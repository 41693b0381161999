#include "cli/exit_code.h"

#include <algorithm>
#include <array>

namespace assay {
namespace {

std::ptrdiff_t gravity(ExitCode code) {
  constexpr std::array kGravestLast{ExitCode::clean, ExitCode::failed, ExitCode::incomplete, ExitCode::usage,
                                    ExitCode::internal};
  return std::find(kGravestLast.begin(), kGravestLast.end(), code) - kGravestLast.begin();
}

bool started_as_wanted(const Report& report) {
  return !report.target.tried || std::all_of(report.apps.begin(), report.apps.end(),
                                             [](const AppReport& app) { return app.started; });
}

}  // namespace

ExitCode graver(ExitCode a, ExitCode b) {
  return gravity(a) >= gravity(b) ? a : b;
}

ExitCode exit_code_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::usage:
      return ExitCode::usage;
    case ProblemKind::cannot:
      return ExitCode::incomplete;
    case ProblemKind::internal:
      return ExitCode::internal;
  }
  return ExitCode::internal;
}

ExitCode exit_code_of(const Problems& problems) {
  ExitCode code = ExitCode::clean;
  for (const Problem& problem : problems) code = graver(code, exit_code_of(problem.kind));
  return code;
}

ExitCode exit_code_of(const Report& report) {
  ExitCode code = ExitCode::clean;
  if (report.summary.broken_live + report.summary.contradicted_worse > 0) code = ExitCode::failed;
  if (report.summary.nothing_tested || !started_as_wanted(report)) code = graver(code, ExitCode::incomplete);
  return code;
}

}  // namespace assay
