#include "javascript_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("functions and their parameters; a default is evaluated inside") {
  CHECK(js("async function f(a, b = g(), {c, d = 1}, [e], ...r) {}") ==
        "1  async function f(a, b = g(), {\"c\": c, \"d\": (d := 1)}, [e], ...r)\n"
        "1  call g()  in f\n");
  CHECK(js("function f({a} = {}) {}") == "1  function f({\"a\": a} = {})\n");
  CHECK(
      ts("function f(this: C, a?: string, {b}: {b: number, c?: D} = x, ...r: E[]): Promise<void> {}") ==
      "1  function f(a: (string | null), {\"b\": b}: {\"b\": number, \"c\": (D | null)} = x, ...r: Array[E])"
      " -> Promise[void]\n");
}

TEST_CASE("types as expressions") {
  CHECK(type("string") == "string");
  CHECK(type("express.Request<A, 'b'>") == "express.Request[(A, \"b\")]");
  CHECK(type("Record<string, number[]>") == "Record[(string, Array[number])]");
  CHECK(type("A | 'b' | 3 | null | undefined") == "|(A, \"b\", 3, null, null)");
  CHECK(type("readonly (A & B)[]") == "Array[(A & B)]");
  CHECK(type("[a: string, b?: number, C]") == "(string, number, C)");
  CHECK(type("T['x']") == "T[\"x\"]");
  CHECK(type("(a: string) => void") == "@unknown()");
  CHECK(type("keyof typeof x") == "@unknown()");
  CHECK(type("A extends B ? C : D") == "@unknown()");
  CHECK(typescript("let x: import('m').T").calls.empty());
}

TEST_CASE("signatures, ambient declarations and types define nothing") {
  CHECK(ts("function f(a: string): string; function f(a) { return a }\n"
           "declare const X: string; declare module 'm' { export const y: number }\n"
           "interface I { a: string } type T = {b: I}") ==
        "1  function f(a)\n"
        "1  return a  in f\n");
  CHECK(ts("abstract class A { abstract m(): void; n(x: string): void; n(x) {} [k: string]: any }") ==
        "1  class A()\n"
        "1  function n(x)  in A\n");
}

TEST_CASE("classes: fields, private members, accessors, static blocks, generators") {
  const char* source =
      "class C extends B.D {\n"
      "  static #n = f()\n"
      "  h = async (q) => q\n"
      "  static { init() }\n"
      "  constructor(a) { super(a); this.#n = a }\n"
      "  get v() { return this.#n }\n"
      "  set v(x) { this.#n = x }\n"
      "  static async *gen() { yield 1 }\n"
      "  #p() {} ['q']() {} [r]() {}\n"
      "}";
  const char* expected =
      "1  class C(B.D)\n"
      "2  field #n = f()  in C\n"
      "2  call f()  in C\n"
      "3  field h = @lambda.2  in C\n"
      "3  async lambda(q)  in C\n"
      "3  return q  in C.@lambda.2\n"
      "4  dropped call init()  in C\n"
      "5  function constructor(a)  in C\n"
      "5  dropped call super(a)  in C.constructor\n"
      "5  assign this.#n = a  in C.constructor\n"
      "6  get function v()  in C\n"
      "6  return this.#n  in C.v\n"
      "7  function v(x)  in C\n"
      "7  assign this.#n = x  in C.v\n"
      "8  static async function gen()  in C\n"
      "8  yield 1  in C.gen\n"
      "9  function #p()  in C\n"
      "9  function q()  in C\n"
      "9  function ()  in C\n";
  CHECK(js(source) == expected);
  CHECK(ts(source) == expected);
}

TEST_CASE("decorators: of classes, methods, fields and parameters, evaluated with the class") {
  CHECK(ts("@Controller('u') export class C implements OnInit {\n"
           "  @IsEmail() @Length(1, 9) readonly email?: string\n"
           "  @Get(':id') @Guard async one(@Param('id', Pipe) id: number, @Body() dto: Dto) {}\n"
           "  two() {}\n"
           "}") ==
        "1  class C(OnInit)  @ Controller(\"u\")\n"
        "1  call Controller(\"u\")\n"
        "1  export C = C\n"
        "2  field const email: (string | null)  @ IsEmail()  @ Length(1, 9)  in C\n"
        "2  call IsEmail()  in C\n"
        "2  call Length(1, 9)  in C\n"
        "3  async function one(id: number  @ Param(\"id\", Pipe), dto: Dto  @ Body())  @ Get(\":id\")  @ "
        "Guard  in C\n"
        "3  call Get(\":id\")  in C\n"
        "3  call Param(\"id\", Pipe)  in C\n"
        "3  call Body()  in C\n"
        "4  function two()  in C\n");
  CHECK(js("@a class C { @b() m() {} @c f = 1 }") ==
        "1  class C()  @ a\n"
        "1  function m()  @ b()  in C\n"
        "1  call b()  in C\n"
        "1  field f = 1  @ c  in C\n");
}

TEST_CASE("a definition's range takes its decorators in, its name's range the name alone") {
  const FileFacts facts = typescript("@d\nexport class Foo {\n @e bar() {}\n}");
  const Definition& foo = facts.definitions.at(1);
  CHECK(foo.range.line == 1);
  CHECK(foo.range.end_line == 4);
  CHECK(foo.name_range.line == 2);
  CHECK(foo.name_range.column == 14);
  CHECK(foo.name_range.end_column == 16);
  CHECK(facts.definitions.at(2).range.column == 2);
  const FileFacts lambda = javascript("x = async (a, b) => { c }");
  CHECK(lambda.definitions.at(1).name_range.column == 5);
  CHECK(lambda.definitions.at(1).name_range.end_column == 16);
}

TEST_CASE("a constructor's modifiers make fields") {
  CHECK(ts("class C { constructor(private readonly users: Users, @Inject(T) public db: Db, plain: number) {} "
           "}") ==
        "1  class C()\n"
        "1  function constructor(users: Users, db: Db  @ Inject(T), plain: number)  in C\n"
        "1  field const users: Users  in C\n"
        "1  field db: Db  in C\n"
        "1  call Inject(T)  in C\n");
}

TEST_CASE("enums and namespaces") {
  CHECK(ts("export enum Role { Admin = 'admin', User = 'user', Two }\nconst enum N { A = 1 << 2 }") ==
        "1  export Role = Role\n"
        "1  class Role()\n"
        "1  member const Admin = \"admin\"  in Role\n"
        "1  member const User = \"user\"  in Role\n"
        "1  member const Two  in Role\n"
        "2  class N()\n"
        "2  member const A = (1 << 2)  in N\n");
  CHECK(ts("namespace A.B { export const x = 1; export function f() {} }\nexport namespace C { export const "
           "y = 2 }") ==
        "1  module A.B()\n"
        "1  assign const x = 1  in A.B\n"
        "1  function f()  in A.B\n"
        "2  export C = C\n"
        "2  module C()\n"
        "2  assign const y = 2  in C\n");
}

TEST_CASE("a named function expression keeps its name, a function assigned to one has none") {
  const FileFacts facts = javascript("a = function b() { b() }; c = () => 1; d = class E {}");
  REQUIRE(facts.definitions.size() == 4);
  CHECK(facts.definitions[1].kind == Definition::Kind::lambda);
  CHECK(facts.text(facts.definitions[1].name) == "b");
  CHECK(facts.definitions[2].name == 0);
  CHECK(facts.definitions[3].kind == Definition::Kind::class_);
  CHECK(facts.text(facts.definitions[3].name) == "E");
}
