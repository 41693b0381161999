// cli/pipeline.h - the steps that scan and audit share: read, merge, write.
#pragma once

#include <optional>
#include <string>

#include "cli/exit_code.h"
#include "cli/knowledge.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/screen.h"
#include "telling/merge/merge.h"

namespace assay {

// Time and host of this run; `started` is when it began.
RunInfo describe_run(Clock::time_point started);

Result<ReadResult> read_step(const std::string& folder, const Knowledge& knowledge,
                             const ReadingOptions& options, Progress& progress);

// Moves what reading gave into what is merged.
MergeInput merge_input(ReadResult read, const Knowledge& knowledge, Target target);

// Reading found nothing that a report could speak of.
std::optional<Problem> nothing_to_read(const ReadResult& read, const std::string& folder);

// Prints the report, keeps it where it is wanted, and tells the code the run ends with.
ExitCode deliver(const Report& report, const OutputOptions& options, Screen& screen);

// Prints the problems; their code.
ExitCode fail(const Problems& problems, Screen& screen);

}  // namespace assay
