#include "trying/launch/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/base/unique_fd.h"

namespace assay {
namespace {

// linux/landlock.h of the build machine may be older than the kernel we run on, so its numbers stand here.
enum Access : std::uint64_t {
  execute = 1u << 0,
  write_bytes = 1u << 1,
  read_bytes = 1u << 2,
  read_folder = 1u << 3,
  all_of_version_1 = (1u << 13) - 1,
  refer = 1u << 13,          // version 2: move and link between folders
  truncate_file = 1u << 14,  // version 3
  ioctl_device = 1u << 15,   // version 5
};
constexpr std::uint64_t kFileAccess = execute | write_bytes | read_bytes | truncate_file | ioctl_device;
constexpr std::uint64_t kBindPort = 1u << 0;
constexpr std::uint64_t kConnectPort = 1u << 1;
constexpr std::uint64_t kScopeAbstractSockets = 1u << 0;
constexpr std::uint64_t kScopeSignals = 1u << 1;
constexpr int kRulePath = 1;
constexpr int kRulePort = 2;

struct RulesetAttribute {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;
};

struct __attribute__((packed)) PathAttribute {
  std::uint64_t allowed;
  std::int32_t folder;
};

struct PortAttribute {
  std::uint64_t allowed;
  std::uint64_t port;
};

std::uint64_t file_access(int version) {
  std::uint64_t access = all_of_version_1;
  if (version >= 2) access |= refer;
  if (version >= 3) access |= truncate_file;
  if (version >= 5) access |= ioctl_device;
  return access;
}

// An older kernel refuses a structure that it does not know the end of.
std::size_t attribute_size(int version) {
  if (version >= kLandlockScopes) return sizeof(RulesetAttribute);
  return version >= kLandlockNetwork ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

Problem failed(const std::string& what) {
  return {ProblemKind::cannot, "", "Landlock: " + what + ": " + std::strerror(errno), ""};
}

Status allow_path(int ruleset, const std::string& path, std::uint64_t access) {
  UniqueFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!fd) return success();
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return failed(path);
  // A right that only folders have is an error on a file.
  if (!S_ISDIR(info.st_mode)) access &= kFileAccess;
  const PathAttribute rule{access, fd.get()};
  if (::syscall(SYS_landlock_add_rule, ruleset, kRulePath, &rule, 0) != 0) return failed(path);
  return success();
}

Status allow_port(int ruleset, std::uint16_t port) {
  const PortAttribute rule{kBindPort | kConnectPort, port};
  if (::syscall(SYS_landlock_add_rule, ruleset, kRulePort, &rule, 0) != 0) return failed("port");
  return success();
}

Status add_rules(int ruleset, const LandlockRules& rules, int version) {
  const std::uint64_t all = file_access(version);
  const std::uint64_t reading = (execute | read_bytes | read_folder) & all;
  for (const auto& path : rules.readable) {
    if (auto status = allow_path(ruleset, path, reading); !status) return status;
  }
  for (const auto& path : rules.writable) {
    if (auto status = allow_path(ruleset, path, all); !status) return status;
  }
  if (rules.only_port && version >= kLandlockNetwork) return allow_port(ruleset, *rules.only_port);
  return success();
}

}  // namespace

int landlock_version() {
  constexpr unsigned kAskVersion = 1;
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  return version > 0 ? static_cast<int>(version) : 0;
}

Status restrict_by_landlock(const LandlockRules& rules, int version) {
  RulesetAttribute attribute;
  attribute.files = file_access(version);
  if (rules.only_port && version >= kLandlockNetwork) attribute.network = kBindPort | kConnectPort;
  if (version >= kLandlockScopes) attribute.scopes = kScopeAbstractSockets | kScopeSignals;
  UniqueFd ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attribute, attribute_size(version), 0)));
  if (!ruleset) return failed("ruleset");
  if (auto status = add_rules(ruleset.get(), rules, version); !status) return status;
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return failed("restrict");
  return success();
}

}  // namespace assay
