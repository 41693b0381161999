#include "reading/model/imports.h"

#include "reading/facts/extract.h"
#include "support/catch.h"

using namespace assay;
using namespace assay::model;

namespace {

// The files that the first of `files` imports, by path.
std::vector<std::string> imported(Language language, const std::vector<std::string>& files,
                                  std::string_view source, std::size_t readable = 100) {
  const RuleBook rules;
  const std::vector<Manifest> manifests;
  std::vector<ModuleFile> modules;
  for (const std::string& file : files) modules.push_back({file, language});
  const ModuleResolver resolver(modules, std::min(readable, files.size()), manifests, rules, {});
  const auto facts = facts::extract_facts(files.front(), language, source);
  REQUIRE(facts);
  std::vector<std::string> out;
  for (const FileIndex index : imported_files(*facts, 0, resolver)) out.push_back(files[index]);
  return out;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("a Python file asks its packages, modules and their parts") {
  const Paths files{"app/main.py",          "app/__init__.py",  "app/config.py",
                    "app/core/__init__.py", "app/core/keys.py", "app/other.py"};
  CHECK(imported(Language::python, files, "from app.config import X\n") == Paths{"app/config.py"});
  CHECK(imported(Language::python, files, "from . import config\n") ==
        Paths{"app/__init__.py", "app/config.py"});
  CHECK(imported(Language::python, files, "from .core import keys\n") ==
        Paths{"app/core/__init__.py", "app/core/keys.py"});
  CHECK(imported(Language::python, files, "import app.core.keys\n") ==
        Paths{"app/__init__.py", "app/core/__init__.py", "app/core/keys.py"});
  CHECK(imported(Language::python, files, "import os\nfrom jwt import encode\n").empty());
}

TEST_CASE("a JavaScript file asks by import, export, require and import()") {
  const Paths files{"src/main.js", "src/a.js", "src/b/index.js", "src/c.js", "src/d.js", "src/e.js"};
  CHECK(imported(Language::javascript, files,
                 "import a from './a'; export * from './b'; const {c} = require('./c');\n"
                 "require('./d')(app); const e = async () => import('./e');") ==
        Paths{"src/a.js", "src/b/index.js", "src/c.js", "src/d.js", "src/e.js"});
  CHECK(imported(Language::javascript, files, "load('./a'); import x from 'a'").empty());
}

TEST_CASE("what was passed by is no answer, and no other file stands in for it") {
  const Paths files{"main.py", "jwt.py"};
  CHECK(imported(Language::python, files, "import jwt\n") == Paths{"jwt.py"});
  CHECK(imported(Language::python, files, "import jwt\n", 1).empty());
}
