// What the Python tests share: source to dump lines.
#pragma once

#include <string>

#include "reading/facts/dump.h"
#include "reading/facts/extract.h"
#include "support/catch.h"

namespace assay::facts {

inline FileFacts python(std::string_view source) {
  auto facts = extract_facts("a.py", Language::python, source);
  REQUIRE(facts);
  return std::move(*facts);
}

inline std::string python_dump(std::string_view source) {
  return dump(python(source));
}

// The dump of `x = <expression>` without its frame: the expression alone.
inline std::string python_expr(std::string_view expression) {
  const FileFacts facts = python("x = " + std::string(expression) + "\n");
  REQUIRE(facts.error_nodes == 0);
  REQUIRE_FALSE(facts.assignments.empty());
  return dump_expr(facts, facts.assignments.front().value);
}

}  // namespace assay::facts
