#include "trying/probes/suite.h"

#include <map>

#include "suite_run.h"
#include "support/catch.h"

using namespace assay;

namespace {

std::map<std::string, Verdict> verdicts(const Trial& trial) {
  std::map<std::string, Verdict> result;
  for (const TestResult& test : trial.tests) result[test.id] = test.verdict;
  return result;
}

std::size_t count(const Trial& trial, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(trial.tests.begin(), trial.tests.end(),
                                                [&](const TestResult& t) { return t.verdict == verdict; }));
}

}  // namespace

TEST_CASE("a right app passes every test, and each stands in the ledger once, in the suite's order") {
  FakeApp app;
  const Trial trial = run_all(app);
  REQUIRE(trial.tests.size() == probe_book().probes.size());
  for (const TestResult& test : trial.tests) {
    INFO(test.id << ": " << test.reason);
    CHECK(test.verdict == Verdict::pass);
    CHECK_FALSE(test.exchanges.empty());
  }
  std::vector<std::string> ids;
  for (const TestResult& test : trial.tests) ids.push_back(test.id);
  CHECK(ids == std::vector<std::string>{"f-01",  "f-02",  "f-03",  "f-04",  "f-05",  "t1-01",
                                        "t1-02", "t1-03", "t1-04", "t1-06", "t1-07", "t1-22",
                                        "t1-23", "t2-01", "t2-02", "t2-06", "t2-07", "t2-08",
                                        "m-01",  "m-02",  "m-03",  "m-04",  "m-05"});
}

TEST_CASE("the admin registers first, and tests talk from addresses of their own") {
  FakeApp app;
  const Trial trial = run_all(app);
  const auto first = std::find_if(app.seen.begin(), app.seen.end(),
                                  [](const Exchange& e) { return e.request.method == "POST"; });
  REQUIRE(first != app.seen.end());
  CHECK(first->request.body.find("admin@test.com") != std::string::npos);
  std::map<std::string, std::string> owner;
  for (const TestResult& test : trial.tests)
    for (const Exchange& exchange : test.exchanges) {
      const auto [at, fresh] = owner.emplace(exchange.source_address, test.id);
      CHECK(at->second == test.id);
    }
}

TEST_CASE("a server that answers 200 to everything passes nothing") {
  for (const char* body : {"{}", "[]", "ok", "{\"ok\": true}"}) {
    FakeApp app;
    app.before = [&](const Request&) {
      return Response{200, {{"Content-Type", "application/json"}}, body, false};
    };
    CHECK(count(run_all(app), Verdict::pass) == 0);
  }
}

TEST_CASE("a server that answers 401, 404, 429 or 500 to everything passes nothing") {
  for (const int status : {401, 404, 429, 500}) {
    FakeApp app;
    app.before = [&](const Request&) { return Response{status, {}, "{\"error\": \"no\"}", false}; };
    const Trial trial = run_all(app);
    INFO(status);
    CHECK(count(trial, Verdict::pass) == 0);
  }
}

TEST_CASE("a server that was never there gives a ledger of tests that were not run") {
  FakeApp app;
  app.dead = true;
  const Trial trial = run_all(app);
  CHECK(count(trial, Verdict::not_run) == probe_book().probes.size());
  CHECK(trial.tests[0].reason.find("not seen alive") != std::string::npos);
}

TEST_CASE("an app that dies in a test passes nothing from there on, and its killer is named") {
  FakeApp app;
  app.deadly = [](const Request& request) {
    for (const auto& [name, value] : request.headers)
      if (name == "Authorization" && value.ends_with("...")) return true;
    return false;
  };
  const Trial trial = run_all(app);
  const auto found = verdicts(trial);
  CHECK(found.at("t1-01") == Verdict::pass);
  CHECK(found.at("t1-02") == Verdict::inconclusive);
  for (const char* id : {"t1-03", "t1-07", "t2-08", "m-05"}) CHECK(found.at(id) == Verdict::not_run);
  REQUIRE(trial.problems.size() == 1);
  CHECK(trial.problems[0].what.find("three dots") != std::string::npos);
  CHECK(trial.problems[0].what.find("t1-02") != std::string::npos);
}

TEST_CASE("one closed connection is a doubt, not a death") {
  FakeApp app;
  app.silent = [](const Request& request) {
    for (const auto& [name, value] : request.headers)
      if (name == "Authorization" && value.ends_with("...")) return true;
    return false;
  };
  const Trial trial = run_all(app);
  const auto found = verdicts(trial);
  CHECK(found.at("t1-02") == Verdict::inconclusive);
  CHECK(found.at("t1-03") == Verdict::pass);
  CHECK(trial.problems.empty());
}

TEST_CASE("a limiter's answer is no refusal") {
  FakeApp app;
  app.before = [](const Request& request) -> std::optional<Response> {
    for (const auto& [name, value] : request.headers)
      if (name == "Authorization" && value == "Bearer garbage") return Response{429, {}, "slow down", false};
    return std::nullopt;
  };
  CHECK(run_one("t1-02", app).verdict == Verdict::inconclusive);
}

TEST_CASE("after a first 429 the request is tried once more") {
  FakeApp app;
  int limited = 0;
  app.before = [&](const Request& request) -> std::optional<Response> {
    for (const auto& [name, value] : request.headers)
      if (name == "Authorization" && value == "Bearer garbage" && limited++ == 0)
        return Response{429, {}, "slow down", false};
    return std::nullopt;
  };
  CHECK(run_one("t1-02", app).verdict == Verdict::pass);
}

TEST_CASE("without a run folder the database test is not run; a role that is not there does not apply") {
  FakeApp app;
  const auto found = verdicts(run_all(app, FakeApp::app(), false));
  CHECK(found.at("t1-07") == Verdict::not_run);
  App routes = FakeApp::app();
  std::erase_if(routes.routes, [](const Route& r) { return r.path.ends_with("/upload"); });
  FakeApp other;
  const Trial trial = run_all(other, routes);
  CHECK(verdicts(trial).at("f-04") == Verdict::not_applicable);
  const auto& reason = trial.tests[3].reason;
  CHECK(reason.find("\"upload\"") != std::string::npos);
  CHECK(reason.find("assay.yaml") != std::string::npos);
}

TEST_CASE("nothing random stands in reasons and notes: two runs tell the same") {
  FakeApp first({"no-nosniff", "cors-reflect", "compares-a-part", "distinct-body", "echo-input", "weak-ok",
                 "changes-files"});
  FakeApp second({"no-nosniff", "cors-reflect", "compares-a-part", "distinct-body", "echo-input", "weak-ok",
                  "changes-files"});
  const Trial a = run_all(first), b = run_all(second);
  REQUIRE(a.tests.size() == b.tests.size());
  for (std::size_t i = 0; i < a.tests.size(); ++i) {
    CHECK(a.tests[i].reason == b.tests[i].reason);
    CHECK(a.tests[i].note == b.tests[i].note);
    CHECK(a.tests[i].observed == b.tests[i].observed);
  }
}
