// Modules as the languages resolve them: packages, layouts, aliases, workspaces, names that look alike.
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

TEST_CASE("a src layout is found from a test and from a script at the root") {
  CHECK(meaning_of_name(
            "#== src/shop/__init__.py\n#== src/shop/cost.py\nN = 7\n#== run.py\nfrom shop.cost import N\n",
            "run.py", "N") == "7");
  CHECK(meaning_of_name("#== services/api/src/shop/__init__.py\n#== services/api/src/shop/cost.py\nN = 7\n"
                        "#== services/api/run.py\nfrom shop.cost import N\n",
                        "services/api/run.py", "N") == "7");
}

TEST_CASE("a namespace package needs no __init__.py") {
  CHECK(meaning_of_name("#== shop/core/cost.py\nN = 7\n#== run.py\nfrom shop.core.cost import N as K\n",
                        "run.py", "K") == "7");
  CHECK(meaning_of_name(
            "#== shop/core/cost.py\nN = 7\n#== run.py\nimport shop.core.cost\nK = shop.core.cost.N\n",
            "run.py", "K") == "7");
  CHECK(meaning_of_name("#== shop/core/cost.py\nN = 7\n#== run.py\nimport shop.core.cost as c\nK = c.N\n",
                        "run.py", "K") == "7");
}

TEST_CASE("relative imports climb as many packages as they have dots") {
  const std::string text =
      "#== a/__init__.py\nN = 1\n#== a/b/__init__.py\nN = 2\n#== a/b/c.py\nfrom . import N as near\nfrom .. "
      "import N as far\nfrom ..d import N as side\nfrom . import e\nK = e.N\n#== a/d.py\nN = 3\n#== "
      "a/b/e.py\nN = 4\n";
  CHECK(meaning_of_name(text, "a/b/c.py", "near") == "2");
  CHECK(meaning_of_name(text, "a/b/c.py", "far") == "1");
  CHECK(meaning_of_name(text, "a/b/c.py", "side") == "3");
  CHECK(meaning_of_name(text, "a/b/c.py", "K") == "4");
}

TEST_CASE("H25: an import behind try has both meanings, the one that is there first") {
  const std::string text =
      "#== a.py\ntry:\n    from jwt import encode\nexcept ImportError:\n    from jose.jwt import encode\nf = "
      "encode\n#== requirements.txt\nPyJWT 2.8\npython-jose 3.3\n";
  CHECK(meaning_of_name(text, "a.py", "f") ==
        "either(external pypi:python-jose jose.jwt.encode, external pypi:PyJWT jwt.encode)");
  CHECK(meaning_of_name("#== a.py\ntry:\n    import bcrypt\nexcept ImportError:\n    bcrypt = None\nf = "
                        "bcrypt.hashpw\n",
                        "a.py", "f") == "external pypi:bcrypt bcrypt.hashpw");
}

TEST_CASE("H25: what only a type checker imports is no other meaning at run time") {
  CHECK(meaning_of_name(
            "#== a.py\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from b import N\nelse:\n"
            "    N = 5\nK = N\n#== b.py\nN = 6\n",
            "a.py", "K") == "5");
}

TEST_CASE("H25: require in a branch and a dynamic import are imports") {
  CHECK(meaning_of_name("#== a.js\nlet lib;\nif (process.env.X) { lib = require('bcryptjs'); }\nelse { lib = "
                        "require('bcrypt'); }\nconst f = lib.hash;\nmodule.exports = { f };\n",
                        "a.js", "f") ==
        "either(external npm:bcrypt bcrypt.hash, external npm:bcryptjs bcryptjs.hash)");
  CHECK(meaning_of_name("#== a.mjs\nconst { hash } = await import('bcryptjs');\nexport const f = hash;\n",
                        "a.mjs", "f") == "external npm:bcryptjs bcryptjs.hash");
  CHECK(meaning_of_name("#== a.mjs\nexport const f = (await import('bcryptjs')).hash;\n", "a.mjs", "f") ==
        "external npm:bcryptjs bcryptjs.hash");
}

TEST_CASE("H26: re-exports over three files, renamed and starred") {
  CHECK(meaning_of_name(
            "#== a/__init__.py\nfrom .b import *\n#== a/b/__init__.py\nfrom .c import hashed as make\n"
            "#== a/b/c.py\nfrom bcrypt import hashpw as hashed\n#== m.py\nfrom a import make\nf = make\n",
            "m.py", "f") == "external pypi:bcrypt bcrypt.hashpw");
  CHECK(meaning_of_name(
            "#== a.ts\nexport * from './b';\n#== b.ts\nexport { hash as make } from './c';\n#== c.ts\n"
            "import { hash } from 'bcryptjs';\nexport { hash };\n#== m.ts\nimport { make } from './a';\n"
            "export const f = make;\n",
            "m.ts", "f") == "external npm:bcryptjs bcryptjs.hash");
  CHECK(meaning_of_name(
            "#== a.ts\nexport * as tools from './b';\n#== b.ts\nexport const N = 7;\n#== m.ts\nimport { "
            "tools } from './a';\nexport const K = tools.N;\n",
            "m.ts", "K") == "7");
  CHECK(meaning_of_name(
            "#== a.js\nmodule.exports = require('./b');\n#== b.js\nexports.N = 7;\n#== m.js\nconst { N } "
            "= require('./a');\nmodule.exports.K = N;\n",
            "m.js", "K") == "7");
  CHECK(meaning_of_name(
            "#== a.js\nmodule.exports = { ...require('./b'), M: 1 };\n#== b.js\nmodule.exports = { N: 7 "
            "};\n#== m.js\nconst a = require('./a');\nmodule.exports.K = a.N;\n",
            "m.js", "K") == "7");
}

TEST_CASE("H24: a local file named like a package is the file") {
  CHECK(meaning_of_name(
            "#== bcrypt.py\ndef hashpw(p, s): return p\n#== m.py\nimport bcrypt\nf = bcrypt.hashpw\n", "m.py",
            "f")
            .starts_with("function"));
  CHECK(meaning_of_name(
            "#== bcryptjs.js\nexports.hash = (p) => p;\n#== m.js\nconst b = require('./bcryptjs');\n"
            "module.exports.f = b.hash;\n",
            "m.js", "f")
            .starts_with("function"));
  // A variable of that name is the variable, a class of the repository's own its class.
  CHECK(meaning_of_name("#== m.py\njwt = {'encode': 1}\nK = jwt['encode']\n", "m.py", "K") == "1");
  CHECK(meaning_of_name("#== m.py\nclass CORSMiddleware:\n    pass\nK = CORSMiddleware\n", "m.py", "K")
            .starts_with("class"));
}

TEST_CASE("two distributions that share an import name are told apart by the manifests") {
  CHECK(meaning_of_name("#== m.py\nimport jwt\nf = jwt.encode\n#== requirements.txt\njwt 1.3\n", "m.py",
                        "f") == "external pypi:jwt jwt.encode");
  CHECK(meaning_of_name("#== m.py\nimport jwt\nf = jwt.encode\n#== requirements.txt\nPyJWT 2.8\n", "m.py",
                        "f") == "external pypi:PyJWT jwt.encode");
  CHECK(meaning_of_name("#== m.py\nfrom jose import jwt\nf = jwt.encode\n", "m.py", "f") ==
        "external pypi:python-jose jose.jwt.encode");
  CHECK(meaning_of_name("#== m.ts\nimport { jwtVerify } from 'jose';\nexport const f = jwtVerify;\n", "m.ts",
                        "f") == "external npm:jose jose.jwtVerify");
}

TEST_CASE("tsconfig: the nearest one counts, what it extends too, and baseUrl without paths") {
  CHECK(meaning_of_name(
            "#== tsconfig.json\n{\"compilerOptions\": {\"baseUrl\": \"src\"}}\n#== src/lib/n.ts\nexport "
            "const N = 7;\n#== src/a.ts\nimport { N } from 'lib/n';\nexport const K = N;\n",
            "src/a.ts", "K") == "7");
  CHECK(meaning_of_name(
            "#== tsconfig.base.json\n{\"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"@lib/*\": "
            "[\"libs/*\"]}}}\n#== apps/web/tsconfig.json\n{\"extends\": \"../../tsconfig.base.json\", // x\n"
            "\"compilerOptions\": {}}\n#== libs/n.ts\nexport const N = 7;\n#== apps/web/a.ts\nimport { N } "
            "from '@lib/n';\nexport const K = N;\n",
            "apps/web/a.ts", "K") == "7");
}

TEST_CASE("workspaces: a package of the repository by its name, its exports and its own imports") {
  const std::string shared =
      "#== packages/shared/package.json\n{\"name\": \"@shop/shared\", \"exports\": {\".\": "
      "{\"types\": \"./dist/index.d.ts\", \"import\": \"./source/main.ts\"}, \"./cost\": "
      "\"./source/cost.ts\", \"./deep/*\": "
      "\"./source/deep/*.ts\"}}\n#== packages/shared/source/main.ts\nexport const N = 7;\n"
      "#== packages/shared/source/cost.ts\nexport const N = 8;\n#== packages/shared/source/deep/x.ts\nexport "
      "const N = 9;\n";
  CHECK(meaning_of_name(shared + "#== apps/a.ts\nimport { N } from '@shop/shared';\nexport const K = N;\n",
                        "apps/a.ts", "K") == "7");
  CHECK(
      meaning_of_name(shared + "#== apps/a.ts\nimport { N } from '@shop/shared/cost';\nexport const K = N;\n",
                      "apps/a.ts", "K") == "8");
  CHECK(meaning_of_name(
            shared + "#== apps/a.ts\nimport { N } from '@shop/shared/deep/x';\nexport const K = N;\n",
            "apps/a.ts", "K") == "9");
  CHECK(
      meaning_of_name(
          "#== package.json\n{\"name\": \"x\", \"imports\": {\"#config\": \"./src/config.js\", \"#lib/*\": "
          "\"./src/lib/*.js\"}}\n#== src/config.js\nexport const N = 7;\n#== src/lib/m.js\nexport const M = "
          "8;\n#== src/a.js\nimport { N } from '#config';\nimport { M } from '#lib/m';\nexport const K = N + "
          "M;\n",
          "src/a.js", "K") == "15");
  CHECK(meaning_of_name(
            "#== packages/s/package.json\n{\"name\": \"s\", \"main\": \"lib/start.js\"}\n#== "
            "packages/s/lib/start.js\nexports.N = 7;\n#== a.js\nconst s = require('s');\nexports.K = s.N;\n",
            "a.js", "K") == "7");
}

TEST_CASE("an export under another name, a default that is named, a namespace import") {
  CHECK(meaning_of_name(
            "#== a.ts\nconst N = 7;\nexport default N;\n#== b.ts\nimport n from './a';\nexport const K = "
            "n;\n",
            "b.ts", "K") == "7");
  CHECK(meaning_of_name(
            "#== a.ts\nconst config = { cost: 7 };\nexport default config;\n#== b.ts\nimport * as a from "
            "'./a';\nexport const K = a.default.cost;\n",
            "b.ts", "K") == "7");
  CHECK(meaning_of_name(
            "#== a.ts\nexport { default as hashing } from './b';\n#== b.ts\nexport default { cost: 7 "
            "};\n#== c.ts\nimport { hashing } from './a';\nexport const K = hashing.cost;\n",
            "c.ts", "K") == "7");
}
