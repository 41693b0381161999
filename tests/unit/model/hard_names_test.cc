// Names and values that are hard to follow: the catalogue's hard cases H24 to H27 and H34, in the language
// that the neighbouring tests leave out, and as real code has them.
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

// What K means at the top of the one file.
std::string python(const std::string& code) {
  return meaning_of_name("#== a.py\n" + code, "a.py", "K");
}
std::string typescript(const std::string& code) {
  return meaning_of_name("#== a.ts\n" + code, "a.ts", "K");
}
std::string javascript(const std::string& code) {
  return meaning_of_name("#== a.js\n" + code, "a.js", "K");
}

}  // namespace

TEST_CASE("H24: a parameter, a local and a class of the repository hide the package of their name") {
  CHECK(python("import jwt\ndef f(jwt):\n    return jwt.encode\nK = f({'encode': 7})\n") !=
        "external pypi:PyJWT jwt.encode");
  CHECK(python("import bcrypt\nclass bcrypt:\n    hashpw = 7\nK = bcrypt.hashpw\n") == "7");
  CHECK(typescript(
            "import jwt from 'jsonwebtoken';\nfunction f() { const jwt = { sign: 7 }; return jwt.sign; }\n"
            "export const K = f();\n") == "7");
  CHECK(typescript("const jwt = { sign: 7 };\nexport const K = jwt.sign;\n") == "7");
  CHECK(meaning_of_name(
            "#== cors.py\nclass CORSMiddleware:\n    pass\n#== m.py\nfrom cors import CORSMiddleware\nK = "
            "CORSMiddleware\n",
            "m.py", "K")
            .starts_with("class"));
  CHECK(meaning_of_name(
            "#== helmet.ts\nexport default function helmet() { return 7; }\n#== m.ts\nimport helmet from "
            "'./helmet';\nexport const K = helmet();\n",
            "m.ts", "K") == "7");
}

TEST_CASE("H25: Python: imports in functions, by importlib, with a fallback of the repository's own") {
  CHECK(python("def f():\n    import bcrypt\n    return bcrypt.hashpw\nK = f()\n") ==
        "external pypi:bcrypt bcrypt.hashpw");
  CHECK(python("import importlib\nb = importlib.import_module('bcrypt')\nK = b.hashpw\n") ==
        "external pypi:bcrypt bcrypt.hashpw");
  CHECK(python("try:\n    from bcrypt import hashpw as K\nexcept ImportError:\n    K = None\n") ==
        "external pypi:bcrypt bcrypt.hashpw");
  CHECK(python("import typing\nif typing.TYPE_CHECKING:\n    from b import N\nelse:\n    N = 5\nK = N\n") ==
        "5");
}

TEST_CASE("H25: JavaScript: types alone, require in try and in functions, import in a function") {
  CHECK(typescript("import type { hash } from 'bcryptjs';\nimport { hash as other } from 'bcrypt';\n"
                   "export const K = other;\n") == "external npm:bcrypt bcrypt.hash");
  CHECK(javascript("let lib;\ntry { lib = require('bcrypt'); } catch (e) { lib = require('bcryptjs'); }\n"
                   "module.exports.K = lib.hash;\n") ==
        "either(external npm:bcryptjs bcryptjs.hash, external npm:bcrypt bcrypt.hash)");
  CHECK(
      javascript(
          "function f() { const { hash } = require('bcryptjs'); return hash; }\nmodule.exports.K = f();\n") ==
      "external npm:bcryptjs bcryptjs.hash");
  CHECK(typescript("async function f() { const lib = await import('bcryptjs'); return lib.hash; }\n"
                   "export const K = await f();\n") == "external npm:bcryptjs bcryptjs.hash");
  CHECK(typescript("export const K = await import('bcryptjs').then((lib) => lib.hash);\n") ==
        "external npm:bcryptjs bcryptjs.hash");
}

TEST_CASE("H27: constants folded over three files") {
  CHECK(meaning_of_name(
            "#== a.py\nBASE = 16_384\n#== b.py\nfrom a import BASE\nN = BASE << 1\n#== c.py\nimport b\nK "
            "= b.N * "
            "2 ** 2\n",
            "c.py", "K") == "131072");
  CHECK(meaning_of_name(
            "#== a.ts\nexport const BASE = 16_384;\n#== b.ts\nimport { BASE } from './a';\nexport const "
            "scrypt = { N: "
            "BASE << 1 };\n#== c.ts\nimport { scrypt } from './b';\nexport const K = scrypt.N * 2 ** 2;\n",
            "c.ts", "K") == "131072");
  CHECK(meaning_of_name(
            "#== a.js\nmodule.exports = { BASE: 0x4000 };\n#== b.js\nconst { BASE } = "
            "require('./a');\nexports.N = "
            "Math.pow(BASE, 1);\nexports.M = BASE | 1;\n#== c.js\nconst b = require('./b');\nexports.K = "
            "b.M;\n",
            "c.js", "K") == "16385");
}

TEST_CASE("H34: TypeScript: enums, as const, satisfies, namespaces") {
  CHECK(typescript("const enum Cost { Low = 4, High = 1 << 4 }\nexport const K = Cost.High;\n") == "16");
  CHECK(typescript("export enum Alg { Default = 'HS256' }\nexport const K = `${Alg.Default}`;\n") == "HS256");
  CHECK(typescript("const COSTS = { low: 4, high: 12 } as const;\nexport const K = COSTS.high;\n") == "12");
  CHECK(typescript("const ALGS = ['HS256', 'HS512'] as const;\nexport const K = ALGS[1];\n") == "HS512");
  CHECK(typescript("const c = { cost: 12 } satisfies Record<string, number>;\nexport const K = c!.cost as "
                   "number;\n") == "12");
  CHECK(typescript("export const K = <number>(12);\n") == "12");
  CHECK(typescript("namespace Hash { export const COST = 12; }\nexport const K = Hash.COST;\n") == "12");
}

TEST_CASE("H34: the body of an overloaded function is the one that has one") {
  CHECK(typescript("function cost(n: number): number;\nfunction cost(n: string): number;\nfunction cost(n: "
                   "any): any { "
                   "return 12; }\nexport const K = cost('x');\n") == "12");
  CHECK(typescript("class C {\n  cost(n: number): number;\n  cost(n: string): number;\n  cost(n: any): any { "
                   "return 12; "
                   "}\n}\nexport const K = new C().cost(1);\n") == "12");
  CHECK(python("from typing import overload\n@overload\ndef cost(n: int) -> int: ...\n@overload\ndef cost(n: "
               "str) -> "
               "int: ...\ndef cost(n):\n    return 12\nK = cost('x')\n") == "12");
}

TEST_CASE("H34: decorators and parameter properties leave what they decorate, JSX in .js is read") {
  CHECK(typescript("function logged(target: unknown, key: string) {}\n@Injectable()\nclass C {\n  @Column({ "
                   "default: 1 }) "
                   "rounds = 12;\n  @logged\n  cost() { return this.rounds; }\n}\nexport const K = new "
                   "C().cost();\n") == "12");
  CHECK(
      javascript(
          "import React from 'react';\nexport const Page = ({ user }) => <div className=\"x\">{user.name} <b "
          "/></div>;\nexport const K = 12;\nexport default Page;\n") == "12");
  CHECK(javascript(
            "const f = () => (<>\n  <p>it's {1 < 2 ? 'a' : \"b\"}</p>\n</>);\nexport const K = 1 << 4;\n") ==
        "16");
  CHECK(python("from enum import IntEnum\nclass Cost(IntEnum):\n    LOW = 4\n    HIGH = LOW * 3\nK = "
               "Cost.HIGH.value\n") == "12");
}
