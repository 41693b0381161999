// cli/screen.h - where a run speaks: the report (machine output) to `out` alone, everything else to `err`.
// The only writer of problems; foreign text is escaped here.
#pragma once

#include <ostream>
#include <string>

#include "common/base/problem.h"

namespace assay {

struct Screen {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_colour = false;  // NO_COLOR is set

  bool colour() const { return out_is_terminal && !no_colour; }
};

// The process's own streams.
Screen terminal_screen();

// "assay: WHERE: WHAT", then what can be done, indented.
void print_problems(const Problems& problems, Screen& screen);

}  // namespace assay
