#include "python_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("Python: functions with their parameters, annotations and decorators") {
  CHECK(python_dump("@app.get('/x', deps=[D(auth)])\n"
                    "@log\n"
                    "async def f(a, /, b: int = 1, *args: T, k=None, **kw) -> list[int] | None:\n"
                    "  pass\n") ==
        "1  async function f(a, b: int = 1, ...args: T, k = null, ...kw) -> (list[int] | null)"
        "  @ app.get(\"/x\", deps=[D(auth)])  @ log\n"
        "1  call app.get(\"/x\", deps=[D(auth)])\n"
        "1  call D(auth)\n");
}

TEST_CASE("Python: defaults and decorators run outside the function, its body inside") {
  CHECK(python_dump("@d()\ndef f(x=e()):\n  g()\n") ==
        "1  function f(x = e())  @ d()\n"
        "1  call d()\n"
        "2  call e()\n"
        "3  dropped call g()  in f\n");
}

TEST_CASE("Python: classes hold fields and methods; keywords are no bases") {
  CHECK(python_dump("class C(A, B[int], metaclass=m()):\n"
                    "  f: int\n"
                    "  g: str = F(..., min=3)\n"
                    "  h = 1\n"
                    "  @staticmethod\n"
                    "  def s(): pass\n"
                    "  def m(self):\n"
                    "    self.x = 2\n"
                    "    class D: pass\n") ==
        "1  class C(A, B[int], metaclass=m())\n"
        "1  call m()\n"
        "2  field f: int  in C\n"
        "3  field g: str = F(Ellipsis, min=3)  in C\n"
        "3  call F(Ellipsis, min=3)  in C\n"
        "4  field h = 1  in C\n"
        "5  static function s()  @ staticmethod  in C\n"
        "7  function m(self)  in C\n"
        "8  assign self.x = 2  in C.m\n"
        "9  class D()  in C.m\n");
}

TEST_CASE("Python: a lambda is a definition whose expression is returned") {
  const FileFacts facts = python("f = lambda a, *b, c=d(): a == c\n");
  CHECK(dump(facts) ==
        "1  assign f = @lambda.1\n"
        "1  lambda(a, ...b, c = d())\n"
        "1  call d()\n"
        "1  compare (a == c)  in @lambda.1\n"
        "1  return (a == c)  in @lambda.1\n");
  CHECK(facts.definitions[1].name_range.column == 5);
  CHECK(facts.definitions[1].name_range.end_column == 23);
}

TEST_CASE("Python: a definition's range takes its decorators in, its name's range the name alone") {
  const FileFacts facts = python("@d\ndef foo():\n  pass\n");
  CHECK(facts.definitions[1].range.line == 1);
  CHECK(facts.definitions[1].range.end_line == 3);
  CHECK(facts.definitions[1].range.end_column == 6);
  CHECK(facts.definitions[1].name_range.line == 2);
  CHECK(facts.definitions[1].name_range.column == 5);
  CHECK(facts.definitions[1].name_range.end_column == 7);
}

TEST_CASE("Python: a definition under a condition knows it, and so does what stands in it") {
  CHECK(python_dump("if DEBUG:\n  def f():\n    g()\n") ==
        "2  function f()  if DEBUG\n3  dropped call g()  in f  if DEBUG\n");
}

TEST_CASE("Python: a parent stands before its children, and nested decorators keep to their own") {
  const FileFacts facts = python("@a\ndef f():\n  @b\n  def g(): pass\n@c\n@d\nclass H: pass\n");
  REQUIRE(facts.definitions.size() == 4);
  for (Index n = 1; n < facts.definitions.size(); ++n) CHECK(facts.definitions[n].parent < n);
  CHECK(dump(facts) == "1  function f()  @ a\n3  function g()  @ b  in f\n5  class H()  @ c  @ d\n");
}

TEST_CASE("Python: types as far as names, generics and literals go") {
  CHECK(python_dump(
            "def f(a: Annotated[str, Depends(x)], b: 'User', c: dict[str, Any] | None, d: Literal['x', 1],\n"
            "      e: t.Callable[[int], str]): pass\n") ==
        "1  function f(a: Annotated[(str, Depends(x))], b: \"User\", c: (dict[(str, Any)] | null), "
        "d: Literal[(\"x\", 1)], e: t.Callable[([int], str)])\n"
        "1  call Depends(x)\n");
}
