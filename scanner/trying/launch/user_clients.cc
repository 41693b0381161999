#include "trying/launch/user_clients.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "common/base/file.h"
#include "common/base/text.h"
#include "trying/launch/system_paths.h"

namespace assay {
namespace {

constexpr std::size_t kMaxConfigBytes = 1u << 20;

constexpr std::array kPassedOn = {"SSL_CERT_FILE",  "SSL_CERT_DIR",        "REQUESTS_CA_BUNDLE",
                                  "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "NPM_TOKEN",
                                  "NODE_AUTH_TOKEN"};

// Where the clients put things is the sandbox's to say.
constexpr std::array kKept = {"pip_target",
                              "pip_prefix",
                              "pip_root",
                              "pip_user",
                              "pip_cache_dir",
                              "pip_log",
                              "pip_require_virtualenv",
                              "pip_config_file",
                              "pip_python",
                              "npm_config_prefix",
                              "npm_config_cache",
                              "npm_config_userconfig",
                              "npm_config_globalconfig",
                              "npm_config_global",
                              "npm_config_ignore_scripts",
                              "npm_config_logs_dir"};

bool is_passed_on(const std::string& name) {
  const std::string lower = to_lower(name);
  if (std::find(kKept.begin(), kKept.end(), lower) != kKept.end()) return false;
  if (lower.starts_with("pip_") || lower.starts_with("npm_config_")) return true;
  if (lower == "http_proxy" || lower == "https_proxy" || lower == "all_proxy" || lower == "no_proxy")
    return true;
  return std::find(kPassedOn.begin(), kPassedOn.end(), name) != kPassedOn.end();
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool is_in_system(const std::string& path) {
  auto folders = system_folders();
  for (const auto& known : system_settings(true)) folders.push_back(known);
  for (const char* own : {"/proc", "/dev", "/sys", kWorkInside, kDependenciesInside})
    folders.emplace_back(own);
  return std::any_of(folders.begin(), folders.end(),
                     [&](const auto& folder) { return path == folder || path.starts_with(folder + "/"); });
}

class Collector {
 public:
  explicit Collector(const SandboxSpec& spec) : spec_(spec), home_(variable("HOME")) {}

  ClientSetup collect() {
    for (char** entry = environ; *entry != nullptr; ++entry) take_variable(*entry);
    const std::string config =
        variable("XDG_CONFIG_HOME").empty() ? home_ + "/.config" : variable("XDG_CONFIG_HOME");
    take_file(config + "/pip/pip.conf", "home/.config/pip/pip.conf");
    take_file(home_ + "/.pip/pip.conf", "home/.pip/pip.conf");
    take_file(npm_config(), "home/.npmrc");
    if (take_file(variable("PIP_CONFIG_FILE"), "home/pip.conf")) {
      setup_.environment.emplace_back("PIP_CONFIG_FILE", path_inside(spec_, "home/pip.conf"));
    }
    for (const char* file : {"/etc/pip.conf", "/etc/npmrc", "/usr/etc/npmrc"}) {
      if (const auto text = read_file(file, kMaxConfigBytes)) take_paths(*text);
    }
    return std::move(setup_);
  }

 private:
  std::string npm_config() const {
    for (const char* name : {"npm_config_userconfig", "NPM_CONFIG_USERCONFIG"}) {
      if (!variable(name).empty()) return variable(name);
    }
    return home_ + "/.npmrc";
  }

  void take_variable(const std::string& entry) {
    const auto equals = entry.find('=');
    if (equals == std::string::npos || !is_passed_on(entry.substr(0, equals))) return;
    setup_.environment.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    take_paths(entry.substr(equals + 1));
  }

  // Files may be the user's alone to read, so their text is carried.
  bool take_file(const std::string& from, const std::string& to) {
    if (!from.starts_with("/")) return false;
    const auto text = read_file(from, kMaxConfigBytes);
    if (!text) return false;
    setup_.files.push_back({to, *text});
    take_paths(*text);
    return true;
  }

  void take_paths(const std::string& text) {
    for (const auto& path : paths_in(text)) {
      const bool too_wide = path == "/" || path == home_ || home_.starts_with(path + "/");
      if (too_wide || is_in_system(path) || ::access(path.c_str(), R_OK) != 0) continue;
      if (bound_.insert(path).second) setup_.binds.push_back({path, path, false});
    }
  }

  const SandboxSpec& spec_;
  std::string home_;
  std::set<std::string> bound_;
  ClientSetup setup_;
};

}  // namespace

std::vector<std::string> paths_in(const std::string& text) {
  std::vector<std::string> paths;
  std::string word;
  const auto end_word = [&] {
    if (word.starts_with("file://")) word.erase(0, 7);
    while (word.size() > 1 && word.ends_with('/')) word.pop_back();
    if (word.starts_with("/") && !word.starts_with("//")) {
      paths.push_back(std::filesystem::path(word).lexically_normal().string());
    }
    word.clear();
  };
  for (const char c : text) {
    const bool separates =
        c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '=' || c == '"' || c == '\'' || c == ',';
    if (separates) end_word();
    if (!separates) word += c;
  }
  end_word();
  return paths;
}

ClientSetup client_setup(const SandboxSpec& spec) {
  return Collector(spec).collect();
}

}  // namespace assay
