// model/apps.h - the apps of a repository: where each begins, by which framework, with which routes and
// settings. In: the program. Out: App values, sorted by root. A repository without a recognised framework
// gives one app with an empty framework, so that its decisions still have a place; such an app can't be
// started by itself.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "reading/model/program.h"

namespace assay::model {

// An app with what the reading lane alone needs of it.
struct FoundApp {
  App app;
  const FrameworkRule* framework = nullptr;
  Origin constructor;  // the call that makes the app; unknown for frameworks of files
  MeaningRef made;     // what that call gives
};

std::vector<FoundApp> find_apps(const Program& program);

// Whether a file belongs to an app: the app with the longest root that holds it.
bool owns(const std::vector<FoundApp>& apps, std::size_t app, const std::string& file);

// routes_decorated.cc: @router.get("/x") and include_router
std::vector<Route> decorated_routes(const Program& program, const FoundApp& app);

// routes_of_files.cc: app/jobs/[id]/route.ts
std::vector<Route> file_routes(const Program& program, const FoundApp& app);

// settings.cc: every environment variable the app's code reads
std::vector<Setting> find_settings(const Program& program, const std::string& root);

}  // namespace assay::model
