#include <atomic>
#include <thread>
#include <vector>

#include "common/base/byte_budget.h"
#include "support/catch.h"

using namespace assay;

TEST_CASE("no more bytes are held at once than there are, but for one that is larger than all") {
  ByteBudget budget(100);
  std::atomic<std::size_t> held = 0, most = 0;
  const auto work = [&](std::size_t bytes) {
    const ByteBudget::Share share(budget, bytes);
    const std::size_t now = held += bytes;
    for (std::size_t seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::yield();
    held -= bytes;
  };
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 200; ++i) work(40);
      });
  }
  CHECK(most <= 100);
  CHECK(most >= 40);
  work(1'000);  // alone, it is let through
  CHECK(held == 0);
}
