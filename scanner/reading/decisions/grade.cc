#include "reading/decisions/grade.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

enum class Answer { yes, no, not_known };

std::optional<double> number_of(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

Answer holds(const GradeCondition& condition, const Choice& choice) {
  const auto found = choice.parameters.find(condition.parameter);
  const bool known = found != choice.parameters.end() && is_known(found->second.value);
  if (condition.known) return known == *condition.known ? Answer::yes : Answer::no;
  if (!known) return Answer::not_known;
  const Value& value = found->second.value;
  if (!condition.one_of.empty()) {
    const bool listed = std::find(condition.one_of.begin(), condition.one_of.end(), to_string(value)) !=
                        condition.one_of.end();
    return listed ? Answer::yes : Answer::no;
  }
  const auto number = number_of(value);
  if (!number) return Answer::not_known;
  if (condition.at_least && *number < *condition.at_least) return Answer::no;
  if (condition.below && *number >= *condition.below) return Answer::no;
  return Answer::yes;
}

bool concerns(const GradeRule& rule, const Choice& choice) {
  const bool right_choice = rule.choices.empty() || std::find(rule.choices.begin(), rule.choices.end(),
                                                              choice.choice) != rule.choices.end();
  const bool right_maker = rule.provenances.empty() ||
                           std::find(rule.provenances.begin(), rule.provenances.end(), choice.provenance) !=
                               rule.provenances.end();
  return right_choice && right_maker;
}

int badness(Grade grade) {
  switch (grade) {
    case Grade::broken:
      return 5;
    case Grade::weak:
      return 4;
    case Grade::unclear:
      return 3;
    case Grade::sound:
      return 2;
    case Grade::strong:
      return 1;
    case Grade::not_applicable:
      return 0;
  }
  return 0;
}

}  // namespace

bool is_worse(Grade a, Grade b) {
  return badness(a) > badness(b);
}

void grade(const DecisionRule& rule, Choice& choice) {
  if (rule.grades.empty()) return;
  for (const GradeRule& candidate : rule.grades) {
    if (!concerns(candidate, choice)) continue;
    Answer all = Answer::yes;
    std::string missing;
    for (const GradeCondition& condition : candidate.when) {
      const Answer one = holds(condition, choice);
      if (one == Answer::no) {
        all = Answer::no;
        break;
      }
      if (one == Answer::not_known) {
        all = Answer::not_known;
        if (missing.empty()) missing = condition.parameter;
      }
    }
    if (all == Answer::no) continue;
    if (all == Answer::not_known) {
      choice.grade = Grade::unclear;
      choice.grade_reason = fmt::format("{} is not known", missing);
      return;
    }
    choice.grade = candidate.grade;
    choice.grade_reason = candidate.says;
    return;
  }
  choice.grade = Grade::unclear;
  choice.grade_reason = "no threshold speaks to this choice";
}

}  // namespace assay
