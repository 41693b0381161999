// facts/extract.h - from a file's bytes to its facts, in whatever language it is.
// A new language is one adapter (python_adapter.h, javascript_adapter.h) and one line in extract.cc.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "reading/facts/facts.h"

namespace assay::facts {

// Parses within limits::kParseDeadline of CPU time. A Problem says why a file could not be read into facts
// ("took over 2 s to parse"); broken syntax is no problem: what can be read is, and error_nodes counts the
// rest.
Result<FileFacts> extract_facts(std::string file, Language language, std::string_view bytes);

}  // namespace assay::facts
