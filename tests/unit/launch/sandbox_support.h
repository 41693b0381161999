// Runs one command behind the walls of a rung and tells how it ended.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

#include "support/catch.h"
#include "support/skip.h"
#include "trying/launch/message.h"
#include "trying/launch/sandbox.h"
#include "trying/launch/sandbox_process.h"

namespace assay::testing {

struct Ran {
  AppEnd end;
  std::string output;
};

// What this machine can do of a rung; found out once.
inline const SandboxPlan& plan_of(int rung) {
  static std::map<int, SandboxPlan> plans;
  const auto known = plans.find(rung);
  return known != plans.end() ? known->second : plans.emplace(rung, probe_sandbox({rung})).first->second;
}

// False, and named as skipped, where this machine cannot do it. Rungs 0 and 2 are root's alone: they say
// nothing of what an ordinary user gets, so for him they are not there to be skipped.
inline bool rung_holds(int rung) {
  if (::geteuid() != 0 && (rung == 0 || rung == 2)) return false;
  const auto& plan = plan_of(rung);
  if (plan.report.rung == rung) return true;
  note_skipped("rung " + std::to_string(rung) + ": " +
               (plan.tried.empty() ? "not on this machine" : plan.tried.back().what));
  return false;
}

inline SandboxSpec spec_for(int rung, const std::string& command) {
  SandboxSpec spec;
  spec.walls = plan_of(rung).walls;
  spec.run_folder = new_run_folder(spec.walls);
  spec.environment = {
      {"PATH", "/usr/bin:/bin"}, {"HOME", path_inside(spec, "home")}, {"WORK", path_inside(spec, "")}};
  spec.command = command;
  return spec;
}

inline Ran run(const SandboxSpec& spec, Milliseconds patience = Milliseconds(20'000)) {
  auto sandbox = SandboxProcess::start(spec);
  if (!sandbox) FAIL("no sandbox: " << sandbox.problem().what);
  const auto end = (*sandbox)->wait_for_end(patience);
  const std::string output = (*sandbox)->log();
  if (!end) FAIL("the command did not end; it said: " << output);
  return {*end, output};
}

inline Ran run(int rung, const std::string& command) {
  return run(spec_for(rung, command));
}

// `text` as one word for sh.
inline std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

inline Ran run_python(int rung, const std::string& script) {
  return run(rung, "exec /usr/bin/python3 -c " + quoted(script));
}

// How many processes of this machine have `mark` in their command line; ours are not counted.
inline int processes_with(const std::string& mark) {
  int found = 0;
  std::error_code gone;  // processes end while we look
  for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
    if (entry.path().filename() == std::to_string(::getpid())) continue;
    const UniqueFd file(::open((entry.path() / "cmdline").c_str(), O_RDONLY | O_CLOEXEC));
    if (file && read_descriptor(file.get(), 1u << 20).find(mark) != std::string::npos) ++found;
  }
  return found;
}

}  // namespace assay::testing
