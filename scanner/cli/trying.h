// cli/trying.h - the trying lane from end to end: an app to the ledger of what was tried on it.
// Out: a Trial that holds every planned test once, also where the app could not be started (then with the
// reason), and the secrets that were made up for it, which the report must not show.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/config.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "common/rules/probe_rules.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/trial.h"

namespace assay {

struct Attempt {
  std::filesystem::path folder;  // the scanned root
  App app;                       // with what flags and assay.yaml say in its plan
  AppConfig config;
};

struct Tried {
  Trial trial;
  std::vector<std::string> secrets;
};

Tried try_app(const Attempt& attempt, const AuditOptions& options, const ProbeBook& probes,
              Progress& progress);

}  // namespace assay
