// facts/python_literals.h - the values that Python's literals stand for.
// In: literal text as written. Out: decoded values; what is no valid escape or number stays as it stands.
#pragma once

#include <string>
#include <string_view>

namespace assay::facts {

struct PythonStringForm {
  bool raw = false;
  bool bytes = false;
  bool format = false;  // f"" and t"": {{ stands for {
};

// Of the opening of a string: rb""".
PythonStringForm python_string_form(std::string_view opening);

std::string decode_python_string(std::string_view content, PythonStringForm form);

// Decimal digits without separators for any base; a number past 64 bits keeps its base. "3j" keeps its j.
std::string normalize_python_number(std::string_view text);

}  // namespace assay::facts
