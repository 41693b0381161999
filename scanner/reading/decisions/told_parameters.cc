// Parameters that no call carries: how a token travels, and what a bound refuses.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "reading/decisions/decide.h"

namespace assay {
namespace {

using facts::ExprKind;
using model::Index;

void add_by_effects(const Subject& subject, std::size_t app, const DecisionRule& rule, Choice& choice) {
  const auto owned = [&](model::FileIndex file) {
    return model::owns(subject.apps, app, subject.program.files()[file].file);
  };
  for (const auto& [parameter, effects] : rule.told_by_effects) {
    if (choice.parameters.contains(parameter)) continue;
    std::vector<std::string> values;
    for (const auto& [effect, value] : effects)
      if (subject.effects.done_anywhere(effect, owned)) values.push_back(value);
    std::sort(values.begin(), values.end());
    if (values.size() == 1)
      choice.parameters[parameter] = {values.front(), "what the app reads"};
    else if (!values.empty())
      choice.parameters[parameter] = {values, "what the app reads"};
  }
}

bool is_bound(const std::string& op) {
  return op == "<" || op == "<=" || op == ">" || op == ">=";
}

bool is_figure(const facts::FileFacts& facts, Index expr, double figure) {
  if (expr == facts::kNone || facts.exprs[expr].kind != ExprKind::literal ||
      facts.exprs[expr].literal != facts::Literal::integer)
    return false;
  return std::fabs(std::strtod(facts.text_of(expr).c_str(), nullptr) - figure) < 0.5;
}

// len(x), Buffer.byteLength(x), x.length
bool is_length(const facts::FileFacts& facts, Index expr) {
  if (expr == facts::kNone) return false;
  if (facts.exprs[expr].kind == ExprKind::attribute) return facts.text_of(expr) == "length";
  if (facts.exprs[expr].kind != ExprKind::call) return false;
  const std::string callee = facts::dotted_name(facts, facts.operand(expr, 0));
  return callee == "len" || callee.ends_with("byteLength");
}

void add_by_limits(const Subject& subject, std::size_t app, const DecisionRule& rule, Choice& choice) {
  for (const LimitRule& limit : rule.limits) {
    if (std::find(limit.choices.begin(), limit.choices.end(), choice.choice) == limit.choices.end()) continue;
    if (choice.parameters.contains(limit.parameter)) continue;
    for (model::FileIndex f = 0; f < subject.program.files().size(); ++f) {
      const facts::FileFacts& facts = subject.program.files()[f];
      if (subject.program.is_test(f) || !model::owns(subject.apps, app, facts.file)) continue;
      for (const facts::Comparison& comparison : facts.comparisons) {
        const Index left = facts.operand(comparison.expr, 0), right = facts.operand(comparison.expr, 1);
        if (!is_bound(facts.text_of(comparison.expr)) || !is_figure(facts, right, limit.at) ||
            !is_length(facts, left))
          continue;
        choice.parameters[limit.parameter] = {limit.value, to_string(facts.location_of(comparison.expr))};
      }
    }
  }
}

}  // namespace

void add_told_parameters(const Subject& subject, std::size_t app, const DecisionRule& rule, Choice& choice) {
  add_by_effects(subject, app, rule, choice);
  add_by_limits(subject, app, rule, choice);
}

}  // namespace assay
