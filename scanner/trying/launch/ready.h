// launch/ready.h - is the app there yet? Asked of the app itself: it is ready when
// it answers a request with anything but 503. In: a sandbox and where it should
// listen. Never sleeps for a fixed time: the guardian tells at once if it died.
#pragma once

#include <optional>
#include <string>

#include "trying/launch/sandbox_process.h"

namespace assay {

struct Readiness {
  bool ready = false;
  int port = 0;               // where it answered; may differ from the asked one
  int status = 0;             // of the last answer; 0: none
  bool listened = false;      // a connection was accepted
  std::optional<AppEnd> end;  // it ended before it was ready
};

// `may_move`: an app that listens on one other port of its own network is asked there.
Readiness wait_until_ready(SandboxProcess& sandbox, int port, const std::string& path, bool may_move,
                           Milliseconds deadline);

}  // namespace assay
