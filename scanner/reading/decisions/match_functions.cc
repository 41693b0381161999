// Evidence by what a function of the repository does: hand-rolled tokens, recognised from their parts however
// they are spread over helpers.
#include <fmt/format.h>

#include <algorithm>

#include "common/base/text.h"
#include "reading/decisions/decide.h"
#include "reading/model/knowledge.h"

namespace assay {
namespace {

using facts::ExprKind;
using model::FunctionId;
using model::Index;
using model::Meaning;
using model::MeaningRef;
using model::Origin;

// The dicts a function writes down, itself or in the functions it calls and the modules they stand in.
std::vector<Origin> dicts_near(const Subject& subject, FunctionId maker, const std::string& key) {
  std::vector<Origin> out;
  std::set<model::FileIndex> files;
  const std::set<FunctionId> near = subject.effects.reachable_from(maker);
  for (const FunctionId& function : near) files.insert(function.file);
  for (const model::FileIndex f : files) {
    const facts::FileFacts& facts = subject.program.files()[f];
    for (Index e = 0; e < facts.exprs.size(); ++e) {
      const facts::Expr& expr = facts.exprs[e];
      if (expr.kind != ExprKind::container || expr.container != facts::Container::dict) continue;
      bool holds = false;
      for (std::uint32_t n = 0; n < expr.operand_count; ++n)
        holds = holds || facts.text(facts.operands[expr.first_operand + n].label) == key;
      if (!holds) continue;
      const Index definition = model::definition_at(facts, expr.range.start);
      const FunctionId owner{f, subject.program.enclosing_function(f, definition)};
      if (owner.definition != 0 && !near.contains(owner)) continue;
      out.push_back({f, e, definition, nullptr});
    }
  }
  return out;
}

// Claims stand in the maker, or are handed to it by its callers.
std::optional<Origin> claims_of(const Subject& subject, FunctionId maker) {
  const std::vector<Origin> own = dicts_near(subject, maker, "exp");
  if (!own.empty()) return own.front();
  for (const model::CallSite* caller : subject.program.callers_of(maker.file, maker.definition)) {
    const FunctionId function{caller->origin.file, subject.program.enclosing_function(
                                                       caller->origin.file, caller->origin.definition)};
    const std::vector<Origin> theirs = dicts_near(subject, function, "exp");
    if (!theirs.empty()) return theirs.front();
  }
  return std::nullopt;
}

void take(Choice& choice, const std::string& name, const model::Found& found) {
  if (is_known(found.value)) choice.parameters[name] = {found.value, found.from};
}

// The algorithm a header names, else the one its MAC's digest stands for.
void read_algorithm(const Subject& subject, FunctionId maker, Choice& choice) {
  for (const Origin& header : dicts_near(subject, maker, "alg")) {
    const MeaningRef meaning = subject.program.evaluator().evaluate(header);
    const MeaningRef algorithm = item_of(*meaning, "alg");
    if (!algorithm || !algorithm->is_text()) continue;
    choice.parameters["algorithm"] = {algorithm->text, to_string(subject.program.location(header))};
    add_evidence(choice.evidence, subject.program.location(header), "the header, with the algorithm");
    return;
  }
}

struct Verification {
  bool found = false;
  bool constant_time = false;
  bool expiry = false;
  std::optional<Origin> place;
};

// Whether a function, or one it calls, asks for the claim "exp".
bool looks_at_expiry(const Subject& subject, FunctionId verifier) {
  for (const FunctionId& function : subject.effects.reachable_from(verifier)) {
    const facts::FileFacts& facts = subject.program.files()[function.file];
    for (Index e = 0; e < facts.exprs.size(); ++e) {
      const facts::Expr& expr = facts.exprs[e];
      const bool named = (expr.kind == ExprKind::literal && expr.literal == facts::Literal::string) ||
                         expr.kind == ExprKind::attribute;
      if (!named || facts.text(expr.text) != "exp") continue;
      if (subject.program.enclosing_function(function.file, model::definition_at(facts, expr.range.start)) ==
          function.definition)
        return true;
    }
  }
  return false;
}

Verification find_verification(const Subject& subject, std::size_t app, FunctionId maker) {
  Verification result;
  for (const FunctionId& verifier : subject.effects.innermost({"split-dots", "make-mac"})) {
    if (!model::owns(subject.apps, app, subject.program.files()[verifier.file].file) || verifier == maker)
      continue;
    result.found = true;
    result.constant_time = subject.effects.reaches(verifier, "compare-constant-time");
    result.expiry = looks_at_expiry(subject, verifier);
    const std::vector<Origin> places = subject.effects.places(verifier, "compare-constant-time");
    const std::vector<Origin> splits = subject.effects.places(verifier, "split-dots");
    if (!places.empty())
      result.place = places.front();
    else if (!splits.empty())
      result.place = splits.front();
    if (result.constant_time && result.expiry) break;
  }
  return result;
}

// complete, partial or none: what of signature, constant-time compare and expiry the reading side is checked
// for.
void read_verification(const Subject& subject, std::size_t app, FunctionId maker, Match& match) {
  const Verification verification = find_verification(subject, app, maker);
  std::string word = "none";
  if (verification.found) word = verification.constant_time && verification.expiry ? "complete" : "partial";
  const std::string from = verification.place ? to_string(subject.program.location(*verification.place)) : "";
  match.choice.parameters["verification"] = {word, from};
  if (verification.place)
    add_evidence(match.choice.evidence, subject.program.location(*verification.place),
                 "and its signature is checked here");
  if (!verification.found)
    match.why = "no function that takes such a token apart and checks its MAC was found";
}

// Of the joins in a maker, the one that takes in the most is the token; the deciding line.
Origin deciding_join(const Subject& subject, FunctionId maker) {
  const std::vector<Origin> joins = subject.effects.places(maker, "join-dots");
  const Origin* best = nullptr;
  for (const Origin& join : joins) {
    const bool own = join.file == maker.file &&
                     subject.program.enclosing_function(join.file, join.definition) == maker.definition;
    if (best != nullptr && !own) continue;
    best = &join;  // the last of its own: header.payload comes before header.payload.signature
  }
  return best == nullptr ? Origin{maker.file, facts::kNone, maker.definition, nullptr} : *best;
}

// Three parts with a header that names an algorithm is a JWT; anything else is a format of the app's own.
bool is_jwt(const Subject& subject, FunctionId maker) {
  return !dicts_near(subject, maker, "alg").empty();
}

}  // namespace

std::vector<Match> match_functions(const Subject& subject, std::size_t app, const EvidenceRule& rule) {
  std::vector<Match> matches;
  for (const FunctionId& maker : subject.effects.innermost(rule.function_reaches)) {
    if (!model::owns(subject.apps, app, subject.program.files()[maker.file].file)) continue;
    const bool reads_back = subject.effects.reaches(maker, "split-dots");
    if (reads_back) continue;  // it takes a token apart: a verifier that joins its parts again for the MAC
    Match match;
    const Origin join = deciding_join(subject, maker);
    match.symbol = symbol_of(subject.program, {maker.file, facts::kNone, maker.definition, nullptr});
    match.site = join;
    match.choice.choice = is_jwt(subject, maker) ? rule.choice : "custom-token";
    match.choice.provenance = rule.provenance.value_or(Provenance::hand_rolled);
    match.choice.evidence.push_back({subject.program.location(join), rule.says});
    for (const std::string& effect : rule.function_reaches)
      for (const Origin& place : subject.effects.places(maker, effect))
        add_evidence(match.choice.evidence, subject.program.location(place), effect);
    read_algorithm(subject, maker, match.choice);
    if (const auto claims = claims_of(subject, maker)) {
      const MeaningRef meaning = subject.program.evaluator().evaluate(*claims);
      take(match.choice, "claims", model::read_value(subject.program, meaning, *claims, Reading::keys, 1));
      take(match.choice, "lifetime_s", model::read_expiry(subject.program, meaning, *claims));
      add_evidence(match.choice.evidence, subject.program.location(*claims), "the claims");
    }
    read_verification(subject, app, maker, match);
    match.confidence = Confidence::medium;
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace assay
