// probes/stored_form.h - tells how a password is stored, from the row it stands in
// and the password itself.
// In: the row's values, the known password. Out: algorithm and parameters, either
// recognised by format (argon2, bcrypt, the well-known scrypt and PBKDF2 spellings)
// or recomputed from the row's parts. What is neither stays unknown: never a guess.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/budget.h"

namespace assay {

struct StoredForm {
  std::string algorithm;  // "argon2id", "bcrypt", "scrypt", "pbkdf2"; "fast-hash", "plaintext", "crypt"
  std::map<std::string, std::string>
      parameters;     // by the catalogue's names: iterations, digest, cost, N, r, p, ...
  std::string value;  // the column's value: two users of one password must differ in it
  bool slow = false;  // one of the four that the test asks for
};

// What is tried where the row names no cost.
struct CommonCosts {
  std::vector<std::int64_t> rounds;
  std::vector<std::int64_t> scrypt_costs;
};

// A format that says itself what it is; nothing where it is none of the known ones.
std::optional<StoredForm> recognise_format(const std::string& value);

// Recomputes from the row's parts: the password under every salt that stands there, raw, hex and base64.
std::optional<StoredForm> recompute(const std::vector<std::string>& row, const std::string& password,
                                    const CommonCosts& costs, const Deadline& deadline);

}  // namespace assay
