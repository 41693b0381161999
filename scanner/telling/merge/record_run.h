// merge/record_run.h - splits what trying recorded: the part that may differ from run to run (exchanges,
// rung, address, log) goes into RunInfo, masked and shortened; the ledger comes back masked and without its
// exchanges.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/trial.h"
#include "telling/merge/report_value.h"

namespace assay {

namespace limits {
inline constexpr std::size_t kReportedBodyBytes = 2048;
inline constexpr std::size_t kReportedHeaderBytes = 1024;
inline constexpr std::size_t kReportedExchanges = 30;  // a test: half of them the first, half the last
}  // namespace limits

Trial mask_trial(Trial trial, const std::vector<std::string>& known_secrets, RunInfo& run);

}  // namespace assay
