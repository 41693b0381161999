// model/frameworks/file_filters.h - what a filter of files says of one: a text it has to hold, a regular
// expression, or a function that looks at the path it is given.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

// What code gives back for values that are known; nothing where that can't be told.
using Told = std::optional<std::variant<bool, std::string>>;

// The function that an expression means, called with these.
Told told_by(const Program& program, const Origin& function, const std::vector<Told>& given);

// Whether a regular expression, or a text that is read as one, is met somewhere in a text.
std::optional<bool> finds_pattern(const Program& program, const Origin& pattern, const std::string& text);

// Whether a filter is met by a text.
std::optional<bool> is_met(const Program& program, const Origin& filter, const std::string& text);

}  // namespace assay::model
