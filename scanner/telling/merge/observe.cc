#include "telling/merge/observe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace assay {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

const Value* known_parameter(const Choice& choice, const std::string& name) {
  const auto found = choice.parameters.find(name);
  return found != choice.parameters.end() && is_known(found->second.value) ? &found->second.value : nullptr;
}

const std::string* seen(const TestResult& test, std::string_view key) {
  for (const auto& [name, value] : test.observed)
    if (name == key) return &value;
  return nullptr;
}

bool same(const Comparison& comparison, const std::string& seen_word, const std::string& said) {
  const auto a = number_in(seen_word), b = number_in(said);
  return a && b ? std::abs(*a - *b) <= comparison.tolerance : seen_word == said;
}

// A parameter that lists several values is met by one of them.
bool same(const Comparison& comparison, const std::string& seen_word, const Value& said) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&said)) return contains(*list, seen_word);
  return same(comparison, seen_word, to_string(said));
}

Direction direction_of(const Comparison& comparison, const std::string& seen_word, const std::string& said) {
  const auto a = number_in(seen_word), b = number_in(said);
  if (a && b) return (*a > *b) == comparison.larger_is_better ? Direction::better : Direction::worse;
  const auto rank = [&](const std::string& word) {
    return std::find(comparison.order.begin(), comparison.order.end(), word) - comparison.order.begin();
  };
  const auto last = static_cast<std::ptrdiff_t>(comparison.order.size());
  const auto rank_seen = rank(seen_word), rank_said = rank(said);
  if (rank_seen == last || rank_said == last || rank_seen == rank_said) return Direction::other;
  return rank_seen > rank_said ? Direction::worse : Direction::better;
}

Direction graver(Direction a, Direction b) {
  const auto weight = [](Direction d) {
    return d == Direction::worse ? 3 : d == Direction::other ? 2 : d == Direction::better ? 1 : 0;
  };
  return weight(a) >= weight(b) ? a : b;
}

// The live answers of a decision, the grading one first.
std::vector<const Choice*> live_choices(const Decision& decision) {
  std::vector<const Choice*> live{&decision.chosen};
  for (const Choice& choice : decision.choices)
    if (choice.life == Life::live) live.push_back(&choice);
  return live;
}

// What one test shows, gathered while its comparisons are gone through.
struct Outcome {
  const Choice* answer = nullptr;  // the static answer that the app was seen to use, or the grading one
  std::vector<std::string> agreed;
  std::vector<std::string> differed;
  std::vector<std::string> live_only;
  Direction direction = Direction::none;

  void agree(std::string what) { agreed.push_back(std::move(what)); }
  void differ(std::string what, Direction where) {
    differed.push_back(std::move(what));
    direction = graver(direction, where);
  }
};

// Of several live answers the app may be seen to use another than the grading one: that is no contradiction.
void compare_choice(const Comparison& comparison, const TestResult& test, const Decision& decision,
                    Outcome& outcome) {
  const std::string* word = seen(test, comparison.observed);
  if (!word) return;
  for (const Choice* choice : live_choices(decision)) {
    if (!same(comparison, *word, choice->choice)) continue;
    outcome.answer = choice;
    outcome.agree(*word);
    return;
  }
  outcome.differ(fmt::format("code says {}, the app uses {}", decision.chosen.choice, *word),
                 direction_of(comparison, *word, decision.chosen.choice));
}

void compare_parameter(const Comparison& comparison, const TestResult& test, Outcome& outcome) {
  const std::string* word = seen(test, comparison.observed);
  const Value* said = known_parameter(*outcome.answer, *comparison.parameter);
  if (word && !said) outcome.live_only.push_back(fmt::format("{} {}", *comparison.parameter, *word));
  if (!word || !said) return;
  const std::string printed = to_string(*said);
  if (same(comparison, *word, *said))
    return outcome.agree(fmt::format("{} {}", *comparison.parameter, *word));
  outcome.differ(fmt::format("{}: code says {}, the app uses {}", *comparison.parameter, printed, *word),
                 direction_of(comparison, *word, printed));
}

Outcome compare(const TestLink& link, const TestResult& test, const Decision& decision) {
  Outcome outcome;
  outcome.answer = &decision.chosen;
  for (const Comparison& comparison : link.comparisons)
    if (!comparison.parameter) compare_choice(comparison, test, decision, outcome);
  if (!outcome.differed.empty()) return outcome;  // parameters of another answer say nothing of this one
  for (const Comparison& comparison : link.comparisons)
    if (comparison.parameter) compare_parameter(comparison, test, outcome);
  return outcome;
}

std::optional<Verdict> expected_verdict(const TestLink& link, const Choice& answer) {
  for (const Expectation& expectation : link.expectations)
    if (holds(expectation.when, answer)) return expectation.verdict;
  return std::nullopt;
}

std::string seen_in_words(const TestResult& test) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : test.observed) parts.push_back(fmt::format("{} {}", name, value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string outcome_in_words(const TestResult& test) {
  if (!test.reason.empty()) return test.reason;
  if (!test.observed.empty()) return seen_in_words(test);
  return test.note.empty() ? std::string(to_string(test.verdict)) : test.note;
}

void weigh_verdict(ObservedTest& observed, const TestResult& test, Outcome& outcome) {
  if (!observed.expected) return;
  if (*observed.expected == test.verdict) return outcome.agree(outcome_in_words(test));
  if (test.tier == Tier::functional) return;  // that it does not work says nothing of how it is done
  const bool worse = *observed.expected == Verdict::pass;
  outcome.differ(outcome_in_words(test), worse ? Direction::worse : Direction::better);
}

ObservedTest observe_test(const Decision& decision, const TestLink& link, const TestResult& test) {
  ObservedTest observed;
  observed.test = test.id;
  observed.verdict = test.verdict;
  observed.says = outcome_in_words(test);
  if (!is_decided(test.verdict) || !is_decided(decision)) return observed;
  Outcome outcome = compare(link, test, decision);
  observed.expected = expected_verdict(link, *outcome.answer);
  weigh_verdict(observed, test, outcome);
  observed.live_only = outcome.live_only;
  if (!outcome.differed.empty()) {
    observed.agreement = Agreement::disagrees;
    observed.direction = outcome.direction;
    observed.says = fmt::format("{}", fmt::join(outcome.differed, "; "));
  } else if (!outcome.agreed.empty()) {
    observed.agreement = Agreement::agrees;
    observed.says = fmt::format("{}", fmt::join(outcome.agreed, ", "));
  }
  return observed;
}

// A test that was decided but neither predicts nor compares shows nothing of this decision.
bool shows_something(const ObservedTest& test) {
  return is_decided(test.verdict) && test.agreement != Agreement::silent;
}

void settle(Observed& observed, bool static_side, bool live_side) {
  observed.sides = static_side ? (live_side ? Sides::both : Sides::static_only)
                               : (live_side ? Sides::live_only : Sides::neither);
  bool agreed = false, disagreed = false;
  for (const ObservedTest& test : observed.tests) {
    agreed = agreed || test.agreement == Agreement::agrees;
    disagreed = disagreed || test.agreement == Agreement::disagrees;
    observed.direction = graver(observed.direction, test.direction);
  }
  observed.state = disagreed ? ObservedState::contradicted
                   : agreed  ? ObservedState::confirmed
                             : ObservedState::not_observed;
  if (observed.sides == Sides::both && observed.state == ObservedState::not_observed)
    observed.sides = Sides::static_only;
}

}  // namespace

bool is_decided(const Decision& decision) {
  if (decision.chosen.choice == "unclear") return false;
  return !decision.chosen.choice.empty() ||
         !decision.chosen.parameters.empty();  // a mere count has no choice
}

bool holds(const AnswerCondition& condition, const Choice& choice) {
  if (!condition.choices.empty() && !contains(condition.choices, choice.choice)) return false;
  const auto& grades = condition.grades;
  if (!grades.empty() &&
      !(choice.grade && std::find(grades.begin(), grades.end(), *choice.grade) != grades.end()))
    return false;
  if (condition.parameter.empty()) return true;
  const Value* value = known_parameter(choice, condition.parameter);
  if (!value) return false;
  const std::string printed = to_string(*value);
  if (condition.is && printed != *condition.is) return false;
  return !condition.given || (!printed.empty() && printed != "false");
}

Observed observe(const Decision& decision, const std::vector<TestLink>& links,
                 const std::vector<TestResult>& ledger) {
  Observed observed;
  bool live_side = false;
  for (const TestLink& link : links) {
    for (const TestResult& test : ledger) {
      if (link.decision != decision.id || link.test != test.id || test.app != decision.app) continue;
      observed.tests.push_back(observe_test(decision, link, test));
      live_side = live_side || shows_something(observed.tests.back()) ||
                  (!is_decided(decision) && is_decided(test.verdict) && !test.observed.empty());
    }
  }
  settle(observed, is_decided(decision), live_side);
  return observed;
}

}  // namespace assay
