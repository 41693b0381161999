// model/frameworks/controller_modules.h - which controllers an app has: those of its root module and of the
// modules that it imports, through modules made by calls and those chosen by a condition.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reading/model/routes/classes.h"

namespace assay::model {

using ClassId = std::pair<FileIndex, Index>;

// Whether a thing is there: under which condition, and whether the defaults of the environment leave it out.
struct Presence {
  std::string condition;
  bool off_by_default = false;
};

struct FoundController {
  ClassId id;
  ClassId module;  // that lists it
  Presence presence;
};

struct ControllerModules {
  std::vector<FoundController> controllers;  // each once, in the order of the modules
  std::vector<Origin> guards;                // of all routes, as providers of a module give them
  std::map<ClassId, std::string> prefixes;   // of a module's controllers
  bool followed = false;                     // the root module was found
};

// `root` is the expression that stands for the root module.
ControllerModules find_controllers(const RouteReading& reading, const std::vector<Origin>& roots);

}  // namespace assay::model
