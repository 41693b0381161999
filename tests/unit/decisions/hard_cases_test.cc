// What hides a decision or its place: the catalogue's hard cases H28 to H33, in both languages.
#include "chosen.h"
#include "support/catch.h"

using namespace assay;
using namespace assay::test;

namespace {

const std::string kPython = "#== a.py\nimport hashlib, hmac, secrets\n";
const std::string kNode = "#== a.ts\nimport crypto from 'node:crypto';\n";

}  // namespace

TEST_CASE(
    "H29: a legacy scheme that is still checked and the live one are both told, the weaker one grades") {
  CHECK(hashing(R"code(#== requirements.txt
fastapi 0.115
bcrypt 4.1
#== main.py
import bcrypt, hashlib, hmac
from fastapi import FastAPI
app = FastAPI()

@app.post("/register")
def register(password: str):
    save(bcrypt.hashpw(password.encode(), bcrypt.gensalt()))

@app.post("/login")
def login(name: str, password: str):
    user = find(name)
    if user.scheme == "md5":
        if not hmac.compare_digest(legacy(password), user.password_hash):
            return None
        user.password_hash = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
        return user
    return bcrypt.checkpw(password.encode(), user.password_hash)

def legacy(password):
    return hashlib.md5(password.encode()).hexdigest()
)code") == "fast-hash; bcrypt");
  CHECK(hashing(R"code(#== package.json
express 4.19
bcryptjs 2.4
#== app.js
const express = require('express');
const bcrypt = require('bcryptjs');
const crypto = require('crypto');
const app = express();
const legacy = (password) => crypto.createHash('md5').update(password).digest('hex');

app.post('/login', async (req, res) => {
  const user = await find(req.body.name);
  if (user.scheme === 'md5') {
    if (legacy(req.body.password) !== user.passwordHash) return res.status(401).end();
    user.passwordHash = await bcrypt.hash(req.body.password, 12);
  }
  res.json({ ok: await bcrypt.compare(req.body.password, user.passwordHash) });
});
)code") == "fast-hash; bcrypt");
  // The same, but nothing leads to the old one any more.
  CHECK(hashing(R"code(#== package.json
express 4.19
bcryptjs 2.4
#== app.js
const express = require('express');
const bcrypt = require('bcryptjs');
const crypto = require('crypto');
const app = express();
const legacy = (password) => crypto.createHash('md5').update(password).digest('hex');
app.post('/register', (req, res) => bcrypt.hash(req.body.password, 12).then((hash) => res.json(save(hash))));
)code") == "bcrypt; fast-hash unused");
  // One scheme declared for the new ones, one only still read: passlib's context.
  CHECK(hashing(R"code(#== requirements.txt
passlib 1.7.4
#== m.py
from passlib.context import CryptContext
pwd_context = CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")
def register(password):
    return pwd_context.hash(password)
)code") == "argon2id");
}

TEST_CASE("H30: Python: tests, migrations and examples that do it badly leave what the app does well") {
  const std::string app = R"code(#== requirements.txt
fastapi 0.115
argon2-cffi 23.1
#== app/main.py
from argon2 import PasswordHasher
from fastapi import FastAPI
app = FastAPI(openapi_url=None)
hasher = PasswordHasher()
@app.post("/register")
def register(password: str):
    return hasher.hash(password)
)code";
  const std::string bad =
      "import hashlib\ndef make(password):\n    return "
      "hashlib.md5(password.encode()).hexdigest()\nmake('x')\n";
  for (const char* file : {"tests/helpers.py", "app/test_users.py", "app/users_test.py", "conftest.py",
                           "migrations/0002_users.py", "alembic/versions/1.py", "examples/simple.py"}) {
    INFO(file);
    CHECK(hashing(app + "#== " + file + "\n" + bad) == "argon2id");
  }
  CHECK(chosen(app + "#== examples/app.py\nfrom fastapi import FastAPI\napp = FastAPI()\n", "docs-exposure",
               ".") == "disabled");
}

TEST_CASE("H30: JavaScript: tests, migrations and examples that do it badly leave what the app does well") {
  const std::string app = R"code(#== package.json
express 4.19
bcrypt 5.1
#== src/app.js
const express = require('express');
const bcrypt = require('bcrypt');
const app = express();
app.post('/register', async (req, res) => res.json(await bcrypt.hash(req.body.password, 12)));
)code";
  const std::string bad =
      "const crypto = require('crypto');\nconst make = (password) => "
      "crypto.createHash('md5').update(password).digest('hex');\nmake('x');\n";
  for (const char* file :
       {"test/helpers.js", "src/__tests__/users.js", "src/users.test.js", "src/users.spec.js", "e2e/login.js",
        "migrations/1-users.js", "examples/simple.js", "cypress/login.js"}) {
    INFO(file);
    CHECK(hashing(app + "#== " + file + "\n" + bad) == "bcrypt");
  }
}

TEST_CASE("H31: code that is commented out and code in strings do nothing") {
  CHECK(hashing(R"code(#== requirements.txt
bcrypt 4.1
#== m.py
"""Before, passwords were stored so:

    import hashlib
    hashlib.md5(password.encode()).hexdigest()
"""
import bcrypt
# import hashlib
# def register(password): return hashlib.md5(password.encode()).hexdigest()
SNIPPET = "hashlib.sha1(password.encode()).hexdigest()"
OLD = f'''
def old(password):
    return hashlib.md5(password.encode()).hexdigest()
'''
def register(password):
    """>>> hashlib.md5(password)"""
    # return hashlib.sha1(password).hexdigest()
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(12))
)code") == "bcrypt");
  CHECK(hashing(R"code(#== package.json
bcrypt 5.1
#== m.ts
import bcrypt from 'bcrypt';
import crypto from 'crypto';
/* export const register = (password: string) => crypto.createHash('md5').update(password).digest('hex'); */
// const weak = crypto.createHash('sha1').update(password).digest('hex');
const snippet = "crypto.createHash('md5').update(password).digest('hex')";
const page = `<pre>
  crypto.createHash('md5').update(password).digest('hex');
</pre>`;
export const register = (password: string) => bcrypt.hash(password, 12); // crypto.createHash('md5').update(password)
)code") == "bcrypt");
  CHECK(chosen("#== m.py\nfrom fastapi import FastAPI\n# app = FastAPI()\napp = FastAPI(openapi_url=None)\n",
               "docs-exposure") == "disabled");
  CHECK(chosen("#== m.py\nCODE = 'app = FastAPI()'\n", "docs-exposure") == "unclear");
  CHECK(comparison(kPython + "def f(user, token):\n    # return user.token == token\n    return "
                             "hmac.compare_digest(user.token, token)\n") == "constant-time");
  CHECK(comparison(kNode + "export const f = (user, token) =>\n  // user.token === token\n  "
                           "crypto.timingSafeEqual(user.token, token);\n") == "constant-time");
}

TEST_CASE("H32: two apps of one repository decide each for itself, and what they share counts for both") {
  const std::string python = R"code(#== services/shop/requirements.txt
fastapi 0.115
bcrypt 4.1
#== services/shop/main.py
import bcrypt
from fastapi import FastAPI
app = FastAPI(openapi_url=None)
@app.post("/register")
def register(password: str):
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())
#== services/staff/requirements.txt
fastapi 0.115
#== services/staff/main.py
import hashlib
from fastapi import FastAPI
app = FastAPI()
@app.post("/register")
def register(password: str):
    return hashlib.sha256(password.encode()).hexdigest()
)code";
  CHECK(chosen(python, "password-hashing", "services/shop") == "bcrypt");
  CHECK(chosen(python, "password-hashing", "services/staff") == "fast-hash");
  CHECK(chosen(python, "docs-exposure", "services/shop") == "disabled");
  CHECK(chosen(python, "docs-exposure", "services/staff") == "default-exposed");
  const std::string node = R"code(#== package.json
{"name": "all", "private": true, "workspaces": ["apps/*", "packages/*"]}
#== apps/shop/package.json
{"name": "shop", "dependencies": {"express": "4.19.0", "bcrypt": "5.1.0"}}
#== apps/shop/src/server.ts
import express from 'express';
import bcrypt from 'bcrypt';
const app = express();
app.post('/register', async (req, res) => res.json(await bcrypt.hash(req.body.password, 12)));
app.listen(1);
#== apps/staff/package.json
{"name": "staff", "dependencies": {"express": "4.19.0"}}
#== apps/staff/src/server.ts
import express from 'express';
import crypto from 'crypto';
const app = express();
app.post('/register', (req, res) => res.json(crypto.createHash('md5').update(req.body.password).digest('hex')));
app.listen(2);
)code";
  CHECK(chosen(node, "password-hashing", "apps/shop") == "bcrypt");
  CHECK(chosen(node, "password-hashing", "apps/staff") == "fast-hash");
  const std::string shared = R"code(#== package.json
{"name": "all", "private": true, "workspaces": ["apps/*", "packages/*"]}
#== packages/auth/package.json
{"name": "@all/auth", "main": "index.ts", "dependencies": {"bcrypt": "5.1.0"}}
#== packages/auth/index.ts
import bcrypt from 'bcrypt';
export const hashed = (password: string) => bcrypt.hash(password, 12);
)code" + std::string(R"code(#== apps/shop/package.json
{"name": "shop", "dependencies": {"express": "4.19.0", "@all/auth": "*"}}
#== apps/shop/server.ts
import express from 'express';
import { hashed } from '@all/auth';
const app = express();
app.post('/register', async (req, res) => res.json(await hashed(req.body.password)));
#== apps/staff/package.json
{"name": "staff", "dependencies": {"express": "4.19.0", "@all/auth": "*"}}
#== apps/staff/server.ts
import express from 'express';
import { hashed } from '@all/auth';
const app = express();
app.post('/register', async (req, res) => res.json(await hashed(req.body.password)));
)code");
  CHECK(chosen(shared, "password-hashing", "apps/shop") == "bcrypt");
  CHECK(chosen(shared, "password-hashing", "apps/staff") == "bcrypt");
}

TEST_CASE("H33: a generated client carries passwords and tokens and decides nothing") {
  CHECK(hashing(R"code(#== client/api/auth_api.py
# Generated by OpenAPI Generator.
import hashlib
from client.api_client import ApiClient
class AuthApi:
    def __init__(self, api_client=None):
        self.api_client = api_client or ApiClient()
    def login(self, username, password, **kwargs):
        return self.api_client.call_api("/login", "POST", body={"username": username, "password": password})
#== client/api_client.py
import hashlib
class ApiClient:
    def call_api(self, path, method, body=None):
        self.digest = hashlib.md5(path.encode()).hexdigest()
        return self.request(method, path, body)
)code") == "unclear");
  CHECK(chosen(R"code(#== src/client/services/AuthService.ts
/* generated using openapi-typescript-codegen -- do no edit */
import { request as __request } from '../core/request';
export class AuthService {
  public static login({ username, password }: { username: string; password: string }) {
    return __request({ method: 'POST', url: '/login', body: { username, password } });
  }
}
#== src/client/core/request.ts
export const isSame = (options, token) => options.tokenType === token.tokenType;
export async function request(options) {
  const token = await options.TOKEN;
  return fetch(options.url, { headers: { Authorization: `Bearer ${token}` } });
}
)code",
               "secret-comparison") == "unclear");
}

TEST_CASE("H28: a hasher's method that a thread or an executor is handed is the one that hashes") {
  const std::string head =
      "#== requirements.txt\nargon2-cffi 23.1\n#== m.py\nimport asyncio\nfrom argon2 import PasswordHasher\n"
      "hasher = PasswordHasher()\n";
  CHECK(hashing(head + "async def make(password):\n    loop = asyncio.get_running_loop()\n    return await "
                       "loop.run_in_executor(None, hasher.hash, password)\n") == "argon2id");
  CHECK(hashing(head +
                "async def make(password):\n    return await asyncio.to_thread(hasher.hash, password)\n") ==
        "argon2id");
}

TEST_CASE("H28: the cost of a hash is read through promises and their callbacks") {
  const std::string head = "#== package.json\nbcrypt 5.1.0\n#== a.js\nconst bcrypt = require('bcrypt');\n";
  const auto grade = [&](const std::string& code) {
    const auto program = small_program(head + code, rules());
    for (const Decision& decision : decide(*program, model::find_apps(*program)))
      if (decision.id == "password-hashing") return std::string(to_string(*decision.chosen.grade));
    return std::string();
  };
  CHECK(
      grade("exports.f = (password) => bcrypt.genSalt(12).then((salt) => bcrypt.hash(password, salt));\n") ==
      "strong");
  CHECK(grade("exports.f = (password, done) => {\n  bcrypt.genSalt(8, (err, salt) => {\n    "
              "bcrypt.hash(password, "
              "salt, (err, hash) => done(err, hash));\n  });\n};\n") == "weak");
}
