#include "telling/merge/scores.h"

#include <array>

namespace assay {
namespace {

constexpr std::array kTiers{Tier::functional, Tier::asked, Tier::hardening, Tier::manual, Tier::beyond};

TierScore count(Tier tier, const std::vector<TestResult>& ledger) {
  TierScore score;
  score.tier = tier;
  score.full = full_count(tier);
  for (const TestResult& test : ledger) {
    if (test.tier != tier) continue;
    ++score.planned;
    switch (test.verdict) {
      case Verdict::pass:
        ++score.passed;
        break;
      case Verdict::fail:
        ++score.failed;
        break;
      case Verdict::inconclusive:
        ++score.inconclusive;
        break;
      case Verdict::not_applicable:
        ++score.not_applicable;
        break;
      case Verdict::not_run:
        ++score.not_run;
        break;
    }
  }
  return score;
}

// All f-tests that apply.
FunctionalScore functional_of(const TierScore& score) {
  if (score.failed > 0) return FunctionalScore::fail;
  if (score.inconclusive + score.not_run > 0) return FunctionalScore::undecided;
  return score.passed > 0 ? FunctionalScore::pass : FunctionalScore::none;
}

}  // namespace

std::size_t full_count(Tier tier) {
  switch (tier) {
    case Tier::functional:
      return 9;
    case Tier::asked:
      return 25;
    case Tier::hardening:
      return 8;
    case Tier::manual:
      return 5;
    case Tier::beyond:
      return 20;
  }
  return 0;
}

AppScores score(const std::string& app, const std::vector<TestResult>& ledger) {
  AppScores scores;
  scores.app = app;
  for (const Tier tier : kTiers) {
    const TierScore counted = count(tier, ledger);
    if (tier == Tier::functional) scores.functional = functional_of(counted);
    if (counted.planned > 0) scores.tiers.push_back(counted);
  }
  return scores;
}

}  // namespace assay
