#include "telling/merge/findings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "telling/merge/observe.h"

namespace assay {
namespace {

std::string answer_in_words(const Choice& choice) {
  return choice.library.empty() ? choice.choice : fmt::format("{} ({})", choice.choice, choice.library);
}

Finding about(const DecisionReport& report, FindingKind kind, std::string text) {
  const Decision& decision = report.decision;
  Finding finding{kind, decision.app, decision.id, decision.subject, std::move(text), decision.remedy, {},
                  {}};
  if (!decision.chosen.evidence.empty()) finding.at = decision.chosen.evidence.front().at;
  return finding;
}

bool is_gradeable(const Choice& choice, Grade grade) {
  return choice.grade == grade && choice.life == Life::live;
}

Finding contradiction(const DecisionReport& report) {
  std::string seen;
  Finding finding = about(report, FindingKind::contradicted, "");
  for (const ObservedTest& test : report.observed.tests) {
    if (test.agreement != Agreement::disagrees) continue;
    finding.tests.push_back(test.test);
    seen += (seen.empty() ? "" : "; ") + test.says;
  }
  const bool better = report.observed.direction == Direction::better;
  finding.text = fmt::format("code says {}, but {}{}", answer_in_words(report.decision.chosen), seen,
                             better ? " (safer than the code says)" : "");
  if (better) finding.remedy.clear();
  return finding;
}

Finding graded(const DecisionReport& report, FindingKind kind) {
  const Choice& chosen = report.decision.chosen;
  std::string text = answer_in_words(chosen);
  if (!chosen.grade_reason.empty()) text += ": " + chosen.grade_reason;
  if (!chosen.condition.empty()) text += fmt::format(" (when {})", chosen.condition);
  Finding finding = about(report, kind, std::move(text));
  for (const ObservedTest& test : report.observed.tests)
    if (test.agreement == Agreement::agrees) finding.tests.push_back(test.test);
  return finding;
}

// What the running app showed stands beside what reading could not tell.
std::vector<std::string> shown_live(const DecisionReport& report) {
  std::vector<std::string> shown;
  for (const ObservedTest& test : report.observed.tests) {
    if (report.observed.sides == Sides::live_only)
      shown.push_back(fmt::format("{} {} ({})", test.test, to_string(test.verdict), test.says));
    else if (!test.live_only.empty())
      shown.push_back(fmt::format("{} shows {}", test.test, fmt::join(test.live_only, ", ")));
  }
  return shown;
}

Finding unclear(const DecisionReport& report) {
  const Decision& decision = report.decision;
  std::string text = is_decided(decision) ? answer_in_words(decision.chosen) + ": " : "";
  text += decision.reason.empty() ? "could not be decided" : decision.reason;
  const std::vector<std::string> shown = shown_live(report);
  if (!shown.empty()) text += fmt::format("; live only: {}", fmt::join(shown, ", "));
  Finding finding = about(report, FindingKind::unclear, std::move(text));
  finding.remedy.clear();  // nothing is known to be wrong
  if (!shown.empty())
    for (const ObservedTest& test : report.observed.tests) finding.tests.push_back(test.test);
  return finding;
}

void add_decision(const DecisionReport& report, std::vector<Finding>& findings) {
  const Choice& chosen = report.decision.chosen;
  if (report.observed.state == ObservedState::contradicted) findings.push_back(contradiction(report));
  if (is_gradeable(chosen, Grade::broken)) findings.push_back(graded(report, FindingKind::broken));
  if (is_gradeable(chosen, Grade::weak)) findings.push_back(graded(report, FindingKind::weak));
  if (!is_decided(report.decision) || chosen.grade == Grade::unclear) findings.push_back(unclear(report));
}

bool is_told_by_a_decision(const TestResult& test, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.app == test.app && std::find(f.tests.begin(), f.tests.end(), test.id) != f.tests.end();
  });
}

std::string title_and_reason(const TestResult& test) {
  return test.reason.empty()  ? test.title
         : test.title.empty() ? test.reason
                              : test.title + ": " + test.reason;
}

void add_failed_tests(const Report& report, std::vector<Finding>& findings) {
  const std::vector<Finding> of_decisions = findings;
  for (const TestReport& test : report.tests) {
    const TestResult& result = test.result;
    if (result.verdict != Verdict::fail || is_told_by_a_decision(result, of_decisions)) continue;
    findings.push_back(
        {FindingKind::failed, result.app, "", "", title_and_reason(result), "", {}, {result.id}});
  }
}

// One line a reason: an app that did not start gives one finding, not one a test.
void add_untold_tests(const Report& report, Verdict verdict, FindingKind kind,
                      std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, std::size_t> place;
  for (const TestReport& test : report.tests) {
    const TestResult& result = test.result;
    if (result.verdict != verdict) continue;
    const auto [entry, fresh] = place.try_emplace({result.app, result.reason}, findings.size());
    if (fresh) findings.push_back({kind, result.app, "", "", result.reason, "", {}, {}});
    findings[entry->second].tests.push_back(result.id);
  }
}

// That registration fails is decided, and leaves all that matters untested.
bool nothing_was_tested(const Report& report) {
  return report.target.tried &&
         std::none_of(report.tests.begin(), report.tests.end(), [](const TestReport& test) {
           return test.result.tier != Tier::functional && is_decided(test.result.verdict);
         });
}

}  // namespace

Summary summarise(const Report& report) {
  Summary summary;
  for (const DecisionReport& decision : report.decisions) {
    add_decision(decision, summary.findings);
    const bool worse = decision.observed.direction == Direction::worse;
    summary.contradicted_worse += decision.observed.state == ObservedState::contradicted && worse;
    summary.broken_live += is_gradeable(decision.decision.chosen, Grade::broken);
  }
  add_failed_tests(report, summary.findings);
  add_untold_tests(report, Verdict::inconclusive, FindingKind::inconclusive, summary.findings);
  add_untold_tests(report, Verdict::not_run, FindingKind::not_run, summary.findings);
  std::stable_sort(summary.findings.begin(), summary.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
  summary.nothing_tested = nothing_was_tested(report);
  summary.partial = !report.left_out.empty();
  return summary;
}

}  // namespace assay
