// base/regex.h - whether a regular expression of JavaScript is met somewhere in a short text.
//
// Expressions come from code that is read, not trusted: PCRE2 tries them within a limit of steps. What
// JavaScript and PCRE2 read differently (\p, \x without digits and the like), or what passes the limit, gives
// no answer.
#pragma once

#include <optional>
#include <string_view>

namespace assay {

// `pattern` as it stands between the slashes. Nothing: it can't be told.
std::optional<bool> finds_regex(std::string_view pattern, std::string_view text, bool ignore_case = false);

}  // namespace assay
