// launch/guardian_loop.h - process 1 of the sandbox: starts the app, keeps its
// output, answers assay, and takes everything down when assay is gone.
#pragma once

#include "trying/launch/sandbox_spec.h"

namespace assay {

int run_guardian_loop(const SandboxSpec& spec);

}  // namespace assay
