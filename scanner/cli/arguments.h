// cli/arguments.h - the command line as values.
// In: argv. Out: which subcommand and its options, a text to print (help, version), or problems: an unknown
// flag comes with the nearest right one. Does nothing itself.
#pragma once

#include <string>
#include <variant>

#include "cli/options.h"
#include "common/base/result.h"

namespace assay {

struct PrintAndStop {
  std::string text;
};

using Command = std::variant<PrintAndStop, ScanOptions, AuditOptions, ReportOptions, ExplainOptions>;

Result<Command> read_arguments(int argc, const char* const* argv);

}  // namespace assay
