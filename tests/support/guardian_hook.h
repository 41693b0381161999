// support/guardian_hook.h - for test programs that start sandboxes. The sandbox's processes are the program
// itself, started again with a hidden argument; Catch2's main would take that for a test's name, so it is
// looked at before main. Include it in one file of the program.
#pragma once

#include <unistd.h>

#include "trying/launch/guardian.h"

namespace assay::testing {

// glibc hands main's arguments to constructors.
[[gnu::constructor]] inline void be_guardian_if_asked(int argc, char** argv) {
  if (const auto code = run_as_guardian(argc, argv)) ::_exit(*code);
}

}  // namespace assay::testing
