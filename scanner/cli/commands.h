// cli/commands.h - one function a subcommand: options to an exit code. Each stands in a file of its own.
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/screen.h"

namespace assay {

ExitCode run_scan(const ScanOptions& options, Screen& screen);        // scan.cc
ExitCode run_audit(const AuditOptions& options, Screen& screen);      // audit.cc
ExitCode run_report(const ReportOptions& options, Screen& screen);    // report.cc
ExitCode run_explain(const ExplainOptions& options, Screen& screen);  // explain.cc

// The whole program but for main(): arguments to an exit code.
ExitCode run_assay(int argc, const char* const* argv, Screen& screen);  // run.cc

}  // namespace assay
