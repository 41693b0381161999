#include "cli/screen.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "common/base/text.h"

namespace assay {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

}  // namespace

Screen terminal_screen() {
  const bool dumb = std::getenv("TERM") && std::string_view(std::getenv("TERM")) == "dumb";
  return {std::cout, std::cerr, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1 && !dumb,
          is_set("NO_COLOR") || dumb};
}

void print_problems(const Problems& problems, Screen& screen) {
  for (const Problem& problem : problems) {
    const std::string where = problem.where.empty() ? "" : escaped_for_terminal(problem.where) + ": ";
    screen.err << "assay: " << where << escaped_for_terminal(problem.what) << '\n';
    for (const std::string& line : split(problem.cure, '\n'))
      if (!line.empty()) screen.err << "       " << escaped_for_terminal(line) << '\n';
  }
  screen.err.flush();
}

}  // namespace assay
