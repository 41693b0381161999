// cli/config.h - assay.yaml: what the user says of the repository's apps.
// In: the file's text. Out: checked values, or every problem with file, line, column and the nearest right
// word. A key that assay knows but does not obey yet is a problem too: silently ignored, it would promise
// what it does not do.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "trying/roles/binder.h"

namespace assay {

struct AppConfig {
  std::string root = ".";
  std::string start;  // empty: as recognised
  std::string build;
  std::string ready;
  int port = 0;
  std::map<std::string, std::string> env;
  std::vector<RoleOverride> roles;
};

struct Config {
  std::vector<AppConfig> apps;
};

inline constexpr const char* kConfigFile = "assay.yaml";

// `role_names`: the suite's roles; any other is a slip of the pen.
Result<Config> read_config(const std::string& file, const std::string& text,
                           const std::vector<std::string>& role_names);

// The one of a folder; without the file, an empty Config.
Result<Config> load_config(const std::filesystem::path& folder, const std::vector<std::string>& role_names);

}  // namespace assay
