#include "telling/merge/merge.h"

#include "support/catch.h"
#include "telling/merge/join_routes.h"

using namespace assay;

namespace {

Decision decision(std::string id, std::string choice, Grade grade, Life life = Life::live) {
  Decision d;
  d.id = std::move(id);
  d.app = ".";
  d.chosen.choice = std::move(choice);
  d.chosen.grade = grade;
  d.chosen.life = life;
  return d;
}

TestResult test(std::string id, Tier tier, Verdict verdict, std::string reason = "") {
  TestResult t;
  t.id = std::move(id);
  t.app = ".";
  t.tier = tier;
  t.verdict = verdict;
  t.reason = std::move(reason);
  return t;
}

MergeInput input_with(std::vector<TestResult> tests) {
  MergeInput input;
  input.target = {"x", RunMode::audit, true};
  App app;
  app.root = ".";
  input.apps = {app};
  Trial trial;
  trial.app = ".";
  trial.started = true;
  trial.tests = std::move(tests);
  input.trials = {trial};
  return input;
}

std::vector<FindingKind> kinds(const Report& report) {
  std::vector<FindingKind> list;
  for (const Finding& finding : report.summary.findings) list.push_back(finding.kind);
  return list;
}

}  // namespace

TEST_CASE("scores count what was planned, passed and decided; func asks for all that apply") {
  const Report r = merge(input_with(
      {test("f-01", Tier::functional, Verdict::pass), test("f-04", Tier::functional, Verdict::not_applicable),
       test("t1-01", Tier::asked, Verdict::pass), test("t1-02", Tier::asked, Verdict::fail),
       test("t1-03", Tier::asked, Verdict::inconclusive)}));
  REQUIRE(r.scores.size() == 1);
  CHECK(r.scores[0].functional == FunctionalScore::pass);
  const TierScore& t1 = r.scores[0].tiers.at(1);
  CHECK(t1.passed == 1);
  CHECK(t1.decided() == 2);
  CHECK(t1.planned == 3);
  CHECK(t1.full == 25);
}

TEST_CASE("func is undecided while one that applies is, and fails by one") {
  const auto functional = [](Verdict last) {
    return merge(input_with(
                     {test("f-01", Tier::functional, Verdict::pass), test("f-02", Tier::functional, last)}))
        .scores.at(0)
        .functional;
  };
  CHECK(functional(Verdict::inconclusive) == FunctionalScore::undecided);
  CHECK(functional(Verdict::not_run) == FunctionalScore::undecided);
  CHECK(functional(Verdict::fail) == FunctionalScore::fail);
  CHECK(
      merge(input_with({test("f-01", Tier::functional, Verdict::not_applicable)})).scores.at(0).functional ==
      FunctionalScore::none);
}

TEST_CASE("the gravest leads, and a test told by its decision is not told twice") {
  MergeInput input = input_with({test("m-01", Tier::manual, Verdict::fail, "/openapi.json answers 200"),
                                 test("t1-04", Tier::asked, Verdict::fail, "accepted"),
                                 test("m-02", Tier::manual, Verdict::not_run, "died"),
                                 test("m-03", Tier::manual, Verdict::not_run, "died"),
                                 test("t1-22", Tier::asked, Verdict::inconclusive, "closed")});
  input.decisions = {decision("unclear-one", "unclear", Grade::unclear),
                     decision("weak-one", "equality", Grade::weak),
                     decision("broken-one", "plaintext", Grade::broken),
                     decision("docs-exposure", "disabled", Grade::strong)};
  Expectation off;
  off.when.choices = {"disabled"};
  input.catalogue = {{"docs-exposure", {{"docs-exposure", "m-01", {off}, {}}}}};
  const Report r = merge(std::move(input));
  CHECK(kinds(r) == std::vector<FindingKind>{FindingKind::contradicted, FindingKind::broken,
                                             FindingKind::failed, FindingKind::weak, FindingKind::unclear,
                                             FindingKind::inconclusive, FindingKind::not_run});
  CHECK(r.summary.findings[2].tests == std::vector<std::string>{"t1-04"});
  CHECK(r.summary.findings[6].tests == std::vector<std::string>{"m-02", "m-03"});
  CHECK(r.summary.contradicted_worse == 1);
  CHECK(r.summary.broken_live == 1);
  CHECK(r.tests[0].decisions == std::vector<std::string>{"docs-exposure"});
}

TEST_CASE("code that is broken but unused is not a broken app") {
  MergeInput input = input_with({});
  input.decisions = {decision("d", "plaintext", Grade::broken, Life::unused)};
  const Report r = merge(std::move(input));
  CHECK(r.summary.broken_live == 0);
  CHECK(kinds(r).empty());
}

TEST_CASE("nothing tested: only where trying was wanted and nothing was decided") {
  CHECK(merge(input_with({test("t1-01", Tier::asked, Verdict::not_run)})).summary.nothing_tested);
  CHECK(merge(input_with({})).summary.nothing_tested);
  CHECK(merge(input_with({test("f-01", Tier::functional, Verdict::fail)})).summary.nothing_tested);
  CHECK_FALSE(merge(input_with({test("t1-01", Tier::asked, Verdict::fail)})).summary.nothing_tested);
  MergeInput scan = input_with({});
  scan.target.tried = false;
  CHECK_FALSE(merge(std::move(scan)).summary.nothing_tested);
}

TEST_CASE("a file left out makes the report partial") {
  MergeInput input = input_with({});
  input.left_out = {{"b.py", "too large", false}, {"a.py", "too large", false}};
  const Report r = merge(std::move(input));
  CHECK(r.summary.partial);
  CHECK(r.left_out[0].path == "a.py");
}

TEST_CASE("decisions stand in the catalogue's order whatever order they come in") {
  const auto order = [](bool turned) {
    MergeInput input = input_with({});
    input.decisions = {decision("b", "x", Grade::sound), decision("a", "x", Grade::sound),
                       decision("zz", "x", Grade::sound)};
    if (turned) std::swap(input.decisions[0], input.decisions[2]);
    input.catalogue = {{"b", {}}, {"a", {}}};
    std::vector<std::string> ids;
    for (const DecisionReport& d : merge(std::move(input)).decisions) ids.push_back(d.decision.id);
    return ids;
  };
  CHECK(order(false) == std::vector<std::string>{"b", "a", "zz"});
  CHECK(order(true) == order(false));
}

TEST_CASE("routes of both sides are one record: bound roles, tests, and the line that declares it") {
  App app;
  app.root = ".";
  Route declared;
  declared.method = "GET";
  declared.path = "/jobs/{job_id}";
  declared.at = {"jobs.py", 20, 1, 20, 9};
  Route search = declared;
  search.path = "/jobs/search";
  app.routes = {search, declared};
  Trial trial;
  trial.app = ".";
  trial.bindings = {{"read", "GET", "/jobs/{id}/", {}, false, "openapi", ""},
                    {"login", "POST", "/login", {}, false, "openapi", ""}};
  TestResult t = test("t1-01", Tier::asked, Verdict::pass);
  t.roles = {"read"};
  trial.tests = {t};
  const auto routes = join_routes(app, &trial);
  REQUIRE(routes.size() == 3);
  CHECK(routes[0].roles.empty());
  CHECK(routes[1].roles == std::vector<std::string>{"read"});
  CHECK(routes[1].tests == std::vector<std::string>{"t1-01"});
  CHECK(routes[2].route.at.file.empty());  // the running app alone knows it
  const auto refs = routes_of(t, routes);
  REQUIRE(refs.size() == 1);
  CHECK(to_string(refs[0].at) == "jobs.py:20");
  CHECK_FALSE(same_path("/jobs/{id}", "/jobs/search"));
}

TEST_CASE("a decision's tests carry the routes they spoke to") {
  TestResult t = test("m-01", Tier::manual, Verdict::fail, "public");
  t.roles = {"docs"};
  MergeInput input = input_with({t});
  input.trials[0].bindings = {{"docs", "GET", "/openapi.json", {}, false, "openapi", ""}};
  input.decisions = {decision("docs-exposure", "default-exposed", Grade::weak)};
  Expectation on;
  on.when.choices = {"default-exposed"};
  on.verdict = Verdict::fail;
  input.catalogue = {{"docs-exposure", {{"docs-exposure", "m-01", {on}, {}}}}};
  const Report r = merge(std::move(input));
  REQUIRE(r.decisions[0].observed.tests.size() == 1);
  CHECK(r.decisions[0].observed.tests[0].routes.at(0).path == "/openapi.json");
}

TEST_CASE("dependencies are counted by group and by how they are bound") {
  MergeInput input = input_with({});
  Manifest manifest;
  const auto add = [&](const char* specifier, DependencyGroup group) {
    Dependency d;
    d.specifier = specifier;
    d.group = group;
    manifest.direct.push_back(d);
  };
  add("==1.0", DependencyGroup::runtime);
  add("14.2.0", DependencyGroup::runtime);
  add("==1.*", DependencyGroup::runtime);
  add("^14.2.0", DependencyGroup::development);
  add("*", DependencyGroup::optional);
  input.manifests = {manifest};
  const Report merged = merge(std::move(input));
  const ManifestReport& r = merged.supply.manifests.at(0);
  CHECK(r.runtime == 3);
  CHECK(r.development == 1);
  CHECK(r.exact == 2);
  CHECK(r.ranges == 2);
  CHECK(r.unbounded == 1);
}
