// Conditions and life: what a setting puts in force, what nothing leads to, what only tests do.
#include <algorithm>

#include "reading/decisions/decide.h"
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

// Every choice of the one answer, the grading one first: "bcrypt live", "fast-hash unused", "... if COND".
std::string choices(const std::string& text, const std::string& id) {
  const auto program = small_program(text, rules());
  std::string out;
  for (const Decision& decision : decide(*program, model::find_apps(*program))) {
    if (decision.id != id) continue;
    for (const Choice& choice : decision.choices) {
      out += out.empty() ? "" : "; ";
      out += choice.choice + " " + std::string(to_string(choice.life));
      if (!choice.condition.empty()) out += " if " + choice.condition;
    }
  }
  return out;
}

const std::string kApp =
    "#== requirements.txt\nfastapi 0.115\nbcrypt 4.1\n#== main.py\nimport os, hashlib, bcrypt\nfrom fastapi "
    "import "
    "FastAPI\napp = FastAPI()\n";
const std::string kRoute =
    "@app.post('/register')\ndef register(password: str):\n    return bcrypt.hashpw(password.encode(), "
    "bcrypt.gensalt())\n";

}  // namespace

TEST_CASE("a function that nothing names is unused, and the live one grades") {
  CHECK(choices(kApp + kRoute + "def old(password):\n    return hashlib.md5(password.encode()).hexdigest()\n",
                "password-hashing") == "bcrypt live; fast-hash unused");
  // Named by another that nothing names: unused as well.
  CHECK(choices(kApp + kRoute +
                    "def old(password):\n    return hashlib.md5(password.encode()).hexdigest()\ndef "
                    "older(password):\n    return old(password)\n",
                "password-hashing") == "bcrypt live; fast-hash unused");
}

TEST_CASE("what a route calls, over helpers, closures, attributes and tables, is live") {
  const std::string old = "def old(password):\n    return hashlib.md5(password.encode()).hexdigest()\n";
  CHECK(choices(kApp + old +
                    "@app.post('/a')\ndef a(password: str):\n    return helper(password)\ndef "
                    "helper(p):\n    return old(p)\n",
                "password-hashing") == "fast-hash live");
  CHECK(choices(kApp + old + "HASHERS = {'md5': old}\n", "password-hashing") == "fast-hash live");
  CHECK(choices(kApp + old +
                    "@app.post('/a')\ndef a(password: str):\n    return getattr(mod, "
                    "'old')(password)\n",
                "password-hashing") == "fast-hash live");
}

TEST_CASE("a class that nothing makes is unused with its methods") {
  const std::string old =
      "class Old:\n    def hash(self, password):\n        return "
      "hashlib.md5(password.encode()).hexdigest()\n";
  CHECK(choices(kApp + kRoute + old, "password-hashing") == "bcrypt live; fast-hash unused");
  CHECK(choices(kApp + old +
                    "old = Old()\n@app.post('/a')\ndef a(password: str):\n    return "
                    "old.hash(password)\n",
                "password-hashing") == "fast-hash live");
}

TEST_CASE("what a setting puts in force carries the condition; what a request holds is none") {
  CHECK(choices(kApp +
                    "MODE = os.getenv('MODE', 'dev')\n@app.post('/a')\ndef a(password: str):\n    if MODE == "
                    "'production':\n        return bcrypt.hashpw(password.encode(), bcrypt.gensalt())\n    "
                    "return hashlib.md5(password.encode()).hexdigest()\n",
                "password-hashing") ==
        "fast-hash live if not (MODE == \"production\"); bcrypt live if MODE == \"production\"");
  CHECK(
      choices(kApp +
                  "@app.post('/a')\ndef a(password: str, user):\n    if user is None:\n        return 1\n    "
                  "return bcrypt.hashpw(password.encode(), bcrypt.gensalt())\n",
              "password-hashing") == "bcrypt live");
}

TEST_CASE("H30: what a test or a migration does badly is not what the app does") {
  CHECK(choices(kApp + kRoute +
                    "#== tests/test_a.py\nimport hashlib\ndef test_a(password):\n    "
                    "hashlib.md5(password.encode())\n#== migrations/0001.py\nimport hashlib\ndef "
                    "up(password):\n    hashlib.md5(password.encode())\n",
                "password-hashing") == "bcrypt live");
}

TEST_CASE("JavaScript: an export that nobody imports is unused, one that a route imports is live") {
  const std::string head =
      "#== package.json\nexpress 4.19.0\nbcryptjs 2.4.3\n#== hash.js\nconst crypto = "
      "require('crypto');\nexport "
      "function old(password) { return crypto.createHash('md5').update(password).digest('hex'); }\n";
  const std::string app =
      "#== app.js\nimport express from 'express';\nimport bcrypt from 'bcryptjs';\nconst app = "
      "express();\napp.post('/a', (req, res) => { bcrypt.hash(req.body.password, 12); });\n";
  CHECK(choices(head + app, "password-hashing") == "bcrypt live; fast-hash unused");
  CHECK(choices(head + app +
                    "#== b.js\nimport { old } from './hash.js';\nexport const x = (p) => old(p);\nx(1);\n",
                "password-hashing") == "fast-hash live; bcrypt live");
}

TEST_CASE("a library's functions are live: others call them") {
  CHECK(choices("#== lib.py\nimport hashlib\ndef hash_it(password):\n    return "
                "hashlib.md5(password.encode()).hexdigest()\n",
                "password-hashing") == "fast-hash live");
}

TEST_CASE("JavaScript: a function is not in use by being named, and is by being handed on") {
  const std::string head =
      "#== package.json\nexpress 4.19.0\n#== app.js\nconst express = require('express');\nconst crypto = "
      "require('crypto');\nconst app = express();\nconst old = (password) => "
      "crypto.createHash('md5').update(password).digest('hex');\n";
  CHECK(choices(head, "password-hashing") == "fast-hash unused");
  CHECK(choices(head + "app.post('/a', (req, res) => res.json(old(req.body.password)));\n",
                "password-hashing") == "fast-hash live");
  CHECK(choices(head + "module.exports = { old };\n", "password-hashing") == "fast-hash live");
  // Another's member may be called by that other; the name of a function expression is its own affair.
  const std::string express =
      "#== package.json\nexpress 4.19.0\n#== app.js\nconst express = require('express');\nconst crypto = "
      "require('crypto');\nconst app = express();\n";
  const std::string hashes = "(password) { return crypto.createHash('md5').update(password).digest('hex'); }";
  CHECK(choices(express + "schema.onsave = function " + hashes + ";\n", "password-hashing") ==
        "fast-hash live");
  CHECK(choices(express + "schema.pre('save', function onSave" + hashes + ");\n", "password-hashing") ==
        "fast-hash live");
  CHECK(choices(express + "exports.old = function " + hashes + ";\n", "password-hashing") ==
        "fast-hash unused");
  CHECK(choices(express + "module.exports = function " + hashes + ";\n", "password-hashing") ==
        "fast-hash live");
}
