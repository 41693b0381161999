// Runs the built-in suite, or one test of it, against a fake app.
#pragma once

#include <string>

#include "support/fake_app.h"
#include "trying/probes/suite.h"

namespace assay {

// rules/probes of this repository.
const ProbeBook& probe_book();

// The whole ledger. `with_files`: whether the run folder is at hand.
Trial run_all(FakeApp& app, const App& routes = FakeApp::app(), bool with_files = true);

// One test alone, by its id.
TestResult run_one(const std::string& id, FakeApp& app, const App& routes = FakeApp::app(),
                   Milliseconds patience = Milliseconds{20'000});
TestResult run_one(const std::string& id, std::set<std::string> faults);

}  // namespace assay
