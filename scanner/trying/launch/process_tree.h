// launch/process_tree.h - all that descends from a process, found in /proc, and
// its end. For where no namespace ends it for us.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "common/base/budget.h"

namespace assay {

// Descendants of `ancestor`, itself not included. Orphans count where the caller is their subreaper.
std::vector<pid_t> descendants_of(pid_t ancestor);

// Stops all descendants of the calling process first, so that none forks away, then kills and reaps them.
// False: some were left at the deadline.
bool kill_descendants(Milliseconds deadline);

// What they hold in memory together, in bytes.
std::uint64_t resident_bytes(const std::vector<pid_t>& processes);

}  // namespace assay
