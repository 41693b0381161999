// Roles of values: by what made them and by where they came from; what merely sounds like one has none.
#include "support/catch.h"
#include "unit/model/marked.h"

using namespace assay;
using namespace assay::test;
using model::RoleReason;

TEST_CASE("a MAC stays a MAC through names, encodings, attributes and functions") {
  const std::string head = "#== a.py\nimport hmac, hashlib, base64\n";
  CHECK(marked(head + "def f(k, m):\n    x = hmac.new(k, m, hashlib.sha256).hexdigest()\n    mark(x)\n",
               "mac") == RoleReason::made);
  CHECK(marked(head +
                   "def f(k, m):\n    h = hmac.new(k, m, 'sha256')\n    y = base64.b64encode(h.digest())\n  "
                   "  mark(y.decode())\n",
               "mac") == RoleReason::made);
  CHECK(marked(head + "def made(k, m):\n    return hmac.new(k, m, 'sha256').hexdigest()\ndef f(k, m):\n    "
                      "mark(made(k, m))\n",
               "mac") == RoleReason::made);
  CHECK(marked(head +
                   "class S:\n    def __init__(self, k):\n        self.k = k\n    def sum(self, m):\n        "
                   "return hmac.new(self.k, m, 'sha256').hexdigest()\ns = S(b'')\ndef f(m):\n    "
                   "mark(s.sum(m))\n",
               "mac") == RoleReason::made);
}

TEST_CASE("a MAC over files, closures, containers and stored attributes") {
  CHECK(marked("#== a.py\nimport hmac\ndef made(k, m):\n    return hmac.new(k, m, 'sha256').hexdigest()\n"
               "#== b.py\nfrom a import made as seal\ndef f(k, m):\n    x = seal(k, m)\n    mark(x)\n",
               "mac") == RoleReason::made);
  CHECK(marked("#== a.js\nconst crypto = require('crypto');\nconst made = (k) => (m) => "
               "crypto.createHmac('sha256', k).update(m).digest('hex');\nconst seal = made('k');\nfunction "
               "f(m) { mark(seal(m)); }\n",
               "mac") == RoleReason::made);
  CHECK(marked(
            "#== a.py\nimport hmac\ndef f(k, m):\n    parts = {'sum': hmac.new(k, m, 'sha256').digest()}\n   "
            " mark(parts['sum'])\n",
            "mac") == RoleReason::made);
  CHECK(
      marked("#== a.py\nimport hmac\nclass S:\n    def make(self, k, m):\n        self.sum = hmac.new(k, m, "
             "'sha256').digest()\n    def check(self, other):\n        mark(self.sum)\n",
             "mac") == RoleReason::made);
  CHECK(marked("#== a.py\nimport hmac\ndef pair(k, m):\n    return m, hmac.new(k, m, 'sha256').digest()\ndef "
               "f(k, m):\n    body, sum = pair(k, m)\n    mark(sum)\n",
               "mac") == RoleReason::made);
}

TEST_CASE("H28: a wrapper of a wrapper and a promisified function make what the inner one makes") {
  CHECK(marked("#== a.js\nconst bcrypt = require('bcryptjs');\nconst one = (p) => bcrypt.hash(p, 12);\nconst "
               "two = async (p) => await one(p);\nasync function f(p) { const h = await two(p); mark(h); }\n",
               "password-hash") == RoleReason::made);
  CHECK(marked(
            "#== a.js\nconst { promisify } = require('util');\nconst bcrypt = require('bcryptjs');\nconst "
            "hash = promisify(bcrypt.hash);\nasync function f(p) { const h = await hash(p, 12); mark(h); }\n",
            "password-hash") == RoleReason::made);
  CHECK(marked("#== a.py\nimport functools, bcrypt\nhashed = functools.partial(bcrypt.hashpw, "
               "salt=bcrypt.gensalt())\ndef f(p):\n    mark(hashed(p))\n",
               "password-hash") == RoleReason::made);
}

TEST_CASE("a password keeps its role under another name, through parameters and destructuring") {
  CHECK(marked("#== a.py\ndef register(password):\n    save(password)\ndef save(value):\n    mark(value)\n",
               "password") == RoleReason::name);
  CHECK(marked("#== a.ts\nexport function f(req) { const { password: p } = req.body; mark(p); }\n",
               "password") == RoleReason::name);
  CHECK(marked("#== a.py\ndef f(data):\n    raw = data['password']\n    mark(raw.encode())\n", "password") ==
        RoleReason::name);
}

TEST_CASE("H22: what only sounds like a secret has no role") {
  CHECK(marked("#== a.py\ndef f(password_confirm):\n    mark(password_confirm)\n", "password") ==
        RoleReason::none);
  CHECK(marked("#== a.py\ndef f(user):\n    mark(user.hash_algorithm)\n", "mac") == RoleReason::none);
  CHECK(marked("#== a.ts\nfunction f(token_type) { mark(token_type); }\n", "token") == RoleReason::none);
  CHECK(marked("#== a.ts\nfunction f(passwordMinLength) { mark(passwordMinLength); }\n", "password") ==
        RoleReason::none);
}

TEST_CASE("H22: the tokens of a parser are no secrets, nor is where they stand") {
  for (const std::string name : {"firstToken", "lastToken", "startToken", "endToken", "tokenIndex",
                                 "tokenStart", "precedingToken", "firstTokenOfLine", "prev_token"}) {
    INFO(name);
    CHECK(marked("#== a.ts\nfunction f(" + name + ") { mark(" + name + "); }\n", "token") ==
          RoleReason::none);
  }
  for (const std::string name : {"token", "resetToken", "session_token", "accessToken"}) {
    INFO(name);
    CHECK(marked("#== a.ts\nfunction f(" + name + ") { mark(" + name + "); }\n", "token") ==
          RoleReason::name);
  }
}

TEST_CASE("H22: where something stands in a secret is no secret; a part of it is") {
  CHECK(marked("#== a.ts\nfunction f(token) { mark(token.indexOf('.')); }\n", "token") == RoleReason::none);
  CHECK(marked("#== a.py\ndef f(token):\n    mark(token.startswith('x'))\n", "token") == RoleReason::none);
  CHECK(marked("#== a.py\ndef f(form):\n    mark(form.pop('token'))\n", "token") == RoleReason::name);
  CHECK(marked("#== a.ts\nfunction f(token) { mark(token.slice(7)); }\n", "token") == RoleReason::name);
  CHECK(marked("#== a.py\ndef f(token):\n    mark(token.split(' ')[1])\n", "token") == RoleReason::name);
}

TEST_CASE("a name that is given another value has that value's role, not only its own") {
  CHECK(marked("#== a.py\nimport hmac\ndef f(k, m, given):\n    x = given\n    mark(x)\n", "mac") ==
        RoleReason::none);
}
