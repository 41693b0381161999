// launch/runtime.h - the language runtime an app is prepared and started with: one
// that the sandbox's uid can run, its version, and the folder it needs to see.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "trying/launch/sandbox_spec.h"

namespace assay {

struct Runtime {
  std::string program;  // absolute path, its own and not a shim's
  std::string version;  // "3.11.2"
  std::string prefix;   // the folder it is installed below
  // Where the prefix is none of the system's folders, which are there anyway.
  std::vector<SandboxBind> binds() const;
};

Result<Runtime> find_python(const Walls& walls);
Result<Runtime> find_node(const Walls& walls);

}  // namespace assay
