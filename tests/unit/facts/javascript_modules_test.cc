#include "javascript_facts.h"

using namespace assay;
using namespace assay::facts;

TEST_CASE("imports of ES modules") {
  const char* source =
      "import d, * as n from 'a'\n"
      "import e, {f, g as h, 'x-y' as i, default as j} from './b'\n"
      "import 'c'\n";
  const char* expected =
      "1  import a#default as d\n"
      "1  import a as n\n"
      "2  import ./b#default as e\n"
      "2  import ./b#f as f\n"
      "2  import ./b#g as h\n"
      "2  import ./b#x-y as i\n"
      "2  import ./b#default as j\n"
      "3  import c\n";
  CHECK(js(source) == expected);
  CHECK(ts(source) == expected);
  CHECK(ts("import type {A} from 'a'; import {type B, C} from 'b'; import fs = require('fs'); import D = "
           "E.F") ==
        "1  import a#A as A  type-only\n"
        "1  import b#B as B  type-only\n"
        "1  import b#C as C\n"
        "1  require fs as fs\n"
        "1  assign const D = E.F\n");
}

TEST_CASE("require() that binds a name is an import, and neither assignment nor call") {
  CHECK(js("const a = require('a')\nconst {b, c: d, e = f(), ...r} = require('m')\nvar g = "
           "require('h').i.j\n") ==
        "1  require a as a\n"
        "2  require m#b as b\n"
        "2  require m#c as d\n"
        "2  require m#e as e\n"
        "2  call f()\n"
        "2  require m as r\n"
        "3  require h#i.j as g\n");
  CHECK(js("const {promises: {readFile}} = require('fs')") ==
        "1  require fs#promises.readFile as readFile\n");
  CHECK(js("let s; if (a) { s = require('sharp') }") == "1  declare s\n1  require sharp as s  if a\n");
  CHECK(ts("const a = require('a') as A") == "1  require a as a\n");
  CHECK(js("const a = require(`a`)") == "1  require a as a\n");
}

TEST_CASE("require() of anything else is a call") {
  CHECK(js("const a = require('a')()") ==
        "1  assign const a = require(\"a\")()\n"
        "1  call require(\"a\")\n"
        "1  call require(\"a\")()\n");
  CHECK(js("const a = require(b)") == "1  assign const a = require(b)\n1  call require(b)\n");
  CHECK(js("const a = require(`x${b}`)").find("assign const a") != std::string::npos);
  CHECK(js("[a] = require('b')").find("assign [a]") != std::string::npos);
}

TEST_CASE("await import() that binds a name is a dynamic import") {
  CHECK(js("const a = await import('a'); const {b} = await import('b'); const c = (await "
           "import('c')).default") ==
        "1  dynamic a as a\n"
        "1  dynamic b#b as b\n"
        "1  dynamic c#default as c\n");
  CHECK(js("const a = import('a')") ==
        "1  assign const a = import import(\"a\")\n1  call import import(\"a\")\n");
}

TEST_CASE("exports of ES modules") {
  CHECK(js("export {a as b, c}\nexport {d, e as default} from 'm'\nexport * from 'n'\nexport * as o from "
           "'p'") ==
        "1  export b = a\n"
        "1  export c = c\n"
        "2  export d = d  from m\n"
        "2  export default = e  from m\n"
        "3  export *  from n\n"
        "4  export o  from p\n");
  CHECK(js("export const {GET, POST: [P], [k]: W = 1, ...R} = handlers") ==
        "1  export GET = GET\n1  export P = P\n1  export W = W\n1  export R = R\n"
        "1  assign const {\"GET\": GET, \"POST\": [P], @pair(k, (W := 1)), @spread(R)} = handlers\n");
  CHECK(js("export function f() {}\nexport class C {}\nexport let v; export const {x} = require('y')") ==
        "1  export f = f\n1  function f()\n2  export C = C\n2  class C()\n"
        "3  export v = v\n3  declare v\n3  export x = x\n3  require y#x as x\n");
}

TEST_CASE("default exports: a name, a function with or without one, a value") {
  CHECK(js("export default app") == "1  export default = app = app\n");
  CHECK(js("export default async function handler(req) {}") ==
        "1  export default = handler\n1  async function handler(req)\n");
  CHECK(js("export default function () {}") == "1  export default = @lambda.1\n1  lambda()\n");
  CHECK(js("export default class extends B {}") == "1  export default = @lambda.1\n1  class (B)\n");
  CHECK(js("export default {a: 1}") == "1  export default = {\"a\": 1}\n");
  CHECK(ts("export = app") == "1  export default = app = app\n");
}

TEST_CASE("types give out nothing") {
  CHECK(
      ts("export type A = B; export interface C {} export type {D} from 'd'; export {type E, F} from 'e'") ==
      "1  export F = F  from e\n");
}

TEST_CASE("an alias that is a reserved word is read in either grammar") {
  const char* expected =
      "1  export delete = del\n1  export a = a\n1  export new = b\n2  export null = n  from m\n";
  CHECK(ts("export {del as delete, a, b as new}\nexport {n as null} from 'm'") == expected);
  const std::string said = js("export {del as delete, a, b as new}\nexport {n as null} from 'm'");
  CHECK(said.substr(said.find('\n') + 1) == expected);  // after the count of errors
}

TEST_CASE("module.exports and exports") {
  CHECK(js("module.exports = {a, b: c, d() {}, ...e}") ==
        "1  export default = {\"a\": a, \"b\": c, \"d\": @lambda.1, @spread(e)}\n"
        "1  assign module.exports = {\"a\": a, \"b\": c, \"d\": @lambda.1, @spread(e)}\n"
        "1  export a = a = a\n"
        "1  export b = c = c\n"
        "1  export d = @lambda.1\n"
        "1  lambda()\n");
  CHECK(js("exports.a = b; module.exports.c = 1; exports['d'] = e") ==
        "1  export a = b = b\n"
        "1  assign exports.a = b\n"
        "1  export c = 1\n"
        "1  assign module.exports.c = 1\n"
        "1  export d = e = e\n"
        "1  assign exports[\"d\"] = e\n");
  CHECK(js("module.exports = exports = {a}").find("export a = a") != std::string::npos);
  CHECK(js("exports = module.exports = f").find("export default = f") != std::string::npos);
  CHECK(javascript("other.exports = f; exports = g; x.module.exports = h").exports.empty());
}
