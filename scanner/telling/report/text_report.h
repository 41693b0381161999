// report/text_report.h - the report for a reader at a terminal: what matters first, 80 columns, whole without
// colour. In: the report value. Out: text whose foreign parts are escaped.
#pragma once

#include <string>

#include "telling/merge/report_value.h"

namespace assay {

struct TextOptions {
  bool colour = false;
};

std::string write_text(const Report& report, const TextOptions& options = {});

}  // namespace assay
