// base/file.h - bounded reading and atomic writing of files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace assay {

// The bytes of a regular file. Refuses devices, FIFOs and sockets without opening them for long,
// and files over `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

// Makes a folder with all above it; the folder itself is for its owner alone, also where it was there.
Status make_private_folder(const std::filesystem::path& folder);

// Writes beside the target and renames, so that a reader sees the old or the new file, never half of one.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace assay
