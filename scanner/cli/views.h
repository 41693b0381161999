// cli/views.h - what the model knows, printed for people: the routes and the environment of each app.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/app.h"

namespace assay {

// An app a heading, a route a line; every foreign string escaped.
std::string routes_text(const std::vector<App>& apps);

// A variable a line: required, its default (masked where its name says secret), or optional.
std::string env_text(const std::vector<App>& apps);

}  // namespace assay
