#include "cli/commands.h"
#include "trying/launch/guardian.h"

int main(int argc, char** argv) {
  if (const auto code = assay::run_as_guardian(argc, argv)) return *code;
  assay::Screen screen = assay::terminal_screen();
  return static_cast<int>(assay::run_assay(argc, argv, screen));
}
