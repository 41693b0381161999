// model/routes/patterns.h - whether a path fits a pattern that an app wrote: a small regular expression,
// matched with a budget, for both are foreign.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::model {

// The whole text against a regular expression of literals, ., classes, groups, |, ?, *, + and look-ahead;
// nullopt when the pattern has anything else, or takes too long.
std::optional<bool> fits_regex(std::string_view pattern, std::string_view text);

// "/about/:path*", "/((?!api).*)", "/(api|trpc)(.*)" as a regular expression for the whole path; a slash at
// the end is served too.
std::string regex_of_route_pattern(std::string_view pattern);

}  // namespace assay::model
