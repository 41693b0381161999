// launch/guardian_requests.h - what assay may ask of the guardian: a socket, the
// list of the app's files, one of them, its output, the ports it listens on.
#pragma once

#include <string>

#include "trying/launch/app_log.h"
#include "trying/launch/message.h"
#include "trying/launch/run_folder.h"

namespace assay {

struct Answer {
  nlohmann::json body;
  UniqueFd fd;
};

// Never fails: what went wrong stands under "error".
Answer answer_request(const nlohmann::json& request, const RunFolder& folder, const AppLog& log);

}  // namespace assay
