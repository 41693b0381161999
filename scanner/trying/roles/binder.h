// roles/binder.h - ties the suite's roles to the app's routes.
// In: the role rules, assay.yaml's roles, candidates. Out: the role map, each
// binding with its reason, and what stayed unbound and why. Sends nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/rules/probe_rules.h"
#include "common/vocabulary/verdict.h"
#include "trying/roles/candidate.h"

namespace assay {

// A role set by hand in assay.yaml.
struct RoleOverride {
  std::string role;
  std::string method;
  std::string path;
  std::vector<std::string> fields;
  bool form = false;
  std::string token_in;    // "header", "cookie"; empty: learnt
  std::string token_name;  // header or cookie name
  std::string at;          // "assay.yaml:12"
};

struct BoundRole {
  Binding binding;
  std::vector<Field> fields;
  bool takes_files = false;
  bool guarded = false;
};

class RoleMap {
 public:
  const BoundRole* find(const std::string& role) const;
  void bind(BoundRole bound);

  std::vector<Binding> bindings(const std::vector<std::string>& order) const;

  std::vector<std::string> unbound;  // "share: no route like it among 9 (openapi, static)"
  std::string searched;              // "9 routes of /openapi.json and 12 of the code"
  bool study_kind = false;           // the app the study's prompts describe: named statuses are strict
  std::string study_says;            // why it is, or is not

 private:
  std::map<std::string, BoundRole> roles_;
};

RoleMap bind_roles(const RoleBook& book, const std::vector<RoleOverride>& overrides,
                   const std::vector<Candidate>& candidates);

}  // namespace assay
