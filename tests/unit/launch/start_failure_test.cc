#include "trying/launch/start_failure.h"

#include "support/catch.h"

namespace assay::testing {
namespace {

Problem explain(const std::string& log, bool installed = false) {
  LastWords words;
  words.log = log;
  words.how = "exit code 1";
  words.command = "run";
  words.installed = installed;
  words.variables = {"SECRET"};
  return explain_start_failure(words);
}

bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a missing module is named, with the flag that mends it") {
  for (const char* log : {"Traceback\nModuleNotFoundError: No module named 'fastapi'\n",
                          "/usr/bin/python3: No module named fastapi\n", "sh: 1: fastapi: not found\n",
                          "Error: Cannot find module 'fastapi'\nRequire stack:\n- /srv/app/x.js\n"}) {
    const auto problem = explain(log);
    CHECK(mentions(problem.what, "fastapi is not installed"));
    CHECK(problem.cure == "add --prepare");
    CHECK_FALSE(mentions(explain(log, true).cure, "--prepare"));
  }
}

TEST_CASE("a missing variable is named, with the flag that mends it") {
  for (const char* log :
       {"app.config.ConfigError: SECRET must be set in the environment\n", "KeyError: 'SECRET'\n",
        "Error: missing environment variable SECRET\n",
        "1 validation error for Settings\nsecret\n  Field required [type=missing, input_value={}]\n"}) {
    const auto problem = explain(log);
    CHECK(mentions(problem.what, "SECRET"));
    CHECK(problem.cure == "add --env SECRET=VALUE");
  }
  CHECK(explain("RuntimeError: API_KEY is required\n").cure == "add --env API_KEY=VALUE");
}

TEST_CASE("a taken or another port is named") {
  CHECK(mentions(explain("[Errno 98] Address already in use\n").cure, "--port"));
  LastWords words;
  words.ports = {3000};
  CHECK(explain_start_failure(words).cure == "add --port 3000");
}

TEST_CASE("what is not recognised says how it ended") {
  const auto problem = explain("all is well, said the app\n");
  CHECK(mentions(problem.what, "exit code 1"));
  CHECK(mentions(problem.cure, "--start"));
  CHECK(mentions(explain("").what, "exit code 1"));
}

TEST_CASE("long logs and lines are cut") {
  std::string log;
  for (int i = 0; i < 1000; ++i) log += "line " + std::to_string(i) + "\n";
  log += std::string(10'000, 'x') + "\n";
  const auto lines = last_lines(log, 3);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "line 998");
  CHECK(lines[2].size() < 500);
}

}  // namespace assay::testing
