// Fields of a request's body: from classes, types and schemas, with the rules that ship.
#include "reading/model/routes/fields.h"

#include <fmt/format.h>

#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

std::string shown(const model::Body& body) {
  std::string out;
  for (const Field& field : body.fields) {
    out += (out.empty() ? "" : ", ") + field.name + (field.required ? "" : "?");
    const auto bound = [](const std::optional<double>& value) {
      return value ? fmt::format("{:g}", *value) : "";
    };
    std::string facts = field.type;
    if (field.min || field.max)
      facts += (facts.empty() ? "" : " ") + bound(field.min) + ".." + bound(field.max);
    if (!facts.empty()) out += "(" + facts + ")";
  }
  if (body.form) out += "; form";
  if (body.takes_files) out += "; files";
  return out;
}

// What the name says that stands at the top of the first file.
std::string fields_of(const std::string& text, const std::string& name, const std::string& manifest = "") {
  const auto program = small_program(text + manifest, rules());
  model::Body body;
  const model::MeaningRef meaning = program->evaluator().module_member(0, name);
  model::ShapeReader reader(*program);
  model::add_shape(reader.of_meaning(meaning, meaning->at), "", body);
  return shown(body);
}

std::string python(const std::string& text, const std::string& name) {
  return fields_of("#== a.py\n" + text, name);
}
std::string typescript(const std::string& text, const std::string& name) {
  return fields_of("#== a.ts\n" + text, name);
}

}  // namespace

TEST_CASE("pydantic: bounds, defaults, optional fields and types") {
  CHECK(python("from pydantic import BaseModel, Field, EmailStr\n"
               "class User(BaseModel):\n"
               "    email: EmailStr\n"
               "    password: str = Field(min_length=8, max_length=72)\n"
               "    age: int | None = Field(default=None, gt=17, le=120)\n"
               "    nick: str = 'x'\n"
               "    height: float = Field(..., gt=0)\n",
               "User") ==
        "email(email), password(string 8..72), age?(integer 18..120), nick?(string), height(number 0..)");
}

TEST_CASE("pydantic: inheritance, nested models, lists, what is no field") {
  CHECK(python("from typing import Annotated, ClassVar, Optional\n"
               "from pydantic import BaseModel, Field, PrivateAttr, StringConstraints, constr\n"
               "Password = Annotated[str, Field(min_length=12)]\n"
               "class Address(BaseModel):\n"
               "    street: constr(max_length=90)\n"
               "    zip: Optional[str] = None\n"
               "class Base(BaseModel):\n"
               "    kind: ClassVar[str] = 'user'\n"
               "    _hidden: int = 1\n"
               "    name: Annotated[str, StringConstraints(min_length=2)]\n"
               "class User(Base):\n"
               "    model_config = {'extra': 'forbid'}\n"
               "    secret: int = PrivateAttr()\n"
               "    password: Password\n"
               "    home: Address\n"
               "    work: Address | None = None\n"
               "    tags: list[str] = Field([], max_length=3)\n"
               "    parent: 'User'\n",
               "User") ==
        "name(string 2..), password(string 12..), home.street(string ..90), home.zip?(string), "
        "work.street?(string ..90), work.zip?(string), tags?(list ..3), parent");
}

TEST_CASE(
    "pydantic: an alias is the name that a client writes, and a local class of the same name is no "
    "library's") {
  CHECK(python("from pydantic import BaseModel, Field\n"
               "class User(BaseModel):\n"
               "    first_name: str = Field(alias='firstName')\n",
               "User") == "firstName(string)");
  CHECK(python("def Field(**kw):\n    return 1\n"
               "class User:\n"
               "    name: str = Field(min_length=8)\n",
               "User") == "name?(string)");
}

TEST_CASE("class-validator: decorators say types and bounds, IsOptional that a field may be missing") {
  CHECK(typescript("import { IsEmail, MinLength, IsOptional, IsInt, Min, Max, Length, IsString } from "
                   "'class-validator';\n"
                   "export class CreateUser {\n"
                   "  @IsEmail() email: string;\n"
                   "  @MinLength(8) @IsString() password: string;\n"
                   "  @Length(2, 20) @IsOptional() name?: string;\n"
                   "  @IsInt() @Min(18) @Max(99) age: number;\n"
                   "  @IsString({ each: true }) tags: string[];\n"
                   "  note?: string;\n"
                   "}\n",
                   "CreateUser") ==
        "email(email), password(string 8..), name?(string 2..20), age(integer 18..99), tags(list), "
        "note?(string)");
}

TEST_CASE("mapped types make, pick and leave out fields") {
  const std::string base =
      "import { PartialType, PickType, OmitType, IntersectionType } from '@nestjs/mapped-types';\n"
      "import { IsEmail, MinLength } from 'class-validator';\n"
      "export class CreateUser {\n  @IsEmail() email: string;\n  @MinLength(8) password: string;\n}\n"
      "export class Extra { nick: string; }\n";
  CHECK(typescript(base + "export class A extends PartialType(CreateUser) { age: number }\n", "A") ==
        "email?(email), password?(string 8..), age(number)");
  CHECK(typescript(base + "export class A extends PickType(CreateUser, ['email'] as const) {}\n", "A") ==
        "email(email)");
  CHECK(typescript(base + "export class A extends OmitType(CreateUser, ['email']) {}\n", "A") ==
        "password(string 8..)");
  CHECK(typescript(base + "export class A extends IntersectionType(CreateUser, Extra) {}\n", "A") ==
        "email(email), password(string 8..), nick(string)");
}

TEST_CASE("zod: chains, optional fields, objects that others are made of") {
  CHECK(typescript("import { z } from 'zod';\n"
                   "const password = z.string().min(8).max(72);\n"
                   "export const A = z.object({\n"
                   "  email: z.string().trim().email(),\n"
                   "  password,\n"
                   "  age: z.coerce.number().int().min(18).optional(),\n"
                   "  role: z.enum(['a', 'b']).default('a'),\n"
                   "  home: z.object({ zip: z.string().length(5) }),\n"
                   "  tags: z.array(z.string().min(2)).max(3),\n"
                   "}).refine((v) => v.email !== v.password);\n",
                   "A") ==
        "email(email), password(string 8..72), age?(integer 18..), role?(string), home.zip(string 5..5), "
        "tags(list ..3)");
  const std::string base =
      "import * as z from 'zod';\nconst Base = z.object({ email: z.email(), nick: z.string() });\n";
  CHECK(typescript(base + "export const A = Base.extend({ age: z.number() }).omit({ nick: true });\n", "A") ==
        "email(email), age(number)");
  CHECK(typescript(base + "export const A = Base.pick({ nick: true }).partial();\n", "A") == "nick?(string)");
  CHECK(typescript(base + "export const A = Base.merge(z.object({ nick: z.number() }));\n", "A") ==
        "email(email), nick(number)");
}

TEST_CASE("Joi: fields may be missing unless they are required") {
  CHECK(fields_of("#== a.js\nconst Joi = require('joi');\n"
                  "const A = Joi.object().keys({\n"
                  "  email: Joi.string().required().email(),\n"
                  "  password: Joi.string().required().min(8),\n"
                  "  name: Joi.string(),\n"
                  "});\nmodule.exports = { A };\n",
                  "A") == "email(email), password(string 8..), name?(string)");
}

TEST_CASE("Django REST serializers: declared fields, those of the model, what is only read") {
  const std::string models =
      "\n#== app/models.py\n"
      "from django.db import models\n"
      "from django.contrib.auth.models import AbstractUser\n"
      "class User(AbstractUser):\n"
      "    email = models.EmailField(unique=True, max_length=80)\n"
      "    bio = models.TextField(blank=True)\n"
      "    age = models.IntegerField(default=1)\n"
      "    created = models.DateTimeField(auto_now_add=True)\n";
  const std::string serializer =
      "#== a.py\n"
      "from rest_framework import serializers\n"
      "from app.models import User\n"
      "class A(serializers.ModelSerializer):\n"
      "    password = serializers.CharField(min_length=8, max_length=128, write_only=True)\n"
      "    token = serializers.CharField(read_only=True)\n"
      "    posts = serializers.SerializerMethodField()\n"
      "    class Meta:\n"
      "        model = User\n"
      "        fields = ['id', 'email', 'username', 'bio', 'age', 'created', 'password', 'token']\n"
      "        read_only_fields = ('age',)\n"
      "        extra_kwargs = {'username': {'min_length': 3}, 'email': {'required': False}}\n";
  CHECK(fields_of(serializer + models, "A") ==
        "email?(email ..80), username(string 3..), bio?(string), password(string 8..128)");
}

TEST_CASE("a plain serializer, nested and repeated ones") {
  CHECK(python("from rest_framework import serializers\n"
               "class Tag(serializers.Serializer):\n"
               "    name = serializers.CharField()\n"
               "class User(serializers.Serializer):\n"
               "    email = serializers.EmailField()\n"
               "class A(serializers.Serializer):\n"
               "    user = User()\n"
               "    tags = Tag(many=True, required=False)\n"
               "    picture = serializers.ImageField(required=False)\n",
               "A") == "user.email(email), tags?(list), picture?(file); files");
}

TEST_CASE("forms of Django, and of models") {
  CHECK(python("from django import forms\n"
               "class A(forms.Form):\n"
               "    name = forms.CharField(label='Name', max_length=30)\n"
               "    mail = forms.EmailField(required=False)\n",
               "A") == "name(string ..30), mail?(email); form");
  CHECK(python("from django.contrib.auth.forms import UserCreationForm\n"
               "from django import forms\n"
               "class A(UserCreationForm):\n"
               "    email = forms.EmailField()\n",
               "A") == "username(string), password1(string), password2(string), email(email); form");
}

TEST_CASE("WTForms: validators say what is required; a button is no field") {
  CHECK(python("from flask_wtf import FlaskForm\n"
               "from flask_babel import _, lazy_gettext as _l\n"
               "from wtforms import StringField, PasswordField, SubmitField, BooleanField\n"
               "from wtforms.validators import DataRequired, Email, Length\n"
               "class A(FlaskForm):\n"
               "    email = StringField(_l('Email'), validators=[DataRequired(), Email(), Length(1, 64)])\n"
               "    password = PasswordField('Password', [DataRequired(), Length(min=8)])\n"
               "    remember = BooleanField('Remember me')\n"
               "    submit = SubmitField('Go')\n",
               "A") == "email(email 1..64), password(string 8..), remember?(boolean); form");
}

TEST_CASE("marshmallow: fields may be missing unless required, dump_only ones are none of the body's") {
  CHECK(python("from marshmallow import Schema, fields, validate\n"
               "class Home(Schema):\n"
               "    zip = fields.Str(required=True, validate=validate.Length(equal=5))\n"
               "class A(Schema):\n"
               "    id = fields.Int(dump_only=True)\n"
               "    email = fields.Email(required=True)\n"
               "    password = fields.String(required=True, validate=[validate.Length(min=8, max=72)])\n"
               "    first_name = fields.Str(data_key='firstName')\n"
               "    home = fields.Nested(Home, required=True)\n",
               "A") == "email(email), password(string 8..72), firstName?(string), home.zip(string 5..5)");
}

TEST_CASE("Flask-RESTX: models as dicts, and parsers that calls fill") {
  CHECK(python("from flask_restx import Namespace, fields\n"
               "api = Namespace('users')\n"
               "base = api.model('Base', {'email': fields.String(required=True)})\n"
               "A = api.inherit('User', base, {'age': fields.Integer(min=18), 'id': "
               "fields.Integer(readonly=True)})\n",
               "A") == "email(string), age?(integer 18..)");
  CHECK(python("from flask_restx import reqparse\n"
               "A = reqparse.RequestParser()\n"
               "A.add_argument('email', type=str, required=True, location='form')\n"
               "A.add_argument('page', type=int, location='args')\n",
               "A") == "email(string); form");
}

TEST_CASE("names that are renamed all at once") {
  CHECK(python("import msgspec\n"
               "class Base(msgspec.Struct, rename='camel'):\n    pass\n"
               "class A(Base):\n"
               "    email: str\n"
               "    initial_team_name: str | None = None\n",
               "A") == "email(string), initialTeamName?(string)");
  CHECK(python("from pydantic import BaseModel, ConfigDict\n"
               "from pydantic.alias_generators import to_camel\n"
               "class A(BaseModel):\n"
               "    model_config = ConfigDict(alias_generator=to_camel)\n"
               "    first_name: str\n",
               "A") == "firstName(string)");
}

namespace {

// What add_fields_of_schema tells of the name at the top of the first file.
std::string schema_of(const std::string& text) {
  const auto program = small_program("#== a.ts\n" + text, rules());
  for (const facts::Assignment& assignment : program->files()[0].assignments)
    if (assignment.target != facts::kNone && program->files()[0].text_of(assignment.target) == "A") {
      model::Body body;
      model::add_fields_of_schema(*program, {0, assignment.value, 0, nullptr}, body);
      return shown(body);
    }
  return "no A";
}

}  // namespace

TEST_CASE("schemas as a route's declaration holds them") {
  CHECK(
      schema_of(
          "import { body, query } from 'express-validator';\n"
          "const A = [body('email').isEmail().withMessage('x'), body('age').optional().isInt({ min: 18 }),\n"
          "           body('password').isLength({ min: 8, max: 20 }), query('page').isInt()];\n") ==
      "email(email), age?(integer 18..), password(8..20)");
  CHECK(schema_of("import { celebrate, Joi, Segments } from 'celebrate';\n"
                  "const A = celebrate({ [Segments.BODY]: Joi.object({ name: Joi.string().required() }),\n"
                  "                      [Segments.QUERY]: Joi.object({ page: Joi.number() }) });\n") ==
        "name(string)");
  CHECK(
      schema_of("import Joi from 'joi';\n"
                "function validate(schema: any) { return (req: any, res: any, next: any) => next(); }\n"
                "const register = { query: Joi.object({ q: Joi.string() }),\n"
                "                   body: Joi.object().keys({ email: Joi.string().email().required() }) };\n"
                "const A = validate(register);\n") == "email(email)");
  CHECK(schema_of("import { z } from 'zod';\nimport { zValidator } from '@hono/zod-validator';\n"
                  "const A = zValidator('query', z.object({ page: z.string() }));\n") == "");
  CHECK(schema_of("import { z } from 'zod';\nimport { zValidator } from '@hono/zod-validator';\n"
                  "const A = zValidator('form', z.object({ email: z.string() }));\n") ==
        "email(string); form");
  CHECK(schema_of("import { z } from 'zod';\nconst A = z.object({ body: z.object({ x: z.int() }), query: "
                  "z.object({}) });\n") == "x(integer)");
  CHECK(
      schema_of("const A = { type: 'object', required: ['email'], properties: {\n"
                "  email: { type: 'string', format: 'email' }, age: { type: 'integer', minimum: 18 },\n"
                "  home: { type: 'object', properties: { zip: { type: 'string', maxLength: 5 } } } } };\n") ==
      "email(email), age?(integer 18..), home.zip?(string ..5)");
  CHECK(schema_of("import { Type } from '@sinclair/typebox';\n"
                  "const A = Type.Object({ email: Type.String({ format: 'email' }),\n"
                  "  age: Type.Optional(Type.Integer({ minimum: 18 })) });\n") ==
        "email(email), age?(integer 18..)");
  CHECK(
      schema_of("const A = (req: any, res: any) => res.json({ type: 'object', properties: { x: {} } });\n") ==
      "");
}
