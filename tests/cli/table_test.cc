// input -> exit code -> first line of stderr, over the real binary.
// DIR stands for the folder that a row makes; "*" at the end of a line for any rest.
#include <nlohmann/json.hpp>

#include "run_program.h"
#include "support/catch.h"

using assay::test::ProgramRun;
using assay::test::run_assay_binary;
using assay::test::TempFolder;

namespace {

const char* const kApp =
    "from fastapi import FastAPI\n\n"
    "app = FastAPI()\n\n\n"
    "@app.get('/jobs')\n"
    "def list_jobs():\n"
    "    return []\n";

struct Row {
  std::string input;
  std::function<void(const TempFolder&)> make;
  std::vector<std::string> arguments;
  int exit_code;
  std::string first_line;
};

void nothing(const TempFolder&) {}

void one_app(const TempFolder& folder) {
  folder.write("main.py", kApp);
}

std::function<void(const TempFolder&)> app_and(std::string file, std::string bytes) {
  return [file = std::move(file), bytes = std::move(bytes)](const TempFolder& folder) {
    one_app(folder);
    folder.write(file, bytes);
  };
}

std::vector<Row> rows() {
  const auto config = [](const std::string& text) { return app_and("assay.yaml", text); };
  return {
      {"no such folder", nothing, {"scan", "DIR/nowhere"}, 2, "assay: DIR/nowhere: no such folder"},
      {"no such folder, audit", nothing, {"audit", "DIR/nowhere"}, 2, "assay: DIR/nowhere: no such folder"},
      {"a file, not a folder", one_app, {"scan", "DIR/main.py"}, 2, "assay: DIR/main.py: is not a folder"},
      {"empty folder", nothing, {"scan", "DIR"}, 3, "assay: DIR: no source files found"},
      {"empty folder, audit", nothing, {"audit", "DIR"}, 3, "assay: DIR: no app found. Looked for *"},
      {"no app in it", [](const TempFolder& f) { f.write("util.py", "x = 1\n"); }, {"scan", "DIR"}, 0, ""},
      {"no app in it, audit",
       [](const TempFolder& f) { f.write("util.py", "x = 1\n"); },
       {"audit", "DIR"},
       3,
       "assay: DIR: no app found. Looked for *"},
      {"no app in it, static half",
       [](const TempFolder& f) { f.write("util.py", "x = 1\n"); },
       {"audit", "--no-start", "DIR"},
       0,
       ""},
      {"an app", one_app, {"scan", "DIR"}, 0, ""},
      {"broken syntax", app_and("broken.py", "def (:\n  ]]]\nclass\n"), {"scan", "DIR"}, 0, ""},
      {"invalid UTF-8", app_and("latin.py", "name = 'caf\xE9'\n\xFF\xFE = 1\n"), {"scan", "DIR"}, 0, ""},
      {"NUL bytes", app_and("nul.py", std::string("x = 1\0\0\0\ny = 2\n", 15)), {"scan", "DIR"}, 0, ""},
      {"100,000 brackets",
       app_and("deep.py", "x = " + std::string(100'000, '(') + std::string(100'000, ')') + "\n"),
       {"scan", "DIR"},
       0,
       ""},
      {"100,000 brackets in JavaScript",
       app_and("deep.js", "x = " + std::string(100'000, '[')),
       {"scan", "DIR"},
       0,
       ""},
      {"no command", nothing, {}, 2, "assay: no command given"},
      {"a wrong command", nothing, {"adit", "DIR"}, 2, "assay: adit: unknown command"},
      {"a wrong flag", one_app, {"scan", "DIR", "--fromat", "json"}, 2, "assay: --fromat: unknown flag"},
      {"another machine",
       one_app,
       {"audit", "DIR", "--url", "http://192.0.2.1"},
       2,
       "assay: --url: 192.0.2.1 is not this machine"},
      {"a wrong key in assay.yaml",
       config("apps:\n  - sart: x\n"),
       {"audit", "DIR"},
       2,
       "assay: DIR/assay.yaml:2:5: unknown key \"sart\" *"},
      {"a key not obeyed yet",
       config("policy: {fail: weak}\n"),
       {"audit", "DIR"},
       2,
       "assay: DIR/assay.yaml:1:9: this key is known, but *"},
      {"assay.yaml is no YAML", config("apps: [\n"), {"audit", "DIR"}, 2, "assay: DIR/assay.yaml:*"},
      {"a report that is not there",
       nothing,
       {"report", "DIR/r.json"},
       2,
       "assay: DIR/r.json: cannot be read: No such file or directory"},
      {"a report that is none",
       app_and("r.json", "{}"),
       {"report", "DIR/r.json"},
       2,
       "assay: DIR/r.json: is no report of assay"},
      {"nothing by that name",
       nothing,
       {"explain", "pasword-hashing"},
       2,
       "assay: pasword-hashing: no such decision or test"},
  };
}

std::string filled(std::string text, const std::string& folder) {
  for (std::size_t at; (at = text.find("DIR")) != std::string::npos;) text.replace(at, 3, folder);
  return text;
}

bool matches(const std::string& line, const std::string& expected) {
  if (!expected.ends_with('*')) return line == expected;
  return line.starts_with(expected.substr(0, expected.size() - 1));
}

}  // namespace

TEST_CASE("input, exit code, first line of stderr") {
  for (const Row& row : rows()) {
    DYNAMIC_SECTION(row.input) {
      const TempFolder folder;
      row.make(folder);
      std::vector<std::string> arguments;
      for (const std::string& word : row.arguments) arguments.push_back(filled(word, folder.path().string()));
      const bool reads = !arguments.empty() && (arguments[0] == "scan" || arguments[0] == "audit");
      if (reads) arguments.push_back("--quiet");
      const ProgramRun run = run_assay_binary(arguments);
      CAPTURE(run.err, run.signal);
      CHECK(run.exit_code == row.exit_code);
      CHECK(matches(run.first_error_line(), filled(row.first_line, folder.path().string())));
    }
  }
}
