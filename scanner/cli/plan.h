// cli/plan.h - what assay.yaml and the flags say of an app, laid over what reading found. A flag wins over
// the file, the file over the code.
#pragma once

#include <vector>

#include "cli/config.h"
#include "cli/options.h"
#include "common/vocabulary/app.h"

namespace assay {

// The entry of assay.yaml for an app, or an empty one.
AppConfig config_of(const Config& config, const App& app);

// Apps with their plans overridden; roots that only assay.yaml names are added. A problem: a flag that speaks
// of one app where there are several, an app that nothing says how to start.
Result<std::vector<App>> plan_apps(std::vector<App> apps, const Config& config, const AuditOptions& options);

// Set for the app on top of the clean environment: assay.yaml's, then the flags'.
std::map<std::string, std::string> environment_of(const AppConfig& config, const AuditOptions& options);

}  // namespace assay
