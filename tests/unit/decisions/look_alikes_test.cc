// What looks like a decision and is none: the catalogue's hard cases H21, H22 and H24, in both languages.
#include "chosen.h"
#include "support/catch.h"

using namespace assay;
using namespace assay::test;

namespace {

const std::string kPython = "#== a.py\nimport hashlib, hmac, secrets\n";
const std::string kNode = "#== a.ts\nimport crypto from 'node:crypto';\n";

}  // namespace

TEST_CASE("H21: Python: digests of bodies, files, addresses and cache keys hash no password") {
  CHECK(hashing(kPython + R"code(
def etag(body):
    return '"' + hashlib.md5(body, usedforsecurity=False).hexdigest() + '"'
)code") == "unclear");
  CHECK(hashing(kPython + R"code(
def checksum(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(8192), b""):
            digest.update(chunk)
    return digest.hexdigest()
)code") == "unclear");
  CHECK(hashing(kPython + R"code(
class User:
    def __init__(self, email, password):
        self.email = email
        self.password = password

    def avatar(self, size):
        digest = hashlib.md5(self.email.lower().encode("utf-8")).hexdigest()
        return f"https://avatars.example/{digest}?s={size}"
)code") == "unclear");
  CHECK(hashing(kPython + R"code(
def cached(user, query):
    key = hashlib.sha1(f"{user.id}:{query}".encode()).hexdigest()
    return cache.get(key)
)code") == "unclear");
}

TEST_CASE("H21: Python: the digest of a password's hash, of a token and of a name with it hash no password") {
  // A session that ends when the password changes: what is digested is the stored form.
  CHECK(hashing(kPython + R"code(
def session_mark(user, key):
    return hmac.new(key, user.password_hash.encode(), hashlib.sha256).hexdigest()
)code") == "unclear");
  CHECK(hashing(kPython + R"code(
def store_reset(db, user):
    reset_token = secrets.token_urlsafe(32)
    db.save(user.id, hashlib.sha256(reset_token.encode()).hexdigest())
    return reset_token
)code") == "unclear");
  CHECK(hashing(kPython + R"code(
def password_field_id(password_label):
    return hashlib.md5(password_label.encode()).hexdigest()
)code") == "unclear");
  // Asked of a list of breached passwords by the first letters of its digest; nothing of it is stored.
  CHECK(hashing(kPython + R"code(
import requests
def is_pwned(password):
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    return digest[5:] in requests.get("https://passwords.example/range/" + digest[:5]).text
)code") == "unclear");
}

TEST_CASE("H21: JavaScript: digests of bodies, files, addresses and cache keys hash no password") {
  CHECK(hashing(kNode + R"code(
export const etag = (body: Buffer) => `"${crypto.createHash('md5').update(body).digest('hex')}"`;
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
import fs from 'node:fs';
export function checksum(path: string) {
  return new Promise((resolve, reject) => {
    const hash = crypto.createHash('sha256');
    fs.createReadStream(path).on('data', (chunk) => hash.update(chunk)).on('end', () => resolve(hash.digest('hex')));
  });
}
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
export class User {
  constructor(private email: string, private password: string) {}
  avatar() {
    const digest = crypto.createHash('md5').update(this.email.trim().toLowerCase()).digest('hex');
    return `https://avatars.example/${digest}`;
  }
}
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
export function cacheKey(userId: string, query: object) {
  return crypto.createHash('sha1').update(userId).update(JSON.stringify(query)).digest('base64');
}
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
export function mark(user: User, key: string) {
  return crypto.createHmac('sha256', key).update(user.passwordHash).digest('hex');
}
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
export async function storeReset(db: Database, user: User) {
  const resetToken = crypto.randomBytes(32).toString('hex');
  await db.save(user.id, crypto.createHash('sha256').update(resetToken).digest('hex'));
  return resetToken;
}
)code") == "unclear");
  CHECK(hashing(kNode + R"code(
export async function isPwned(password: string) {
  const digest = crypto.createHash('sha1').update(password).digest('hex').toUpperCase();
  const answer = await fetch('https://passwords.example/range/' + digest.slice(0, 5));
  return (await answer.text()).includes(digest.slice(5));
}
)code") == "unclear");
}

TEST_CASE("H21: the same digests of a password are password hashing") {
  CHECK(hashing(kPython + R"code(
def store(db, password):
    digest = hashlib.sha256()
    digest.update(password.encode())
    db.save(digest.hexdigest())
)code") == "fast-hash");
  CHECK(hashing(kPython + R"code(
def store(db, user, password):
    db.save(hashlib.md5(f"{user.email}:{password}".encode()).hexdigest())
)code") == "fast-hash");
  CHECK(hashing(kNode + R"code(
export function store(db, body) {
  const hash = crypto.createHash('sha256');
  hash.update(body.password, 'utf8');
  db.save(hash.digest('hex'));
}
)code") == "fast-hash");
}

TEST_CASE("H22: Python: equality on a confirmation, a status, a kind or a length leaks nothing by its time") {
  CHECK(comparison(kPython + R"code(
def check(form, data):
    if data["password"] != data["password_confirm"]: raise ValueError
    if form.password.data == form.password2.data: return True
    if data.get("new_password") == data.get("repeat_password"): return True
)code") == "unclear");
  CHECK(comparison(kPython + R"code(
def check(user, response, settings):
    if response.status_code == settings.token_status: return 1
    if user.token_status == response.token_status: return 1
    if user.reset_code_status != response.reset_code_status: return 1
    if user.password_hash_algorithm == settings.PASSWORD_HASH_ALGORITHM: return 2
    if user.token_type == response.token_type: return 3
    if len(user.token) == len(response.token): return 4
    if user.token_version != response.token_version: return 5
    if response.signature is None or response.signature == "": return 6
)code") == "unclear");
}

TEST_CASE(
    "H22: JavaScript: equality on a confirmation, a status, a kind or a length leaks nothing by its time") {
  CHECK(comparison(kNode + R"code(
export function check(body, form) {
  if (body.password !== body.confirmPassword) throw new Error();
  if (body.password === body.password2) return 1;
  if (form.newPassword !== form.repeatNewPassword) return 2;
}
)code") == "unclear");
  CHECK(comparison(kNode + R"code(
export function check(user, answer, settings) {
  if (answer.tokenStatus === settings.tokenStatus) return 1;
  if (user.passwordHashAlgorithm !== settings.passwordHashAlgorithm) return 2;
  if (typeof user.token === typeof answer.token) return 3;
  if (user.token.length !== answer.token.length) return 4;
  if (answer.signature === undefined || answer.signature == null || answer.token === '') return 5;
  if (user.tokenVersion !== answer.tokenVersion) return 6;
}
)code") == "unclear");
}

TEST_CASE("H22: beside them, equality on the secret itself is one") {
  CHECK(comparison(kPython + R"code(
def check(user, token):
    return user.token_type == "x" and user.token == token
)code") == "equality");
  CHECK(comparison(kNode + R"code(
export const check = (user, token) => user.tokenType === 'x' && user.token === token;
)code") == "equality");
}

TEST_CASE("H24: a local module, variable or class that bears a library's name is judged by what it does") {
  CHECK(hashing(R"code(#== bcrypt.py
import hashlib
def hashpw(password, salt):
    return hashlib.sha256(salt + password).hexdigest()
#== m.py
import bcrypt
def register(db, password):
    db.save(bcrypt.hashpw(password.encode(), b"x"))
)code") == "fast-hash");
  CHECK(hashing(R"code(#== lib/bcrypt.ts
import crypto from 'crypto';
export const hash = (password: string) => crypto.createHash('sha1').update(password).digest('hex');
#== m.ts
import * as bcrypt from './lib/bcrypt';
export const register = (db, password: string) => db.save(bcrypt.hash(password));
)code") == "fast-hash");
  // A compiler's path that puts a file of the repository in a package's place.
  CHECK(hashing(R"code(#== tsconfig.json
{"compilerOptions": {"baseUrl": ".", "paths": {"bcrypt": ["./lib/hash.ts"]}}}
#== lib/hash.ts
import crypto from 'crypto';
export const hash = (password: string) => crypto.createHash('sha1').update(password).digest('hex');
#== m.ts
import { hash } from 'bcrypt';
export const register = (db, password: string) => db.save(hash(password));
)code") == "fast-hash");
  CHECK(chosen(R"code(#== m.py
def read(request):
    jwt = request.headers["Authorization"]
    return jwt.encode("ascii")
)code",
               "token-scheme") == "unclear");
  CHECK(chosen(R"code(#== m.ts
class JwtService { sign(text: string) { return text; } }
export class Mail { constructor(private jwt: JwtService) {} send() { return this.jwt.sign('yours'); } }
)code",
               "token-scheme") == "unclear");
  CHECK(chosen(R"code(#== m.ts
export function read(jwt) { return jwt.sign({ sub: 1 }); }
)code",
               "token-scheme") == "unclear");
}

TEST_CASE("H23: base64url of something else is no token made by hand, with a MAC over dotted parts it is") {
  CHECK(chosen(R"code(#== a.py
import base64, json

def next_page(row):
    return base64.urlsafe_b64encode(json.dumps({"after": row.id}).encode()).rstrip(b"=").decode()

def file_id(name, version):
    return ".".join([base64.urlsafe_b64encode(name.encode()).decode(), str(version)])
)code",
               "token-scheme") == "unclear");
  CHECK(chosen(R"code(#== a.ts
const cursor = (row) => Buffer.from(JSON.stringify({ after: row.id })).toString('base64url');
const fileId = (name, version) => [Buffer.from(name).toString('base64url'), version].join('.');
export { cursor, fileId };
)code",
               "token-scheme") == "unclear");
  CHECK(chosen(R"code(#== a.py
import base64, hashlib, hmac, json

def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def create_token(claims, key):
    signed = encode(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()) + "." + encode(json.dumps(claims).encode())
    return signed + "." + encode(hmac.new(key, signed.encode(), hashlib.sha256).digest())
)code",
               "token-scheme")
            .starts_with("jwt"));
  CHECK(chosen(R"code(#== a.ts
import crypto from 'node:crypto';
const encode = (data) => Buffer.from(data).toString('base64url');
export function createToken(claims, key) {
  const signed = encode(JSON.stringify({ alg: 'HS256', typ: 'JWT' })) + '.' + encode(JSON.stringify(claims));
  return signed + '.' + crypto.createHmac('sha256', key).update(signed).digest('base64url');
}
)code",
               "token-scheme")
            .starts_with("jwt"));
}
