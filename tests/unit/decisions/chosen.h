// unit/decisions/chosen.h - the choices of a small program, as one line.
#pragma once

#include <string>

#include "reading/decisions/decide.h"
#include "support/small_program.h"

namespace assay::test {

// The choices of all answers to one decision, the grading one of each first; apps and sites in their order.
inline std::string chosen(const std::string& text, const std::string& id, const std::string& app = "") {
  const auto program = small_program(text, rules());
  std::string out;
  for (const Decision& decision : decide(*program, model::find_apps(*program))) {
    if (decision.id != id || (!app.empty() && decision.app != app)) continue;
    if (decision.choices.empty()) out += out.empty() ? decision.chosen.choice : "; " + decision.chosen.choice;
    for (const Choice& choice : decision.choices) {
      out += out.empty() ? "" : "; ";
      out += choice.choice;
      if (choice.life != Life::live) out += " " + std::string(to_string(choice.life));
    }
  }
  return out;
}

inline std::string hashing(const std::string& text) {
  return chosen(text, "password-hashing");
}

inline std::string comparison(const std::string& text) {
  return chosen(text, "secret-comparison");
}

}  // namespace assay::test
