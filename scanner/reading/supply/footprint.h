// supply/footprint.h - the decision `dependency-footprint`: how much foreign code came in, and for which
// security job. In: an app's manifests, the rules' table of jobs. Out: counts, never a grade. Direct ones
// only: without a lock nothing is said of the rest.
#pragma once

#include <vector>

#include "common/rules/rule_book.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/manifest.h"

namespace assay {

Decision dependency_footprint(const App& app, const std::vector<Manifest>& manifests, const RuleBook& rules);

}  // namespace assay
