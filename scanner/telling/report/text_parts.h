// report/text_parts.h - the parts a text report is put together from; each writes its own lines, or none.
#pragma once

#include <string>

#include "telling/merge/report_value.h"
#include "telling/report/text_sheet.h"

namespace assay::text_parts {

void findings(const Report& report, const std::string& app, TextSheet& sheet);
void decisions(const Report& report, const std::string& app, TextSheet& sheet);
void ledger(const Report& report, const std::string& app, TextSheet& sheet);
void roles(const Report& report, const std::string& app, TextSheet& sheet);
void scores(const Report& report, const std::string& app, TextSheet& sheet);
void start(const Report& report, const std::string& app, TextSheet& sheet);  // how it ran, or why it did not
void supply(const Report& report, TextSheet& sheet);
void left_out(const Report& report, TextSheet& sheet);

}  // namespace assay::text_parts
