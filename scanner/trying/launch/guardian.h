// launch/guardian.h - the processes of a sandbox. They are assay's own program,
// started again with a hidden first argument:
//   assay -> janitor -> (stage, bubblewrap) -> guardian -> the app
// The janitor stays outside and removes what lies on the host; the guardian is
// process 1 inside, starts the app, opens sockets and files for assay, and dies
// with it. None of them trusts the app; the guardian never runs anything else.
#pragma once

#include <optional>

namespace assay {

inline constexpr const char* kGuardianArgument = "--guardian-in-sandbox";

// To be called first in main(): does the work of a sandbox's process and gives its exit code, or nothing
// where this is an ordinary start.
std::optional<int> run_as_guardian(int argc, char** argv);

// The descriptors these processes find open, always at these numbers.
namespace inherited {
inline constexpr int kLife = 3;     // janitor: closed when assay is gone
inline constexpr int kControl = 4;  // guardian: requests of assay
inline constexpr int kEvents = 5;   // to assay: what failed, that the app started or ended
inline constexpr int kSpec = 6;     // the SandboxSpec
inline constexpr int kProgram = 7;  // assay's program, for those who can't reach its path
inline constexpr int kEnd = 8;
}  // namespace inherited

}  // namespace assay
