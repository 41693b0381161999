// H35: what a file's bytes may look like, in both languages: line ends, tabs, a shebang, text that is no
// UTF-8.
#include "javascript_facts.h"
#include "python_facts.h"
#include "support/catch.h"

using namespace assay;
using namespace assay::facts;

namespace {

// Each assignment as "name = value, line".
std::string assignments(const FileFacts& facts) {
  std::string out;
  for (const Assignment& each : facts.assignments)
    out += facts.text_of(each.target) + " = " + dump_expr(facts, each.value) + ", " +
           std::to_string(each.range.line) + "\n";
  return out;
}

}  // namespace

TEST_CASE("H35: CRLF and tabs give what LF and spaces give, on the same lines") {
  const std::string python_text =
      "import os\nif os:\n    a = 1\n    b = '''x'''\nelse:\n    a = (2,\n  3)\nc = 4\n";
  const std::string node_text = "const a = 1;\nif (a) {\n    b = 'x';\n}\n// c = 3\nc = [4,\n    5];\n";
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
    return text;
  };
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\n", "\r\n"}, {"    ", "\t"}}) {
    const FileFacts python_facts = python(with(python_text, from, to));
    CHECK(python_facts.error_nodes == 0);
    CHECK(assignments(python_facts) == assignments(python(python_text)));
    const FileFacts node_facts = javascript(with(node_text, from, to));
    CHECK(node_facts.error_nodes == 0);
    CHECK(assignments(node_facts) == assignments(javascript(node_text)));
  }
  CHECK(assignments(javascript(node_text)) == "a = 1, 1\nb = \"x\", 3\nc = [4, 5], 6\n");
}

TEST_CASE("H35: Python drops the CR of a line's end inside a text, JavaScript that of a template") {
  CHECK(assignments(python("a = '''x\r\ny'''\r\n")) == assignments(python("a = '''x\ny'''\n")));
  CHECK(assignments(javascript("a = `x\r\ny`;\r\n")) == assignments(javascript("a = `x\ny`;\n")));
  CHECK(assignments(python("a = 'x' \\\r\n  'y'\r\n")) == assignments(python("a = 'xy'\n")));
}

TEST_CASE("H35: a shebang and a coding line are no code") {
  const FileFacts python_facts = python("#!/usr/bin/env python3\n# -*- coding: latin-1 -*-\na = 1\n");
  CHECK(python_facts.error_nodes == 0);
  CHECK(assignments(python_facts) == "a = 1, 3\n");
  const FileFacts node_facts = javascript("#!/usr/bin/env node\n'use strict';\na = 1;\n");
  CHECK(node_facts.error_nodes == 0);
  CHECK(assignments(node_facts) == "a = 1, 3\n");
  const FileFacts typed = typescript("#!/usr/bin/env -S npx tsx\r\na = 1;\r\n");
  CHECK(typed.error_nodes == 0);
  CHECK(assignments(typed) == "a = 1, 2\n");
}

TEST_CASE("H35: Latin-1 in texts and comments hides nothing that stands after it") {
  const FileFacts python_facts = python("# caf\xe9\nname = 'Andr\xe9'\na = 1\ndef f(x):\n    return x\n");
  CHECK(python_facts.definitions.size() == 2);
  CHECK(assignments(python_facts).ends_with("a = 1, 3\n"));
  const FileFacts node_facts =
      javascript("// caf\xe9\nname = 'Andr\xe9';\na = 1;\nfunction f(x) { return x; }\n");
  CHECK(node_facts.definitions.size() == 2);
  CHECK(assignments(node_facts).ends_with("a = 1, 3\n"));
}

TEST_CASE("H35: names and texts beyond ASCII are kept whole") {
  CHECK(assignments(python("größe = 'naïve ☃'\n")) == "größe = \"naïve ☃\", 1\n");
  CHECK(assignments(javascript("größe = 'naïve ☃';\n")) == "größe = \"naïve ☃\", 1\n");
}
