#include "sample_report.h"

#include "telling/merge/rule_links.h"

namespace assay::test {
namespace {

Location at(const char* file, std::uint32_t line) {
  return {file, line, 1, line, 20};
}

App sample_app() {
  App app;
  app.root = ".";
  app.framework = "fastapi";
  app.entry_point = "app.main:app";
  app.entry_at = at("app/main.py", 12);
  app.plan.start = "uvicorn app.main:app --host 127.0.0.1 --port {port}";
  app.routes.push_back({"POST",
                        "/auth/login",
                        "login",
                        at("app/auth.py", 41),
                        {},
                        {{"email", "email", true}, {"password", "string", true}},
                        false,
                        false,
                        ""});
  app.routes.push_back(
      {"GET", "/jobs/{job_id}", "read_job", at("app/jobs.py", 20), {"current_user"}, {}, false, false, ""});
  return app;
}

Decision decision(std::string id, std::string choice, Provenance by, std::optional<Grade> grade,
                  Location where) {
  Decision d;
  d.id = std::move(id);
  d.app = ".";
  d.chosen.choice = std::move(choice);
  d.chosen.provenance = by;
  d.chosen.grade = grade;
  if (!where.file.empty()) d.chosen.evidence.push_back({std::move(where), "decided here"});
  d.choices.push_back(d.chosen);
  d.confidence = Confidence::high;
  return d;
}

std::vector<Decision> sample_decisions() {
  Decision hashing =
      decision("password-hashing", "pbkdf2", Provenance::stdlib, Grade::sound, at("app/security.py", 18));
  hashing.chosen.library = "hashlib";
  hashing.chosen.parameters = {{"digest", {std::string("sha256"), "app/security.py:18"}},
                               {"iterations", {std::int64_t{210000}, "app/security.py:9"}}};
  hashing.choices = {hashing.chosen};
  Decision docs =
      decision("docs-exposure", "disabled", Provenance::framework, Grade::strong, at("app/main.py", 12));
  docs.chosen.parameters = {{"openapi", {std::string("false"), "app/main.py:12"}}};
  docs.remedy = "Pass openapi_url=None to FastAPI() outside development.";
  Decision compare =
      decision("secret-comparison", "equality", Provenance::none, Grade::weak, at("app/tokens.py", 44));
  compare.subject = "verify_signature";
  compare.chosen.grade_reason = "== on a token's signature leaks by time (CWE-208)";
  compare.remedy = "Use hmac.compare_digest.";
  Decision token = decision("token-scheme", "unclear", Provenance::none, Grade::unclear, {});
  token.reason = "the signing function is chosen at run time";
  Decision footprint =
      decision("dependency-footprint", "", Provenance::none, std::nullopt, at("requirements.txt", 1));
  footprint.chosen.parameters = {{"runtime", {std::int64_t{4}, "requirements.txt:1"}},
                                 {"dev", {std::int64_t{0}, "requirements.txt:1"}}};
  return {docs, footprint, token, compare, hashing};
}

TestResult test(std::string id, std::string title, Tier tier, Verdict verdict, std::string reason = "") {
  TestResult t;
  t.id = std::move(id);
  t.title = std::move(title);
  t.tier = tier;
  t.app = ".";
  t.verdict = verdict;
  t.reason = std::move(reason);
  return t;
}

Trial sample_trial() {
  Trial trial;
  trial.app = ".";
  trial.started = true;
  trial.start_command = "uvicorn app.main:app --host 127.0.0.1 --port 41001";
  trial.base_url = "http://127.0.0.1:41001";
  trial.sandbox = {1, {"user, mount, pid and net namespaces", "seccomp"}, {"a cgroup of its own"}};
  trial.bindings.push_back({"login",
                            "POST",
                            "/auth/login",
                            {"email", "password"},
                            false,
                            "openapi",
                            "login <- POST /auth/login {email, password}: openapi, app/auth.py:41"});
  TestResult f02 = test("f-02", "login gives a working token", Tier::functional, Verdict::pass);
  f02.roles = {"login"};
  f02.observed = {{"algorithm", "HS256"}};
  f02.exchanges.push_back(
      {{"POST",
        "/auth/login",
        {{"Content-Type", "application/json"}},
        R"({"email":"user@test.com","password":"Correct-Horse-9-Battery"})"},
       Response{200,
                {{"content-type", "application/json"}},
                R"({"access_token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRva2Vu"})",
                false},
       "",
       "127.0.1.2",
       12,
       true});
  TestResult m01 = test("m-01", "the OpenAPI document is not public", Tier::manual, Verdict::fail,
                        "/openapi.json answers 200");
  m01.observed = {{"openapi", "/openapi.json"}};
  TestResult t107 = test("t1-07", "passwords are stored hashed", Tier::asked, Verdict::pass);
  t107.observed = {{"algorithm", "pbkdf2"}, {"iterations", "210000"}};
  TestResult t102 = test("t1-02", "malformed tokens are refused", Tier::asked, Verdict::pass);
  t102.note = "422 where 401 would be expected";
  trial.tests = {
      f02,
      test("t1-01", "nobody reads without a token", Tier::asked, Verdict::pass),
      t102,
      test("t1-04", "\"none\" tokens are refused", Tier::asked, Verdict::fail,
           "a token with alg none and no signature reads the admin's job"),
      t107,
      test("t1-22", "the app's own origin may read", Tier::asked, Verdict::inconclusive, "connection closed"),
      m01,
      test("m-02", "Swagger UI is not public", Tier::manual, Verdict::not_run, "the app died in t1-22")};
  return trial;
}

std::vector<DecisionLinks> sample_catalogue() {
  DecisionRule hashing, token, compare, docs, footprint;
  hashing.id = "password-hashing";
  hashing.choices = {"argon2id", "scrypt", "bcrypt", "pbkdf2", "fast-hash"};
  hashing.tests = {{"t1-07", "by-grade", "", {"choice", "iterations"}}};
  token.id = "token-scheme";
  token.choices = {"jwt", "none"};
  token.parameters = {"algorithm"};
  token.tests = {{"f-02", "works", "", {"algorithm"}}};
  compare.id = "secret-comparison";
  docs.id = "docs-exposure";
  docs.tests = {{"m-01", "parameter-false", "openapi", {}}};
  footprint.id = "dependency-footprint";
  return links_of({hashing, token, compare, docs, footprint});
}

}  // namespace

MergeInput sample_input() {
  MergeInput input;
  input.tool.version = "0.1.0";
  input.run.started_at = "2024-03-01T12:00:00Z";
  input.run.host = "box";
  input.run.milliseconds = 21500;
  input.target = {"samples/jobs-fastapi-stdlib", RunMode::audit, true};
  input.apps = {sample_app()};
  input.decisions = sample_decisions();
  input.trials = {sample_trial()};
  Manifest manifest;
  manifest.file = "requirements.txt";
  for (const char* specifier : {"==0.115.0", "==0.30.0", "", ">=2"}) {
    Dependency dependency;
    dependency.specifier = specifier;
    manifest.direct.push_back(dependency);
  }
  input.manifests = {manifest};
  input.left_out = {{"data/huge.js", "larger than 2 MB", false}, {"app/old.py", "2 syntax errors", true}};
  input.catalogue = sample_catalogue();
  return input;
}

Report sample_report() {
  return merge(sample_input());
}

}  // namespace assay::test
