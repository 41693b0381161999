// Values: constants and settings folded over files, and what depends on the environment, known as such.
#include <functional>

#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

// What K means at the top of the one file.
std::string python(const std::string& code) {
  return meaning_of_name(*small_program("#== a.py\n" + code, rules()), "a.py", "K");
}
std::string typescript(const std::string& code) {
  return meaning_of_name(*small_program("#== a.ts\n" + code, rules()), "a.ts", "K");
}

}  // namespace

TEST_CASE("H27: arithmetic, shifts, powers, underscores, over names") {
  CHECK(python("K = 1 << 14\n") == "16384");
  CHECK(python("K = 2 ** 17\n") == "131072");
  CHECK(python("N = 16_384\nK = N\n") == "16384");
  CHECK(python("K = 60 * 60 * 24\n") == "86400");
  CHECK(python("K = 7 // 2\n") == "3");
  CHECK(python("K = -5 + 2\n") == "-3");
  CHECK(python("K = 0x10 | 1\n") == "17");
  CHECK(typescript("export const K = 1 << 14;\n") == "16384");
  CHECK(typescript("const MINUTE = 60_000;\nexport const K = 15 * MINUTE;\n") == "900000");
  CHECK(typescript("export const K = 2 ** 10 * 64;\n") == "65536");
}

TEST_CASE("texts of constants: joins, f-strings, templates, formats") {
  CHECK(python("A = 'HS'\nB = 256\nK = f'{A}{B}'\n") == "HS256");
  CHECK(python("A = 'HS'\nK = A + '256'\n") == "HS256");
  CHECK(python("K = ('a'\n  'b')\n") == "ab");
  CHECK(typescript("const A = 'HS';\nexport const K = `${A}256`;\n") == "HS256");
  CHECK(typescript("const A = 'HS' as const;\nexport const K = A + '256';\n") == "HS256");
}

TEST_CASE("enum members of both languages") {
  CHECK(python("from enum import Enum\nclass A(str, Enum):\n    HS = 'HS256'\nK = A.HS.value\n") == "HS256");
  CHECK(python("from enum import StrEnum\nclass A(StrEnum):\n    HS = 'HS256'\nK = A.HS\n") == "HS256");
  CHECK(typescript("enum A { Low = 4, High = Low * 3 }\nexport const K = A.High;\n") == "12");
  CHECK(typescript("enum A { Zero, One, Five = 5, Six }\nexport const K = A.Six + A.One;\n") == "7");
  CHECK(typescript("export const A = { HS: 'HS256' } as const;\nexport const K = A['HS'];\n") == "HS256");
}

TEST_CASE("members of dicts and objects, nested, with spreads") {
  CHECK(python("C = {'jwt': {'ttl': 15}}\nK = C['jwt']['ttl']\n") == "15");
  CHECK(python("A = {'ttl': 15}\nB = {**A, 'x': 1}\nK = B.get('ttl')\n") == "15");
  CHECK(python("A = {'ttl': 15}\nB = {**A, 'ttl': 30}\nK = B['ttl']\n") == "30");
  CHECK(python("A = dict(ttl=15)\nK = A['ttl']\n") == "15");
  CHECK(typescript("const A = { jwt: { ttl: 15 } };\nexport const K = A.jwt.ttl;\n") == "15");
  CHECK(typescript("const A = { ttl: 15 };\nconst B = { ...A, x: 1 };\nexport const K = B.ttl;\n") == "15");
  CHECK(typescript("const B = { ttl: 15, ...other() };\nexport const K = B.ttl;\n") == "unknown");
  CHECK(typescript("const ttl = 15;\nconst B = { ttl };\nexport const { ttl: K } = B;\n") == "15");
}

TEST_CASE("tuple assignment and destructuring") {
  CHECK(python("A, B = 1, 2\nK = B\n") == "2");
  CHECK(python("(A, (B, C)) = (1, (2, 3))\nK = C\n") == "3");
  CHECK(python("A = B = 7\nK = A\n") == "7");
  CHECK(typescript("const [a, b] = [1, 2];\nexport const K = b;\n") == "2");
  CHECK(typescript("const { a = 5 } = {};\nexport const K = a;\n") == "5");
}

TEST_CASE("a pattern's fallback stands where the pattern does, not where the call is made") {
  // The call stands in a file with more definitions than the callee's has: its place means nothing there.
  const auto program = small_program(
      "#== limits.ts\nconst base = 12;\nexport function limit({ cost = base, ttl = cost }) { return { cost, "
      "ttl }; "
      "}\n#== a.ts\nimport { limit } from './limits';\nconst base = 4;\nfunction one() {}\nfunction two() "
      "{}\nconst make = () => limit({ ttl: undefined });\nexport const K = make().cost;\n",
      rules());
  CHECK(meaning_of_name(*program, "a.ts", "K") == "12");
  CHECK(
      typescript("function limit({ cost = base }, base) { return cost; }\nconst base = 4;\nexport const K = "
                 "limit({}, 12);\n") == "12");
}

TEST_CASE("a variable of the environment, its default by every way of saying one") {
  const std::string head = "import os\n";
  CHECK(python(head + "K = os.getenv('X', 'd')\n") == "environment X or d");
  CHECK(python(head + "K = os.environ.get('X') or 'd'\n") == "environment X or d");
  CHECK(python(head + "K = os.environ['X'] if 'X' in os.environ else 'd'\n") == "environment X or d");
  CHECK(python(head + "K = int(os.environ.get('X', '15'))\n") == "environment X or 15");
  CHECK(python("from os import environ as e, getenv\nK = getenv('X', default='d')\n") ==
        "environment X or d");
  CHECK(typescript("export const K = process.env.X ?? 'd';\n") == "environment X or d");
  CHECK(typescript("export const K = process.env['X'] || 'd';\n") == "environment X or d");
  CHECK(typescript("export const K = process.env.X ? process.env.X : 'd';\n") == "environment X or d");
  CHECK(typescript("const { X = 'd' } = process.env;\nexport const K = X;\n") == "environment X or d");
  CHECK(typescript("export const K = Number(process.env.X ?? 15);\n") == "environment X or 15");
  CHECK(typescript("export const K = parseInt(process.env.X || '15', 10);\n") == "environment X or 15");
  CHECK(typescript("export const K = process.env.X!;\n") == "environment X");
}

TEST_CASE("reads through helpers that take the name or the mapping") {
  CHECK(python("import os\ndef env(name, default=None):\n    return os.environ.get(name, default)\nK = "
               "env('X', 'd')\n") == "environment X or d");
  CHECK(python("import os\ndef load(env):\n    return {'x': env.get('X', 'd')}\nK = "
               "load(os.environ)['x']\n") == "environment X or d");
  CHECK(typescript("function env(name: string, fallback?: string) { return process.env[name] ?? fallback; "
                   "}\nexport const K = env('X', 'd');\n") == "environment X or d");
  CHECK(typescript("const read = (e: NodeJS.ProcessEnv) => ({ x: e.X ?? 'd' });\nexport const K = "
                   "read(process.env).x;\n") == "environment X or d");
  CHECK(
      typescript("function need(name: string) { const v = process.env[name]; if (!v) throw new Error(name); "
                 "return v; }\nexport const K = need('X');\n") == "environment X");
}

TEST_CASE("settings classes: prefix, alias, Field, nested") {
  const std::string head =
      "from pydantic_settings import BaseSettings, SettingsConfigDict\nfrom pydantic import Field\n";
  CHECK(python(head + "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='APP_')\n    "
                      "ttl: int = 15\nK = S().ttl\n") == "environment APP_TTL or 15");
  CHECK(python(head + "class S(BaseSettings):\n    ttl: int = Field(15, alias='TOKEN_TTL')\nK = S().ttl\n") ==
        "environment TOKEN_TTL or 15");
  CHECK(python(head + "class S(BaseSettings):\n    key: str = Field(..., min_length=32)\nK = S().key\n") ==
        "environment KEY");
  CHECK(python(head + "class S(BaseSettings):\n    ttl: int = 15\n    class Config:\n        env_prefix = "
                      "'APP_'\nsettings = S()\nK = settings.ttl\n") == "environment APP_TTL or 15");
  CHECK(python(head +
               "from functools import lru_cache\nclass S(BaseSettings):\n    ttl: int = 15\n@lru_cache\n"
               "def get():\n    return S()\nK = get().ttl\n") == "environment TTL or 15");
}

TEST_CASE("dataclass defaults and what a class was made with") {
  CHECK(python("from dataclasses import dataclass, field\n@dataclass\nclass C:\n    ttl: int = 15\nK = "
               "C().ttl\n") == "15");
  CHECK(python("from dataclasses import dataclass\n@dataclass\nclass C:\n    ttl: int = 15\n    cost: int = "
               "4\nK = C(30).ttl\n") == "30");
  CHECK(python("class C:\n    def __init__(self, ttl=15):\n        self.ttl = ttl\nK = C().ttl\n") == "15");
  CHECK(python("class C:\n    def __init__(self, ttl=15):\n        self.ttl = ttl\nK = C(ttl=30).ttl\n") ==
        "30");
  CHECK(python("from typing import NamedTuple\nclass C(NamedTuple):\n    ttl: int\nK = C(7).ttl\n") == "7");
  CHECK(
      typescript("class C { constructor(private ttl = 15) {} get() { return this.ttl; } }\nexport const K = "
                 "new C(30).get();\n") == "30");
  CHECK(typescript("class C { static readonly TTL = 15; }\nexport const K = C.TTL;\n") == "15");
}

TEST_CASE("a value that changes after it was made is not its first value") {
  CHECK(typescript("let n = 1;\nif (process.argv.length > 2) n = 12;\nexport const K = n;\n") ==
        "either(12, 1)");
  CHECK(python("n = 1\nfor i in range(3):\n    n = n + 1\nK = n\n") != "1");
}

TEST_CASE("a lattice of bases is looked into once a class, not once a way") {
  // 60 classes on 12 bases each: more ways up than anything could follow.
  std::string code;
  for (int i = 0; i < 60; ++i) {
    code += "class C" + std::to_string(i) + "(object";
    for (int j = std::max(0, i - 12); j < i; ++j) code += ", C" + std::to_string(j);
    code += "):\n    pass\n";
  }
  CHECK(python(code + "K = C59.nowhere\n") == "unknown");
  CHECK(python(code + "C = C59()\nK = C.nowhere\n") == "unknown");
}

TEST_CASE("alternatives of alternatives stand side by side, and too many are no value") {
  CHECK(typescript("const a = f() ? 1 : 2;\nconst b = f() ? a : 3;\nexport const K = f() ? b : a;\n") ==
        "either(1, 2, 3)");
  // A tree of 32 leaves.
  const std::function<std::string(int)> tree = [&](int leaf) -> std::string {
    if (leaf >= 32) return std::to_string(leaf);
    return "(f() ? " + tree(2 * leaf) + " : " + tree(2 * leaf + 1) + ")";
  };
  CHECK(typescript("export const K = " + tree(1) + ";\n") == "unknown");
}

TEST_CASE("a walk along a linked list costs no more for each step") {
  // Every field that is asked for is one of two things, both of which have it: two to the power of 40 ways.
  std::string code = "const x0 = { v: 0 };\n", way;
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "x" + std::to_string(i - 1);
    code += "const x" + std::to_string(i) + " = f() ? { v: " + before + " } : { v: " + before + ".v };\n";
    way += ".v";
  }
  CHECK(typescript(code + "export const K = x40" + way + ";\n") == "unknown");
}
