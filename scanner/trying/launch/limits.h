// launch/limits.h - what an app may use while it is tried. Every number is a wall against a hostile or broken
// app, chosen so that an ordinary one never meets it.
#pragma once

#include <cstdint>

namespace assay {

struct AppLimits {
  std::uint64_t memory_bytes = 2048ull << 20;  // all processes together, the run folder's files included
  std::uint64_t data_bytes =
      1536ull << 20;                        // RLIMIT_DATA of each process; an address-space limit breaks node
  std::uint64_t disk_bytes = 768ull << 20;  // the run folder
  std::uint64_t disk_files = 200'000;
  std::uint64_t file_bytes = 512ull << 20;  // one file
  std::uint32_t processes = 256;            // threads count
  std::uint32_t descriptors = 4096;         // of each process
  std::uint32_t cpu_seconds = 900;          // of each process
};

}  // namespace assay
