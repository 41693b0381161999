// launch/install.h - runs one preparing command in a sandbox of its own and keeps
// what it made in the cache. With network for installing, without it for building.
#pragma once

#include <functional>
#include <string>

#include "common/base/budget.h"
#include "trying/launch/prepare.h"
#include "trying/launch/prepared_cache.h"

namespace assay {

struct InstallJob {
  std::string step;      // "pip install", for messages
  std::string key;       // of the cache entry it makes
  SandboxSpec spec;      // command, environment, binds; the output folder is added here
  bool exports = false;  // the output is what changed below "app"; else the command writes to {out}
  Milliseconds deadline{600'000};
};

// Fills the cache entry. {out} in the command and the environment stands for the output folder's path inside.
Status run_install(InstallJob job, const PreparedCache& cache);

// A spec for preparing: generous limits, the sources copied, the user's client set-up where there is network.
SandboxSpec preparing_spec(const PrepareOptions& options, const std::filesystem::path& source,
                           bool host_network);

// Why a package client failed, from its output.
Problem explain_install_failure(const std::string& step, const std::string& log, const std::string& how);

}  // namespace assay
