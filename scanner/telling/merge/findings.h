// merge/findings.h - what leads a report, in one place for every format: contradictions, broken and weak
// decisions, failed tests that speak to none of these, what stayed unclear, and what was not tried.
#pragma once

#include "telling/merge/report_value.h"

namespace assay {

// Reads all of a report but its summary.
Summary summarise(const Report& report);

}  // namespace assay
