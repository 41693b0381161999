// launch/user_clients.h - what of the user's own set-up his package clients need
// inside the sandbox to reach his registries: variables, configuration files, and
// the files and folders these name. Given to installing alone, never to a build or
// an app.
#pragma once

#include <vector>

#include "trying/launch/prepare.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

struct ClientSetup {
  Environment environment;
  std::vector<SandboxFile> files;
  std::vector<SandboxBind> binds;
};

ClientSetup client_setup(const SandboxSpec& spec);

// Absolute paths that a configuration text or a variable names.
std::vector<std::string> paths_in(const std::string& text);

}  // namespace assay
