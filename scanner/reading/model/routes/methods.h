// model/routes/methods.h - the methods of HTTP, as routes name them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace assay::model {

// "GET"; in capitals.
bool is_http_method(const std::string& word);

// HEAD and OPTIONS come along with the others; they are no routes of their own.
bool counts_as_route(const std::string& method);

// Those of a list as written, in capitals; GET where none is given, none where they can't be told.
std::vector<std::string> methods_of(const std::optional<std::vector<std::string>>& written);

}  // namespace assay::model
