// base/problem.h - an error a user can act on: what is wrong, where, what to do.
// Problems are values; only cli/ prints them and turns them into an exit code.
#pragma once

#include <string>
#include <vector>

namespace assay {

// Which exit code a problem leads to (the table in README.md).
enum class ProblemKind {
  usage,     // wrong flag, wrong assay.yaml, wrong rule: exit 2
  cannot,    // could not do what was asked: exit 3
  internal,  // a bug of ours: exit 4
};

struct Problem {
  ProblemKind kind = ProblemKind::cannot;
  std::string where;  // "file", "file:line" or "file:line:column"; empty: nowhere in particular
  std::string what;   // one sentence, no trailing newline
  std::string cure;   // what the user can do; may be empty, may hold several lines
};

using Problems = std::vector<Problem>;

}  // namespace assay
