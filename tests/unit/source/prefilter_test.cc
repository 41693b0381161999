#include "reading/source/prefilter.h"

#include "common/rules/load.h"
#include "support/catch.h"

using namespace assay;

namespace {

LibraryRule library(std::string distribution, std::string module, std::string call, std::string does) {
  LibraryRule rule;
  rule.distribution = std::move(distribution);
  rule.modules = {std::move(module)};
  CallRule known;
  known.name = std::move(call);
  known.does = std::move(does);
  rule.calls.push_back(std::move(known));
  return rule;
}

// A book of few words, so that a test sees which of them it was.
RuleBook small_book() {
  RuleBook book;
  book.effects = {"sign", "encode", "environment"};
  book.supporting_effects = {"encode"};
  book.libraries.push_back(library("pypi:Signer", "signer", "signer.sign", "sign"));
  book.libraries.push_back(library("npm:@scope/signer", "@scope/signer", "@scope/signer.sign", "sign"));
  book.libraries.push_back(library("stdlib:node", "crypto", "crypto.sign", "sign"));
  book.libraries.push_back(library("stdlib:python", "coder", "coder.encode", "encode"));
  book.libraries.push_back(library("stdlib:python", "system", "system.environ.get", "environment"));
  book.libraries.back().trigger = "calls";
  FrameworkRule framework;
  framework.distribution = "npm:server";
  framework.methods = {"get", "route"};
  framework.files = {"route", "pages/api/"};
  book.frameworks.push_back(framework);
  book.idioms.push_back({"sign", {"get"}, "authorization", ""});
  book.name_roles.push_back({"token", {"token", "access token"}, {"type"}});
  EvidenceRule comparison;
  comparison.compares_roles = {"token"};
  DecisionRule decision;
  decision.evidence.push_back(comparison);
  book.decisions.push_back(decision);
  return book;
}

struct Sieve {
  RuleBook book = small_book();
  Result<Prefilter> filter = Prefilter::compile(book);

  bool python(std::string_view text) const { return filter->is_triggered("a.py", Language::python, text); }
  bool js(std::string_view text, const std::string& path = "a.js") const {
    return filter->is_triggered(path, Language::javascript, text);
  }
};

}  // namespace

TEST_CASE("an import of a library that does something is a trigger") {
  const Sieve sieve;
  REQUIRE(sieve.filter);
  CHECK(sieve.python("import signer\n"));
  CHECK(sieve.python("import os, signer as s\n"));
  CHECK(sieve.python("try:\n    from signer.keys import Key\nexcept ImportError:\n    pass\n"));
  CHECK(sieve.python("m = importlib.import_module('signer')\n"));
  CHECK(sieve.js("const s = require(\"@scope/signer\")"));
  CHECK(sieve.js("import s from '@scope/signer/web'"));
  CHECK(sieve.js("import c from 'node:crypto'"));
}

TEST_CASE("a word that only looks alike is none") {
  const Sieve sieve;
  CHECK_FALSE(sieve.python("import designer\n"));
  CHECK_FALSE(sieve.python("signer = 1\n"));
  CHECK_FALSE(sieve.python("import signer_extra\n"));
  CHECK_FALSE(sieve.python("require('@scope/signer')"));  // the other language's
  CHECK_FALSE(sieve.js("import signer from './signer'"));
  CHECK_FALSE(sieve.js("import x from '@scope/signer-types'"));
  CHECK_FALSE(sieve.js("import x from 'crypto-js'"));
  CHECK_FALSE(sieve.js("case 'crypto': return 1"));
  CHECK_FALSE(sieve.python(""));
}

TEST_CASE("effects that only support others are no trigger") {
  const Sieve sieve;
  CHECK_FALSE(sieve.python("import coder\ncoder.encode(x)\n"));
}

TEST_CASE("where an import says too little, the names of its calls tell, all of them") {
  const Sieve sieve;
  CHECK_FALSE(sieve.python("import system\nsystem.exit()\n"));
  CHECK_FALSE(sieve.python("import system\nx.get(1)\n"));
  CHECK(sieve.python("import system\nsystem.environ.get('A')\n"));
}

TEST_CASE("routes are met by idiom and by path") {
  const Sieve sieve;
  CHECK(sieve.js("module.exports = (app) => { app.get('/users', list) }"));
  CHECK(sieve.js("app.get(`/users/${id}`, one)"));
  CHECK(sieve.js("app.route({method: 'GET'})"));
  CHECK_FALSE(sieve.js("map.get('users')"));
  CHECK(sieve.js("export const GET = handler", "src/app/users/route.ts"));
  CHECK(sieve.js("export default handler", "pages/api/users.js"));
  CHECK_FALSE(sieve.js("export const GET = handler", "src/app/users/router.ts"));
}

TEST_CASE("an idiom's argument counts in quotes and in any case") {
  const Sieve sieve;
  CHECK(sieve.js("req.get('Authorization')"));
  CHECK_FALSE(sieve.js("// authorization is checked elsewhere"));
}

TEST_CASE("a secret's name counts near a comparison, as the roles have it") {
  const Sieve sieve;
  CHECK(sieve.python("if user.reset_token == given.token:\n"));
  CHECK(sieve.js("const t = req.accessToken\nif (\n  t\n  !== storedToken) refuse()"));
  CHECK_FALSE(sieve.python("user.reset_token = given\n"));
  CHECK_FALSE(sieve.python("if token == '(' or token != ')' or token == None: pass\n"));
  CHECK_FALSE(sieve.python("if token == given: pass\n"));  // the other side has no name that says so
  CHECK_FALSE(sieve.python("if token_type == 'bearer':\n"));
  CHECK_FALSE(sieve.python("if tokenizer == other:\n"));
  const std::string far = "token = token + 1\n" + std::string(5'000, '#') + "\nif a == b: pass\n";
  CHECK_FALSE(sieve.python(far));
}

TEST_CASE("hostile bytes end soon") {
  const Sieve sieve;
  std::string one_line, zeros(1 << 20, '\0');
  for (int i = 0; i < 200'000; ++i) one_line += "signer ";
  CHECK_FALSE(sieve.python(one_line));
  CHECK_FALSE(sieve.python(zeros));
  std::string names;
  for (int i = 0; i < 100'000; ++i) names += "token_type == ";
  CHECK_FALSE(sieve.python(names));
}

TEST_CASE("the rules that are built in give triggers that are met, and none that every file holds") {
  const Result<RuleBook> book = load_builtin_rules();
  REQUIRE(book);
  const Result<Prefilter> filter = Prefilter::compile(*book);
  REQUIRE(filter);
  const auto python = [&](std::string_view text) {
    return filter->is_triggered("a.py", Language::python, text);
  };
  const auto js = [&](std::string_view text) {
    return filter->is_triggered("a.ts", Language::typescript, text);
  };
  for (const char* text : {"import hashlib\n", "from jwt import encode\n", "from fastapi import Depends\n",
                           "x = os.environ['A']\n", "from os import getenv\n", "PASSWORD_HASHERS = []\n",
                           "user.set_password(raw)\n", "if user.api_token != api_token: pass\n",
                           "request.headers.get('Authorization')\n"})
    CHECK(python(text));
  for (const char* text :
       {"import json, os, time, logging, datetime\n", "import urllib.request\n",
        "class A:\n    def get(self): return self.key == 1\n", "parser.token_type == tokenize(x)\n"})
    CHECK_FALSE(python(text));
  for (const char* text : {"import { createHmac } from 'node:crypto'", "const jwt = require('jsonwebtoken')",
                           "import express from 'express'", "import { Get } from '@nestjs/common'",
                           "const key = process.env.KEY", "router.post('/login', handler)",
                           "return signature === expectedSignature"})
    CHECK(js(text));
  for (const char* text : {"import fs from 'fs'; export const x = 1", "map.get(key) === undefined",
                           "iterator.next('next')", "import util from 'util'"})
    CHECK_FALSE(js(text));
}
