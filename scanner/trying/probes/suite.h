// probes/suite.h - runs the exploit suite against a started app.
// In: the app, the client, the run folder, the rules. Out: the trial's bindings,
// ledger and problems. Every planned test gets one result, in the suite's order;
// nothing passes unless the app was seen alive and the test's control held.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/rules/probe_rules.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/trial.h"
#include "trying/launch/app_files.h"
#include "trying/roles/binder.h"
#include "trying/roles/caller.h"
#include "trying/transport/http_client.h"

namespace assay {

struct SuiteInput {
  const App& app;
  HttpClient& client;
  AppFiles* files = nullptr;  // null with --url: what needs the run folder is then not run
  const ProbeBook& book;
  std::vector<RoleOverride> overrides;  // assay.yaml
  Pause pause;                          // how to wait after a 429; empty: a real sleep
  Milliseconds patience{20'000};        // for recomputing a stored password whose form nobody knows
};

class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  virtual void on_test(const std::string& id, const std::string& title, std::size_t number,
                       std::size_t of) = 0;
};

// Fills bindings, unbound, tests and problems.
void run_suite(const SuiteInput& input, ProgressListener& listener, Trial& trial);

// The ledger where the app never started, or was not to be: every planned test, not run, with the reason.
std::vector<TestResult> untried_suite(const ProbeBook& book, const App& app, const std::string& reason);

}  // namespace assay
