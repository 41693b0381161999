// support/small_program.h - a program out of one text, several files in it:
//   #== app/auth.py
//   import bcrypt
//   #== package.json   (a manifest: "bcrypt 4.1.2" a line, name and version; or the real JSON)
#pragma once

#include <memory>
#include <string>

#include "common/rules/rule_book.h"
#include "reading/model/program.h"

namespace assay::test {

// The rules that ship.
const RuleBook& rules();

// Files are parsed as their names say. `rules` must outlive the program.
std::unique_ptr<model::Program> small_program(const std::string& text, const RuleBook& rules);

// What the name `name` at the top of a file means, printed by model::describe.
std::string meaning_of_name(const model::Program& program, const std::string& file, const std::string& name);

// The same of a text, by the rules that ship.
inline std::string meaning_of_name(const std::string& text, const std::string& file,
                                   const std::string& name) {
  return meaning_of_name(*small_program(text, rules()), file, name);
}

}  // namespace assay::test
