// report/json_report.h - the report as JSON and back (docs/report.schema.json, "schema": 1).
// Writing and reading are inverse: what was written, read and written again is the same bytes. Reading takes
// any bytes: what is no report of this version is a Problem that says where it went wrong.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "telling/merge/report_value.h"

namespace assay {

std::string write_json(const Report& report);

Result<Report> read_json_report(std::string_view bytes, const std::string& file);

}  // namespace assay
