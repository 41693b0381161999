// launch/landlock.h - the kernel's Landlock, by its system calls (no library has
// them all). In: what may be read, written and reached. Out: a wall around the
// calling thread and all it starts, which nothing takes down again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"

namespace assay {

// What each version of the interface added.
inline constexpr int kLandlockNetwork = 4;
inline constexpr int kLandlockScopes = 6;

struct LandlockRules {
  std::vector<std::string>
      readable;  // files and folders: read and run. Those that don't exist are passed over.
  std::vector<std::string> writable;       // all of the above, and change
  std::optional<std::uint16_t> only_port;  // the one TCP port to bind and connect to; empty: no rule
};

// 0: this kernel has none, or it is switched off.
int landlock_version();

// Restricts the calling thread; needs no_new_privs. Obeys as much as `version` of the interface can say.
Status restrict_by_landlock(const LandlockRules& rules, int version);

}  // namespace assay
