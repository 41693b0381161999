#include "trying/launch/runtime.h"

#include <filesystem>

#include "common/base/text.h"
#include "trying/launch/host_program.h"
#include "trying/launch/system_paths.h"

namespace assay {
namespace {

// Each prints program, prefix and version, a line each. The program in front may be a shim or a virtual
// environment's.
const char* const kAskPython =
    "import sys; print(getattr(sys, '_base_executable', sys.executable)); print(sys.base_prefix); "
    "print('.'.join(map(str, sys.version_info[:3])))";
const char* const kAskNode =
    "const path = require('path'); console.log(process.execPath); "
    "console.log(path.dirname(path.dirname(process.execPath))); console.log(process.versions.node)";

std::optional<Runtime> answer_of(const std::vector<std::string>& command) {
  const auto answer = ask_program(command);
  if (!answer) return std::nullopt;
  const auto lines = split(*answer, '\n');
  if (lines.size() < 3 || !lines[0].starts_with("/")) return std::nullopt;
  return Runtime{lines[0], lines[2], lines[1]};
}

// The first that runs here and inside. As root, one below a closed home folder cannot be used.
std::optional<Runtime> first_usable(const Walls& walls, const std::vector<std::string>& names,
                                    const char* flag, const char* question) {
  for (const auto& name : names) {
    for (const auto& program : programs_named(name)) {
      if (walls.drops_uid && !everyone_may_run(program)) continue;
      const auto runtime = answer_of({program, flag, question});
      if (runtime && (!walls.drops_uid || everyone_may_run(runtime->program))) return runtime;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<SandboxBind> Runtime::binds() const {
  for (const auto& folder : system_folders()) {
    if (prefix == folder || prefix.starts_with(folder + "/")) return {};
  }
  return {{prefix, prefix, false}};
}

Result<Runtime> find_python(const Walls& walls) {
  const auto found = first_usable(walls, {"python3", "python"}, "-c", kAskPython);
  if (found) return *found;
  return Problem{ProblemKind::cannot, "", "no Python that the sandbox can run",
                 "install python3 for all users"};
}

Result<Runtime> find_node(const Walls& walls) {
  const auto found = first_usable(walls, {"node", "nodejs"}, "-e", kAskNode);
  if (found) return *found;
  return Problem{ProblemKind::cannot, "", "no Node.js that the sandbox can run",
                 "install node and npm for all users"};
}

}  // namespace assay
