// vocabulary/trial.h - all that trying one app gave: how it was started, what was
// bound, and the ledger of tests. The report value takes it as it is.
#pragma once

#include <string>
#include <vector>

#include "common/base/problem.h"
#include "common/vocabulary/verdict.h"

namespace assay {

// What the sandbox could enforce on this machine.
struct SandboxReport {
  int rung = -1;  // 0 best, 4 worst; -1: no sandbox was needed or made
  std::vector<std::string> held;
  std::vector<std::string> missing;
};

struct Trial {
  std::string app;  // App::root
  bool started = false;
  std::string start_command;
  std::string base_url;
  SandboxReport sandbox;
  std::vector<Binding> bindings;
  std::vector<std::string> unbound;   // role and why
  std::vector<TestResult> tests;      // the ledger: each planned test once, in the suite's order
  Problems problems;                  // why it did not start, what died
  std::vector<std::string> log_tail;  // last lines of the app's own output, on failure
};

}  // namespace assay
