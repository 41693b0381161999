#include "trying/launch/system_paths.h"

#include <unistd.h>

namespace assay {
namespace {

std::vector<std::string> existing(std::initializer_list<const char*> paths) {
  std::vector<std::string> found;
  for (const char* path : paths) {
    if (::access(path, F_OK) == 0) found.emplace_back(path);
  }
  return found;
}

}  // namespace

std::vector<std::string> system_folders() {
  return existing(
      {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store"});
}

std::vector<std::string> system_settings(bool host_network) {
  auto paths = existing({"/etc/ld.so.cache",
                         "/etc/ld.so.conf",
                         "/etc/ld.so.conf.d",
                         "/etc/alternatives",
                         "/etc/localtime",
                         "/etc/timezone",
                         "/etc/ssl",
                         "/etc/ca-certificates",
                         "/etc/pki",
                         "/etc/crypto-policies",
                         "/etc/mime.types",
                         "/etc/protocols",
                         "/etc/services",
                         "/etc/nsswitch.conf",
                         "/etc/gai.conf",
                         "/etc/host.conf",
                         "/etc/locale.alias",
                         "/etc/os-release",
                         "/etc/debian_version",
                         "/etc/lsb-release",
                         "/etc/redhat-release",
                         "/etc/alpine-release",
                         "/etc/issue"});
  if (host_network) {
    for (const auto& path : existing({"/etc/resolv.conf", "/etc/pip.conf", "/etc/npmrc", "/etc/xdg/pip"})) {
      paths.push_back(path);
    }
  }
  return paths;
}

}  // namespace assay
