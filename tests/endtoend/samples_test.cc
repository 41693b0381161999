// The samples, whole: prepared, started in the sandbox, attacked, and held to what a reader of their code and
// a hand with curl wrote down before the scanner ever ran on them. Whatever stands on one side alone is a
// failure.
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/run_program.h"
#include "support/catch.h"
#include "support/labels.h"
#include "support/skip.h"

using namespace assay::test;

namespace {

const std::vector<std::string> kDecisions{"password-hashing", "token-scheme", "secret-comparison",
                                          "docs-exposure", "dependency-footprint"};

std::string source_folder() {
  const char* folder = std::getenv("ASSAY_SOURCE_DIR");
  return folder != nullptr ? folder : ASSAY_SOURCE_DIR;
}

bool registry_out_of_reach(const ProgramRun& run) {
  return run.err.find("see that the package client reaches its registry") != std::string::npos;
}

void hold_to_expected(const std::string& name) {
  const std::string sample = source_folder() + "/samples/" + name;
  const ProgramRun run = run_assay_binary({"audit", "--prepare", sample, "--format", "json"});
  if (registry_out_of_reach(run)) SKIP_CASE("the registry that " + name + " installs from is out of reach");
  INFO(run.err);
  const nlohmann::json report = nlohmann::json::parse(run.out, nullptr, false);
  REQUIRE_FALSE(report.is_discarded());
  const YAML::Node expected = YAML::LoadFile(sample + ".expected.yaml");
  for (const ScoredAnswer& answer : score_app(report, expected, {kDecisions, true})) {
    INFO(answer.decision << " " << answer.subject << ": " << answer.why);
    CHECK(answer.score == Score::right);
  }
  CHECK(differing_verdicts(report, expected) == std::vector<std::string>{});
}

}  // namespace

TEST_CASE("jobs-fastapi-stdlib equals its expected file") {
  hold_to_expected("jobs-fastapi-stdlib");
}
TEST_CASE("jobs-fastapi-packages equals its expected file") {
  hold_to_expected("jobs-fastapi-packages");
}
TEST_CASE("jobs-nextjs-stdlib equals its expected file") {
  hold_to_expected("jobs-nextjs-stdlib");
}
TEST_CASE("jobs-nextjs-packages equals its expected file") {
  hold_to_expected("jobs-nextjs-packages");
}
