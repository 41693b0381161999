// decisions/grade.h - how good a choice is, by the thresholds the rules cite.
#pragma once

#include "common/rules/rule_book.h"
#include "common/vocabulary/decision.h"

namespace assay {

// Sets grade and grade_reason by the first rule that matches. A rule that hangs on a parameter nobody could
// read makes the grade `unclear`, with the parameter's name: what a later rule would say may not hold.
void grade(const DecisionRule& rule, Choice& choice);

// Of two grades the one that should decide: broken before weak before unclear before sound before strong.
bool is_worse(Grade a, Grade b);

}  // namespace assay
