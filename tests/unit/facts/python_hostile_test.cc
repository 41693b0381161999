#include <random>

#include "common/base/budget.h"

#include "python_facts.h"

using namespace assay;
using namespace assay::facts;

namespace {

std::string times(std::string_view text, int count) {
  std::string out;
  for (int n = 0; n < count; ++n) out += text;
  return out;
}

// Depth is what matters here; the parser's own deadline must not decide the test on a slow machine.
FileFacts patient(const std::string& source) {
  auto facts = extract_facts("a.py", Language::python, source);
  if (!facts) {
    CHECK(facts.problem().where == "a.py");
    CHECK(facts.problem().what == "took over 2 s to parse");
    return python("");
  }
  return std::move(*facts);
}

std::uint32_t deepest(const FileFacts& facts) {
  std::vector<std::uint32_t> depth(facts.exprs.size(), 1);  // operands are made before what holds them
  std::uint32_t most = 0;
  for (Index n = 0; n < facts.exprs.size(); ++n) {
    for (std::uint32_t m = 0; m < facts.exprs[n].operand_count; ++m) {
      const Index operand = facts.operand(n, m);
      REQUIRE(operand < n);
      depth[n] = std::max(depth[n], depth[operand] + 1);
    }
    most = std::max(most, depth[n]);
  }
  return most;
}

}  // namespace

TEST_CASE("Python: parentheses vanish however many there are") {
  const int count = 20'000;
  const FileFacts facts = patient("x = " + times("(", count) + "1" + times(")", count));
  CHECK(facts.exprs.size() <= 2);
  CHECK(facts.cut_expressions == 0);
}

TEST_CASE("Python: nesting without end neither overflows the stack nor passes the limit of depth") {
  const int count = 20'000;
  const std::string sources[] = {
      "x = " + times("(", count),
      "x = " + times("[", count) + "a" + times("]", count),
      "x = " + times("{a:", count) + "1" + times("}", count),
      "x = " + times("f(", count) + times(")", count),
      "x = a" + times(".b()", count),
      "x = a" + times("[0]", count),
      "x = a" + times(" + a", count),
      "x = a" + times(" and a", count),
      "x = a" + times(" < a", count),
      "x = " + times("not ", count) + "a",
      "x = " + times("-", count) + "a",
      "x = " + times("lambda: ", count) + "a",
      "x = " + times("a if b else ", count) + "c",
      "x = " + times("a[b, ", 2000) + "a" + times("]", 2000),
      "x = " + times("(a < ", 2000) + "b" + times(" < c)", 2000),
      "x = " + times("(yield from ", 2000) + "b" + times(")", 2000),
      "x: " + times("A[", count) + "int" + times("]", count),
      times("a = ", count) + "1",
      "async def f(): " + times("await ", count) + "a",
      "x = " + times("(a := ", count) + "1" + times(")", count),
      "x = " + times("[", 2000) + "a" + times(" for a in b]", 2000),
      "x = f'" + times("{a:", 2000) + times("}", 2000) + "'",
      "match x:\n  case " + times("[", 2000) + "a" + times("]", 2000) + ": pass\n",
  };
  for (const std::string& source : sources) {
    INFO(source.substr(0, 40));
    const FileFacts facts = patient(source);
    CHECK(deepest(facts) <= limits::kMaxExpressionDepth + 3);  // what was cut holds its leaves
    CHECK_FALSE(dump(facts).size() > 100'000'000);
  }
}

TEST_CASE("Python: what is too deep is cut, counted, and keeps its names") {
  const FileFacts facts = python("x = " + times("[", 300) + "a, 'b'" + times("]", 300));
  CHECK(facts.cut_expressions == 1);
  CHECK(dump(facts).find("@unknown(a, \"b\")") != std::string::npos);
}

TEST_CASE("Python: blocks nested past the limit are skipped and counted, what follows is not") {
  std::string source;
  for (int n = 0; n < 90; ++n) source += times(" ", n) + "if a:\n";
  CHECK(python(source + times(" ", 90) + "f()\ng()\n").calls.size() == 2);
  std::string lambdas = "x = " + times("lambda: ", 900) + "a\ng()\n";
  const FileFacts facts = python(lambdas);
  CHECK(facts.cut_expressions == 1);
  CHECK(facts.calls.size() == 1);
}

TEST_CASE("Python: no expression is an operand twice, so that walking operands stays linear") {
  const FileFacts facts = python("x = " + times("(a < ", 60) + "b" + times(" < c)", 60));
  std::vector<int> uses(facts.exprs.size());
  for (const Operand& operand : facts.operands) ++uses[operand.expr];
  for (Index n = 0; n < facts.exprs.size(); ++n) {
    if (facts.exprs[n].operand_count > 0) CHECK(uses[n] <= 1);
  }
}

TEST_CASE("Python: a chain of conditions is bounded, and a branch is kept however many guards precede it") {
  const FileFacts facts = python("def f():\n" + times("  if a: return\n", 3000) + "  if last: g()\n");
  CHECK(dump(facts).find("dropped call g()") != std::string::npos);
  Index condition = facts.calls.at(0).place.condition;
  REQUIRE(condition != kNone);
  CHECK(facts.text_of(facts.conditions[condition].test) == "last");
  std::size_t depth = 0;
  for (; condition != kNone; condition = facts.conditions[condition].parent) ++depth;
  CHECK(depth <= 101);
}

TEST_CASE("Python: errors are counted, and what stands around them is read") {
  const FileFacts facts = python("a = f()\ndef (:\n  h()\nimport os\nx = = 2\ng()\n");
  CHECK(facts.error_nodes > 0);
  const std::string text = dump(facts);
  CHECK(text.find("1  assign a = f()") != std::string::npos);
  CHECK(text.find("4  import os as os") != std::string::npos);
  CHECK(text.find("6  dropped call g()") != std::string::npos);
}

TEST_CASE("Python: garbage is survived") {
  std::mt19937 random(7);
  const std::string alphabet = "()[]{}:;,.=+-*/\"'\n \tabdefif0159#@\\";
  const char* words[] = {"def ",  "class ", "if ",   "(",    ")",    "[",       "]",      ":",      "=",
                         "\n",    " x ",    "1",     "f\"{", "}\"",  "lambda ", "yield ", "await ", "import ",
                         "from ", " as ",   "with ", "try:", "\n  ", "match ",  "case ",  "@"};
  for (int round = 0; round < 200; ++round) {
    std::string bytes, letters, tokens;
    for (int n = 0; n < 400; ++n) {
      bytes += static_cast<char>(random());
      letters += alphabet[random() % alphabet.size()];
      tokens += words[random() % std::size(words)];
    }
    for (const std::string& source : {bytes, letters, tokens}) {
      const FileFacts facts = patient(source);
      CHECK(deepest(facts) <= limits::kMaxExpressionDepth + 3);
    }
  }
}

TEST_CASE("Python: an empty file, a lone byte-order mark and Windows line ends are files like others") {
  CHECK(python_dump("").empty());
  CHECK(python_dump("\xEF\xBB\xBF").empty());
  CHECK(python_dump("import a\r\nx = '''b\r\nc'''\r\n") == "1  import a as a\n2  assign x = \"b\\nc\"\n");
}
