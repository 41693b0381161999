#include "common/rules/name_roles.h"

#include <algorithm>
#include <cctype>

#include "common/base/text.h"

namespace assay {
namespace {

// Whether `words` holds the words of `phrase` in order, side by side.
bool holds_phrase(const std::vector<std::string>& words, const std::string& phrase) {
  if (phrase.find(' ') == std::string::npos)
    return std::find(words.begin(), words.end(), phrase) != words.end();
  const std::vector<std::string> wanted = split(phrase, ' ');
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view identifier) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(to_lower(word));
    word.clear();
  };
  const auto is = [&](int (*kind)(int), std::size_t at) {
    return kind(static_cast<unsigned char>(identifier[at])) != 0;
  };
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    if (!is(std::isalnum, i)) {
      finish();
      continue;
    }
    const bool after_lower = i > 0 && is(std::islower, i - 1);
    const bool before_lower = i + 1 < identifier.size() && is(std::islower, i + 1);
    const bool after_upper = i > 0 && is(std::isupper, i - 1);
    if (is(std::isupper, i) && (after_lower || (after_upper && before_lower))) finish();
    word += identifier[i];
  }
  finish();
  return words;
}

bool suggests_role(const NameRoleRule& rule, const std::vector<std::string>& words) {
  const auto holds = [&](const std::string& phrase) { return holds_phrase(words, phrase); };
  return std::any_of(rule.words.begin(), rule.words.end(), holds) &&
         std::none_of(rule.not_words.begin(), rule.not_words.end(), holds);
}

bool words_suggest(const std::vector<NameRoleRule>& rules, const std::vector<std::string>& words,
                   std::string_view role) {
  return std::any_of(rules.begin(), rules.end(), [&](const NameRoleRule& rule) {
    return rule.role == role && suggests_role(rule, words);
  });
}

}  // namespace assay
