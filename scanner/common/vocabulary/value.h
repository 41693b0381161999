// vocabulary/value.h - a decision's parameter value: typed, printable, comparable.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace assay {

// monostate: not known. Times are in seconds, sizes in bytes, unless the parameter's name says otherwise.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

inline bool is_known(const Value& value) {
  return !std::holds_alternative<std::monostate>(value);
}

// "210000", "true", "HS256", "exp, sub", "unknown"
std::string to_string(const Value& value);

}  // namespace assay
