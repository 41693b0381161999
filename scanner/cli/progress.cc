#include "cli/progress.h"

#include <fmt/format.h>

#include <utility>

#include "common/base/text.h"

namespace assay {
namespace {

constexpr std::size_t kBarWidth = 24;
constexpr Milliseconds kRedraw{80};  // faster flickers and costs

std::string seconds_since(Clock::time_point start) {
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return seconds < 10 ? fmt::format("{:.2f} s", seconds) : fmt::format("{:.0f} s", seconds);
}

constexpr std::size_t kDetailWidth = 58;

// What does not fit a line is cut where a reader sees it.
std::string fitted(const std::string& detail) {
  const std::string text = escaped_for_terminal(detail);
  return text.size() <= kDetailWidth ? text : fmt::format("{:.{}}...", text, kDetailWidth - 3);
}

}  // namespace

void Progress::begin(std::string step, std::string detail) {
  step_ = std::move(step);
  since_ = Clock::now();
  shown_ = {};
  update(detail);
}

void Progress::update(const std::string& detail) {
  if (!screen_.err_is_terminal || Clock::now() - shown_ < kRedraw) return;
  show(detail, false);
}

void Progress::end(const std::string& detail) {
  show(detail, true);
}

void Progress::show(const std::string& detail, bool final) {
  if (quiet_) return;
  shown_ = Clock::now();
  if (screen_.err_is_terminal) screen_.err << "\r\x1b[K";
  screen_.err << fmt::format("{:<10}{:<58} {:>9}", step_, fitted(detail), seconds_since(since_));
  if (final) screen_.err << '\n';
  screen_.err.flush();
}

std::string progress_bar(std::size_t done, std::size_t of) {
  const std::size_t filled = of == 0 ? 0 : kBarWidth * std::min(done, of) / of;
  return '[' + std::string(filled, '#') + std::string(kBarWidth - filled, '-') + ']';
}

}  // namespace assay
