// What handlers take out of the request's body.
#include <fmt/format.h>

#include "reading/model/routes/fields.h"
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

std::string shown(const model::Body& body) {
  std::string out;
  for (const Field& field : body.fields)
    out += (out.empty() ? "" : ", ") + field.name + (field.required ? "" : "?") +
           (field.type.empty() ? "" : "(" + field.type + ")");
  if (body.form) out += "; form";
  if (body.takes_files) out += "; files";
  return out;
}

FrameworkRule rule(const std::string& json, const std::string& form = "", const std::string& file = "") {
  FrameworkRule rule;
  rule.names["json-body"] = {json};
  if (!form.empty()) rule.names["form-body"] = {form};
  if (!file.empty()) rule.names["file-body"] = {file};
  return rule;
}

// Of the function named `handler`, or else the first lambda.
std::string read_by_handler(const std::string& text, const FrameworkRule& rule) {
  const auto program = small_program(text, rules());
  const facts::FileFacts& facts = program->files()[0];
  facts::Index handler = facts::kNone;
  for (facts::Index d = 0; d < facts.definitions.size(); ++d) {
    const bool lambda = facts.definitions[d].kind == facts::Definition::Kind::lambda;
    if (facts.text(facts.definitions[d].name) == "handler" || (lambda && handler == facts::kNone))
      handler = d;
  }
  model::Body body;
  model::add_fields_read_by(*program, rule, 0, handler, body);
  return shown(body);
}

std::string express(const std::string& text) {
  return read_by_handler("#== a.ts\n" + text, rule("{0}.body"));
}
std::string flask(const std::string& text) {
  FrameworkRule rule;
  rule.names["json-body"] = {"flask.request.json", "flask.request.get_json()"};
  rule.names["form-body"] = {"flask.request.form"};
  rule.names["file-body"] = {"flask.request.files"};
  return read_by_handler("#== a.py\nfrom flask import request\n" + text, rule);
}

}  // namespace

TEST_CASE("members of the body, taken apart or not") {
  CHECK(express(
            "export const f = (req: any, res: any) => {\n"
            "  const { email, password: pw, page = 1 } = req.body;\n"
            "  save(email.trim(), pw.length, req.body.nick.toLowerCase(), req.body['x-y'], req.query.page);\n"
            "};\n") == "email, password, page?, nick, x-y");
  CHECK(express("export const f = ({ body: { email } }: any, res: any) => res.json(email);\n") == "email");
  CHECK(express("export const f = ({ body }: any, res: any) => { save(body.email, body.age || 18, body.tags "
                "?? []); };\n") == "email, age?, tags?");
}

TEST_CASE("an object inside is told by its own fields") {
  CHECK(express("export const f = (req: any, res: any) => {\n"
                "  const { user } = req.body;\n"
                "  save(user.email, req.body.user.password, req.body.user?.name);\n"
                "};\n") == "user.email, user.password, user.name");
}

TEST_CASE("the body handed to a function of the repository, or in a copy") {
  CHECK(express("function create({ email, name }: any) { return name; }\n"
                "function update(input: any) { const mail = input.email?.trim(); return input.bio; }\n"
                "export const f = async (req: any, res: any) => {\n"
                "  create(req.body);\n"
                "  await update({ ...req.body.user, demo: false });\n"
                "};\n") == "email, name, user.email, user.bio");
  CHECK(express("const other = { body: { secret: 1 } };\n"
                "export const f = (req: any, res: any) => { const b = { body: {} }; return other.body.secret "
                "+ b.body.x; };\n") == "");
}

TEST_CASE("the body given to a schema") {
  CHECK(express("import { z } from 'zod';\n"
                "const Login = z.object({ email: z.string().email(), code: z.string().optional() });\n"
                "export const f = async (req: any, res: any) => {\n"
                "  const data = await Login.parseAsync(req.body);\n"
                "  return data.email;\n"
                "};\n") == "email(email), code?(string)");
  CHECK(express("import Joi from 'joi';\n"
                "const schema = Joi.object({ name: Joi.string().required() });\n"
                "export const f = (req: any, res: any) => { const { error } = "
                "schema.validate(req.body.user); };\n") == "user.name(string)");
}

TEST_CASE("bodies that are asked for: await request.json(), formData()") {
  const FrameworkRule web = rule("{0}.json()", "{0}.formData()");
  CHECK(read_by_handler("#== a.ts\nexport async function handler(request: Request) {\n"
                        "  const { email } = await request.json();\n  return email;\n}\n",
                        web) == "email");
  CHECK(read_by_handler("#== a.ts\nexport async function handler(request: Request) {\n"
                        "  let body;\n  try { body = await request.json(); } catch { return 400; }\n"
                        "  return body.name;\n}\n",
                        web) == "name");
  CHECK(read_by_handler("#== a.ts\nexport async function handler(request: Request) {\n"
                        "  const data = await request.formData();\n  const file = data.get('file') as File;\n"
                        "  return file.name + (await request.formData()).get('title');\n}\n",
                        web) == "file, title; form");
}

TEST_CASE("Flask: forms, JSON, files; what get gives may be missing") {
  CHECK(flask("def handler():\n"
              "    data = request.get_json() or {}\n"
              "    if 'name' not in data:\n        return 400\n"
              "    return data['email'] + data.get('nick', '') + data.get('name')\n") ==
        "name?, email, nick?");
  CHECK(flask("def handler():\n    return request.form['user'] + request.form.get('page')\n") ==
        "user, page?; form");
  CHECK(flask("def handler():\n    f = request.files['photo']\n    f.save(f.filename)\n") ==
        "photo(file); form; files");
  CHECK(flask("def request():\n    pass\ndef handler():\n    return request.form['user']\n") == "");
  CHECK(flask("from pydantic import BaseModel\n"
              "class User(BaseModel):\n    email: str\n    age: int = 1\n"
              "def handler():\n    user = User(**request.get_json())\n    return user.email\n") ==
        "email(string), age?(integer)");
  CHECK(flask("from flask_wtf import FlaskForm\nfrom wtforms import StringField\n"
              "class Login(FlaskForm):\n    user = StringField('User')\n"
              "def handler():\n    form = Login()\n    return form.user.data\n") == "user?(string); form");
}

TEST_CASE("Django: methods count their parameters after self") {
  const FrameworkRule django = rule("{0}.data", "{0}.POST", "{0}.FILES");
  CHECK(read_by_handler("#== a.py\n"
                        "from rest_framework import serializers\n"
                        "class Login(serializers.Serializer):\n"
                        "    email = serializers.EmailField()\n"
                        "class View:\n"
                        "    serializer_class = Login\n"
                        "    def handler(self, request):\n"
                        "        user = request.data.get('user', {})\n"
                        "        serializer = self.serializer_class(data=user)\n"
                        "        return serializer\n",
                        django) == "user.email(email)");
  CHECK(read_by_handler("#== a.py\ndef handler(request):\n"
                        "    return request.POST['a'] + request.FILES['b'].name\n",
                        django) == "a, b(file); form; files");
}

TEST_CASE("names that lead in circles end") {
  CHECK(express("export const f = (req: any, res: any) => { let a = b; let b = a; a = req.body; f(req); "
                "return a.x; };\n") == "x");
}
