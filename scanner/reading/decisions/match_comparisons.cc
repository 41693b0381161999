// Evidence by comparison: == or != on a secret.

#include "reading/decisions/decide.h"

namespace assay {
namespace {

using facts::ExprKind;
using model::Index;
using model::Meaning;
using model::Origin;
using model::RoleReason;

bool is_equality(const std::string& op) {
  return op == "==" || op == "!=" || op == "===" || op == "!==";
}

// Compared with a constant, an enum's member or nothing at all, a value is looked at, not guessed.
bool is_fixed(const Subject& subject, const Origin& side) {
  const facts::FileFacts& facts = subject.program.files()[side.file];
  const ExprKind kind = facts.exprs[side.expr].kind;
  if (kind == ExprKind::literal || kind == ExprKind::container || kind == ExprKind::lambda) return true;
  const model::MeaningRef meaning = subject.program.evaluator().evaluate(side);
  return meaning->is(Meaning::Kind::constant) || meaning->is(Meaning::Kind::type) ||
         meaning->is(Meaning::Kind::function);
}

// `User.token == token` builds a query: the database compares, not this line.
bool is_column(const Subject& subject, const Origin& side) {
  const facts::FileFacts& facts = subject.program.files()[side.file];
  if (facts.exprs[side.expr].kind != ExprKind::attribute) return false;
  const Origin object{side.file, facts.operand(side.expr, 0), side.definition, nullptr};
  return subject.program.evaluator().evaluate(object)->is(Meaning::Kind::type);
}

// A value that a MAC made, on either side, is secret whatever it is called; a name must stand on both.
RoleReason secret_by(const Subject& subject, const Origin& left, const Origin& right,
                     const std::string& role) {
  const RoleReason a = subject.roles.reason(left, role), b = subject.roles.reason(right, role);
  if (a == RoleReason::made || b == RoleReason::made) return RoleReason::made;
  return a == RoleReason::name && b == RoleReason::name ? RoleReason::name : RoleReason::none;
}

}  // namespace

std::vector<Match> match_comparisons(const Subject& subject, std::size_t app, const EvidenceRule& rule) {
  std::vector<Match> matches;
  for (model::FileIndex f = 0; f < subject.program.files().size(); ++f) {
    const facts::FileFacts& facts = subject.program.files()[f];
    if (subject.program.is_test(f) || !model::owns(subject.apps, app, facts.file)) continue;
    for (const facts::Comparison& comparison : facts.comparisons) {
      if (!is_equality(facts.text_of(comparison.expr))) continue;
      const Origin whole{f, comparison.expr, comparison.place.definition, nullptr};
      const Origin left{f, facts.operand(comparison.expr, 0), comparison.place.definition, nullptr};
      const Origin right{f, facts.operand(comparison.expr, 1), comparison.place.definition, nullptr};
      if (!left.known() || !right.known() || is_fixed(subject, left) || is_fixed(subject, right)) continue;
      if (is_column(subject, left) || is_column(subject, right)) continue;
      for (const std::string& role : rule.compares_roles) {
        const RoleReason reason = secret_by(subject, left, right, role);
        if (reason == RoleReason::none) continue;
        Match match;
        match.symbol = symbol_of(subject.program, whole);
        match.site_each = true;
        match.site = whole;
        match.innermost = comparison.place.condition;
        match.choice.choice = rule.choice;
        match.choice.provenance = rule.provenance.value_or(Provenance::hand_rolled);
        match.choice.parameters["what"] = {role, to_string(subject.program.location(whole))};
        match.choice.evidence.push_back({subject.program.location(whole), rule.says});
        match.confidence = reason == RoleReason::made ? Confidence::high : Confidence::medium;
        matches.push_back(std::move(match));
        break;
      }
    }
  }
  return matches;
}

}  // namespace assay
