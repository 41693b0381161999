// support/labels.h - holds a JSON report against hand-made labels: the reference file of public repositories,
// and the expected file beside each sample. One form, one way to score; how, the head of the reference file
// says.
#pragma once

#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace assay::test {

enum class Score { right, wrong, unclear, extra };
const char* to_string(Score score);

struct ScoredAnswer {
  Score score = Score::unclear;
  std::string decision;
  std::string subject;  // of a site: the label's place
  std::string why;      // what differs, or why nothing could be said
};

struct ScoreOptions {
  std::vector<std::string> decisions;  // those to score, in this order
  // For samples: every parameter must stand on both sides, and a site on one side alone is wrong. In the
  // reference file only what both sides give is compared, and a labelled site that was not found is unclear
  // ("not found").
  bool whole = false;
};

// `label` is one apps[] entry; the report's app of that root is meant, or its only one.
std::vector<ScoredAnswer> score_app(const nlohmann::json& report, const YAML::Node& label,
                                    const ScoreOptions& options);

// The verdicts of an expected file's `tests` against the report's ledger: each test that stands on one side
// alone, or with another verdict, as a line. Empty: equal.
std::vector<std::string> differing_verdicts(const nlohmann::json& report, const YAML::Node& label);

}  // namespace assay::test
