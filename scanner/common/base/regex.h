// base/regex.h - whether a regular expression of JavaScript is met somewhere in a short text.
//
// Expressions come from code that is read, not trusted: the answer takes a time bounded by the lengths of
// both, and what is not understood (looking back, references, named groups of characters) gives no answer.
#pragma once

#include <optional>
#include <string_view>

namespace assay {

// `pattern` as it stands between the slashes. Nothing: it can't be told.
std::optional<bool> finds_regex(std::string_view pattern, std::string_view text, bool ignore_case = false);

}  // namespace assay
