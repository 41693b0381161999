// launch/stage.h - from the janitor's fork to the guardian: lays out the run
// folder with the copied sources while the caller's rights last, gives them up,
// and becomes bubblewrap (or, without namespaces, the guardian itself).
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "trying/launch/sandbox_spec.h"

namespace assay {

// The bubblewrap command for a laid-out run folder.
std::vector<std::string> bubblewrap_command(const SandboxSpec& spec);

[[noreturn]] void run_stage(const SandboxSpec& spec, const std::vector<std::string>& groups, pid_t janitor);

}  // namespace assay
