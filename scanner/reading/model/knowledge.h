// model/knowledge.h - reads what the rules say of a library's call off the code: which
// choice it is, with which parameters, each with the place that sets it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/rules/rule_book.h"
#include "common/vocabulary/decision.h"
#include "reading/model/program.h"

namespace assay::model {

// A value found in code. `value` is unknown where it can't be told; `why` then says what stands in the way.
struct Found {
  Value value;
  std::string
      from;  // "app/auth.py:12", "default of bcrypt 4.1.2", "default of BCRYPT_ROUNDS, app/config.ts:9"
  std::string why;
  bool absent = false;  // nothing stands there at all: a default may apply
  bool null = false;    // explicitly None, null or undefined
  MeaningRef meaning;   // what stands there
  Origin origin;
};

// What stands where a locator points, for a call whose callee means `callee`.
Found locate(const Program& program, const Origin& call, const MeaningRef& callee, const Locator& locator);

// Locations in order, then defaults by the version the manifests tell.
Found read_parameter(const Program& program, const Origin& call, const MeaningRef& callee,
                     const LibraryRule& library, const ParameterRule& rule);

// A meaning as a parameter's value.
Found read_value(const Program& program, const MeaningRef& meaning, const Origin& origin, Reading reading,
                 double unit);

// The lifetime that "exp" of a claims dict sets, in seconds: of `now + X` it is X.
Found read_expiry(const Program& program, const MeaningRef& claims, const Origin& origin);

// A span of time as an expression gives it, in seconds; bare numbers count `unit` seconds.
std::optional<double> duration_of(const Program& program, const MeaningRef& meaning, double unit);

// Everything the rules know of one call.
struct CallKnowledge {
  std::string choice;   // "" when it can't be told
  std::string why;      // then: why
  std::string library;  // shown name
  std::string version;  // "" when no manifest tells
  Provenance provenance = Provenance::library;
  std::map<std::string, Parameter> parameters;
  std::map<std::string, std::string> unknown_parameters;  // name -> why
  std::vector<Evidence> evidence;  // of the calls that fixed the parameters (the constructor of a hasher)
};
CallKnowledge know_call(const Program& program, const CallSite& site);

// "<5", ">=3.1,<4", "==2.0": whether a version is in a range. An unknown version is in no range but "".
bool version_in(const std::string& version, const std::string& range);

}  // namespace assay::model
