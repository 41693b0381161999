// model/setting_limits.h - which values of the environment's variables the code refuses for being empty or
// too short.
//
// Read are branches that raise or end the program (`if (!process.env.X) throw`, `if len(key) < 32: raise`,
// `assert key`), validators of settings classes, and what schemas say of lengths. A refusal that holds only
// under a further condition is not told, nor one whose test can't be followed to a variable.
#pragma once

#include <map>
#include <string>

#include "common/vocabulary/location.h"
#include "reading/model/program.h"

namespace assay::model {

struct SettingLimit {
  int min_length = 1;  // shorter values are refused
  Location at;
};

// By variable; of several refusals the strictest. `root`: of the app's files.
std::map<std::string, SettingLimit> find_setting_limits(const Program& program, const std::string& root);

}  // namespace assay::model
