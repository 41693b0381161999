// support/report_schema.h - holds a written report to its published schema.
#pragma once

#include <string>

namespace assay::test {

// Empty: the report is valid. Else what the validator says.
std::string schema_error(const std::string& report_json);

}  // namespace assay::test
