// Fields of a request's body: from classes, types and schemas, with the rules that ship.
#include "reading/model/routes/fields.h"

#include <fmt/format.h>

#include "common/rules/load.h"
#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

const RuleBook& rules() {
  static const RuleBook book = *load_builtin_rules();
  return book;
}

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
