// Decisions on small programs, with the rules that ship: what looks like a choice and is none, and what must
// stay unclear. The samples and script/corpus hold whole apps.
#include "reading/decisions/decide.h"

#include <algorithm>

#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

std::vector<Decision> answers(const std::string& text, const std::string& id) {
  const auto program = small_program(text, rules());
  std::vector<Decision> all = decide(*program, model::find_apps(*program));
  std::erase_if(all, [&](const Decision& decision) { return decision.id != id; });
  return all;
}

// The only answer, as "choice provenance grade".
std::string answer(const std::string& text, const std::string& id) {
  const std::vector<Decision> all = answers(text, id);
  if (all.size() != 1) return std::to_string(all.size()) + " answers";
  const Choice& chosen = all.front().chosen;
  return chosen.choice + " " + std::string(to_string(chosen.provenance)) + " " +
         std::string(chosen.grade ? to_string(*chosen.grade) : "none");
}

Value parameter(const std::string& text, const std::string& id, const std::string& name) {
  const std::vector<Decision> all = answers(text, id);
  if (all.empty() || !all.front().chosen.parameters.contains(name)) return {};
  return all.front().chosen.parameters.at(name).value;
}

const std::string kHandMadeToken =
    "#== t.py\nimport base64, hashlib, hmac, json, time\n"
    "def b64(raw):\n    return base64.urlsafe_b64encode(raw).rstrip(b'=')\n"
    "def sign(text, key):\n    return b64(hmac.new(key, text, hashlib.sha256).digest())\n"
    "def make(user, key):\n"
    "    head = b64(json.dumps({'alg': 'HS256', 'typ': 'JWT'}).encode())\n"
    "    body = b64(json.dumps({'sub': user, 'exp': int(time.time()) + 3600}).encode())\n"
    "    return head + b'.' + body + b'.' + sign(head + b'.' + body, key)\n";

}  // namespace

TEST_CASE(
    "a fast hash is password hashing when a password is stored by it, and not when it is looked up in a "
    "list") {
  CHECK(answer("#== a.py\nimport hashlib\ndef register(db, password):\n    "
               "db.save(hashlib.sha256(password.encode()).hexdigest())\n",
               "password-hashing") == "fast-hash stdlib broken");
  CHECK(answer("#== a.py\nimport hashlib\ndef validate(password):\n    return "
               "hashlib.sha256(password.encode()).hexdigest() in COMMON\n",
               "password-hashing") == "unclear none unclear");
  CHECK(answer("#== a.py\nimport hashlib\ndef etag(body):\n    return hashlib.md5(body).hexdigest()\n",
               "password-hashing") == "unclear none unclear");
}

TEST_CASE("the cost of a hash is read through constants, and an unread one is unclear, not the default") {
  const std::string head = "#== a.js\nconst bcrypt = require('bcryptjs');\n";
  CHECK(
      answer(head + "const ROUNDS = 6 * 2;\nfunction f(password) { return bcrypt.hash(password, ROUNDS); }\n",
             "password-hashing") == "bcrypt library strong");
  CHECK(answer(head + "function f(password) { return bcrypt.hash(password, rounds()); }\n",
               "password-hashing") == "bcrypt library unclear");
}

TEST_CASE("two choices are both kept and the weaker one grades") {
  const auto all = answers(
      "#== a.js\nconst bcrypt = require('bcryptjs');\nconst crypto = require('crypto');\n"
      "function a(password) { return bcrypt.hash(password, 12); }\n"
      "function b(password) { return crypto.createHash('md5').update(password).digest('hex'); }\n",
      "password-hashing");
  REQUIRE(all.size() == 1);
  CHECK(all.front().chosen.choice == "fast-hash");
  CHECK(all.front().choices.size() == 2);
}

TEST_CASE("a hand-made token is recognised over its helpers, and graded by what checks it") {
  const std::string split =
      "def read(token, key):\n    head, body, mac = token.split('.')\n    want = sign(head + '.' + body, "
      "key)\n";
  const std::string claims =
      "    claims = json.loads(body)\n    if claims['exp'] < time.time(): raise ValueError\n    return "
      "claims\n";
  CHECK(answer(kHandMadeToken, "token-scheme") == "jwt hand-rolled broken");
  CHECK(answer(kHandMadeToken + split + "    if want != mac: raise ValueError\n" + claims, "token-scheme") ==
        "jwt hand-rolled weak");
  CHECK(answer(
            kHandMadeToken + split + "    if not hmac.compare_digest(want, mac): raise ValueError\n" + claims,
            "token-scheme") == "jwt hand-rolled sound");
  CHECK(parameter(kHandMadeToken, "token-scheme", "lifetime_s") == Value(std::int64_t{3600}));
}

TEST_CASE("base64url of a blob beside an unrelated MAC is no token") {
  CHECK(
      answer(
          "#== a.py\nimport base64, hmac, hashlib\ndef pack(raw):\n    return base64.urlsafe_b64encode(raw)\n"
          "def tag(raw, key):\n    return hmac.new(key, raw, hashlib.sha256).hexdigest()\n",
          "token-scheme") == "unclear none unclear");
}

TEST_CASE("a token that resets a password says nothing of who the caller is") {
  CHECK(answer("#== a.py\nimport jwt\ndef make_reset_token(user):\n    return jwt.encode({'reset_password': "
               "user}, 'fake', algorithm='HS256')\n",
               "token-scheme") == "unclear none unclear");
}

TEST_CASE("equality on a MAC is a weak site; on a column, a constant or a confirmation it is none") {
  const std::string head = "#== a.py\nimport hmac, hashlib\n";
  CHECK(answer(head + "def f(body, given, key):\n    return hmac.new(key, body, hashlib.sha256).hexdigest() "
                      "== given\n",
               "secret-comparison") == "equality hand-rolled weak");
  CHECK(answer(head + "class User:\n    token = Column()\ndef f(db, token):\n    return db.where(User.token "
                      "== token)\n",
               "secret-comparison") == "unclear none unclear");
  CHECK(answer(head + "def f(password, password_confirm):\n    return password == password_confirm\n",
               "secret-comparison") == "unclear none unclear");
  CHECK(answer(head + "def f(token):\n    return token == None or token == 'x'\n", "secret-comparison") ==
        "unclear none unclear");
}

TEST_CASE("documents: default, off, by a condition, and set by what can't be told") {
  const std::string head = "#== main.py\nimport os\nfrom fastapi import FastAPI\n";
  CHECK(answer(head + "app = FastAPI()\n", "docs-exposure") == "default-exposed framework weak");
  CHECK(answer(head + "app = FastAPI(openapi_url=None)\n", "docs-exposure") == "disabled framework strong");
  CHECK(answer(head + "app = FastAPI(docs_url=None, redoc_url=None)\n", "docs-exposure") ==
        "partly-disabled framework weak");
  const auto conditional =
      answers(head + "app = FastAPI(openapi_url='/o.json' if DEBUG else None)\n", "docs-exposure");
  REQUIRE(conditional.size() == 1);
  CHECK(conditional.front().chosen.choice == "conditional");
  CHECK(answer(head + "app = FastAPI(openapi_url='/o.json' if DEBUG else path())\n", "docs-exposure") ==
        "unclear none unclear");
}

TEST_CASE("an app without a known framework leaves its documents unclear, never absent") {
  CHECK(answer("#== a.py\nprint(1)\n", "docs-exposure") == "unclear none unclear");
}

TEST_CASE(
    "a method that only a framework's class has is known by its name, where the framework is declared") {
  const std::string code =
      "#== manager.py\ndef create(model, email, password):\n    user = model(email=email)\n    "
      "user.set_password(password)\n    user.save()\n";
  CHECK(answer("#== requirements.txt\ndjango 5.2\n" + code, "password-hashing").starts_with("pbkdf2"));
  CHECK(answer(code, "password-hashing") == "unclear none unclear");
}
