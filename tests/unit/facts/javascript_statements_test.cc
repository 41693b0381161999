#include "javascript_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("declarations and assignments in all their forms") {
  CHECK(js("const a = 1, b = 2; let c; var d = 3; e.f = 4; g += 5; h ||= i(); j++") ==
        "1  assign const a = 1\n"
        "1  assign const b = 2\n"
        "1  declare c\n"
        "1  assign d = 3\n"
        "1  assign e.f = 4\n"
        "1  assign g += 5\n"
        "1  assign h or= i()\n"
        "1  call i()  if not(h)\n"
        "1  assign j += 1\n");
  CHECK(ts("const a: T = b; let c!: U") == "1  assign const a: T = b\n1  declare c: U\n");
}

TEST_CASE("destructuring: the target is a container, a default is :=, a hole keeps its place") {
  CHECK(js("const {a, b: {c}, d = 1, [k]: e, ...r} = o") ==
        "1  assign const {\"a\": a, \"b\": {\"c\": c}, \"d\": (d := 1), @pair(k, e), @spread(r)} = o\n");
  CHECK(js("[a, , b = f(), ...c] = [d.e, g]") ==
        "1  assign [a, null, (b := f()), @spread(c)] = [d.e, g]\n"
        "1  call f()\n");
  CHECK(js("({a: b.c, d} = o)") == "1  assign {\"a\": b.c, \"d\": d} = o\n");
}

TEST_CASE("branches are conditions, and a branch that leaves guards what follows") {
  CHECK(
      js("function f() {\n if (a) { g() } else if (b) h(); else { i() }\n if (!u) return 1\n j()\n}\nk()") ==
      "1  function f()\n"
      "2  dropped call g()  in f  if a\n"
      "2  dropped call h()  in f  if not(a), if b\n"
      "2  dropped call i()  in f  if not(a), if not(b)\n"
      "3  return 1  in f  if not(u)\n"
      "4  dropped call j()  in f  if not(not(u))\n"
      "6  dropped call k()\n");
  CHECK(js("if (a) throw e; else if (b) throw f; g()") ==
        "1  raise e  if a\n"
        "1  raise f  if not(a), if b\n"
        "1  dropped call g()  if not(a), if not(b)\n");
  CHECK(js("if (a) { b() } else { throw c } d()") ==
        "1  dropped call b()  if a\n"
        "1  raise c  if not(a)\n"
        "1  dropped call d()  if a\n");
  CHECK(js("{ if (a) { throw b } c() } d()") ==
        "1  raise b  if a\n"
        "1  dropped call c()  if not(a)\n"
        "1  dropped call d()\n");
}

TEST_CASE("loops") {
  CHECK(js("for (const [k, v] of f(m)) { if (!v) continue; g(k) }") ==
        "1  each const [k, v] = f(m)  loop f(m)\n"
        "1  call f(m)\n"
        "1  dropped call g(k)  loop f(m), if not(not(v))\n");
  CHECK(js("for (var k in o) g(k)") == "1  each k in= o  loop o\n1  dropped call g(k)  loop o\n");
  CHECK(js("for (let i = f(); i < n; i++) g()") ==
        "1  assign i = f()\n"
        "1  call f()\n"
        "1  compare (i < n)\n"
        "1  assign i += 1  loop (i < n)\n"
        "1  dropped call g()  loop (i < n)\n");
  CHECK(js("while (f()) g(); do { h() } while (i)") ==
        "1  call f()\n"
        "1  dropped call g()  loop f()\n"
        "1  dropped call h()  loop i\n");
  CHECK(js("for (;;) { f(); break }") == "1  dropped call f()  loop\n");
}

TEST_CASE("try: the body, the handler, and what always runs") {
  CHECK(js("try { f() } catch ({message: m}) { g(m) } finally { h() }") ==
        "1  dropped call f()  try\n"
        "1  except {\"message\": m}  except\n"
        "1  dropped call g(m)  except\n"
        "1  dropped call h()\n");
  CHECK(js("if (a) { try { return 1 } catch { throw b } } c()").find("call c()  if not(a)") !=
        std::string::npos);
  CHECK(js("if (a) { try { return 1 } catch { } } c()").find("call c()  if") == std::string::npos);
}

TEST_CASE(
    "switch: an arm's test is its value's, of several where cases share it; a fall-through is left open") {
  CHECK(js("switch (m) { case 'A': case 'B': f(); break; case 'C': g(); case 'D': h(); return; default: i() "
           "}") ==
        "1  dropped call f()  case ((m == \"A\") or (m == \"B\"))\n"
        "1  dropped call g()  case (m == \"C\")\n"
        "1  dropped call h()  case\n"
        "1  return  case\n"
        "1  dropped call i()  case not()\n");
  CHECK(javascript("switch (m) { case 1: f() }").comparisons.empty());
}

TEST_CASE("throw, return and yield are exits") {
  CHECK(js("function* g() { const a = yield 1; yield* h(); return a }") ==
        "1  function g()\n"
        "1  assign const a = @yield(1)  in g\n"
        "1  yield 1  in g\n"
        "1  yield @spread(h())  in g\n"
        "1  call h()  in g\n"
        "1  return a  in g\n");
}

TEST_CASE("directives at the head of a module or function; \"use strict\" is none") {
  const FileFacts facts = javascript(
      "'use strict'\n'use client'\nf()\nasync function a() { 'use server'; g() }\nfunction b() { g(); 'use "
      "server' }");
  CHECK(facts.text(facts.definitions.at(0).directive) == "use client");
  CHECK(facts.text(facts.definitions.at(1).directive) == "use server");
  CHECK(facts.definitions.at(2).directive == 0);
}

TEST_CASE("comments that direct assay are kept, others not") {
  const FileFacts facts = javascript("// assay: ignore x\n/* prose */ f(/* assay: ignore y */ 1)");
  REQUIRE(facts.comments.size() == 2);
  CHECK(facts.text(facts.comments[0].text) == "assay: ignore x");
  CHECK(facts.text(facts.comments[1].text) == "assay: ignore y");
}
