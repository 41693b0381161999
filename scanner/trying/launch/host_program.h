// launch/host_program.h - asks a program of the user's own, outside any sandbox, a
// question about itself ("which version are you?"). Never given anything from the
// app or the repository.
#pragma once

#include <string>
#include <vector>

#include "common/base/budget.h"
#include "common/base/result.h"

namespace assay {

// Its standard output, up to 64 KiB; a problem where it fails or takes too long.
Result<std::string> ask_program(const std::vector<std::string>& command,
                                Milliseconds deadline = Milliseconds(10'000));

// All programs of that name in PATH, then in the system's folders.
std::vector<std::string> programs_named(const std::string& name);

// Whether every user may run (and read) it: each folder above passable, the links followed.
bool everyone_may_run(const std::string& program);

}  // namespace assay
