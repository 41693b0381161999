// The sandbox's processes are this program, started again with a hidden argument.
#define CATCH_CONFIG_RUNNER
#include "support/catch.h"
#include "trying/launch/guardian.h"

int main(int argc, char** argv) {
  if (const auto code = assay::run_as_guardian(argc, argv)) return *code;
  return Catch::Session().run(argc, argv);
}
