// support/skip.h - how a case that can't run here says so, by name and with the reason.
// In: the reason. Out: a `SKIPPED: case: reason` line that script/test counts. Catch2 2.13 has no SKIP of its
// own. Never for a case that is merely inconvenient: where CI=true a skip fails the run.
#pragma once

#include <string_view>

namespace assay {

void note_skipped(std::string_view reason);

}  // namespace assay

// Leaves the case. Use it in the body of a TEST_CASE, before its first assertion.
#define SKIP_CASE(reason)          \
  do {                             \
    ::assay::note_skipped(reason); \
    return;                        \
  } while (false)
