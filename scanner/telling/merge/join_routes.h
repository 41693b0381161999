// merge/join_routes.h - one list of an app's routes from both sides: those the code declares and those that
// only the running app showed, each with the roles bound to it and the tests that need them.
#pragma once

#include <vector>

#include "common/vocabulary/app.h"
#include "common/vocabulary/trial.h"
#include "telling/merge/report_value.h"

namespace assay {

// Two spellings of one path: parameter names do not matter, nor does a slash at the end.
bool same_path(std::string_view a, std::string_view b);

// `trial` may be null. Sorted by path and method.
std::vector<RouteReport> join_routes(const App& app, const Trial* trial);

// The routes a test speaks of, by the roles it needs.
std::vector<RouteRef> routes_of(const TestResult& test, const std::vector<RouteReport>& routes);

}  // namespace assay
