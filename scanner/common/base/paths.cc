#include "common/base/paths.h"

#include <vector>

#include "common/base/text.h"

namespace assay {

std::optional<std::string> normalised(std::string_view path) {
  std::vector<std::string> parts;
  for (std::string& part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(std::move(part));
    } else {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
    }
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

}  // namespace assay
