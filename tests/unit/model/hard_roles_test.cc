// Roles that flow: through closures, wrapped and promisified functions, containers, attributes, what a
// framework injects, and over files; in both languages.
#include "support/catch.h"
#include "unit/model/marked.h"

using namespace assay;
using namespace assay::test;
using model::RoleReason;

namespace {

bool made(const std::string& text, const std::string& role) {
  return marked(text, role) == RoleReason::made;
}

bool python_hash(const std::string& code) {
  return made("#== a.py\nimport bcrypt, functools\n" + code, "password-hash");
}
bool node_hash(const std::string& code) {
  return made("#== a.ts\nimport bcrypt from 'bcryptjs';\nimport { promisify } from 'util';\n" + code,
              "password-hash");
}
bool python_mac(const std::string& code) {
  return made("#== a.py\nimport hmac, hashlib, base64\n" + code, "mac");
}
bool node_mac(const std::string& code) {
  return made("#== a.ts\nimport crypto from 'crypto';\n" + code, "mac");
}

}  // namespace

TEST_CASE(
    "H28: Python: wrappers of wrappers, partials, threads and executors make what the inner one makes") {
  CHECK(python_hash(R"(
def one(p):
    return bcrypt.hashpw(p, bcrypt.gensalt())
def two(p):
    value = one(p)
    return value.decode()
def f(p):
    mark(two(p))
)"));
  CHECK(python_hash(R"(
def f(p):
    make = functools.partial(bcrypt.hashpw, salt=bcrypt.gensalt())
    mark(make(p))
)"));
  CHECK(python_hash(R"(
import asyncio
async def f(p):
    x = await asyncio.to_thread(bcrypt.hashpw, p, bcrypt.gensalt())
    mark(x)
)"));
  CHECK(python_hash(R"(
import asyncio
async def f(p):
    loop = asyncio.get_running_loop()
    mark(await loop.run_in_executor(None, bcrypt.hashpw, p, bcrypt.gensalt()))
)"));
  CHECK(python_hash(R"(
from fastapi.concurrency import run_in_threadpool
def hashed(p):
    return bcrypt.hashpw(p, bcrypt.gensalt())
async def f(p):
    mark(await run_in_threadpool(hashed, p))
)"));
  CHECK(python_hash(R"(
hasher = lambda p: bcrypt.hashpw(p, bcrypt.gensalt())
def f(p):
    mark(hasher(p))
)"));
}

TEST_CASE(
    "H28: JavaScript: promisified, bound, wrapped and awaited functions make what the inner one makes") {
  CHECK(node_hash(R"(
const hash = promisify(bcrypt.hash);
async function f(p) { mark(await hash(p, 12)); }
)"));
  CHECK(node_hash(R"(
const hash = bcrypt.hash.bind(bcrypt);
async function f(p) { mark(await hash(p, 12)); }
)"));
  CHECK(node_hash(R"(
const hash = promisify(bcrypt.hash).bind(bcrypt);
async function f(p) { const h = await hash(p, 12); mark(h); }
)"));
  CHECK(node_hash(R"(
const hashed = (p) => new Promise((resolve, reject) => {
  bcrypt.hash(p, 12, (err, hash) => (err ? reject(err) : resolve(hash)));
});
async function f(p) { mark(await hashed(p)); }
)"));
  CHECK(node_hash(R"(
function f(p) { bcrypt.hash(p, 12, (err, value) => { if (err) throw err; mark(value); }); }
)"));
  CHECK(node_hash(R"(
function f(p) { return bcrypt.hash(p, 12).then((value) => mark(value)); }
)"));
  CHECK(node_hash(R"(
async function f(p) { const [value] = await Promise.all([bcrypt.hash(p, 12), other()]); mark(value); }
)"));
}

TEST_CASE("roles flow through closures") {
  CHECK(python_mac(R"(
def signer(key):
    def sign(body):
        return hmac.new(key, body, hashlib.sha256).hexdigest()
    return sign
seal = signer(b"fake")
def f(body):
    mark(seal(body))
)"));
  CHECK(python_mac(R"(
def f(key, body):
    value = hmac.new(key, body, hashlib.sha256).digest()
    def later():
        mark(value)
    return later
)"));
  CHECK(node_mac(R"(
function signer(key) {
  return function sign(body) { return crypto.createHmac('sha256', key).update(body).digest('hex'); };
}
const seal = signer('fake');
export const f = (body) => mark(seal(body));
)"));
  CHECK(node_mac(R"(
export function f(key, body) {
  const value = crypto.createHmac('sha256', key).update(body).digest();
  return () => { mark(value); };
}
)"));
}

TEST_CASE("roles flow through containers and out of them again") {
  CHECK(python_mac(R"(
def f(key, body):
    parts = [body, hmac.new(key, body, hashlib.sha256).hexdigest()]
    mark(parts[1])
)"));
  CHECK(python_mac(R"(
def parts(key, body):
    return {"body": body, "sum": hmac.new(key, body, hashlib.sha256).hexdigest()}
def f(key, body):
    mark(parts(key, body)["sum"])
)"));
  CHECK(python_mac(R"(
def f(key, body):
    out = {}
    out["sum"] = hmac.new(key, body, hashlib.sha256).hexdigest()
    mark(out["sum"])
)"));
  CHECK(node_mac(R"(
function parts(key, body) { return { body, sum: crypto.createHmac('sha256', key).update(body).digest('hex') }; }
export function f(key, body) { const { sum } = parts(key, body); mark(sum); }
)"));
  CHECK(node_mac(R"(
export function f(key, body) {
  const parts = [body, crypto.createHmac('sha256', key).update(body).digest('hex')];
  mark(parts[1]);
}
)"));
  CHECK(node_mac(R"(
export function f(key, body) {
  const out: Record<string, string> = {};
  out.sum = crypto.createHmac('sha256', key).update(body).digest('hex');
  mark(out.sum);
}
)"));
}

TEST_CASE("roles flow through attributes, properties and inherited methods") {
  CHECK(python_mac(R"(
class Base:
    def sum(self, body):
        return hmac.new(self.key, body, hashlib.sha256).hexdigest()
class Signer(Base):
    def __init__(self, key):
        self.key = key
    def check(self, body):
        mark(self.sum(body))
)"));
  CHECK(python_mac(R"(
class Message:
    def __init__(self, key, body):
        self.key, self.body = key, body
    @property
    def sum(self):
        return hmac.new(self.key, self.body, hashlib.sha256).digest()
def f(key, body):
    mark(Message(key, body).sum)
)"));
  CHECK(node_mac(R"(
class Base {
  constructor(protected key: string) {}
  sum(body: string) { return crypto.createHmac('sha256', this.key).update(body).digest('hex'); }
}
export class Signer extends Base {
  check(body: string) { mark(this.sum(body)); }
}
)"));
  CHECK(node_mac(R"(
class Message {
  constructor(private key: string, private body: string) {}
  get sum() { return crypto.createHmac('sha256', this.key).update(this.body).digest('hex'); }
}
export function f(key: string, body: string) { mark(new Message(key, body).sum); }
)"));
  CHECK(python_mac(R"(
class Message:
    def __init__(self, key):
        self.key = key
    @property
    def sum(self):
        return hmac.new(self.key, b"x", hashlib.sha256).digest()
    @sum.setter
    def sum(self, value):
        raise ValueError
def f(key):
    mark(Message(key).sum)
)"));
  CHECK(node_mac(R"(
class Message {
  get sum() { return crypto.createHmac('sha256', 'fake').update('x').digest('hex'); }
  set sum(value) { throw new Error(value); }
}
const plain = { get sum() { return new Message().sum; } };
export function f() { mark(plain.sum); }
)"));
  CHECK(node_mac(R"(
export class Signer {
  private sum: Buffer;
  make(key: string, body: string) { this.sum = crypto.createHmac('sha256', key).update(body).digest(); }
  check() { mark(this.sum); }
}
)"));
}

TEST_CASE("roles flow through what a framework injects") {
  const std::string service = R"(
class Hasher:
    def make(self, p):
        return bcrypt.hashpw(p, bcrypt.gensalt())
def get_hasher():
    return Hasher()
)";
  CHECK(python_hash("from fastapi import Depends\n" + service + R"(
def register(p: str, hasher: Hasher = Depends(get_hasher)):
    mark(hasher.make(p))
)"));
  CHECK(python_hash("from fastapi import Depends\n" + service + R"(
def register(p: str, hasher=Depends(get_hasher)):
    mark(hasher.make(p))
)"));
  CHECK(python_hash("from typing import Annotated\nfrom fastapi import Depends\n" + service + R"(
HasherDep = Annotated[Hasher, Depends(get_hasher)]
def register(p: str, hasher: HasherDep):
    mark(hasher.make(p))
)"));
  CHECK(python_hash("from typing import Annotated\nfrom fastapi import Depends\n" + service + R"(
def register(p: str, hasher: Annotated[object, Depends(get_hasher)]):
    mark(hasher.make(p))
)"));
  CHECK(python_hash("from fastapi import Depends\n" + service + R"(
class Users:
    def __init__(self, hasher: Hasher = Depends(get_hasher)):
        self.hasher = hasher
    def register(self, p):
        mark(self.hasher.make(p))
)"));
  // A dependency that gives the value itself.
  CHECK(
      python_hash("from fastapi import Depends\n"
                  R"(
def hashed(p: str):
    return bcrypt.hashpw(p, bcrypt.gensalt())
def register(value=Depends(hashed)):
    mark(value)
)"));
  const std::string nest = R"(#== hash.service.ts
import { Injectable } from '@nestjs/common';
import * as bcrypt from 'bcryptjs';
@Injectable()
export class HashService {
  async make(p: string) { return bcrypt.hash(p, 12); }
}
#== users.service.ts
import { Inject, Injectable, forwardRef } from '@nestjs/common';
import { HashService } from './hash.service';
@Injectable()
)";
  CHECK(made(nest + R"(export class UsersService {
  constructor(private readonly hashes: HashService) {}
  async register(p: string) { mark(await this.hashes.make(p)); }
}
)",
             "password-hash"));
  CHECK(made(nest + R"(export class UsersService {
  constructor(@Inject(forwardRef(() => HashService)) private readonly hashes: HashService) {}
  async register(p: string) { const value = await this.hashes.make(p); mark(value); }
}
)",
             "password-hash"));
  CHECK(made(nest + R"(export class UsersService {
  private readonly hashes: HashService;
  constructor(hashes: HashService) { this.hashes = hashes; }
  async register(p: string) { mark(await this.hashes.make(p)); }
}
)",
             "password-hash"));
  CHECK(made(nest + R"(export class UsersService {
  @Inject(HashService) private readonly hashes: HashService;
  async register(p: string) { mark(await this.hashes.make(p)); }
}
)",
             "password-hash"));
}

TEST_CASE("roles flow over files, re-exports and instances that are made in another one") {
  CHECK(made(R"(#== core/security.py
import bcrypt
class Hasher:
    def make(self, p):
        return bcrypt.hashpw(p, bcrypt.gensalt())
hasher = Hasher()
#== core/__init__.py
from .security import hasher
#== api/users.py
from core import hasher as h
def register(p):
    mark(h.make(p))
)",
             "password-hash"));
  CHECK(made(R"(#== lib/hash.ts
import bcrypt from 'bcryptjs';
class Hasher { make(p: string) { return bcrypt.hash(p, 12); } }
export const hasher = new Hasher();
export default { hasher };
#== lib/index.ts
export { hasher } from './hash';
export * as tools from './hash';
#== api.ts
import { hasher } from './lib';
export async function register(p: string) { mark(await hasher.make(p)); }
)",
             "password-hash"));
  CHECK(made(R"(#== lib/hash.js
const bcrypt = require('bcryptjs');
module.exports.create = (rounds) => ({ make: (p) => bcrypt.hash(p, rounds) });
#== api.js
const { create } = require('./lib/hash');
const hasher = create(12);
async function register(p) { mark(await hasher.make(p)); }
)",
             "password-hash"));
}

TEST_CASE("a password is one however it came: as an attribute, an entry, a parameter of another file") {
  const auto named = [](const std::string& text) {
    const auto program = small_program(text, rules());
    const model::Roles roles(*program);
    for (const model::CallSite& site : program->call_sites()) {
      const facts::FileFacts& facts = program->files()[site.origin.file];
      if (facts.text_of(facts.operand(site.origin.expr, 0)) == "mark")
        return roles.reason(
                   {site.origin.file, facts.operand(site.origin.expr, 1), site.origin.definition, nullptr},
                   "password") == RoleReason::name;
    }
    return false;
  };
  CHECK(named("#== a.py\ndef register(data):\n    save(data.password)\n#== b.py\n") == false);
  CHECK(
      named("#== a.py\nfrom b import save\ndef register(form):\n    save(form.password)\n#== b.py\ndef "
            "save(raw):\n    mark(raw.encode('utf-8'))\n"));
  CHECK(
      named("#== a.py\nfrom b import save\ndef register(form):\n    save(raw=form['password'])\n#== b.py\n"
            "def save(*, raw):\n    mark(raw)\n"));
  CHECK(
      named("#== a.ts\nimport { save } from './b';\nexport const f = (req) => save(req.body.password);\n"
            "#== b.ts\nexport function save(raw: string) { mark(raw); }\n"));
  CHECK(
      named("#== a.ts\nimport { save } from './b';\nexport const f = (req) => save({ raw: req.body.password "
            "});\n#== b.ts\nexport function save({ raw }: { raw: string }) { mark(raw); }\n"));
  CHECK(
      named("#== a.ts\nexport const f = (req) => { const pair = [req.body.email, req.body.password]; const "
            "[, second] = pair; mark(second); };\n"));
}
