// launch/spawn.h - starts assay's own program again as the janitor, with nothing
// of ours but the descriptors it needs.
#pragma once

#include <sys/types.h>

#include "common/base/result.h"
#include "common/base/unique_fd.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

struct Spawned {
  pid_t janitor = -1;
  UniqueFd life;
  UniqueFd control;
  UniqueFd events;
  UniqueFd complaints;
};

Result<Spawned> spawn_janitor(const SandboxSpec& spec);

}  // namespace assay
