// launch/start_failure.h - why an app did not start, read from its last words: the
// missing module, program or variable, and the flag that mends it. What it does
// not recognise it leaves to the reader of the log.
#pragma once

#include <string>
#include <vector>

#include "common/base/problem.h"

namespace assay {

struct LastWords {
  std::string log;
  std::string how;  // "it ended with exit code 1"
  std::string command;
  bool installed = false;              // dependencies were installed by assay
  std::vector<std::string> variables;  // that the app reads
  std::vector<int> ports;              // it listens on, none of them the right one
};

Problem explain_start_failure(const LastWords& words);

// The last lines of a log, long ones cut.
std::vector<std::string> last_lines(const std::string& log, std::size_t count);

}  // namespace assay
