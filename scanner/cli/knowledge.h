// cli/knowledge.h - the rules compiled into the binary, for both lanes.
#pragma once

#include "common/base/result.h"
#include "common/rules/probe_rules.h"
#include "common/rules/rule_book.h"

namespace assay {

struct Knowledge {
  RuleBook rules;
  ProbeBook probes;
};

Result<Knowledge> load_knowledge();

}  // namespace assay
