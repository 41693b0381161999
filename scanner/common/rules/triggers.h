// rules/triggers.h - what makes a source file worth a parse, told by the loaded rules alone.
// In: a rule book. Out: words, each with how it must stand in a file's bytes, and names of files. A file that
// holds none of them can hold no evidence, no route and no setting by itself; it is read only where a file
// that does asks it for a name.
//
// Words come from import names of libraries that do something a decision or a setting asks about, from the
// names of calls where an import says too little (`trigger: calls`), from frameworks, from idioms, and from
// names that stand for secrets. Effects listed under `supporting` in effects.yaml give none: they count only
// beside others.
#pragma once

#include <string>
#include <vector>

#include "common/rules/rule_book.h"

namespace assay {

struct TriggerWord {
  // How the word must stand.
  enum class As {
    text,           // anywhere
    identifier,     // no letter, digit or underscore on either side
    python_import,  // an identifier on a line that imports
    module_path,    // the same in JavaScript, where a path is quoted: "./lib/tokens"
    quoted,         // in quotes, whole: 'authorization', in any case
    package,        // in quotes, whole or with a subpath: "jose", 'jose/jwt', "node:crypto"
    secret_name,    // part of an identifier that has one of `roles`, near another and a comparison of values
  };
  std::string text;
  As as = As::text;
  std::vector<std::string> roles;  // of a secret_name
};

// All of its words must be there.
struct Trigger {
  std::vector<TriggerWord> words;
  bool python = true, javascript = true;  // the languages it counts in
};

struct Triggers {
  std::vector<Trigger> list;
  // Files that are read whatever they hold: "route" is a name without its ending, "pages/api/" a folder on
  // the way.
  std::vector<std::string> files;
};

Triggers triggers_of(const RuleBook& rules);

}  // namespace assay
