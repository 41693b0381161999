// base/text.h - small text helpers shared by all lanes.
// Byte strings are taken as UTF-8 that may be broken: everything here survives it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string to_lower(std::string_view text);  // ASCII only
std::string to_upper(std::string_view text);  // ASCII only

// What stands after the last separator: "jwt.encode" -> "encode". All of it where there is none.
std::string last_part(std::string_view text, char separator = '.');

bool is_listed(const std::vector<std::string>& words, std::string_view word);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool contains_ignoring_case(std::string_view text, std::string_view part);

// `count` and the noun, in the plural unless it is one: "1 file", "3 files".
std::string counted(std::size_t count, std::string_view noun);

// The word of `known` nearest to `word` by edit distance, if near enough to be a slip of the pen.
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

// True where every byte belongs to a well-formed UTF-8 sequence.
bool is_utf8(std::string_view text);

// `text` with each broken byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

// For a terminal: C0, C1 and DEL controls and direction overrides become visible escapes (\x1b, \u202e),
// newlines and tabs too; broken UTF-8 becomes U+FFFD. What a repository or a response says can then neither
// move the cursor, colour the screen nor forge a line of a report.
std::string escaped_for_terminal(std::string_view text);

std::string hex(std::string_view bytes);
std::string base64url(std::string_view bytes);  // no padding
std::optional<std::string> base64url_decoded(std::string_view text);

}  // namespace assay
