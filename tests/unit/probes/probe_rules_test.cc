#include "common/rules/probe_rules.h"

#include "suite_run.h"
#include "support/catch.h"
#include "trying/probes/registry.h"

using namespace assay;

namespace {

Problems problems_of(const std::string& text) {
  const auto result = read_probe_rules({{"rules/probes/x.yaml", text}});
  return result ? Problems{} : result.problems();
}

const std::string kRight = "id: x-1\ntitle: t\ntier: t1\nkind: cors\ncontrol: c\nsays: s\n";

}  // namespace

TEST_CASE("every test's runner is there, and every role it needs is a role") {
  for (const ProbeRule& rule : probe_book().probes) {
    INFO(rule.id);
    CHECK(probe_runners().count(rule.kind) == 1);
    CHECK(rule.file == "rules/probes/" + rule.id + ".yaml");
    for (const auto& roles : {rule.roles, rule.uses})
      for (const std::string& role : roles) {
        INFO(role);
        const auto& order = probe_book().roles.order;
        CHECK(std::find(order.begin(), order.end(), role) != order.end());
      }
  }
}

TEST_CASE("an unknown key is refused with its place and the nearest word") {
  CHECK(problems_of(kRight).empty());
  const Problems problems = problems_of(kRight + "payload: []\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].where == "rules/probes/x.yaml:7:1");
  CHECK(problems[0].what.find("\"payloads\"") != std::string::npos);
  CHECK(problems[0].kind == ProblemKind::usage);
}

TEST_CASE("all mistakes of a file are told at once") {
  const Problems problems =
      problems_of("id: x\ntitle: t\ntier: t9\nkind: [a]\ncontrol: c\npayloads: [{text: a}]\n");
  std::string all;
  for (const Problem& problem : problems) all += problem.where + " " + problem.what + "\n";
  INFO(all);
  CHECK(problems.size() == 4);
  CHECK(all.find("unknown tier \"t9\"") != std::string::npos);
  CHECK(all.find("x.yaml:4:7 expected a text") != std::string::npos);
  CHECK(all.find("\"says\" is missing") != std::string::npos);
}

TEST_CASE("broken YAML is a problem with a place, no crash") {
  const Problems problems = problems_of("id: [");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].where.starts_with("rules/probes/x.yaml:"));
}

TEST_CASE("two files of one test, and a book without roles, are refused") {
  CHECK_FALSE(read_probe_rules({{"a.yaml", kRight}, {"b.yaml", kRight}}));
  CHECK_FALSE(read_probe_book({{"a.yaml", kRight}}));
}
