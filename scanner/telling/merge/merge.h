// merge/merge.h - where the two lanes meet: what reading and trying gave becomes one report value.
// In: plain values of both lanes, the links between tests and decisions. Out: Report, sorted, masked,
// counted. Opens no file and asks nobody; what a lane did not give is absent, never guessed.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/manifest.h"
#include "common/vocabulary/trial.h"
#include "telling/merge/report_value.h"
#include "telling/merge/test_link.h"

namespace assay {

struct MergeInput {
  ToolInfo tool;
  RunInfo run;  // time and host; what was tried is added
  Target target;
  std::vector<App> apps;
  std::vector<Decision> decisions;
  std::vector<Trial> trials;
  std::vector<Manifest> manifests;
  std::vector<LeftOutFile> left_out;
  std::vector<DecisionLinks> catalogue;    // in the order decisions are told
  std::vector<std::string> known_secrets;  // keys and passwords the suite made up
};

Report merge(MergeInput input);

}  // namespace assay
