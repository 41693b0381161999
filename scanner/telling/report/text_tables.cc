#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "common/base/text.h"
#include "telling/report/text_parts.h"

namespace assay::text_parts {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kDetailIndent = 23;
constexpr std::size_t kLedgerIndent = 18;

std::vector<Cell> decision_row(std::string id, std::string choice, std::string by, std::string grade,
                               std::string app, Ink grade_ink = Ink::plain, Ink app_ink = Ink::plain) {
  return {{20, std::move(id), Ink::plain},
          {19, std::move(choice), Ink::plain},
          {12, std::move(by), Ink::plain},
          {8, std::move(grade), grade_ink},
          {14, std::move(app), app_ink}};
}

std::string app_says(const Observed& observed) {
  switch (observed.sides) {
    case Sides::both:
      return std::string(to_string(observed.state));
    case Sides::static_only:
      return "static only";
    case Sides::live_only:
      return "live only";
    case Sides::neither:
      return "nothing";
  }
  return "nothing";
}

Ink ink_of(const std::optional<Grade>& grade) {
  if (grade == Grade::broken) return Ink::red;
  return grade == Grade::weak || grade == Grade::unclear ? Ink::yellow : Ink::plain;
}

std::string parameters_of(const Choice& choice) {
  std::vector<std::string> parts;
  for (const auto& [name, parameter] : choice.parameters)
    parts.push_back(fmt::format("{} {}", name, to_string(parameter.value)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string details_of(const Decision& decision) {
  const Choice& chosen = decision.chosen;
  std::vector<std::string> parts;
  if (!chosen.evidence.empty()) parts.push_back(to_string(chosen.evidence.front().at));
  if (!decision.subject.empty()) parts.push_back("for " + decision.subject);
  if (!chosen.parameters.empty()) parts.push_back(parameters_of(chosen));
  if (!chosen.condition.empty()) parts.push_back("when " + chosen.condition);
  if (chosen.life != Life::live) parts.push_back(std::string(to_string(chosen.life)));
  if (decision.chosen.grade == Grade::not_applicable && !decision.reason.empty())
    parts.push_back(decision.reason);
  return fmt::format("{}", fmt::join(parts, "  "));
}

// Empty where nobody does the work, or it is not known who.
std::string by_whom(const Choice& choice) {
  if (!choice.library.empty()) return choice.library;
  return choice.provenance == Provenance::none ? "" : std::string(to_string(choice.provenance));
}

void write_decision(const DecisionReport& report, TextSheet& sheet) {
  const Choice& chosen = report.decision.chosen;
  const std::string grade = chosen.grade ? std::string(to_string(*chosen.grade)) : "-";
  const Ink app_ink = report.observed.state == ObservedState::contradicted ? Ink::red : Ink::plain;
  sheet.row(kIndent,
            decision_row(report.decision.id, chosen.choice.empty() ? "-" : chosen.choice, by_whom(chosen),
                         grade, app_says(report.observed), ink_of(chosen.grade), app_ink));
  const std::string details = details_of(report.decision);
  if (!details.empty()) sheet.block(kDetailIndent, details, Ink::dim);
}

std::string test_line(const TestResult& test) {
  std::string line = test.title.empty() ? test.id : test.id + "  " + test.title;
  if (!test.reason.empty()) line += ": " + test.reason;
  return line;
}

void write_passed(const std::vector<const TestResult*>& tests, TextSheet& sheet) {
  std::vector<std::string> ids;
  for (const TestResult* test : tests)
    if (test->verdict == Verdict::pass) ids.push_back(test->id);
  if (!ids.empty()) sheet.labelled("pass", Ink::green, kLedgerIndent, fmt::format("{}", fmt::join(ids, " ")));
}

void write_verdict(Verdict verdict, Ink ink, const std::vector<const TestResult*>& tests, TextSheet& sheet) {
  std::string label(to_string(verdict));
  for (const TestResult* test : tests) {
    if (test->verdict != verdict) continue;
    sheet.labelled(label, ink, kLedgerIndent, test_line(*test));
    label.clear();
  }
}

// Tests that could not run for one reason share a line: an app that did not start would fill the page.
void write_not_run(const std::vector<const TestResult*>& tests, TextSheet& sheet) {
  std::vector<std::pair<std::string, std::string>> by_reason;  // reason, ids
  for (const TestResult* test : tests) {
    if (test->verdict != Verdict::not_run) continue;
    const auto same = std::find_if(by_reason.begin(), by_reason.end(),
                                   [&](const auto& e) { return e.first == test->reason; });
    if (same == by_reason.end())
      by_reason.emplace_back(test->reason, test->id);
    else
      same->second += " " + test->id;
  }
  std::string label = "not-run";
  for (const auto& [reason, ids] : by_reason) {
    sheet.labelled(label, Ink::yellow, kLedgerIndent, ids + ": " + reason);
    label.clear();
  }
}

void write_notes(const std::vector<const TestResult*>& tests, TextSheet& sheet) {
  std::string label = "note";
  for (const TestResult* test : tests) {
    if (test->note.empty()) continue;
    sheet.labelled(label, Ink::plain, kLedgerIndent, test->id + "  " + test->note);
    label.clear();
  }
}

std::string_view short_name(Tier tier) {
  switch (tier) {
    case Tier::functional:
      return "Func";
    case Tier::asked:
      return "T1";
    case Tier::hardening:
      return "T2";
    case Tier::manual:
      return "manual";
    case Tier::beyond:
      return "beyond";
  }
  return "T1";
}

std::string score_in_words(const TierScore& score, FunctionalScore functional) {
  if (score.tier == Tier::functional) return fmt::format("Func {}", to_string(functional));
  return fmt::format("{} {}/{} ({} decided)", short_name(score.tier), score.passed, score.planned,
                     score.decided());
}

std::string manifest_line(const ManifestReport& manifest) {
  std::string line =
      fmt::format("{}: {} runtime, {} development", manifest.file, manifest.runtime, manifest.development);
  if (manifest.optional > 0) line += fmt::format(", {} optional", manifest.optional);
  if (manifest.exact > 0) line += fmt::format("; {} exact", manifest.exact);
  if (manifest.ranges > 0) line += fmt::format("; {}", counted(manifest.ranges, "range"));
  if (manifest.unbounded > 0) line += fmt::format("; {} unbounded", manifest.unbounded);
  return line + (manifest.locked > 0 ? fmt::format("; {} locked", manifest.locked) : "; no lock");
}

}  // namespace

void decisions(const Report& report, const std::string& app, TextSheet& sheet) {
  bool first = true;
  for (const DecisionReport& decision : report.decisions) {
    if (decision.decision.app != app) continue;
    if (first) {
      sheet.blank();
      sheet.row(kIndent, decision_row("decision", "choice", "by", "grade", "app says"));
    }
    first = false;
    write_decision(decision, sheet);
  }
}

void ledger(const Report& report, const std::string& app, TextSheet& sheet) {
  std::vector<const TestResult*> tests;
  for (const TestReport& test : report.tests)
    if (test.result.app == app) tests.push_back(&test.result);
  if (tests.empty()) return;
  sheet.blank();
  sheet.block(kIndent, counted(tests.size(), "test") + " planned");
  write_passed(tests, sheet);
  write_verdict(Verdict::fail, Ink::red, tests, sheet);
  write_verdict(Verdict::inconclusive, Ink::yellow, tests, sheet);
  write_verdict(Verdict::not_applicable, Ink::plain, tests, sheet);
  write_not_run(tests, sheet);
  write_notes(tests, sheet);
}

void roles(const Report& report, const std::string& app, TextSheet& sheet) {
  for (const AppReport& entry : report.apps) {
    if (entry.root != app || (entry.bindings.empty() && entry.unbound.empty())) continue;
    sheet.blank();
    sheet.block(kIndent, "roles");
    for (const Binding& binding : entry.bindings) sheet.block(kIndent, binding.why);
    for (const std::string& role : entry.unbound) sheet.block(kIndent, "not bound: " + role);
  }
}

void scores(const Report& report, const std::string& app, TextSheet& sheet) {
  for (const AppScores& entry : report.scores) {
    if (entry.app != app) continue;
    std::vector<std::string> parts, part_of_suite;
    for (const TierScore& tier : entry.tiers) {
      parts.push_back(score_in_words(tier, entry.functional));
      if (tier.planned < tier.full)
        part_of_suite.push_back(fmt::format("{} {} of {}", short_name(tier.tier), tier.planned, tier.full));
    }
    sheet.blank();
    sheet.block(kIndent, fmt::format("{}", fmt::join(parts, "   ")), Ink::bold);
    if (!part_of_suite.empty())
      sheet.block(kIndent, fmt::format("tests in this version: {}", fmt::join(part_of_suite, ", ")),
                  Ink::dim);
  }
}

void start(const Report& report, const std::string& app, TextSheet& sheet) {
  for (const AppRun& run : report.run.apps) {
    if (run.app != app) continue;
    sheet.blank();
    for (const Problem& problem : run.problems) {
      sheet.labelled("problem", Ink::red, kLedgerIndent,
                     (problem.where.empty() ? "" : problem.where + ": ") + problem.what);
      for (const std::string& line : split(problem.cure, '\n'))
        if (!line.empty()) sheet.block(kLedgerIndent, line);
    }
    for (const std::string& line : run.log_tail) sheet.block(kLedgerIndent, "| " + line, Ink::dim);
    if (run.sandbox.rung < 0) continue;
    sheet.labelled("sandbox", Ink::plain, kLedgerIndent,
                   fmt::format("rung {} of 4 (0 is best); holds {}{}", run.sandbox.rung,
                               fmt::join(run.sandbox.held, ", "),
                               run.sandbox.missing.empty()
                                   ? ""
                                   : fmt::format("; lacks {}", fmt::join(run.sandbox.missing, ", "))));
  }
}

void supply(const Report& report, TextSheet& sheet) {
  std::string label = "supply chain";
  for (const ManifestReport& manifest : report.supply.manifests) {
    sheet.labelled(label, Ink::plain, kLedgerIndent, manifest_line(manifest));
    label.clear();
  }
  if (!report.supply.manifests.empty() && !report.supply.advisories_checked)
    sheet.block(kLedgerIndent, "not checked against advisories");
}

void left_out(const Report& report, TextSheet& sheet) {
  std::string label = "LEFT OUT";
  for (const LeftOutFile& file : report.left_out) {
    sheet.labelled(label, Ink::yellow, kLedgerIndent,
                   fmt::format("{}: {}{}", file.path, file.cause, file.partly ? " (read in part)" : ""));
    label.clear();
  }
}

}  // namespace assay::text_parts
