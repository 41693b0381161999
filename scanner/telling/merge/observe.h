// merge/observe.h - holds the verdicts of the running app against one decision.
// In: a decision and the ledger of its app. Out: confirmed, contradicted or not observed, test by test. An
// answer that reading could not give is never confirmed nor contradicted: what the app showed is then the
// live side alone.
#pragma once

#include <vector>

#include "common/vocabulary/decision.h"
#include "common/vocabulary/verdict.h"
#include "telling/merge/report_value.h"
#include "telling/merge/test_link.h"

namespace assay {

inline bool is_decided(Verdict verdict) {
  return verdict == Verdict::pass || verdict == Verdict::fail;
}
bool is_decided(const Decision& decision);

bool holds(const AnswerCondition& condition, const Choice& choice);

Observed observe(const Decision& decision, const std::vector<TestLink>& links,
                 const std::vector<TestResult>& ledger);

}  // namespace assay
