// launch/app_process.h - the guardian's child: from fork to the app's own program,
// confined before its first instruction.
#pragma once

#include <sys/types.h>

#include "common/base/result.h"
#include "common/base/unique_fd.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

struct AppProcess {
  pid_t pid = -1;
  UniqueFd output;  // its standard output and error, non-blocking
};

// Returns once the program runs, or with the step that failed.
Result<AppProcess> start_app(const SandboxSpec& spec);

}  // namespace assay
