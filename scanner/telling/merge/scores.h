// merge/scores.h - counts of the ledger, as the study counts: passed of all, with how many were decided.
#pragma once

#include <vector>

#include "common/vocabulary/verdict.h"
#include "telling/merge/report_value.h"

namespace assay {

// How many tests the whole suite has in a tier. A ledger that plans fewer says so.
std::size_t full_count(Tier tier);

AppScores score(const std::string& app, const std::vector<TestResult>& ledger);

}  // namespace assay
