#include "reading/decisions/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reading/decisions/grade.h"

namespace assay {
namespace {

// The same choice made by the same hands with the same parameters is one choice with more evidence.
bool same_choice(const Choice& a, const Choice& b) {
  return a.choice == b.choice && a.provenance == b.provenance && a.library == b.library &&
         a.condition == b.condition && a.life == b.life;
}

// A parameter stays when every place sets it alike. What places set differently, or only some of them let be
// known, is dropped and told: it is no value of the choice as a whole.
void merge_into(Choice& kept, const Choice& other, std::string& why) {
  const auto drop = [&](const std::string& name, std::string reason) {
    if (why.empty()) why = std::move(reason);
    kept.parameters.erase(name);
  };
  const std::map<std::string, Parameter> ours = kept.parameters;
  for (const auto& [name, parameter] : ours) {
    const auto theirs = other.parameters.find(name);
    if (theirs == other.parameters.end())
      drop(name, fmt::format("{} is known in one place and not in another", name));
    else if (theirs->second.value != parameter.value)
      drop(name, fmt::format("{} differs between places: {} and {}", name, to_string(parameter.value),
                             to_string(theirs->second.value)));
  }
  for (const auto& [name, parameter] : other.parameters)
    if (!ours.contains(name))
      why = why.empty() ? fmt::format("{} is known in one place and not in another", name) : why;
  for (const Evidence& evidence : other.evidence)
    if (std::none_of(kept.evidence.begin(), kept.evidence.end(),
                     [&](const Evidence& e) { return e.at == evidence.at; }))
      kept.evidence.push_back(evidence);
}

std::string remedy_for(const DecisionRule& rule, const App& app) {
  for (const std::string& key : {app.framework, std::string(to_string(app.language)), std::string("default")})
    if (const auto found = rule.remedies.find(key); found != rule.remedies.end()) return found->second;
  return "";
}

bool is_listed(const DecisionRule& rule, const std::string& choice) {
  return choice == "none" || choice == "n/a" ||
         std::find(rule.choices.begin(), rule.choices.end(), choice) != rule.choices.end();
}

bool is_internal(const DecisionRule& rule, const std::string& parameter) {
  return std::find(rule.internal_parameters.begin(), rule.internal_parameters.end(), parameter) !=
         rule.internal_parameters.end();
}

Decision blank(const DecisionRule& rule, const App& app) {
  Decision decision;
  decision.id = rule.id;
  decision.title = rule.title;
  decision.app = app.root;
  decision.references = rule.references;
  decision.remedy = remedy_for(rule, app);
  return decision;
}

void settle_unclear(Decision& decision, const std::string& why) {
  decision.chosen.choice = "unclear";
  decision.chosen.grade = Grade::unclear;
  decision.reason = why.empty() ? "evidence was found, but what was chosen can't be told" : why;
  decision.confidence = Confidence::low;
}

Decision nothing_found(const DecisionRule& rule, const App& app) {
  Decision decision = blank(rule, app);
  decision.reason = rule.when_nothing_says;
  if (!rule.searched.empty()) decision.searched.push_back(rule.searched);
  if (rule.when_nothing == "unclear") {
    settle_unclear(decision, rule.when_nothing_says);
    return decision;
  }
  decision.chosen.choice = rule.when_nothing;
  if (rule.when_nothing == "n/a")
    decision.chosen.grade = Grade::not_applicable;
  else
    grade(rule, decision.chosen);
  decision.confidence = Confidence::medium;
  return decision;
}

// One answer out of the matches of a decision: all choices, the weakest live one grades.
Decision answer(const Subject& subject, std::size_t app, const DecisionRule& rule,
                const std::vector<Match>& matches) {
  Decision decision = blank(rule, subject.apps[app].app);
  std::vector<Choice> choices;
  Confidence confidence = Confidence::high;
  std::string why;
  for (const Match& match : matches) {
    confidence = std::max(confidence, match.confidence);
    if (why.empty()) why = match.why;
    if (match.choice.choice.empty()) continue;
    if (!is_listed(rule, match.choice.choice)) {
      if (why.empty()) why = fmt::format("{} is no choice that is known here", match.choice.choice);
      continue;
    }
    const auto same = std::find_if(choices.begin(), choices.end(),
                                   [&](const Choice& other) { return same_choice(other, match.choice); });
    if (same == choices.end())
      choices.push_back(match.choice);
    else
      merge_into(*same, match.choice, why);
  }
  if (choices.empty()) {
    settle_unclear(decision, why);
    for (const Match& match : matches)
      decision.chosen.evidence.insert(decision.chosen.evidence.end(), match.choice.evidence.begin(),
                                      match.choice.evidence.end());
    return decision;
  }
  for (Choice& choice : choices) {
    add_told_parameters(subject, app, rule, choice);
    grade(rule, choice);
    // What only served to grade is no parameter of the answer.
    std::erase_if(choice.parameters,
                  [&](const auto& parameter) { return is_internal(rule, parameter.first); });
  }
  std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
    if (a.life != b.life) return a.life < b.life;  // live ones first
    return a.grade && b.grade && is_worse(*a.grade, *b.grade);
  });
  decision.chosen = choices.front();
  decision.choices = std::move(choices);
  decision.confidence = confidence;
  if (decision.chosen.grade == Grade::unclear)
    decision.reason = why.empty() ? decision.chosen.grade_reason
                                  : fmt::format("{} ({})", decision.chosen.grade_reason, why);
  return decision;
}

// A site's identity is the symbol it stands in and its place among that symbol's sites, never a line.
std::vector<Decision> site_answers(const Subject& subject, std::size_t app, const DecisionRule& rule,
                                   std::vector<Match> matches) {
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return a.choice.evidence.front().at < b.choice.evidence.front().at;
  });
  std::vector<Decision> decisions;
  std::map<std::string, int> seen;
  std::vector<Location> places;
  for (Match& match : matches) {
    const Location& at = match.choice.evidence.front().at;
    if (std::find(places.begin(), places.end(), at) != places.end()) continue;
    places.push_back(at);
    Decision decision = answer(subject, app, rule, {match});
    const int n = ++seen[match.symbol];
    decision.subject = n == 1 ? match.symbol : fmt::format("{} ({})", match.symbol, n);
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

// What stands where nothing that runs leads to, and what only a setting puts in force.
void settle_life(const Subject& subject, Match& match) {
  if (!match.site.known() || match.choice.life != Life::live) return;
  if (!subject.liveness.reached(match.site.file, match.site.definition)) match.choice.life = Life::unused;
  match.choice.condition = model::setting_condition(subject.program, match.site, match.innermost);
}

std::vector<Match> matches_of(const Subject& subject, std::size_t app, const DecisionRule& rule) {
  std::vector<Match> all;
  for (const EvidenceRule& evidence : rule.evidence) {
    std::vector<Match> some;
    if (!evidence.call_does.empty())
      some = match_calls(subject, app, evidence);
    else if (!evidence.function_reaches.empty())
      some = match_functions(subject, app, evidence);
    else if (!evidence.compares_roles.empty())
      some = match_comparisons(subject, app, evidence);
    else if (evidence.framework_documents)
      some = match_documents(subject, app, rule.id);
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  for (Match& match : all) settle_life(subject, match);
  return all;
}

}  // namespace

void add_evidence(std::vector<Evidence>& evidence, Location at, std::string part) {
  const bool twice = std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& other) {
    return other.at.file == at.file && other.at.line == at.line;
  });
  if (!twice) evidence.push_back({std::move(at), std::move(part)});
}

std::vector<Decision> decide(const model::Program& program, const std::vector<model::FoundApp>& apps) {
  const model::Effects effects(program);
  const model::Roles roles(program);
  const model::Liveness liveness(program, apps);
  const Subject subject{program, effects, roles, liveness, apps};
  std::vector<Decision> decisions;
  for (std::size_t app = 0; app < apps.size(); ++app)
    for (const DecisionRule& rule : program.rules().decisions) {
      if (rule.evidence.empty()) continue;  // answered elsewhere: supply
      std::vector<Match> matches = matches_of(subject, app, rule);
      if (matches.empty()) {
        decisions.push_back(nothing_found(rule, apps[app].app));
        continue;
      }
      const bool sites =
          std::any_of(matches.begin(), matches.end(), [](const Match& match) { return match.site_each; });
      if (!sites) {
        decisions.push_back(answer(subject, app, rule, matches));
        continue;
      }
      std::vector<Decision> answers = site_answers(subject, app, rule, std::move(matches));
      decisions.insert(decisions.end(), std::make_move_iterator(answers.begin()),
                       std::make_move_iterator(answers.end()));
    }
  return decisions;
}

}  // namespace assay
