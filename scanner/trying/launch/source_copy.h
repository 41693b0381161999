// launch/source_copy.h - the app's sources, copied to where it runs. In: a folder
// nobody vouches for. Out: its regular files, folders and inner links, without
// what must not or need not come along: version control, .env files, installed
// dependencies, build output. Never follows a link, never opens a device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace assay {

struct CopyLimits {
  bool everything = false;  // nothing stays behind, and what is there is replaced: for what a build made
  std::uint64_t bytes = 512ull << 20;
  std::size_t files = 100'000;
  std::size_t depth = 64;
};

struct Owner {
  bool change = false;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
};

// True for names that stay behind: ".git", ".env.local", "node_modules".
bool stays_behind(std::string_view name);

// `to` must exist. A folder that holds pyvenv.cfg (a virtual environment) stays behind as well.
Status copy_sources(const std::string& from, const std::string& to, const Owner& owner,
                    const CopyLimits& limits);

}  // namespace assay
