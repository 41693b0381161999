// facts/javascript_literals.h - the values that JavaScript's literals stand for.
// In: literal text as written, without quotes. Out: decoded values in UTF-8; what is no valid escape or
// number stays as it stands.
#pragma once

#include <string>
#include <string_view>

namespace assay::facts::javascript {

// Without the quotes around it; a string that broken syntax left open has only one.
std::string_view without_quotes(std::string_view literal);

// Of a string, or of a stretch of a template literal (its cooked text).
std::string decode_string(std::string_view content);

// The name a spelling stands for: \u0061bc is abc.
std::string decode_identifier(std::string_view name);

struct Number {
  std::string text;  // 16_384n: "16384", 0x10: "16", 1e3: "1000"; an integer past 64 bits keeps its base
  bool is_integer = true;
};
Number decode_number(std::string_view text);

}  // namespace assay::facts::javascript
