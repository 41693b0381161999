// launch/prepare.h - an app's dependencies and build, ready to be mounted. In: the
// app and its sources. Out: folders shared read-only, cached by the hash of what
// they were made from. Only with leave to install does it reach the network, and
// then through the user's own package clients, behind the sandbox's file walls.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/vocabulary/app.h"
#include "trying/launch/sandbox.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

using Environment = std::vector<std::pair<std::string, std::string>>;

struct Prepared {
  SandboxPlan sandbox;
  std::string source;              // the scanned root on the host
  std::vector<SandboxBind> binds;  // dependencies
  std::string built;               // host folder of what the build made, to be laid over the sources
  std::vector<std::string> program_folders;  // of dependencies, for PATH; inside paths
  Environment environment;                   // what the runtime needs to find them
  std::string runtime;                       // "Python 3.11.2"; empty: none was recognised
};

struct PrepareOptions {
  SandboxPlan sandbox;
  bool install = false;           // --prepare
  std::filesystem::path cache;    // empty: the user's cache folder
  Environment build_environment;  // apps read their settings at import, so the build gets them too
  std::function<void(const std::string& step)> on_step;  // "pip install"; may be empty
};

Result<Prepared> prepare_app(const App& app, const std::filesystem::path& source,
                             const PrepareOptions& options);

}  // namespace assay
