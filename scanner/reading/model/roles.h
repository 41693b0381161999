// model/roles.h - the security role of a value: password, mac, token, key.
// A role comes from what made the value (the result of a MAC), from the words of its name (rules/roles.yaml),
// and from where it came: assignments, parameters and their callers, returns. A name alone is the weakest
// reason and is told as such, so that rules can ask for more.
#pragma once

#include <set>
#include <string>
#include <unordered_map>

#include "reading/model/program.h"

namespace assay::model {

enum class RoleReason { none, name, made };  // made: by a call the rules know, or a value that was

class Roles {
 public:
  explicit Roles(const Program& program) : program_(program) {}

  // How the value of an expression comes to a role; none: it has it not, as far as can be told.
  RoleReason reason(const Origin& origin, const std::string& role) const {
    steps_ = 0;
    return search(origin, role, 0);
  }
  // Whether the words of a name suggest a role.
  bool suggests(const std::string& identifier, const std::string& role) const {
    return suggested(identifier, role);
  }

  bool has(const Origin& origin, const std::string& role) const {
    return reason(origin, role) != RoleReason::none;
  }

 private:
  RoleReason search(const Origin& origin, const std::string& role, int depth) const;
  bool made_by_effect(const Meaning& meaning, const std::string& role) const;
  RoleReason of_name(const Origin& origin, const std::string& role, int depth) const;
  Origin part_of(Origin whole, const std::vector<Step>& path, const facts::FileFacts& pattern) const;
  RoleReason of_call(const Origin& origin, const std::string& role, int depth) const;
  RoleReason of_operands(const Origin& origin, const std::string& role, int depth) const;
  bool suggested(const std::string& identifier, const std::string& role) const;
  std::uint64_t roles_suggested(const std::string& identifier) const;

  const Program& program_;
  mutable std::size_t steps_ = 0;  // of one question
  mutable std::unordered_map<std::string, std::uint64_t>
      suggested_by_name_;  // a bit for each of the name rules
};

// "resetPassword_hash2" -> {"reset", "password", "hash2"}: lower case, by snake and camel case.
std::vector<std::string> words_of(const std::string& identifier);

}  // namespace assay::model
