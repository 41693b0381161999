#include "common/base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <memory>

namespace assay {
namespace {

constexpr std::size_t kMaxPattern = 1'000;
constexpr std::size_t kMaxText = 4'096;
constexpr std::uint32_t kMaxSteps = 100'000;
constexpr std::uint32_t kMaxKilobytes = 1'024;

struct Free {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

// Escapes that mean the same in both languages; a letter outside them means itself in JavaScript alone.
bool means_the_same(std::string_view pattern) {
  constexpr std::string_view kShared = "bBdDwWsSntrfv0";
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    // Beginnings of a group that only PCRE2 knows: verbs, atoms, conditions, comments, options, calls of a
    // group.
    const std::string_view rest = pattern.substr(at);
    if (rest.starts_with("(*") || rest.starts_with("[[:")) return false;
    if (rest.starts_with("(?") && rest.find_first_of(":=!<") != 2) return false;
    // ++ and *+ are errors in JavaScript.
    if (rest.starts_with("++") || rest.starts_with("*+") || rest.starts_with("?+") || rest.starts_with("}+"))
      return false;
    if (pattern[at] != '\\') continue;
    if (++at == pattern.size()) return false;
    const auto c = static_cast<unsigned char>(pattern[at]);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    if ((letter || c == '0') && kShared.find(static_cast<char>(c)) == std::string_view::npos) return false;
    if (digit && at + 1 < pattern.size() && pattern[at + 1] >= '0' && pattern[at + 1] <= '9') return false;
  }
  return true;
}

}  // namespace

std::optional<bool> finds_regex(std::string_view pattern, std::string_view text, bool ignore_case) {
  if (pattern.size() > kMaxPattern || text.size() > kMaxText || !means_the_same(pattern)) return std::nullopt;
  const std::uint32_t options = PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY |
                                (ignore_case ? PCRE2_CASELESS : 0);
  int error = 0;
  PCRE2_SIZE where = 0;
  const std::unique_ptr<pcre2_code, Free> code(pcre2_compile(
      reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error, &where, nullptr));
  if (!code) return std::nullopt;
  const std::unique_ptr<pcre2_match_data, Free> data(
      pcre2_match_data_create_from_pattern(code.get(), nullptr));
  const std::unique_ptr<pcre2_match_context, Free> limits(pcre2_match_context_create(nullptr));
  if (!data || !limits) return std::nullopt;
  pcre2_set_match_limit(limits.get(), kMaxSteps);
  pcre2_set_heap_limit(limits.get(), kMaxKilobytes);
  const int found = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                data.get(), limits.get());
  if (found == PCRE2_ERROR_NOMATCH) return false;
  return found >= 0 ? std::optional(true) : std::nullopt;
}

}  // namespace assay
