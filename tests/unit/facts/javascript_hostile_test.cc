#include <random>

#include "javascript_facts.h"

using namespace assay;
using namespace assay::facts;

namespace {

constexpr Language kLanguages[] = {Language::javascript, Language::typescript, Language::tsx};

std::string times(std::string_view text, int count) {
  std::string out;
  for (int n = 0; n < count; ++n) out += text;
  return out;
}

// Depth is what matters here; the parser's own deadline must not decide the test on a slow machine.
void survive(const std::string& source) {
  for (const Language language : kLanguages) {
    const auto facts = extract_facts("a", language, source);
    if (!facts) {
      CHECK(facts.problem().what == "took over 2 s to parse");
      continue;
    }
    CHECK(broken_links(*facts) == std::vector<std::string>{});
    CHECK(dump(*facts).size() < 100'000'000);
  }
}

}  // namespace

TEST_CASE("JavaScript's parentheses vanish however many there are") {
  const int count = 20'000;
  const FileFacts facts = javascript("x = " + times("(", count) + "1" + times(")", count));
  CHECK(facts.exprs.size() <= 2);
  CHECK(facts.cut_expressions == 0);
}

TEST_CASE("JavaScript nested without end neither overflows the stack nor passes the limit of depth") {
  const int count = 5'000;
  const std::string sources[] = {
      "x = " + times("(", count),
      "x = " + times("[", count) + "a" + times("]", count),
      "x = " + times("{a:", count) + "1" + times("}", count),
      "x = " + times("f(", count) + times(")", count),
      "x = " + times("new ", count) + "a",
      "x = a" + times(".b()", count),
      "x = a" + times("[0]", count),
      "x = a" + times(" + a", count),
      "x = a" + times(" && a()", count),
      "x = a" + times(" ?? a()", count),
      "x = " + times("a ? b : ", count) + "c",
      "x = " + times("!", count) + "a",
      "x = " + times("await ", count) + "a",
      "x = " + times("() => ", count) + "a",
      "x = " + times("() => {", count) + times("}", count),
      "x = " + times("class { m() { ", count) + times("}}", count),
      "x = " + times("class { x = ", count) + times("}", count),
      "x = " + times("class { static {", count) + times("}}", count),
      times("a = ", count) + "1",
      times("(a = ", count) + "1" + times(")", count),
      "x = " + times("`${", count) + times("}`", count),
      "x = " + times("<a b={", 1000) + times("}/>", 1000),
      "x = " + times("<a>", 1000) + times("</a>", 1000),
      "let x: " + times("A<", count) + "B" + times(">", count),
      "let x: " + times("(", count) + "B" + times(")", count),
      "let x: A" + times(" | A", count),
      "let x: A" + times("[]", count),
      "let x: " + times("{a: ", count) + "b" + times("}", count),
      "const " + times("{a: ", count) + "b" + times("}", count) + " = require('m')",
      "const " + times("[", count) + "b" + times("]", count) + " = c",
      "const b = require('m')" + times(".a", count),
      "const b = " + times("await ", count) + "import('m')",
      times("{", count) + times("}", count),
      times("if (a) ", count) + "b()",
      times("if (a) b(); else ", count) + "c()",
      times("for (;;) ", count) + "b()",
      times("while (a) {", count) + times("}", count),
      times("try {", count) + times("} finally {}", count),
      times("switch (a) { case 1: ", count) + times("}", count),
      times("l: ", count) + "a",
      times("function f() {", count) + times("}", count),
      times("namespace a {", count) + times("}", count),
      times("export default ", count) + "a",
      times("@a ", count) + "class B {}",
      times("case 1:", count),
      times("import(", count),
  };
  for (const std::string& source : sources) {
    INFO(source.substr(0, 40));
    survive(source);
  }
}

TEST_CASE("wide JavaScript is read in full") {
  const int count = 20'000;
  CHECK(javascript(times("f();", count)).calls.size() == 20'000);
  CHECK(javascript("x = [" + times("f(),", count) + "]").calls.size() == 20'000);
  CHECK(javascript("switch (x) {" + times("case 1: f();", count) + "}").calls.size() == 20'000);
  CHECK(javascript("const " + times("a = f(), ", count) + "b = 1").assignments.size() == 20'001);
  CHECK(javascript("x = {" + times("a: f(),", count) + "}").calls.size() == 20'000);
}

TEST_CASE("JavaScript that is too deep is cut, counted, and keeps its names") {
  const FileFacts facts = javascript("x = " + times("[", 300) + "a.p, 'b'" + times("]", 300));
  CHECK(facts.cut_expressions == 1);
  CHECK(dump(facts).find("@unknown(a, \"b\")") != std::string::npos);
}

TEST_CASE("JavaScript blocks nested past the limit are skipped and counted, what follows is not") {
  const FileFacts facts = javascript(times("{", 1000) + "f()" + times("}", 1000) + "\ng()");
  CHECK(facts.cut_blocks == 1);
  REQUIRE(facts.calls.size() == 1);
  CHECK(dump_expr(facts, facts.calls[0].expr) == "g()");
}

TEST_CASE("callbacks in callbacks are no deep expression") {
  const FileFacts facts = javascript(times("a(() => { ", 100) + "f()" + times(" })", 100));
  CHECK(facts.cut_expressions == 0);
  CHECK(facts.cut_blocks == 0);
  CHECK(facts.calls.size() == 101);
}

TEST_CASE("JavaScript's errors are counted, and what stands around them is read") {
  const FileFacts facts = javascript("a = f()\nx = = 2\nclass { h( }\nimport b from 'c'\nif (\ng()\n");
  CHECK(facts.error_nodes > 0);
  const std::string text = dump(facts);
  CHECK(text.find("1  assign a = f()") != std::string::npos);
  CHECK(text.find("4  import c#default as b") != std::string::npos);
  CHECK(text.find("g()") != std::string::npos);
}

TEST_CASE("JavaScript that is garbage is survived") {
  std::mt19937 random(7);
  const std::string alphabet = "()[]{}<>:;,.=+-*/\"'`$\n \tabdefif0159#@\\?!&|";
  const char* words[] = {"function ", "class ",  "if ",          "(",     ")",    "[",     "]",      "{",
                         "}",         "=",       "=>",           " x ",   "1",    "`${",   "}`",     "async ",
                         "yield ",    "await ",  "import ",      "from ", " as ", "try {", "catch ", "case ",
                         "@d ",       "export ", "default ",     "<a ",   "/>",   "</a>",  "...",    "?.",
                         "const ",    "let ",    ", ",           ";",     "new ", "enum ", "static", "get ",
                         "typeof ",   "module.", "require('m')", "'s'",   ": "};
  for (int round = 0; round < 150; ++round) {
    std::string bytes, letters, tokens;
    for (int n = 0; n < 300; ++n) {
      bytes += static_cast<char>(random());
      letters += alphabet[random() % alphabet.size()];
      tokens += words[random() % std::size(words)];
    }
    for (const std::string& source : {bytes, letters, tokens}) survive(source);
  }
}

TEST_CASE(
    "an empty JavaScript file, a byte-order mark, a hash-bang and Windows line ends are files like others") {
  CHECK(js("").empty());
  CHECK(js("\xEF\xBB\xBF").empty());
  CHECK(js("#!/usr/bin/env node\r\nimport 'a'\r\nf()\r\n") == "2  import a\n3  dropped call f()\n");
}
