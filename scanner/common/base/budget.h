// base/budget.h - bounds of time and bytes. Every walk over foreign input has one
// and says when it was hit; "gave up" is reported, never hidden.
#pragma once

#include <chrono>
#include <cstddef>

namespace assay {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

class Deadline {
 public:
  static Deadline in(Milliseconds span) { return Deadline(Clock::now() + span); }
  static Deadline never() { return Deadline(Clock::time_point::max()); }

  bool passed() const { return Clock::now() >= end_; }
  // Time left, never negative; a very large value for never().
  Milliseconds left() const;

 private:
  explicit Deadline(Clock::time_point end) : end_(end) {}
  Clock::time_point end_;
};

namespace limits {
inline constexpr std::size_t kMaxSourceFileBytes = 2u << 20;  // larger files are listed, not read
inline constexpr std::size_t kMaxTreeFiles = 200'000;
inline constexpr Milliseconds kParseDeadline{2'000};     // a file
inline constexpr std::size_t kMaxExpressionDepth = 200;  // deeper nesting becomes `unknown`
inline constexpr std::size_t kMaxManifestBytes = 16u << 20;
}  // namespace limits

}  // namespace assay
