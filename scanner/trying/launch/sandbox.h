// launch/sandbox.h - what this machine lets us enforce. Each rung of the ladder is
// tried from the best down by really running a command behind those walls; the
// first that holds is taken, and what it lacks is named.
#pragma once

#include <optional>

#include "common/base/result.h"
#include "common/vocabulary/trial.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

struct SandboxPlan {
  Walls walls;
  SandboxReport report;  // rung 4: not enough walls; see allowed()
  Problems tried;        // why each better rung did not hold
};

struct SandboxWish {
  std::optional<int> rung;  // tests: this one and no other
};

SandboxPlan probe_sandbox(const SandboxWish& wish = {});

// Rung 4 is refused unless the user allows it.
Status allowed(const SandboxPlan& plan, bool allow_weak_sandbox);

}  // namespace assay
