// launch/confine.h - the last steps of the app's process before it becomes the
// app: uid, Landlock, seccomp, limits. In: the plan. Refuses to go on where a step
// that the plan counts on fails: never silently weaker.
#pragma once

#include "common/base/result.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

// For the child of the guardian alone: whoever calls it is the app from then on.
Status confine_this_process(const SandboxSpec& spec);

// Gives up root for good, with every group; false where the kernel refuses.
bool become(std::uint32_t uid, std::uint32_t gid);

}  // namespace assay
