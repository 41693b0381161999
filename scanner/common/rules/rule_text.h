// rules/rule_text.h - a rule file as it was read, before anything is made of it.
#pragma once

#include <string>

namespace assay {

struct RuleText {
  std::string file;  // for problems: "rules/probes/t1-01.yaml"
  std::string text;
};

}  // namespace assay
