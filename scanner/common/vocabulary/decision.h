// vocabulary/decision.h - one architectural answer to a security question.
// The fields are those of the catalogue: what was chosen, by whom, with which
// parameters, under which condition, how good that is, and where it stands.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/vocabulary/location.h"
#include "common/vocabulary/value.h"

namespace assay {

enum class Provenance { library, framework, stdlib, hand_rolled, service, none };
enum class Life { live, unused, test_only };
enum class Confidence { high, medium, low };

// not_applicable: the question does not arise. A decision that only counts (dependency-footprint) has no
// grade.
enum class Grade { strong, sound, weak, broken, unclear, not_applicable };

std::string_view to_string(Provenance provenance);  // "hand-rolled"
std::string_view to_string(Life life);              // "test-only"
std::string_view to_string(Confidence confidence);
std::string_view to_string(Grade grade);  // "n/a"

struct Parameter {
  Value value;
  std::string from;  // "app/auth.py:12" or "default of bcrypt 4.1.2"
};

// One step of the argument; `part` says what it shows ("the password is hashed here").
struct Evidence {
  Location at;
  std::string part;
};

// One of several live choices of a decision, or the only one.
struct Choice {
  std::string choice;
  Provenance provenance = Provenance::none;
  std::string library;  // distribution as its registry spells it, or "hashlib", "node:crypto"; empty when
                        // hand-rolled or none
  std::map<std::string, Parameter> parameters;
  std::string condition;  // what must hold for the choice to be in force; empty: always
  Life life = Life::live;
  std::optional<Grade> grade;
  std::string grade_reason;        // the threshold it meets or misses, with its source
  std::vector<Evidence> evidence;  // the deciding one first
};

struct Decision {
  std::string id;       // "password-hashing"
  std::string app;      // App::root
  std::string subject;  // what tells several answers of one decision apart: a symbol, a key's name, a route;
                        // else empty
  std::string title;    // "Password hashing", from the rules

  // The choice that grades: the weakest live one. choice is "unclear" when nothing could be decided.
  Choice chosen;
  std::vector<Choice> choices;  // all of them, the grading one first

  Confidence confidence = Confidence::low;
  std::string reason;                 // why unclear or n/a; empty otherwise
  std::vector<std::string> searched;  // for `none` and `unclear`: what was looked at
  std::vector<std::string> references;
  std::string remedy;
};

}  // namespace assay
