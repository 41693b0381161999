#include <exception>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace assay {
namespace {

struct Runner {
  Screen& screen;

  ExitCode operator()(const PrintAndStop& print) const {
    screen.out << print.text << std::flush;
    return ExitCode::clean;
  }
  ExitCode operator()(const ScanOptions& options) const { return run_scan(options, screen); }
  ExitCode operator()(const AuditOptions& options) const { return run_audit(options, screen); }
  ExitCode operator()(const ReportOptions& options) const { return run_report(options, screen); }
  ExitCode operator()(const ExplainOptions& options) const { return run_explain(options, screen); }
};

}  // namespace

ExitCode run_assay(int argc, const char* const* argv, Screen& screen) {
  try {
    const Result<Command> command = read_arguments(argc, argv);
    if (!command) {
      print_problems(command.problems(), screen);
      return exit_code_of(command.problems());
    }
    return std::visit(Runner{screen}, *command);
  } catch (const std::exception& error) {
    print_problems({{ProblemKind::internal, "", std::string("internal error: ") + error.what(),
                     "Please report it with the command you gave."}},
                   screen);
    return ExitCode::internal;
  }
}

}  // namespace assay
