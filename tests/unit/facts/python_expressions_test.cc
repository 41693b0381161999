#include "python_facts.h"

using namespace assay;
using namespace assay::facts;

namespace {
struct Row {
  const char* source;
  const char* expected;
};
}  // namespace

TEST_CASE("Python expressions in the form that languages share") {
  const Row rows[] = {
      {"a.b.c", "a.b.c"},
      {"((a))", "a"},
      {"f(1, *r, k=2, **w)", "f(1, @spread(r), k=2, @spread(w))"},
      {"f(x for x in y)", "f(comprehension{x, y})"},
      {"a[1]", "a[1]"},
      {"a[b, c]", "a[(b, c)]"},
      {"a[1:]", "a[@slice(1, null)]"},
      {"a[:2]", "a[@slice(null, 2)]"},
      {"a[::3]", "a[@slice(null, null, 3)]"},
      {"a[:, 1]", "a[(@slice(null, null), 1)]"},
      {"a + b * -c", "(a + (b * -(c)))"},
      {"a @ b // c ** ~d", "((a @ b) // (c ** ~(d)))"},
      {"not a and b or c", "((not(a) and b) or c)"},
      {"a is  not b", "(a is-not b)"},
      {"a not \\\n in b", "(a not-in b)"},
      {"a < b <= c", "((a < b) and (b <= c))"},
      {"a < f(b) < c", "((a < f(b)) and (@unknown() < c))"},
      {"a < b < c < d", "@and((a < b), (b < c), (c < d))"},
      {"a if t else b", "@conditional(t, a, b)"},
      {"[a, *b]", "[a, @spread(b)]"},
      {"(a,)", "(a,)"},
      {"a, b", "(a, b)"},
      {"()", "()"},
      {"{a, b}", "set{a, b}"},
      {"{'k': 1, **b, c: 2, 3: d}", "{\"k\": 1, @spread(b), @pair(c, 2), \"3\": d}"},
      {"[a for a, b in c if d if e for f in g]", "comprehension{a, c, if=d, if=e, g}"},
      {"{a: b for a in c}", "comprehension{@pair(a, b), c}"},
      {"None", "null"},
      {"True", "true"},
      {"...", "Ellipsis"},
      {"lambda a, *b, c=1: a", "@lambda.1"},
      {"(yield)", "@yield()"},
  };
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(python_expr(row.source) == row.expected);
  }
}

TEST_CASE("Python strings are decoded, and broken escapes stay as they stand") {
  const Row rows[] = {
      {R"('a"b')", R"("a\"b")"},
      {R"("\x41\101\u00e9\U0001F600")", "\"AA\xC3\xA9\xF0\x9F\x98\x80\""},
      {R"("\q\xZZ\u12\N{DASH}")", R"("\\q\\xZZ\\u12\\N{DASH}")"},
      {R"("\ud800")", R"("\\ud800")"},
      {R"(r"\n")", R"("\\n")"},
      {R"(b"\u0041\x42")", R"(b"\\u0041B")"},
      {R"(Rb"\d")", R"(b"\\d")"},
      {R"(u"a")", R"("a")"},
      {"'''a\n\"b'''", "\"a\n\\\"b\""},
      {"'a\\\nb'", R"("ab")"},
      {R"("a" 'b' """c""")", R"("abc")"},
      {R"("")", R"("")"},
      {R"(f"a{b}c{d!r:>{w}}{{e}}")", R"(@template("a", b, "c", d, w, "{e}"))"},
      {R"(f"plain {{x}}")", R"("plain {x}")"},
      {R"("a" f"{b}" "c" "d")", R"(@template("a", b, "cd"))"},
      {R"(rf"\d{b}")", R"(@template("\\d", b))"},
      {R"(f"{a + f(b)}")", R"(@template((a + f(b))))"},
      {"f'{a, b}'", "@template((a, b))"},
  };
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(python_expr(row.source) == row.expected);
  }
}

TEST_CASE("Python numbers are one spelling, and reals are told from integers") {
  const Row rows[] = {{"16_384", "16384"},
                      {"0x4_000", "16384"},
                      {"0o17", "15"},
                      {"0B11", "3"},
                      {"0", "0"},
                      {"0777", "511"},
                      {"1_0.5", "10.5"},
                      {"1e3", "1e3"},
                      {"3j", "3j"},
                      {"12L", "12"},
                      {"0xffffffffffffffffff", "0xffffffffffffffffff"}};
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(python_expr(row.source) == row.expected);
  }
  const auto literal = [](const char* source) {
    const FileFacts facts = python(std::string("x = ") + source);
    return facts.exprs[facts.assignments[0].value].literal;
  };
  CHECK(literal("1000") == Literal::integer);
  CHECK(literal("1e3") == Literal::real);
  CHECK(literal("3j") == Literal::real);
  CHECK(literal("b''") == Literal::bytes);
}

TEST_CASE("Python: comparisons are facts also deep inside, once for each link of a chain") {
  CHECK(python_dump("f(a == b or not (c < d < e), g[x in y])\n") ==
        "1  dropped call f(((a == b) or not(((c < d) and (d < e)))), g[(x in y)])\n"
        "1  compare (a == b)\n"
        "1  compare (c < d)\n"
        "1  compare (d < e)\n"
        "1  compare (x in y)\n");
}

TEST_CASE("Python: a range covers its node: lines and columns from 1, the end on the last character") {
  const FileFacts facts = python("if a:\n  x = f(\n    '\xC3\xA9')\n");
  const Range& call = facts.exprs[facts.calls.at(0).expr].range;
  CHECK(call.line == 2);
  CHECK(call.column == 7);
  CHECK(call.end_line == 3);
  CHECK(call.end_column == 9);
  CHECK(call.start == 12);
  CHECK(call.end == 24);
  const Range& text = facts.exprs[facts.operand(facts.calls[0].expr, 1)].range;
  CHECK(text.column == 5);
  CHECK(text.end_column == 8);
  CHECK(facts.location_of(facts.calls[0].expr) == Location{"a.py", 2, 7, 3, 9});
}

TEST_CASE("Python: a call in a branch of a conditional expression stands under its test") {
  CHECK(python_dump("x = f() if t() else g()\n") ==
        "1  assign x = @conditional(t(), f(), g())\n"
        "1  call f()  if t()\n"
        "1  call t()\n"
        "1  call g()  if not(t())\n");
}
