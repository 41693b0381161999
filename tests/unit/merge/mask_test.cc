#include "telling/merge/mask.h"

#include "common/base/text.h"
#include "support/catch.h"
#include "telling/merge/record_run.h"

using namespace assay;

namespace {

std::string token(const std::string& header, const std::string& signature) {
  return base64url(header) + "." + base64url(R"({"sub":"1"})") + "." + signature;
}

Exchange sent(Request request, std::optional<Response> response = {}) {
  Exchange e;
  e.request = std::move(request);
  e.response = std::move(response);
  return e;
}

}  // namespace

TEST_CASE("a token is replaced wherever it stands, and its algorithm stays as proof") {
  const std::string good = token(R"({"alg":"HS256"})", "c2lnbmF0dXJl"), none = token(R"({"alg":"none"})", "");
  SecretMask mask;
  mask.learn(sent({"GET", "/me", {{"Authorization", "Bearer " + good}}, ""}));
  mask.learn(sent({"GET", "/me", {{"authorization", "Bearer " + none}}, ""}));
  CHECK(mask.masked("/download?key=" + good + "&x=1") == "/download?key=<token alg=HS256>&x=1");
  CHECK(mask.masked(none) == "<token alg=none, unsigned>");
}

TEST_CASE("a shortened token does not leave the rest of the whole one readable") {
  const std::string good = token(R"({"alg":"HS256"})", "c2lnbmF0dXJlLXdob2xl");
  SecretMask mask;
  mask.add(good.substr(0, good.size() - 12), "<token>");
  mask.add(good, "<token alg=HS256>");
  CHECK(mask.masked(good) == "<token alg=HS256>");
}

TEST_CASE("a foreign algorithm word is not copied into the placeholder") {
  CHECK(token_placeholder(token(R"({"alg":"x\u001b[2J"})", "s")) == "<token>");
  CHECK(token_placeholder("not.a.token") == "<token>");
}

TEST_CASE("passwords, cookies and keys are found in bodies, forms, queries and headers") {
  SecretMask mask;
  mask.learn(sent({"POST",
                   "/login?session_token=0123456789abcdef",
                   {{"Cookie", "sid=cookie-value-12345; theme=dark"}},
                   R"({"user":{"password":"Tr\"icky pass 1234"}})"},
                  Response{200,
                           {{"Set-Cookie", "sid=fresh-cookie-67890; Path=/; HttpOnly"}},
                           R"({"data":{"refresh_token":"opaque-abcdef-123"}})",
                           false}));
  mask.learn(sent({"POST", "/login", {}, "username=u&password=form%2Bpassword%21%21"}));
  CHECK(mask.masked("0123456789abcdef") == "<token>");
  CHECK(mask.masked("cookie-value-12345 fresh-cookie-67890") == "<cookie> <cookie>");
  CHECK(mask.masked("Tr\"icky pass 1234") == "<password>");
  CHECK(mask.masked(R"("Tr\"icky pass 1234")") == "\"<password>\"");
  CHECK(mask.masked("opaque-abcdef-123") == "<token>");
  CHECK(mask.masked("form+password!!") == "<password>");
  CHECK(mask.masked("form%2Bpassword%21%21") == "<password>");
}

TEST_CASE("a probe's own payload stays readable") {
  SecretMask mask;
  mask.learn(sent({"POST", "/register", {}, R"({"email":"a@test.com","password":"12345678"})"}));
  CHECK(mask.masked(R"({"password":"12345678"})") == R"({"password":"12345678"})");
}

TEST_CASE("the cut never shows half of a secret, and counts the original's bytes") {
  SecretMask mask;
  mask.add("0123456789abcdef", "<key>");
  CHECK(mask.masked("xx0123456789abcdefyy", 6) == "xx<key>");
  CHECK(mask.masked("abcdef", 3) == "abc");
}

TEST_CASE("broken or endless JSON is learnt from as far as it goes") {
  SecretMask mask;
  mask.learn(sent({"POST", "/", {}, R"({"password":"long-enough-secret","x":)" + std::string(100'000, '[')}));
  CHECK(mask.masked("long-enough-secret") == "<password>");
}

TEST_CASE("of what trying recorded, nothing unmasked reaches the report, and the ledger keeps no exchange") {
  Trial trial;
  trial.app = ".";
  trial.log_tail = {"login with password long-enough-secret"};
  TestResult test;
  test.id = "f-02";
  test.app = ".";
  test.verdict = Verdict::pass;
  test.note = "key deadbeefdeadbeef worked";
  test.observed = {{"stored", "long-enough-secret"}};
  for (int i = 0; i < 40; ++i)
    test.exchanges.push_back(sent({"POST",
                                   "/" + std::to_string(i),
                                   {},
                                   R"({"password":"long-enough-secret"})" + std::string(5000, 'x')},
                                  Response{200, {{"X", "deadbeefdeadbeef"}}, std::string(9000, 'y'), true}));
  trial.tests = {test};
  RunInfo run;
  const Trial masked = mask_trial(trial, {"deadbeefdeadbeef"}, run);
  CHECK(masked.tests[0].exchanges.empty());
  CHECK(masked.tests[0].note == "key <key> worked");
  CHECK(masked.tests[0].observed[0].second == "<password>");
  CHECK(run.apps.at(0).log_tail.at(0) == "login with password <password>");
  const TestRun& recorded = run.tests.at(0);
  CHECK(recorded.left_out == 10);
  REQUIRE(recorded.exchanges.size() == limits::kReportedExchanges);
  CHECK(recorded.exchanges.front().request.target == "/0");
  CHECK(recorded.exchanges.back().request.target == "/39");
  CHECK(recorded.exchanges[0].request.body.starts_with(R"({"password":"<password>"})"));
  CHECK(recorded.exchanges[0].request.body.size() <= limits::kReportedBodyBytes);
  CHECK(recorded.exchanges[0].request_bytes > 5000);
  CHECK(recorded.exchanges[0].response->headers[0].second == "<key>");
  CHECK(recorded.exchanges[0].response_bytes == 9000);
}
