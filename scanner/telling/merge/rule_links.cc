#include "telling/merge/rule_links.h"

#include <algorithm>

namespace assay {
namespace {

// Where the question does not arise there is nothing to find.
const std::vector<std::string> kNothingThere{"none", "n/a"};

// A weak answer predicts neither verdict: a test asks for less than a grade does, or for more.
std::vector<Expectation> by_grade() {
  Expectation broken, good;
  broken.when.grades = {Grade::broken};
  broken.verdict = Verdict::fail;
  good.when.grades = {Grade::strong, Grade::sound};
  return {broken, good};
}

std::vector<Expectation> by_parameter(const std::string& parameter) {
  Expectation off, on, nothing;
  off.when.parameter = on.when.parameter = parameter;
  off.when.is = "false";
  on.when.given = true;
  on.verdict = Verdict::fail;
  nothing.when.choices = {"n/a"};
  return {off, on, nothing};
}

std::vector<Expectation> works(const DecisionRule& rule) {
  Expectation passes;
  for (const std::string& choice : rule.choices)
    if (std::find(kNothingThere.begin(), kNothingThere.end(), choice) == kNothingThere.end())
      passes.when.choices.push_back(choice);
  return {passes};
}

bool is_parameter_of(const DecisionRule& rule, const std::string& name) {
  return std::find(rule.parameters.begin(), rule.parameters.end(), name) != rule.parameters.end();
}

// Names in seconds are lifetimes: the shorter is the safer, and a second more is the clock's.
Comparison comparison_of(const DecisionRule& rule, const std::string& name) {
  Comparison comparison;
  comparison.observed = name;
  if (name == "choice") {
    if (!is_parameter_of(rule, "algorithm")) comparison.observed = "algorithm";
    comparison.order = rule.choices;
    return comparison;
  }
  comparison.parameter = name;
  if (name.ends_with("_s")) {
    comparison.larger_is_better = false;
    comparison.tolerance = 5;
  }
  return comparison;
}

TestLink link_of(const DecisionRule& rule, const TestRule& test) {
  TestLink link;
  link.decision = rule.id;
  link.test = test.id;
  if (test.predicts == "by-grade") link.expectations = by_grade();
  if (test.predicts == "parameter-false") link.expectations = by_parameter(test.parameter);
  if (test.predicts == "works") link.expectations = works(rule);
  for (const std::string& name : test.compares) link.comparisons.push_back(comparison_of(rule, name));
  return link;
}

}  // namespace

std::vector<DecisionLinks> links_of(const std::vector<DecisionRule>& rules) {
  std::vector<DecisionLinks> all;
  for (const DecisionRule& rule : rules) {
    DecisionLinks links{rule.id, {}};
    for (const TestRule& test : rule.tests) links.tests.push_back(link_of(rule, test));
    all.push_back(std::move(links));
  }
  return all;
}

}  // namespace assay
