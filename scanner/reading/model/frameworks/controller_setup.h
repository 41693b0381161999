// model/frameworks/controller_setup.h - what the file that starts the app sets for all controllers: a prefix,
// versions in paths, guards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reading/model/routes/classes.h"

namespace assay::model {

struct ControllerSetup {
  std::string prefix;                 // of all paths; "/{NAME}" where only its variable is known
  std::vector<std::string> excluded;  // paths without it: "/health", "/docs/*"
  bool versions_in_paths = false;
  std::string version_prefix = "v";
  Origin default_version;
  std::vector<Origin> guards;

  bool excludes(const std::string& path) const;
};

// As the file `starting` says, or, where it says nothing of the kind, the others of the app.
ControllerSetup read_setup(const RouteReading& reading, FileIndex starting);

}  // namespace assay::model
