// merge/test_link.h - which test speaks to which decision, and what the code's
// answer leads one to expect of it. Data: decision.yaml states it, nothing here knows a decision or a test.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/vocabulary/decision.h"
#include "common/vocabulary/verdict.h"

namespace assay {

// Holds for a choice when every part that is given holds. A parameter that is not known meets no condition.
struct AnswerCondition {
  std::vector<std::string> choices;  // its name is one of these
  std::vector<Grade> grades;
  std::string parameter;          // the one the rest looks at; empty: none
  std::optional<std::string> is;  // printed, it equals this
  bool given = false;             // it is neither "false" nor empty
};

struct Expectation {
  AnswerCondition when;
  Verdict verdict = Verdict::pass;
};

// Holds something the test saw against something the code says.
struct Comparison {
  std::string observed;                  // key in TestResult::observed
  std::optional<std::string> parameter;  // of the static answer; none: its choice
  std::vector<std::string> order;        // best first: tells worse from better where words are compared
  bool larger_is_better = true;          // the same for numbers
  double tolerance = 0;                  // numbers this near are the same: clocks tick between two stamps
};

struct TestLink {
  std::string decision;
  std::string test;
  std::vector<Expectation> expectations;  // the first whose condition holds counts
  std::vector<Comparison> comparisons;
};

// A decision in the catalogue's order, as far as merging needs it.
struct DecisionLinks {
  std::string id;
  std::vector<TestLink> tests;
};

}  // namespace assay
