// Which values of environment variables are refused for being empty or too short, and where.
#include "reading/model/setting_limits.h"

#include "support/catch.h"
#include "support/small_program.h"

using namespace assay;
using namespace assay::test;

namespace {

// "KEY 32 a.py:3; OTHER 1 a.py:5"
std::string limits(const std::string& text) {
  std::string out;
  for (const auto& [name, limit] : model::find_setting_limits(*small_program(text, rules()), "."))
    out += (out.empty() ? "" : "; ") + name + " " + std::to_string(limit.min_length) + " " + limit.at.file +
           ":" + std::to_string(limit.at.line);
  return out;
}
std::string python(const std::string& code) {
  return limits("#== a.py\nimport os\n" + code);
}
std::string typescript(const std::string& code) {
  return limits("#== a.ts\n" + code);
}

}  // namespace

TEST_CASE("Python: a branch that raises, asserts or ends the program refuses what its test says") {
  CHECK(python("K = os.environ.get('K')\nif not K:\n    raise RuntimeError('K')\n") == "K 1 a.py:4");
  CHECK(python("K = os.environ['K']\nif len(K) < 32:\n    raise ValueError\n") == "K 32 a.py:4");
  CHECK(python("K = os.environ['K']\nif K is None or 31 >= len(K):\n    raise ValueError\n") ==
        "K 32 a.py:4");
  CHECK(python("K = os.environ['K']\nif K == '':\n    raise ValueError\n") == "K 1 a.py:4");
  CHECK(python("assert os.environ['K'], 'K'\n") == "K 1 a.py:2");
  CHECK(python("K = os.environ['K']\nassert K and len(K) >= 16\n") == "K 16 a.py:3");
  CHECK(python("import sys\nif not os.getenv('K'):\n    sys.exit(1)\n") == "K 1 a.py:4");
  CHECK(python("A = os.getenv('A')\nB = os.getenv('B')\nif not A:\n    raise ValueError\n"
               "if not B.strip():\n    raise ValueError\n") == "A 1 a.py:5; B 1 a.py:7");
}

TEST_CASE("Python: a function that asks for the variable it is told") {
  CHECK(python("def need(name):\n    value = os.environ.get(name)\n    if not value:\n"
               "        raise RuntimeError(name)\n    return value\nA = need('A')\nB = need('B')\n") ==
        "A 1 a.py:5; B 1 a.py:5");
}

TEST_CASE("Python: Django's settings") {
  CHECK(limits("#== a.py\nimport os\nfrom django.core.exceptions import ImproperlyConfigured\n"
               "SECRET_KEY = os.environ.get('SECRET_KEY', '')\nif not SECRET_KEY:\n"
               "    raise ImproperlyConfigured('SECRET_KEY')\n") == "SECRET_KEY 1 a.py:5");
}

TEST_CASE("Python: fields of settings classes and their validators") {
  const std::string head =
      "#== requirements.txt\npydantic 2.11\npydantic-settings 2.10\n#== a.py\n"
      "from pydantic import Field, HttpUrl, SecretStr, field_validator\n"
      "from pydantic_settings import BaseSettings\n";
  CHECK(limits(head + "class S(BaseSettings):\n    key: str = Field(min_length=32)\n    plain: str\n"
                      "    home: HttpUrl\n    count: int = Field(ge=5)\n") == "HOME 1 a.py:6; KEY 32 a.py:4");
  CHECK(limits(head + "class S(BaseSettings):\n    key: str\n    other: str\n    @field_validator('key')\n"
                      "    @classmethod\n    def long(cls, v):\n        if len(v) < 24:\n"
                      "            raise ValueError('short')\n        return v\n") == "KEY 24 a.py:10");
}

TEST_CASE("Python: where an empty variable counts as none, only what has no default refuses it") {
  CHECK(limits("#== requirements.txt\npydantic 2.11\npydantic-settings 2.10\n#== a.py\n"
               "from pydantic import Field, HttpUrl\n"
               "from pydantic_settings import BaseSettings, SettingsConfigDict\n"
               "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_ignore_empty=True)\n"
               "    home: HttpUrl | None = None\n    must: HttpUrl\n"
               "    key: str | None = Field(default=None, min_length=8)\n") == "KEY 8 a.py:7; MUST 1 a.py:6");
}

TEST_CASE("JavaScript: a branch that throws or ends the program refuses what its test says") {
  CHECK(typescript("if (!process.env.K) throw new Error('K');\n") == "K 1 a.ts:1");
  CHECK(typescript("const k = process.env.K;\nif (!k || k.length < 32) {\n  throw new Error('K');\n}\n") ==
        "K 32 a.ts:3");
  CHECK(typescript("const { K } = process.env;\nif (K === '') process.exit(1);\n") == "K 1 a.ts:2");
  CHECK(
      typescript(
          "function need(name: string) {\n  const v = process.env[name];\n  if (!v) throw new Error(name);\n"
          "  return v;\n}\nexport const a = need('A');\n") == "A 1 a.ts:3");
}

TEST_CASE("JavaScript: what a schema says of the environment's values") {
  const std::string head = "#== package.json\nzod 4.0.0\n#== a.ts\nimport { z } from 'zod';\n";
  CHECK(limits(head +
               "const schema = z.object({\n  KEY: z.string().min(32),\n  NAME: z.string().nonempty(),\n"
               "  HOME: z.string().url(),\n  PLAIN: z.string(),\n});\n"
               "export const env = schema.parse(process.env);\n") ==
        "HOME 1 a.ts:5; KEY 32 a.ts:3; NAME 1 a.ts:4");
}

TEST_CASE("nothing is refused by a missing value alone, another branch, or a test of something else") {
  CHECK(python("K = os.environ.get('K')\nif K is None:\n    raise ValueError\n") == "");
  CHECK(python("K = os.environ.get('K')\nif not K:\n    print('no key')\n") == "");
  CHECK(python("K = os.environ.get('K')\nif K:\n    raise ValueError\n") == "");
  CHECK(python("K = os.environ['K']\nif len(K) > 32:\n    raise ValueError\n") == "");
  CHECK(python("K = os.getenv('K')\nif K and len(K) < 32:\n    raise ValueError\n") == "");
  // Only in production.
  CHECK(python("K = os.getenv('K')\nif os.getenv('ENV') == 'production':\n    if not K:\n        raise "
               "ValueError\n") == "");
  CHECK(python("K = os.getenv('K')\nif os.getenv('DEBUG'):\n    pass\nelse:\n    if not K:\n"
               "        raise ValueError\n") == "");
  CHECK(python("def check():\n    if os.getenv('DEBUG'):\n        return\n    if not os.getenv('K'):\n"
               "        raise ValueError\ncheck()\n") == "");
  CHECK(typescript("const k = process.env.K || 'dev';\nif (!k) throw new Error('K');\n") == "");
  CHECK(typescript("const k = process.env.K;\nif (k === undefined) throw new Error('K');\n") == "");
  CHECK(limits("#== package.json\nzod 4.0.0\n#== a.ts\nimport { z } from 'zod';\n"
               "const r = z.object({ KEY: z.string().min(32) }).safeParse(process.env);\n") == "");
}
