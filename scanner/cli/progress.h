// cli/progress.h - tells on stderr what a run is at: a line a step, with what came of it and how long it
// took. On a terminal the line of the running step is rewritten; elsewhere each step is one line when it
// ends.
#pragma once

#include <string>

#include "cli/screen.h"
#include "common/base/budget.h"

namespace assay {

class Progress {
 public:
  Progress(Screen& screen, bool quiet) : screen_(screen), quiet_(quiet) {}

  void begin(std::string step, std::string detail = "");
  void update(const std::string& detail);  // shown on a terminal alone
  void end(const std::string& detail);

 private:
  void show(const std::string& detail, bool final);

  Screen& screen_;
  bool quiet_;
  std::string step_;
  Clock::time_point since_{};
  Clock::time_point shown_{};
};

// "[#######-------------]"
std::string progress_bar(std::size_t done, std::size_t of);

}  // namespace assay
