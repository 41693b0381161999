// model/life.h - what of an app's code can run: reachable from start-up or from something a framework calls.
//
// In: the program, its apps. Out: for a function, whether anything that runs names it. Names are compared,
// not resolved: a function whose name occurs anywhere in live code is live, as attribute, string or import
// too. So "not reached" is certain as far as names go, and "reached" is the answer in doubt.
#pragma once

#include <vector>

#include "reading/model/apps.h"
#include "reading/model/program.h"

namespace assay::model {

class Liveness {
 public:
  Liveness(const Program& program, const std::vector<FoundApp>& apps);

  // The code that stands directly in a definition; lambdas count as part of what holds them.
  bool reached(FileIndex file, Index definition) const;

 private:
  std::vector<std::vector<bool>> reached_;  // by file, by definition
};

// What a setting must say for a place to be reached: `settings.ENV == "production"`. Only tests that hang on
// the environment count; what a request holds is no condition of the app. Empty: none.
// `innermost` is the branch that encloses the place.
std::string setting_condition(const Program& program, const Origin& place, Index innermost);

}  // namespace assay::model
