// javascript_facts.h - what the JavaScript tests share: source to dump lines, each checked for broken links.
#pragma once

#include <string>

#include "javascript_checks.h"
#include "reading/facts/dump.h"
#include "reading/facts/extract.h"
#include "support/catch.h"

namespace assay::facts {

inline FileFacts read_source(Language language, std::string_view source) {
  auto facts = extract_facts("a", language, source);
  REQUIRE(facts);
  CHECK(broken_links(*facts) == std::vector<std::string>{});
  return std::move(*facts);
}

inline FileFacts javascript(std::string_view source) {
  return read_source(Language::javascript, source);
}
inline FileFacts typescript(std::string_view source) {
  return read_source(Language::typescript, source);
}

inline std::string js(std::string_view source) {
  return dump(javascript(source));
}
inline std::string ts(std::string_view source) {
  return dump(typescript(source));
}
inline std::string tsx(std::string_view source) {
  return dump(read_source(Language::tsx, source));
}

// The expression alone, as all three grammars must read it.
inline std::string expr(std::string_view expression) {
  const std::string source = "x = " + std::string(expression);
  std::string out;
  for (const Language language : {Language::javascript, Language::typescript, Language::tsx}) {
    const FileFacts facts = read_source(language, source);
    REQUIRE(facts.error_nodes == 0);
    REQUIRE_FALSE(facts.assignments.empty());
    const std::string said = dump_expr(facts, facts.assignments.front().value);
    CHECK((out.empty() || out == said));
    out = said;
  }
  return out;
}

// A type alone.
inline std::string type(std::string_view type) {
  const FileFacts facts = typescript("let x: " + std::string(type));
  REQUIRE(facts.error_nodes == 0);
  return dump_expr(facts, facts.assignments.front().annotation);
}

}  // namespace assay::facts
