// rules/read_schema.h - `schema:` of a library's file, as a value of its own.
#pragma once

#include "common/rules/reader.h"
#include "common/rules/schema_rule.h"

namespace assay {

void read_into(Reader& r, const Node& node, SchemaRule& out);

}  // namespace assay
