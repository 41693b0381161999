#include "cli/screen.h"

#include <sstream>

#include "cli/progress.h"
#include "support/catch.h"

using namespace assay;

namespace {

struct Streams {
  std::ostringstream out, err;
  Screen screen{out, err};
};

}  // namespace

TEST_CASE("a problem is one line with its place, then what can be done") {
  Streams s;
  print_problems({{ProblemKind::cannot, "x", "no app found", "Name one.\nOr two."},
                  {ProblemKind::usage, "", "no command given", ""}},
                 s.screen);
  CHECK(s.err.str() == "assay: x: no app found\n       Name one.\n       Or two.\nassay: no command given\n");
  CHECK(s.out.str().empty());
}

TEST_CASE("a hostile name in a problem moves no cursor") {
  Streams s;
  print_problems({{ProblemKind::cannot, "a\x1b[2J\nassay: b", "c\rd", "e\x07"}}, s.screen);
  CHECK(s.err.str() == "assay: a\\x1b[2J\\nassay: b: c\\rd\n       e\\x07\n");
}

TEST_CASE("progress is a line a step on a pipe, rewritten on a terminal, and nothing when quiet") {
  Streams pipe;
  Progress on_pipe(pipe.screen, false);
  on_pipe.begin("reading", "x");
  on_pipe.update("half");
  on_pipe.end("31 files");
  CHECK(pipe.err.str().starts_with("reading   31 files"));
  CHECK(pipe.err.str().find('\r') == std::string::npos);
  CHECK(pipe.err.str().back() == '\n');

  Streams terminal;
  terminal.screen.err_is_terminal = true;
  Progress on_terminal(terminal.screen, false);
  on_terminal.begin("reading", "a\nb");
  CHECK(terminal.err.str().starts_with("\r\x1b[Kreading   a\\nb"));

  Streams quiet;
  Progress none(quiet.screen, true);
  none.begin("reading", "x");
  none.end("y");
  CHECK(quiet.err.str().empty());
}

TEST_CASE("a progress line fits 80 columns and a bar never overflows") {
  Streams s;
  Progress progress(s.screen, false);
  progress.begin("trying");
  progress.end(std::string(300, 'x'));
  CHECK(s.err.str().size() <= 81);
  CHECK(progress_bar(3, 0) == "[------------------------]");
  CHECK(progress_bar(9, 3) == "[########################]");
}
