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
  Origin constructor;          // the call that makes the app; unknown for frameworks of files
  MeaningRef made;             // what that call gives
  std::vector<Origin> others;  // calls that make further ones in the same root, the likeliest first
};

std::vector<FoundApp> find_apps(const Program& program);

// Whether a file belongs to an app: the app with the longest root that holds it.
bool owns(const std::vector<FoundApp>& apps, std::size_t app, const std::string& file);

// settings.cc: every environment variable the app's code reads
std::vector<Setting> find_settings(const Program& program, const std::string& root);

}  // namespace assay::model
