// launch/app_files.h - looking into the app's run folder from outside the sandbox
// (through the guardian): what the app stored is evidence no answer of it gives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/base/result.h"

namespace assay {

struct AppFile {
  std::string path;  // relative to the run folder
  std::uint64_t bytes = 0;
};

class AppFiles {
 public:
  virtual ~AppFiles() = default;

  // Regular files the app could have written, its log included; prepared dependencies and the copied sources
  // are not listed unless the app changed them. Sorted by path.
  virtual Result<std::vector<AppFile>> list() = 0;

  // Up to max_bytes of one of them.
  virtual Result<std::string> read(const std::string& path, std::size_t max_bytes) = 0;
};

}  // namespace assay
