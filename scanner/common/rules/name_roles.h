// rules/name_roles.h - what the name of a value suggests, by rules/roles.yaml.
// In: an identifier, or a key as written. Out: whether a role's words stand in it. Follows nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/rules/rule_book.h"

namespace assay {

// "resetToken", "reset_token" and "x-reset-token" hold the words reset and token; all in lower case.
std::vector<std::string> words_of_name(std::string_view identifier);

// Whether a name of these words suggests the rule's role: one of its phrases stands there, none of its `not`.
bool suggests_role(const NameRoleRule& rule, const std::vector<std::string>& words);

// Whether a name of these words suggests the role: one of its phrases stands there, and none of its `not`.
bool words_suggest(const std::vector<NameRoleRule>& rules, const std::vector<std::string>& words,
                   std::string_view role);

}  // namespace assay
