#include "python_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("Python imports, one fact a name") {
  CHECK(python_dump("import a.b, c.d as e\n"
                    "from ..m import x, y as z\n"
                    "from . import (q,\n  r)\n"
                    "from m import *\n"
                    "from __future__ import annotations\n") ==
        "1  import a.b as a\n"
        "1  import c.d as e\n"
        "2  import ..m#x as x\n"
        "2  import ..m#y as z\n"
        "3  import .#q as q\n"
        "4  import .#r as r\n"
        "5  import m#*\n"
        "6  import __future__#annotations as annotations\n");
}

TEST_CASE("Python: imports under TYPE_CHECKING are for types only, those beside it are not") {
  CHECK(python_dump("if typing.TYPE_CHECKING:\n  from t import T\nelse:\n  import u\n"
                    "try:\n  import v\nexcept ImportError:\n  import w as v\n") ==
        "2  import t#T as T  type-only  if typing.TYPE_CHECKING\n"
        "4  import u as u  if not(typing.TYPE_CHECKING)\n"
        "6  import v as v  try\n"
        "8  import w as v  except ImportError\n");
}

TEST_CASE("Python: assignments in all their forms") {
  CHECK(python_dump("x = 1\n"
                    "x: int = 2\n"
                    "x: int\n"
                    "K: Final = 3\n"
                    "K: typing.Final[int] = 4\n"
                    "a = b.c = d[0], *e = 5\n"
                    "x //= 6\n"
                    "f((n := 7))\n"
                    "type T = list[int]\n") ==
        "1  assign x = 1\n"
        "2  assign x: int = 2\n"
        "3  declare x: int\n"
        "4  assign const K: Final = 3\n"
        "5  assign const K: typing.Final[int] = 4\n"
        "6  assign a = 5\n"
        "6  assign b.c = 5\n"
        "6  assign (d[0], @spread(e)) = 5\n"
        "7  assign x //= 6\n"
        "8  dropped call f((n := 7))\n"
        "8  assign n = 7\n"
        "9  assign T = list[int]\n");
}

TEST_CASE("Python: loops, with and except assign too") {
  CHECK(python_dump("for a, b in c: d()\n"
                    "with e as f, g: pass\n"
                    "with (e as f, g() as (h, i)): pass\n"
                    "try:\n  j()\nexcept (K, l.M) as n:\n  o()\n"
                    "p = [q for q in r]\n") ==
        "1  each (a, b) = c  loop c\n"
        "1  dropped call d()  loop c\n"
        "2  with f = e\n"
        "3  with f = e\n"
        "3  with (h, i) = g()\n"
        "3  call g()\n"
        "5  dropped call j()  try\n"
        "6  except n = (K, l.M)  except (K, l.M)\n"
        "7  dropped call o()  except (K, l.M)\n"
        "8  assign p = comprehension{q, r}\n"
        "8  each q = r\n");
}

TEST_CASE("Python: a dropped or awaited call is marked, its arguments are not") {
  CHECK(python_dump("f(g())\nx = h()\nawait i(j())\ny = await k()\nl().m()\n(n())\no(), p()\n") ==
        "1  dropped call f(g())\n"
        "1  call g()\n"
        "2  assign x = h()\n"
        "2  call h()\n"
        "3  awaited dropped call i(j())\n"
        "3  call j()\n"
        "4  assign y = await(k())\n"
        "4  awaited call k()\n"
        "5  call l()\n"
        "5  dropped call l().m()\n"
        "6  dropped call n()\n"
        "7  dropped call o()\n"
        "7  dropped call p()\n");
}

TEST_CASE("Python: exits say how and with what") {
  CHECK(python_dump("def f():\n"
                    "  yield\n"
                    "  x = yield 1\n"
                    "  yield from g\n"
                    "  if x: raise\n"
                    "  elif y: raise A from b\n"
                    "  return 1, 2\n") ==
        "1  function f()\n"
        "2  yield  in f\n"
        "3  assign x = @yield(1)  in f\n"
        "3  yield 1  in f\n"
        "4  yield @spread(g)  in f\n"
        "5  raise  in f  if x\n"
        "6  raise A  in f  if not(x), if y\n"
        "7  return (1, 2)  in f  if not(x), if not(y)\n");
}

TEST_CASE("Python: an assert raises where its test is false, and drops no call") {
  CHECK(python_dump("def f():\n"
                    "  assert g(x), 'no'\n"
                    "  h()\n") ==
        "1  function f()\n"
        "2  raise  in f  if not(g(x))\n"
        "2  call g(x)  in f\n"
        "3  dropped call h()  in f\n");
}

TEST_CASE("Python: a branch is a condition, and so is what follows a branch that leaves") {
  CHECK(python_dump("def f():\n"
                    "  if a: return\n"
                    "  if b: g()\n"
                    "  elif c: g()\n"
                    "  else: g()\n"
                    "  h()\n") ==
        "1  function f()\n"
        "2  return  in f  if a\n"
        "3  dropped call g()  in f  if not(a), if b\n"
        "4  dropped call g()  in f  if not(a), if not(b), if c\n"
        "5  dropped call g()  in f  if not(a), if not(b), if not(c)\n"
        "6  dropped call h()  in f  if not(a)\n");
  CHECK(python_dump("if a:\n  b()\nelse:\n  raise E\nc()\n") ==
        "2  dropped call b()  if a\n"
        "4  raise E  if not(a)\n"
        "5  dropped call c()  if a\n");
  CHECK(python_dump("for x in y:\n  if a:\n    with b: continue\n  c()\nd()\n") ==
        "1  each x = y  loop y\n"
        "4  dropped call c()  loop y, if not(a)\n"
        "5  dropped call d()\n");
  CHECK(python_dump("if a:\n  if b: raise E\n  else: raise F\nc()\n") ==
        "2  raise E  if a, if b\n"
        "3  raise F  if a, if not(b)\n"
        "4  dropped call c()  if not(a)\n");
}

TEST_CASE("Python: a branch that leaves only sometimes guards nothing") {
  CHECK(python_dump("if a:\n  if b: raise E\nc()\n") == "2  raise E  if a, if b\n3  dropped call c()\n");
  CHECK(python_dump("def f():\n  if a: pass\n  elif b: return\n  c()\n") ==
        "1  function f()\n3  return  in f  if not(a), if b\n4  dropped call c()  in f\n");
}

TEST_CASE("Python: loops, try and its parts are conditions; finally is none") {
  CHECK(python_dump("while a: b()\nelse: c()\n"
                    "try: d()\nexcept: e()\nelse: f()\nfinally: g()\n"
                    "try: h()\nfinally: i()\n") ==
        "1  dropped call b()  loop a\n"
        "2  dropped call c()  loop not(a)\n"
        "3  dropped call d()  try\n"
        "4  dropped call e()  except\n"
        "5  dropped call f()  try\n"
        "6  dropped call g()\n"
        "7  dropped call h()\n"
        "8  dropped call i()\n");
}

TEST_CASE("Python: the arms of a match are conditions, and their captures are declared") {
  CHECK(python_dump("match c.x:\n"
                    "  case 'a' | -1: f()\n"
                    "  case {'k': v, **w} if v: f()\n"
                    "  case P(x=0, y=z): f()\n"
                    "  case [m.C as t, *r]: f()\n"
                    "  case other: f()\n") ==
        "2  dropped call f()  case (c.x == (\"a\" | -(1)))\n"
        "3  declare v\n"
        "3  declare w\n"
        "3  dropped call f()  case (c.x == {\"k\": v, @spread(w)}), if v\n"
        "4  declare z\n"
        "4  dropped call f()  case (c.x == @unknown(P, x=0, y=z))\n"
        "5  declare t\n"
        "5  declare r\n"
        "5  dropped call f()  case (c.x == [m.C, @spread(r)])\n"
        "6  declare other\n"
        "6  dropped call f()  case not()\n");
  CHECK(python_dump("def f():\n  match g():\n    case 1: return\n    case _: raise E\n  h()\n")
            .find("case (@unknown() == 1)") != std::string::npos);
}

TEST_CASE("Python: docstring, and comments that direct assay alone") {
  CHECK(python_dump("'''What\nit does.'''\n# prose\nx = [  # assay: ignore token-scheme\n  1]\n") ==
        "docstring What\\nit does.\n"
        "4  assign x = [1]\n"
        "4  comment assay: ignore token-scheme\n");
  CHECK(python_dump("x = 1\n'not a docstring'\n") == "1  assign x = 1\n");
}

TEST_CASE("Python 2's commands are calls") {
  CHECK(python_dump("print 'a', f()\nexec code in scope\n") ==
        "1  dropped call print(\"a\", f())\n1  call f()\n2  dropped call exec(code, scope)\n");
}

TEST_CASE("Python: a call of type() at the head of a target is no type alias") {
  CHECK(python_dump("type(a).b.c = d\n") == "1  assign type(a).b.c = d\n1  call type(a)\n");
}
