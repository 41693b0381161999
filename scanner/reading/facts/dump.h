// facts/dump.h - facts as text, for tests and for `assay explain --facts FILE`.
// In: one file's facts. Out: one line a fact, in source order, the same notation for every language; control
// characters escaped. A reading aid: nothing parses it, and long expressions end in "...".
//
//   7  call hash_password(password, rounds=12)  in register  if not(user)
//
// Names, attributes, calls, literals and binary operators look as in code. What could be mistaken for a call
// of a function carries an @: @template("a", x), @conditional(test, a, b), @slice(1, null), @spread(x),
// @pair(k, v),
// @unknown(x), @lambda.3 (the number of its definition). Unary: -(x), not(x), await(x). Containers: [a], (a,
// b), (a,), set{a}, {"key": a}, comprehension{element, source}. Conditions: outermost first.
#pragma once

#include <string>

#include "reading/facts/facts.h"

namespace assay::facts {

std::string dump(const FileFacts& facts);
std::string dump_expr(const FileFacts& facts, Index expr);

// The same, short enough for one line of a report (a guard, a condition), without brackets around the whole.
std::string brief(const FileFacts& facts, Index expr);

}  // namespace assay::facts
