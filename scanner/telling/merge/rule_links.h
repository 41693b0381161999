// merge/rule_links.h - from the rules' word of how an answer predicts a test to what merging holds verdicts
// against.
#pragma once

#include <vector>

#include "common/rules/rule_book.h"
#include "telling/merge/test_link.h"

namespace assay {

std::vector<DecisionLinks> links_of(const std::vector<DecisionRule>& rules);

}  // namespace assay
