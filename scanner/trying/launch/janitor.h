// launch/janitor.h - the process outside the sandbox that outlives assay's sudden
// end by a moment: makes the run folder and the control groups, starts the
// sandbox, and when assay is gone kills what runs and removes what it made.
#pragma once

#include "trying/launch/sandbox_spec.h"

namespace assay {

int run_janitor(const SandboxSpec& spec);

}  // namespace assay
