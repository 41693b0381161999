// What names mean: through imports, scopes, re-exports, classes and settings, in both languages.
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

CallRule call(std::string name, std::string does = "") {
  CallRule rule;
  rule.name = std::move(name);
  rule.does = std::move(does);
  return rule;
}

// A rule book with just what these tests need; the real one is tested with the decisions.
RuleBook small_rules() {
  RuleBook rules;
  LibraryRule jwt{.distribution = "pypi:PyJWT",
                  .modules = {"jwt"},
                  .provenance = Provenance::library,
                  .shown = "",
                  .calls = {call("jwt.encode", "sign-token")},
                  .jobs = {},
                  .source = ""};
  LibraryRule python{.distribution = "stdlib:python",
                     .modules = {"os"},
                     .provenance = Provenance::stdlib,
                     .shown = "",
                     .calls = {call("os.environ", "environment")},
                     .jobs = {},
                     .source = ""};
  CallRule getenv = call("os.getenv", "read-environment");
  getenv.arguments["name"].position = 0;
  getenv.arguments["default"].position = 1;
  python.calls.push_back(getenv);
  LibraryRule settings{.distribution = "pypi:pydantic-settings",
                       .modules = {"pydantic_settings"},
                       .provenance = Provenance::library,
                       .shown = "",
                       .calls = {call("pydantic_settings.BaseSettings", "environment-settings")},
                       .jobs = {},
                       .source = ""};
  LibraryRule node{.distribution = "stdlib:node",
                   .modules = {"globals"},
                   .provenance = Provenance::stdlib,
                   .shown = "",
                   .calls = {call("process.env", "environment")},
                   .jobs = {},
                   .source = ""};
  LibraryRule util{.distribution = "stdlib:node",
                   .modules = {"util", "crypto"},
                   .provenance = Provenance::stdlib,
                   .shown = "",
                   .calls = {call("crypto.scrypt", "derive-key")},
                   .jobs = {},
                   .source = ""};
  CallRule promisify = call("util.promisify");
  promisify.returns_argument = 0;
  util.calls.push_back(promisify);
  LibraryRule zod{.distribution = "npm:zod",
                  .modules = {"zod"},
                  .provenance = Provenance::library,
                  .shown = "",
                  .calls = {},
                  .jobs = {},
                  .source = ""};
  CallRule object = call("zod.z.object");
  object.fields.emplace().position = 0;
  object.parse = {"parse", "safeParse.data"};
  object.default_by = "default";
  zod.calls.push_back(object);
  rules.libraries = {jwt, python, settings, node, util, zod};
  rules.transparent_methods = {"encode", "strip", "copy"};
  return rules;
}

const RuleBook kRules = small_rules();

std::string meaning(const std::string& text, const std::string& file, const std::string& name) {
  return meaning_of_name(*small_program(text, kRules), file, name);
}

}  // namespace

TEST_CASE("a library's function keeps its name through alias, from-import and re-export") {
  CHECK(meaning("#== a.py\nimport jwt as j\nf = j.encode\n", "a.py", "f") ==
        "external pypi:PyJWT jwt.encode");
  CHECK(meaning("#== a.py\nfrom jwt import encode as e\nf = e\n", "a.py", "f") ==
        "external pypi:PyJWT jwt.encode");
  CHECK(meaning("#== pkg/__init__.py\nfrom .b import encode\n#== pkg/b.py\nfrom jwt import encode\n#== "
                "main.py\nfrom pkg import encode as f\n",
                "main.py", "f") == "external pypi:PyJWT jwt.encode");
}

TEST_CASE("a file named like a package does not shadow it from inside its own package") {
  const std::string text = "#== app/__init__.py\n#== app/jwt.py\nimport jwt\nf = jwt.encode\n";
  CHECK(meaning(text, "app/jwt.py", "f") == "external pypi:PyJWT jwt.encode");
}

TEST_CASE("a top-level module of the repository does shadow a package") {
  const std::string text = "#== jwt.py\ndef encode(): return 1\n#== main.py\nimport jwt\nf = jwt.encode\n";
  CHECK(meaning(text, "main.py", "f").starts_with("function"));
}

TEST_CASE("constants fold over files, shifts, powers and enum members") {
  CHECK(meaning("#== c.py\nN = 1 << 14\nM = N * 2\n#== d.py\nfrom c import M as K\n", "d.py", "K") ==
        "32768");
  CHECK(meaning("#== c.ts\nexport const COST = 2 ** 15;\n#== d.ts\nimport {COST} from './c';\nexport const K "
                "= COST + 1;\n",
                "d.ts", "K") == "32769");
  CHECK(meaning("#== c.ts\nexport enum E { A = 12 }\nexport const K = E.A;\n", "c.ts", "K") == "12");
  CHECK(meaning("#== c.py\nclass C:\n    ROUNDS = 12\nK = C.ROUNDS\n", "c.py", "K") == "12");
}

TEST_CASE("two values under a condition are both kept, never one of them guessed") {
  const std::string text = "#== c.py\nimport os\nif os.getenv('FAST'):\n    N = 1\nelse:\n    N = 2\n";
  CHECK(meaning(text, "c.py", "N") == "either(2, 1)");
}

TEST_CASE("environment variables are known by name and default, also through helpers and settings classes") {
  CHECK(meaning("#== c.py\nimport os\nK = os.getenv('A', 'x')\n", "c.py", "K") == "environment A or x");
  CHECK(meaning("#== c.py\nimport os\nK = os.environ['A']\n", "c.py", "K") == "environment A");
  CHECK(meaning("#== c.py\nimport os\ndef need(name):\n    v = os.environ.get(name, '').strip()\n    if not "
                "v:\n        raise ValueError\n    return v\nK = need('A')\n",
                "c.py", "K") == "environment A or ");
  CHECK(meaning("#== c.py\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    "
                "ttl_minutes: int = 30\ns = S()\nK = s.ttl_minutes\n",
                "c.py", "K") == "environment TTL_MINUTES or 30");
  CHECK(meaning("#== c.ts\nexport const K = process.env.A ?? 'd';\n", "c.ts", "K") == "environment A or d");
}

TEST_CASE("a dataclass of settings gives what it was made with") {
  const std::string text =
      "#== c.py\nimport os\nfrom dataclasses import dataclass\n@dataclass\nclass S:\n    ttl: int\ndef "
      "load():\n    return S(ttl=60 * 60)\nsettings = load()\n"
      "#== d.py\nfrom c import settings\nK = settings.ttl\n";
  CHECK(meaning(text, "d.py", "K") == "3600");
}

TEST_CASE("a schema over the environment gives its fields, with their defaults") {
  const std::string text =
      "#== c.ts\nimport { z } from 'zod';\nconst schema = z.object({A: z.string().min(1), B: "
      "z.string().min(1).default('24h')});\n"
      "let cached;\nexport function config() {\n  if (!cached) {\n    const result = "
      "schema.safeParse(process.env);\n    cached = result.data;\n  }\n  return cached;\n}\n"
      "export const K = config().B;\nexport const L = config().A;\n";
  CHECK(meaning(text, "c.ts", "K") == "environment B or 24h");
  CHECK(meaning(text, "c.ts", "L") == "environment A");
}

TEST_CASE("a promisified function is the function") {
  CHECK(meaning("#== c.js\nconst { promisify } = require('util');\nconst crypto = "
                "require('node:crypto');\nconst K = promisify(crypto.scrypt);\nmodule.exports = { K };\n",
                "c.js", "K") == "external stdlib:node crypto.scrypt");
}

TEST_CASE("CommonJS and ES modules give the same thing, by folder index and by tsconfig path") {
  CHECK(meaning("#== lib/index.js\nmodule.exports = { N: 7 };\n#== a.js\nconst { N } = "
                "require('./lib');\nconst K = N;\nmodule.exports.K = K;\n",
                "a.js", "K") == "7");
  CHECK(
      meaning(
          "#== tsconfig.json\n{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./*\"]}, }}\n#== "
          "lib/n.ts\nexport const N = 7;\n#== app/a.ts\nimport { N } from '@/lib/n';\nexport const K = N;\n",
          "app/a.ts", "K") == "7");
}

TEST_CASE("what hangs on itself or on nothing is unknown, and ends") {
  CHECK(meaning("#== a.py\nfrom b import x\n#== b.py\nfrom a import x\n", "a.py", "x") == "unknown");
  CHECK(meaning("#== a.py\ndef f():\n    return f()\nK = f()\n", "a.py", "K") == "unknown");
}

TEST_CASE("entries put into a dict later are seen, and what it was made of stays open") {
  const std::string text =
      "#== a.py\ndef make(data: dict):\n    payload = data.copy()\n    payload.update({'exp': 5})\n    "
      "return payload\nK = make({'sub': 1})\n";
  CHECK(meaning(text, "a.py", "K") == "{sub: 1, exp: 5}");
}

TEST_CASE("a builtin type as annotation hides neither the caller's value nor its default") {
  const std::string text =
      "#== a.py\nimport os\ndef derive(n: int, salt: bytes = b'x'):\n    return [n, salt]\nK = derive(1 << "
      "4)\n";
  CHECK(meaning(text, "a.py", "K") == "[16, x]");
}

TEST_CASE("a constant is a variable's default only where that variable was asked for") {
  const std::string head = "#== c.py\nimport os\n";
  CHECK(meaning(head + "def get():\n    raw = os.environ.get('A')\n    if raw is None:\n        return 30\n  "
                       "  return raw\nK = get()\n",
                "c.py", "K") == "environment A or 30");
  CHECK(
      meaning(head + "def get():\n    if DEBUG:\n        return 30\n    return os.environ['A']\nK = get()\n",
              "c.py", "K") == "either(30, environment A)");
}
