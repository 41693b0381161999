#include "cli/config.h"

#include "support/catch.h"

using namespace assay;

namespace {

const std::vector<std::string> kRoles{"register", "login", "list"};

std::string problem_of(const std::string& text) {
  const auto config = read_config("assay.yaml", text, kRoles);
  if (config) return "accepted";
  CHECK(config.problem().kind == ProblemKind::usage);
  return config.problem().where + ": " + config.problem().what +
         (config.problem().cure.empty() ? "" : " / " + config.problem().cure);
}

}  // namespace

TEST_CASE("an app's entry is read whole") {
  const auto config = read_config("assay.yaml", R"(
apps:
  - root: backend/
    start: uvicorn main:app --port {port}
    build: make
    port: 8000
    ready: /health
    env: {DEBUG: "", WORKERS: 2, EMPTY: }
    roles:
      login: {method: POST, path: /signin, fields: [email, password], form: true, token: {in: header, name: X-Token}}
)",
                                  kRoles);
  REQUIRE(config.ok());
  const AppConfig& app = config->apps.at(0);
  CHECK(app.root == "backend");
  CHECK(app.start == "uvicorn main:app --port {port}");
  CHECK(app.port == 8000);
  CHECK(app.ready == "/health");
  CHECK(app.env == std::map<std::string, std::string>{{"DEBUG", ""}, {"WORKERS", "2"}, {"EMPTY", ""}});
  const RoleOverride& role = app.roles.at(0);
  CHECK(role.role == "login");
  CHECK(role.path == "/signin");
  CHECK(role.fields == std::vector<std::string>{"email", "password"});
  CHECK(role.form);
  CHECK(role.token_name == "X-Token");
  CHECK(role.at == "assay.yaml:10");
}

TEST_CASE("an empty file says nothing") {
  CHECK(problem_of("") == "accepted");
  CHECK(problem_of("# only a comment\n") == "accepted");
  CHECK(problem_of("{}") == "accepted");
}

TEST_CASE("a wrong key comes with its place and the nearest right one") {
  CHECK(problem_of("apps:\n  - root: .\n    sart: x\n") ==
        "assay.yaml:3:5: unknown key \"sart\" (known: root, framework, start, build, port, env, database, "
        "ready, roles) / did you mean \"start\"?");
  CHECK(problem_of("aps: []").find("did you mean \"apps\"?") != std::string::npos);
  CHECK(problem_of("apps: [{roles: {logn: {method: POST, path: /x}}}]").find("did you mean \"login\"?") !=
        std::string::npos);
}

TEST_CASE("a key that is known but not obeyed is refused, not ignored") {
  CHECK(problem_of("policy: {fail: weak}").find("does not obey it yet") != std::string::npos);
  CHECK(problem_of("apps: [{database: sqlite}]").find("does not obey it yet") != std::string::npos);
}

TEST_CASE("wrong values are told where they stand") {
  CHECK(problem_of("apps: [{port: 0}]").find("a port is a number") != std::string::npos);
  CHECK(problem_of("apps: [{port: abc}]").find("assay.yaml:1:") == 0);
  CHECK(problem_of("apps: [{root: ../other}]").find("inside the folder") != std::string::npos);
  CHECK(problem_of("apps: [{root: /etc}]").find("inside the folder") != std::string::npos);
  CHECK(problem_of("apps: [{roles: {login: {method: FETCH, path: /x}}}]").find("unknown method") !=
        std::string::npos);
  CHECK(problem_of("apps: [{roles: {login: {method: POST, path: x}}}]").find("begins with") !=
        std::string::npos);
  CHECK(problem_of("apps: x") != "accepted");
  CHECK(problem_of("apps: [") != "accepted");
  CHECK(problem_of(std::string(100'000, '[')) != "accepted");
}
