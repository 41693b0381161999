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
  // Files below no app's root that this one's imports lead to: packages that apps of a monorepo share.
  // Sorted.
  std::vector<std::string> shared = {};
};

std::vector<FoundApp> find_apps(const Program& program);

// app_files.cc

// Whether a file lies below an app's root; "." is the whole repository.
bool is_inside(const std::string& file, const std::string& root);

// What an app imports from folders that are no app's, and what that imports there in turn. Sorted.
std::vector<std::string> shared_files(const Program& program, const std::vector<FoundApp>& apps,
                                      std::size_t app);

// Whether a file belongs to an app: the one with the longest root that holds it. What lies below no app's
// root belongs to each app that imports it.
bool owns(const std::vector<FoundApp>& apps, std::size_t app, const std::string& file);

// settings.cc: every environment variable the app's code reads
std::vector<Setting> find_settings(const Program& program, const std::string& root);

}  // namespace assay::model
