#include "javascript_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("names, members, indexes and optional chains, read the same by all three grammars") {
  CHECK(expr("a.b.c") == "a.b.c");
  CHECK(expr("a?.b?.[0]?.(1)") == "a.b[0](1)");
  CHECK(expr("this.#secret") == "this.#secret");
  CHECK(expr("req.headers['x-key']") == "req.headers[\"x-key\"]");
  CHECK(expr("import.meta.env.KEY") == "import.meta.env.KEY");
  CHECK(expr("\\u0061b.c") == "ab.c");
  CHECK(expr("((a))") == "a");
}

TEST_CASE("strings are decoded as JavaScript decodes them, invalid escapes stay") {
  CHECK(javascript(R"(x = 'a\n\x41\u{1F600}\uD83D\uDE00\101\'')").text_of(0) ==
        "a\nA\xF0\x9F\x98\x80\xF0\x9F\x98\x80"
        "A'");
  CHECK(javascript("x = 'a\\\nb\\\r\nc'").text_of(0) == "abc");
  CHECK(javascript(R"(x = '\uD800!')").text_of(0) == "\\uD800!");
  CHECK(javascript(R"(x = '\q')").text_of(0) == "q");
  CHECK(javascript("x = `a\r\nb`").text_of(0) == "a\nb");
  CHECK(javascript(R"(x = '\0')").text_of(0) == std::string(1, '\0'));
}

TEST_CASE("numbers are normalised") {
  CHECK(expr("[0x10, 16_384, 0b11, 0o17, 10n, 0xffn]") == "[16, 16384, 3, 15, 10, 255]");
  CHECK(expr("[1e3, .5, 1_0.50, 1e21]") == "[1000, 0.5, 10.5, 1e+21]");
  CHECK(javascript("x = 1e3").exprs.at(0).literal == Literal::real);
  CHECK(javascript("x = 017").text_of(0) == "15");
  CHECK(javascript("x = 089").text_of(0) == "89");
  CHECK(expr("0x1FFFFFFFFFFFFFFFFF") == "0x1FFFFFFFFFFFFFFFFF");
  CHECK(expr("99999999999999999999999") == "99999999999999999999999");
}

TEST_CASE("other literals; undefined is null") {
  CHECK(expr("[undefined, null, true, false]") == "[null, null, true, false]");
  CHECK(expr("/a\\/b[/]/gi") == "/a\\/b[/]/");
}

TEST_CASE("templates: fixed text in one piece, none without a substitution, tags are calls") {
  CHECK(expr("`pl\\u0061in`") == "\"plain\"");
  CHECK(expr("`a\\n${b}${c}d`") == "@template(\"a\n\", b, c, \"d\")");
  CHECK(expr("sql`select ${id}`") == "tag sql(@template(\"select \", id))");
  CHECK(expr("`${`in ${deep}`}`") == "@template(@template(\"in \", deep))");
}

TEST_CASE("operators are normalised") {
  CHECK(expr("a && b || !c ?? d") == expr("a && b || !c ?? d"));
  CHECK(expr("!a && b") == "(not(a) and b)");
  CHECK(expr("a ?? b") == "(a ?? b)");
  CHECK(expr("typeof a === 'string'") == "(@typeof(a) === \"string\")");
  CHECK(expr("-a ** 2 in b") == expr("-a ** 2 in b"));
  CHECK(expr("a instanceof B") == "(a instanceof B)");
  CHECK(expr("(a, b)") == "@sequence(a, b)");
  CHECK(expr("t ? a : b") == "@conditional(t, a, b)");
  CHECK(expr("void 0") == "@void(0)");
}

TEST_CASE("containers: labels, computed keys, spreads, holes, methods") {
  CHECK(expr("{a, 'b-c': 1, [k]: 2, ['d']: 3, 5: f, ...rest}") ==
        "{\"a\": a, \"b-c\": 1, @pair(k, 2), \"d\": 3, \"5\": f, @spread(rest)}");
  CHECK(expr("[, a, , ...b]") == "[null, a, null, @spread(b)]");
  CHECK(js("x = {async m(req) {}, get g() { return 1 }}") ==
        "1  assign x = {\"m\": @lambda.1, \"g\": @lambda.2}\n"
        "1  async lambda(req)\n"
        "1  get lambda()\n"
        "1  return 1  in @lambda.2\n");
}

TEST_CASE("calls: new, await, dynamic import, spread arguments") {
  CHECK(js("await f(a, ...b); new C; const t = await (g()); h()") ==
        "1  awaited dropped call f(a, @spread(b))\n"
        "1  dropped call new C()\n"
        "1  assign const t = await(g())\n"
        "1  awaited call g()\n"
        "1  dropped call h()\n");
  CHECK(js("import('m').then(use)") ==
        "1  call import import(\"m\")\n"
        "1  dropped call import import(\"m\").then(use)\n");
}

TEST_CASE("a promise chain is one dropped call that holds the others") {
  CHECK(js("f().then(g).catch(h)") ==
        "1  call f()\n"
        "1  call f().then(g)\n"
        "1  dropped call f().then(g).catch(h)\n");
}

TEST_CASE("what may not run stands under its condition, and its dropped value is seen") {
  CHECK(js("isDev && app.use(docs)") == "1  dropped call app.use(docs)  if isDev\n");
  CHECK(js("t ? f() : g()") == "1  dropped call f()  if t\n1  dropped call g()  if not(t)\n");
  CHECK(js("env.KEY ?? fail()") == "1  dropped call fail()  if (env.KEY == null)\n");
  CHECK(js("a || f(), void g()") == "1  dropped call f()  if not(a)\n1  dropped call g()\n");
}

TEST_CASE("assignments used as values are made, and are operations") {
  CHECK(js("x = (n = 5)") == "1  assign x = (n := 5)\n1  assign n = 5\n");
  CHECK(js("x = ++n; y = n--; z = (m += 2)") ==
        "1  assign x = (n + 1)\n"
        "1  assign n += 1\n"
        "1  assign y = n\n"
        "1  assign n -= 1\n"
        "1  assign z = (m + 2)\n"
        "1  assign m += 2\n");
}

TEST_CASE("comparisons are facts wherever they stand") {
  CHECK(js("if (f(a === b) && #p in c) {}") ==
        "1  call f((a === b))\n"
        "1  compare (a === b)\n"
        "1  compare (#p in c)  if f((a === b))\n");
}

TEST_CASE("TypeScript's assertions vanish") {
  const std::string text = ts("x = [a as B, c!, d satisfies E, <F>g, {h: 1} as const, make<string>]");
  CHECK(text == "1  assign x = [a, c, d, g, {\"h\": 1}, make]\n");
}

TEST_CASE("an arrow returns its expression; a function expression that is called at once is a lambda") {
  CHECK(js("x = async a => a.b") ==
        "1  assign x = @lambda.1\n"
        "1  async lambda(a)\n"
        "1  return a.b  in @lambda.1\n");
  CHECK(js("(async () => { await boot() })()") ==
        "1  dropped call @lambda.1()\n"
        "1  async lambda()\n"
        "1  awaited dropped call boot()  in @lambda.1\n");
}

TEST_CASE("JSX: attributes by name, children, handlers inside") {
  const FileFacts facts =
      javascript("x = <A.B t={v} raw='a' on {...p} onClick={() => go(1)}>text {s && <c d={f()}/>}</A.B>");
  CHECK(dump(facts) ==
        "1  assign x = @unknown(t=v, raw=\"a\", on=true, @spread(p), onClick=@lambda.1, (s and "
        "@unknown(d=f())))\n"
        "1  lambda()\n"
        "1  call go(1)  in @lambda.1\n"
        "1  return go(1)  in @lambda.1\n"
        "1  call f()  if s\n");
  CHECK(facts.text_of(facts.assignments.at(0).value) == "A.B");
  CHECK(tsx("x = <><b k={1}/></>") == "1  assign x = @unknown(@unknown(k=1))\n");
}

TEST_CASE("ranges: lines and columns from 1, in bytes, the end being the last character") {
  const FileFacts facts = javascript("\n  f('\xC3\xA4')");
  const Range& range = facts.exprs.at(facts.calls.at(0).expr).range;
  CHECK(range.line == 2);
  CHECK(range.column == 3);
  CHECK(range.end_column == 9);
  CHECK(range.start == 3);
  CHECK(range.end == 10);
}
