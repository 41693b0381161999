// Catch2's main, and the lines by which script/test counts cases rather than programs.
#define CATCH_CONFIG_MAIN
#include <fmt/core.h>

#include <set>
#include <string>

#include "support/catch.h"
#include "support/skip.h"

namespace assay {
namespace {

struct Run {
  std::string current;
  std::set<std::string> skipped;
};

Run& run() {
  static Run the_run;
  return the_run;
}

// Catch2 calls this after a crash too, which it counts as a failed case.
struct Tally : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;

  void testCaseStarting(const Catch::TestCaseInfo& info) override { run().current = info.name; }

  void testRunEnded(const Catch::TestRunStats& stats) override {
    const auto& cases = stats.totals.testCases;
    const std::size_t passed = cases.passed + cases.failedButOk;
    fmt::print("\ntally: {} passed, {} failed\n", passed - run().skipped.size(), cases.failed);
    std::fflush(stdout);
  }
};
CATCH_REGISTER_LISTENER(Tally)

}  // namespace

void note_skipped(std::string_view reason) {
  if (run().skipped.insert(run().current).second) fmt::print("\nSKIPPED: {}: {}\n", run().current, reason);
}

}  // namespace assay
