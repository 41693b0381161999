// model/routes/written.h - the expression that a name stands for, as it is written: what is asked of a
// wrapper or a type alias, whose value tells too little.
#pragma once

#include "reading/model/program.h"

namespace assay::model {

// Where a name was given its value, through imports; unknown when that is no single expression.
Origin written_at(const Program& program, const Origin& name);

// What a module gives out under a name, through re-exports: the expression, or the definition, or only the
// place where the name comes from a destructuring or another package.
struct GivenOut {
  bool found = false;
  Origin value;        // unknown when it is a definition, or can't be told
  FileIndex file = 0;  // of the definition
  Index definition = kNone;
  facts::Range range;  // of the export in the file that was asked
};
GivenOut given_out(const Program& program, FileIndex file, const std::string& name);

}  // namespace assay::model
