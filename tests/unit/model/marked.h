// unit/model/marked.h - the role of a value in a small program: the argument of its one call of `mark`.
#pragma once

#include <stdexcept>
#include <string>

#include "reading/model/roles.h"
#include "support/small_program.h"

namespace assay::test {

// The reason for which the value has a role.
inline model::RoleReason marked(const std::string& text, const std::string& role) {
  const auto program = small_program(text, rules());
  const model::Roles roles(*program);
  for (const model::CallSite& site : program->call_sites()) {
    const facts::FileFacts& facts = program->files()[site.origin.file];
    if (facts.text_of(facts.operand(site.origin.expr, 0)) != "mark") continue;
    return roles.reason(
        {site.origin.file, facts.operand(site.origin.expr, 1), site.origin.definition, nullptr}, role);
  }
  throw std::runtime_error("no call of mark");
}

}  // namespace assay::test
