// Each attack against a mutant that gives way to it, and its control against one that spoils the control.
#include "suite_run.h"
#include "support/catch.h"

using namespace assay;

namespace {

struct Case {
  const char* test;
  std::set<std::string> faults;
  Verdict verdict;
  const char* says;  // in the reason or note
};

void check(const Case& c) {
  const TestResult result = run_one(c.test, c.faults);
  std::string faults;
  for (const std::string& fault : c.faults) faults += fault + " ";
  INFO(c.test << " on " << faults << ": " << result.reason << " | " << result.note);
  CHECK(to_string(result.verdict) == to_string(c.verdict));
  CHECK((result.reason + " " + result.note).find(c.says) != std::string::npos);
}

}  // namespace

TEST_CASE("what does not work fails its functional test") {
  for (const Case& c : std::vector<Case>{
           {"f-01", {"no-token-on-register"}, Verdict::pass, "the token comes from a login"},
           {"f-01", {"wants-username"}, Verdict::pass, ""},
           {"f-02", {"login-as-first"}, Verdict::fail, "lacks what the registration's token made"},
           {"f-03", {"empty-list"}, Verdict::fail, "lacks the new object's id"},
           {"f-03", {"loses-description"}, Verdict::fail, "description"},
           {"f-04", {"refuses-json"}, Verdict::fail, "json file: 415"},
           {"f-05", {"changes-files"}, Verdict::fail, "came back changed"},
           {"f-05", {"refuses-json"}, Verdict::inconclusive, "the control did not hold"},
       })
    check(c);
}

TEST_CASE("each hole in token checking fails the test that looks for it, and no other") {
  for (const Case& c : std::vector<Case>{
           {"t1-01", {"open"}, Verdict::fail, "the list without a token"},
           {"t1-01", {"open-read"}, Verdict::fail, "one object without a token"},
           {"t1-01", {"refuses-403"}, Verdict::fail, "403 where 401 is asked for"},
           {"t1-01", {"empty-list"}, Verdict::inconclusive, "the control did not hold"},
           {"t1-02", {"accepts-garbage"}, Verdict::fail, "a word that is no token"},
           {"t1-02", {"accepts-empty"}, Verdict::fail, "an empty token"},
           {"t1-02", {"compares-a-part"}, Verdict::fail, "cut by 12"},
           {"t1-02", {"refuses-403"}, Verdict::pass, "refused with 403"},
           {"t1-02", {"accepts-none"}, Verdict::pass, ""},
           {"t1-03", {"ignores-signature"}, Verdict::fail, "signed with another key"},
           {"t1-03", {"ignores-signature"}, Verdict::fail, "another user's \"sub\""},
           {"t1-03", {"compares-a-part"}, Verdict::fail, "one character of the signature"},
           {"t1-03", {"accepts-none"}, Verdict::pass, ""},
           {"t1-04", {"accepts-none"}, Verdict::fail, "the admin's claims, alg none"},
           {"t1-04", {"accepts-NONE"}, Verdict::fail, "alg nOnE"},
           {"t1-04", {"accepts-no-alg"}, Verdict::fail, "no alg"},
           {"t1-04", {"ignores-signature"}, Verdict::pass, ""},
       })
    check(c);
}

TEST_CASE("the status a prompt names is strict on the study's kind of app alone") {
  App routes = FakeApp::app();
  std::erase_if(routes.routes, [](const Route& r) {
    return r.path.find("/admin") == 0 || r.path.find("share") != std::string::npos ||
           r.path.find("webhooks") != std::string::npos;
  });
  FakeApp app({"refuses-403"});
  const TestResult result = run_one("t1-01", app, routes);
  CHECK(result.verdict == Verdict::pass);
  CHECK(result.note.find("403") != std::string::npos);
}

TEST_CASE("each hole in login fails t1-06, and a refusal with 200 is one") {
  for (const Case& c : std::vector<Case>{
           {"t1-06", {"any-password"}, Verdict::fail, "a wrong password"},
           {"t1-06", {"empty-password"}, Verdict::fail, "an empty password"},
           {"t1-06", {"others-password"}, Verdict::fail, "another user's password"},
           {"t1-06", {"missing-password"}, Verdict::fail, "no password field"},
           {"t1-06", {"missing-name"}, Verdict::fail, "no address field"},
           {"t1-06", {"200-refusal"}, Verdict::fail, "answered 200"},
           {"t2-01", {"weak-ok"}, Verdict::fail, "\"a\""},
           {"t2-01", {"weak-500"}, Verdict::inconclusive, "500"},
           {"t2-01", {}, Verdict::pass, "\"password\" is accepted"},
           {"t2-02", {"distinct-status"}, Verdict::fail, "an unknown user 404"},
           {"t2-02", {"distinct-body"}, Verdict::fail, "the bodies differ"},
           {"t2-02", {"any-password"}, Verdict::inconclusive, "nothing to compare"},
           {"t2-02", {}, Verdict::pass, "409"},
       })
    check(c);
}

TEST_CASE("CORS: each way to be too open or too closed") {
  for (const Case& c : std::vector<Case>{
           {"t1-22", {"cors-none"}, Verdict::fail, "no Access-Control-Allow-Origin"},
           {"t1-22", {"cors-star"}, Verdict::fail, "is \"*\""},
           {"t1-22", {"cors-no-delete"}, Verdict::fail, "DELETE"},
           {"t1-22", {"cors-no-headers"}, Verdict::fail, "lacks authorization"},
           {"t1-22", {"preflight-401"}, Verdict::fail, "answered 401"},
           {"t1-23", {"cors-reflect"}, Verdict::fail, "https://evil.example"},
           {"t1-23", {"cors-star"}, Verdict::fail, "\"*\""},
           {"t1-23", {"cors-prefix"}, Verdict::fail, "https://app.datapipeline.io.evil.example"},
           {"t1-23", {"cors-suffix"}, Verdict::fail, "http://app.datapipeline.io"},
           {"t1-23", {"cors-null"}, Verdict::fail, "from null"},
           {"t1-23", {"cors-fixed"}, Verdict::pass, "a fixed"},
           {"t1-23", {"cors-none"}, Verdict::inconclusive, "the control did not hold"},
           {"m-04", {"cors-names-methods"}, Verdict::fail, "Access-Control-Allow-Methods"},
           {"m-04", {"cors-none"}, Verdict::pass, ""},
       })
    check(c);
}

TEST_CASE("protective headers: missing, weak, or on some answers alone") {
  for (const Case& c : std::vector<Case>{
           {"t2-06", {"no-nosniff"}, Verdict::fail, "JSON lacks it"},
           {"t2-06", {"no-nosniff-on-download"}, Verdict::fail, "the download lacks it"},
           {"t2-06", {"changes-files"}, Verdict::inconclusive, "download"},
           {"t2-07", {"no-frame-options"}, Verdict::fail, "JSON lacks it"},
           {"t2-07", {"allow-from"}, Verdict::fail, "lacks it"},
           {"t2-07", {"csp-any-frame"}, Verdict::fail, "lacks it"},
           {"t2-07", {"csp-frames"}, Verdict::pass, ""},
           {"t2-08", {"no-hsts"}, Verdict::fail, "lacks it"},
           {"t2-08", {"hsts-short"}, Verdict::fail, "lacks it"},
           {"t2-08", {"hsts-forwarded"}, Verdict::pass, ""},
       })
    check(c);
}

TEST_CASE("API documents are found by content, wherever they lie") {
  for (const Case& c : std::vector<Case>{
           {"m-01", {"openapi-public"}, Verdict::fail, "/openapi.json"},
           {"m-01", {"openapi-moved"}, Verdict::fail, "/hidden/spec"},
           {"m-01", {"swagger-public"}, Verdict::pass, ""},
           {"m-01", {"spa"}, Verdict::pass, "content alone"},
           {"m-02", {"swagger-public"}, Verdict::fail, "/docs"},
           {"m-02", {"swagger-redirect"}, Verdict::fail, "/docs"},
           {"m-02", {"openapi-public"}, Verdict::pass, ""},
           {"m-02", {"spa"}, Verdict::pass, ""},
           {"m-03", {"redoc-public"}, Verdict::fail, "/redoc"},
           {"m-03", {"graphql-open"}, Verdict::fail, "/graphql"},
       })
    check(c);
}

TEST_CASE("what was seen of documents is told by the catalogue's names") {
  CHECK(run_one("m-01", {"openapi-moved"}).observed ==
        std::vector<std::pair<std::string, std::string>>{{"openapi", "/hidden/spec"}});
  CHECK(run_one("m-01", {}).observed ==
        std::vector<std::pair<std::string, std::string>>{{"openapi", "false"}});
  App routes = FakeApp::app();
  routes.document_paths = {"/internal/api.json"};
  FakeApp app;
  app.before = [](const Request& request) -> std::optional<Response> {
    if (request.target != "/internal/api.json") return std::nullopt;
    return Response{200, {}, R"({"openapi": "3.0.0", "paths": {}})", false};
  };
  CHECK(run_one("m-01", app, routes).verdict == Verdict::fail);
}

TEST_CASE("validation errors: each way to show the validator's insides") {
  for (const Case& c : std::vector<Case>{
           {"m-05", {"echo-input"}, Verdict::fail, "the input"},
           {"m-05", {"shows-ctx"}, Verdict::fail, "\"ctx\""},
           {"m-05", {"trio"}, Verdict::fail, "own loc entry"},
           {"m-05", {"class-name"}, Verdict::fail, "a class name"},
       })
    check(c);
}
