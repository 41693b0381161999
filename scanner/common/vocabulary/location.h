// vocabulary/location.h - a place in the scanned repository.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace assay {

// Lines and columns count from 1, columns in bytes; the end is the last character's. A location of a whole
// line or file has column 0 or line 0. `file` is relative to the scanned root, with forward slashes.
struct Location {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;

  auto operator<=>(const Location&) const = default;
};

// "app/auth.py:31"
inline std::string to_string(const Location& at) {
  return at.line == 0 ? at.file : at.file + ":" + std::to_string(at.line);
}

}  // namespace assay
