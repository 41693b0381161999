// launch/seccomp.h - which system calls the app may not make, by libseccomp.
// Refused calls fail with an error the app can survive; none kills it, since what
// a library tries and does without is no attack.
#pragma once

#include "common/base/result.h"

namespace assay {

struct SeccompRules {
  bool refuse_udp = false;       // no network namespace: Landlock knows TCP alone
  bool refuse_kill_all = false;  // no scope for signals: kill(-1) would reach the user's other processes
};

// Filters the calling thread and all it starts; sets no_new_privs.
Status restrict_by_seccomp(const SeccompRules& rules);

}  // namespace assay
