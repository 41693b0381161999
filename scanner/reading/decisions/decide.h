// decisions/decide.h - rules x model -> decisions.
// In: the program, its apps, the rules' decisions. Out: every decision of every app, answered: also when the
// answer is "nothing" or `unclear`, with what was searched. Each answer stands on its evidence; none on a
// name alone.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/decision.h"
#include "reading/model/apps.h"
#include "reading/model/effects.h"
#include "reading/model/life.h"
#include "reading/model/program.h"
#include "reading/model/roles.h"

namespace assay {

// What all evidence matchers look at.
struct Subject {
  const model::Program& program;
  const model::Effects& effects;
  const model::Roles& roles;
  const model::Liveness& liveness;
  const std::vector<model::FoundApp>& apps;
};

// One piece of evidence that matched: a choice as the code at one place makes it.
struct Match {
  Choice choice;  // choice empty: the evidence is there, what was chosen can't be told (why says)
  std::string why;
  std::string symbol;  // "app/security.py#hash_password": the identity of a site
  Confidence confidence = Confidence::high;
  bool site_each = false;
  model::Origin site;                     // where it stands, for life and condition; unknown: nowhere in code
  model::Index innermost = facts::kNone;  // the branch that encloses the site
};

std::vector<Decision> decide(const model::Program& program, const std::vector<model::FoundApp>& apps);

// The matchers, one a kind of predicate. Each gives the matches inside one app.
std::vector<Match> match_calls(const Subject& subject, std::size_t app, const EvidenceRule& rule);
std::vector<Match> match_functions(const Subject& subject, std::size_t app, const EvidenceRule& rule);
std::vector<Match> match_comparisons(const Subject& subject, std::size_t app, const EvidenceRule& rule);
// `job`: what a dependency that makes documents does, by its rule file.
std::vector<Match> match_documents(const Subject& subject, std::size_t app, const std::string& job);

// Adds a piece unless its line is among them already.
void add_evidence(std::vector<Evidence>& evidence, Location at, std::string part);

// Parameters that are told by what the app does elsewhere: effects (carried_in) and bounds (long_passwords).
void add_told_parameters(const Subject& subject, std::size_t app, const DecisionRule& rule, Choice& choice);

// "app/security.py#Hasher.hash_password" of the function that holds an expression.
std::string symbol_of(const model::Program& program, const model::Origin& origin);

}  // namespace assay
