#include "trying/launch/guardian.h"

#include <unistd.h>

#include <cstring>

#include "trying/launch/guardian_loop.h"
#include "trying/launch/janitor.h"
#include "trying/launch/message.h"

namespace assay {
namespace {

constexpr std::size_t kMaxSpecBytes = 8u << 20;

Result<SandboxSpec> inherited_spec() {
  if (::lseek(inherited::kSpec, 0, SEEK_SET) != 0) {
    return Problem{ProblemKind::usage, "", std::string(kGuardianArgument) + " is for assay's own use", ""};
  }
  return spec_from_json(read_descriptor(inherited::kSpec, kMaxSpecBytes));
}

}  // namespace

std::optional<int> run_as_guardian(int argc, char** argv) {
  if (argc < 3 || std::strcmp(argv[1], kGuardianArgument) != 0) return std::nullopt;
  const auto spec = inherited_spec();
  if (!spec) return 2;
  const int code = std::strcmp(argv[2], "janitor") == 0 ? run_janitor(*spec) : run_guardian_loop(*spec);
  // No destructors of the program's other parts: this process never was that program.
  ::_exit(code);
}

}  // namespace assay
