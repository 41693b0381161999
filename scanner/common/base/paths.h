// base/paths.h - relative paths of a repository, with forward slashes, as plain text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay {

// "app/auth.py" -> "app"; "auth.py" -> "".
inline std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

// "app/auth.py" -> "auth.py".
inline std::string name_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

// As an app's root is written: "." where the folder is the repository itself.
inline std::string root_from(const std::string& folder) {
  return folder.empty() ? "." : folder;
}

// "a/./b/../c" -> "a/c"; nothing for a path that climbs out.
std::optional<std::string> normalised(std::string_view path);

}  // namespace assay
