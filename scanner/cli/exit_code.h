// cli/exit_code.h - the table of exit codes (README.md shows the same), and which one a run ends with.
#pragma once

#include "common/base/problem.h"
#include "telling/merge/report_value.h"

namespace assay {

enum class ExitCode {
  clean = 0,       // nothing at or above the fail level
  failed = 1,      // a decision is broken and live, or contradicted for the worse
  usage = 2,       // wrong use or configuration
  incomplete = 3,  // could not do what was asked: the app did not start, nothing was tested
  internal = 4,    // a bug of ours
};

// 4, 2, 3, 1, 0.
ExitCode graver(ExitCode a, ExitCode b);

ExitCode exit_code_of(ProblemKind kind);
ExitCode exit_code_of(const Problems& problems);
ExitCode exit_code_of(const Report& report);

}  // namespace assay
