// model/frameworks/django_project.h - what a project's settings say of its routes: the module of patterns
// that all others hang on, and the permissions that views without their own ask.
#pragma once

#include <string>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

struct DjangoProject {
  std::vector<FileIndex> roots;  // modules of patterns, each once
  std::vector<std::string> default_permissions;
};

// `rule` has the names of the frameworks that the app's own stands on.
DjangoProject find_django_project(const RouteReading& reading, const FrameworkRule& rule);

}  // namespace assay::model
