#include "telling/merge/observe.h"

#include "support/catch.h"
#include "telling/merge/rule_links.h"

using namespace assay;

namespace {

Decision hashing(std::string choice, std::map<std::string, Parameter> parameters = {},
                 Grade grade = Grade::sound) {
  Decision d;
  d.id = "password-hashing";
  d.app = ".";
  d.chosen.grade = choice == "fast-hash" ? Grade::broken : grade;
  d.chosen.choice = std::move(choice);
  d.chosen.parameters = std::move(parameters);
  d.choices = {d.chosen};
  return d;
}

TestLink hashing_link() {
  DecisionRule rule;
  rule.id = "password-hashing";
  rule.choices = {"argon2id", "bcrypt", "pbkdf2", "fast-hash", "plaintext"};
  rule.parameters = {"iterations", "digest"};
  rule.tests = {{"t1-07", "by-grade", "", {"choice", "iterations", "digest"}}};
  return links_of({rule}).at(0).tests.at(0);
}

TestResult result(Verdict verdict, std::vector<std::pair<std::string, std::string>> observed = {},
                  std::string reason = "") {
  TestResult t;
  t.id = "t1-07";
  t.app = ".";
  t.verdict = verdict;
  t.observed = std::move(observed);
  t.reason = std::move(reason);
  return t;
}

Observed observed_for(const Decision& decision, const TestResult& test) {
  return observe(decision, {hashing_link()}, {test});
}

Parameter number(std::int64_t n) {
  return {n, "auth.py:3"};
}

TestLink document_link() {
  DecisionRule rule;
  rule.id = "docs-exposure";
  rule.tests = {{"m-01", "parameter-false", "openapi", {}}};
  return links_of({rule}).at(0).tests.at(0);
}

Observed document(Value openapi, Verdict verdict) {
  Decision d;
  d.id = "docs-exposure";
  d.app = ".";
  d.chosen.choice = "conditional";
  d.chosen.parameters["openapi"] = {std::move(openapi), "main.py:1"};
  TestResult t = result(verdict);
  t.id = "m-01";
  return observe(d, {document_link()}, {t});
}

}  // namespace

TEST_CASE("the stored form that was read is confirmed, cost and all") {
  const Observed o = observed_for(hashing("pbkdf2", {{"iterations", number(210'000)}}),
                                  result(Verdict::pass, {{"algorithm", "pbkdf2"}, {"iterations", "210000"}}));
  CHECK(o.state == ObservedState::confirmed);
  CHECK(o.sides == Sides::both);
  CHECK(o.direction == Direction::none);
  CHECK(o.tests.at(0).expected == Verdict::pass);
}

TEST_CASE("a broken form that fails its test is confirmed, not contradicted") {
  const Observed o = observed_for(hashing("fast-hash"), result(Verdict::fail, {{"algorithm", "fast-hash"}}));
  CHECK(o.state == ObservedState::confirmed);
}

TEST_CASE("a contradiction is told for the worse, for the better, or neither") {
  const auto direction = [](const char* said, const char* seen, Verdict verdict) {
    const Observed o = observed_for(hashing(said), result(verdict, {{"algorithm", seen}}));
    CHECK(o.state == ObservedState::contradicted);
    return o.direction;
  };
  CHECK(direction("bcrypt", "fast-hash", Verdict::fail) == Direction::worse);
  CHECK(direction("bcrypt", "pbkdf2", Verdict::pass) == Direction::worse);
  CHECK(direction("fast-hash", "bcrypt", Verdict::pass) == Direction::better);
  CHECK(direction("bcrypt", "homegrown", Verdict::pass) == Direction::other);
}

TEST_CASE("fewer rounds than read are a contradiction for the worse, more rounds for the better") {
  const Decision d = hashing("pbkdf2", {{"iterations", number(210'000)}});
  const Observed fewer =
      observed_for(d, result(Verdict::pass, {{"algorithm", "pbkdf2"}, {"iterations", "100000"}}));
  CHECK(fewer.direction == Direction::worse);
  CHECK(fewer.tests.at(0).says == "iterations: code says 210000, the app uses 100000");
  const Observed more =
      observed_for(d, result(Verdict::pass, {{"algorithm", "pbkdf2"}, {"iterations", "600000"}}));
  CHECK(more.direction == Direction::better);
}

TEST_CASE("a weak form predicts neither verdict: that it is the form read is what counts") {
  const Decision d = hashing("pbkdf2", {{"iterations", number(1'000)}}, Grade::weak);
  const Observed o =
      observed_for(d, result(Verdict::fail, {{"algorithm", "pbkdf2"}, {"iterations", "1000"}}));
  CHECK_FALSE(o.tests.at(0).expected);
  CHECK(o.state == ObservedState::confirmed);
}

TEST_CASE("of two live answers the app may use the one that does not grade") {
  Decision d = hashing("fast-hash");
  Choice better;
  better.choice = "bcrypt";
  d.choices.push_back(better);
  const Observed o = observed_for(d, result(Verdict::pass, {{"algorithm", "bcrypt"}}));
  CHECK(o.state == ObservedState::confirmed);
  d.choices.back().life = Life::unused;
  CHECK(observed_for(d, result(Verdict::pass, {{"algorithm", "bcrypt"}})).state ==
        ObservedState::contradicted);
}

TEST_CASE("an undecided test observes nothing") {
  for (const Verdict verdict : {Verdict::inconclusive, Verdict::not_applicable, Verdict::not_run}) {
    const Observed o =
        observed_for(hashing("bcrypt"), result(verdict, {{"algorithm", "plaintext"}}, "timed out"));
    CHECK(o.state == ObservedState::not_observed);
    CHECK(o.sides == Sides::static_only);
    CHECK(o.tests.at(0).says == "timed out");
  }
}

TEST_CASE("what reading could not tell is live only, and never a contradiction") {
  const Observed o = observed_for(hashing("unclear"), result(Verdict::fail, {{"algorithm", "plaintext"}}));
  CHECK(o.state == ObservedState::not_observed);
  CHECK(o.sides == Sides::live_only);
  CHECK(o.direction == Direction::none);
  CHECK(observe(hashing("unclear"), {hashing_link()}, {}).sides == Sides::neither);
}

TEST_CASE("another app's test says nothing of this one") {
  TestResult t = result(Verdict::fail);
  t.app = "api";
  CHECK(observed_for(hashing("bcrypt"), t).tests.empty());
}

TEST_CASE("documents are judged one by one: a path is expected to fail, false to pass") {
  CHECK(document(std::string("/openapi.json"), Verdict::fail).state == ObservedState::confirmed);
  CHECK(document(std::string("false"), Verdict::pass).state == ObservedState::confirmed);
  CHECK(document(false, Verdict::pass).state == ObservedState::confirmed);
  CHECK(document(false, Verdict::fail).direction == Direction::worse);
  CHECK(document(std::string("/openapi.json"), Verdict::pass).direction == Direction::better);
  CHECK(document(std::monostate{}, Verdict::fail).state == ObservedState::not_observed);
}

TEST_CASE("a token's lifetime may be off by the clock's tick, and longer is worse") {
  DecisionRule rule;
  rule.id = "token-scheme";
  rule.choices = {"jwt", "none"};
  rule.parameters = {"algorithm", "lifetime_s", "carried_in"};
  rule.tests = {{"f-01", "works", "", {"algorithm", "lifetime_s", "carried_in"}}};
  const auto links = links_of({rule}).at(0).tests;
  Decision d;
  d.id = "token-scheme";
  d.app = ".";
  d.chosen.choice = "jwt";
  d.chosen.parameters = {{"lifetime_s", number(3600)},
                         {"carried_in", {std::vector<std::string>{"cookie", "header"}, ""}}};
  const auto observed = [&](Verdict verdict, const char* lifetime) {
    TestResult t = result(verdict, {{"lifetime_s", lifetime}, {"carried_in", "header"}}, "no token");
    t.id = "f-01";
    t.tier = Tier::functional;
    return observe(d, links, {t});
  };
  CHECK(observed(Verdict::pass, "3601").state == ObservedState::confirmed);
  CHECK(observed(Verdict::pass, "7200").direction == Direction::worse);
  CHECK(observed(Verdict::pass, "60").direction == Direction::better);
  CHECK(observed(Verdict::fail, "3600").direction == Direction::none);  // does not work: not less safe
  d.chosen.parameters.erase("lifetime_s");  // the code leaves it open: the app alone shows it
  CHECK(observed(Verdict::pass, "3600").tests.at(0).live_only == std::vector<std::string>{"lifetime_s 3600"});
  CHECK(observed(Verdict::pass, "3600").state == ObservedState::confirmed);
  d.chosen.choice = "none";
  CHECK_FALSE(observed(Verdict::fail, "3600").tests.at(0).expected);
}
