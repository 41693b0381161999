// facts/python_adapter.h - a Python tree to facts.
// In: the file's tree. Out: its facts. Knows Python's grammar and nothing of what a name stands for:
// imports and calls are written down as they are spelled.
#pragma once

#include <string>

#include "reading/facts/facts.h"
#include "reading/syntax/parse.h"

namespace assay::facts {

FileFacts read_python(std::string file, const syntax::Tree& tree);

}  // namespace assay::facts
