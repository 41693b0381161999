#include "trying/launch/confine.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "common/base/unique_fd.h"
#include "trying/launch/landlock.h"
#include "trying/launch/seccomp.h"
#include "trying/launch/system_paths.h"

namespace assay {
namespace {

constexpr std::array kDevices = {"/dev/null",    "/dev/zero", "/dev/full", "/dev/random",
                                 "/dev/urandom", "/dev/tty",  "/dev/ptmx", "/dev/pts"};

// Inside namespaces the mounts are the first wall and this is the second: all that is there may be read.
LandlockRules rules_with_namespaces(const SandboxSpec& spec) {
  LandlockRules rules;
  rules.readable = {"/"};
  rules.writable = {kWorkInside, "/tmp", "/dev/shm", "/proc"};
  rules.writable.insert(rules.writable.end(), kDevices.begin(), kDevices.end());
  for (const auto& bind : spec.binds) {
    if (bind.writable) rules.writable.push_back(bind.inside);
  }
  return rules;
}

LandlockRules rules_without_namespaces(const SandboxSpec& spec) {
  LandlockRules rules;
  rules.readable = system_folders();
  for (const auto& path : system_settings(spec.host_network)) rules.readable.push_back(path);
  for (const char* path :
       {"/etc/passwd", "/etc/group", "/etc/hosts", "/proc", "/sys/devices/system/cpu", "/sys/fs/cgroup"}) {
    rules.readable.emplace_back(path);
  }
  rules.writable = {spec.run_folder};
  rules.writable.insert(rules.writable.end(), kDevices.begin(), kDevices.end());
  for (const auto& bind : spec.binds) (bind.writable ? rules.writable : rules.readable).push_back(bind.host);
  if (!spec.host_network) rules.only_port = spec.port;
  return rules;
}

Status apply_landlock(const SandboxSpec& spec) {
  if (spec.walls.landlock == 0) return success();
  return restrict_by_landlock(
      spec.walls.namespaces ? rules_with_namespaces(spec) : rules_without_namespaces(spec),
      spec.walls.landlock);
}

Status apply_seccomp(const SandboxSpec& spec) {
  if (!spec.walls.seccomp) return success();
  SeccompRules rules;
  rules.refuse_udp = !spec.walls.namespaces && !spec.host_network;
  rules.refuse_kill_all = !spec.walls.namespaces && spec.walls.landlock < kLandlockScopes;
  return restrict_by_seccomp(rules);
}

bool limit(int resource, std::uint64_t value) {
  struct rlimit current {};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &current) != 0) return false;
  const rlim_t wanted = std::min<rlim_t>(value, current.rlim_max);
  const struct rlimit both { wanted, wanted };
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

Status apply_limits(const AppLimits& limits) {
  const bool all = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, limits.cpu_seconds) &&
                   limit(RLIMIT_FSIZE, limits.file_bytes) && limit(RLIMIT_NOFILE, limits.descriptors) &&
                   limit(RLIMIT_NPROC, limits.processes) && limit(RLIMIT_MEMLOCK, 64u << 10) &&
                   limit(RLIMIT_MSGQUEUE, 64u << 10) && limit(RLIMIT_DATA, limits.data_bytes);
  if (all) return success();
  return Problem{ProblemKind::cannot, "", std::string("a limit was refused: ") + std::strerror(errno), ""};
}

// When memory runs out the kernel shall take the app, not the guardian.
void offer_to_oom_killer() {
  ::prctl(PR_SET_DUMPABLE, 1);  // as the guardian's copy we may not write our own files in /proc
  UniqueFd fd(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (fd && ::write(fd.get(), "1000", 4) != 4) return;  // nothing depends on it
}

}  // namespace

bool become(std::uint32_t uid, std::uint32_t gid) {
  return ::setgroups(0, nullptr) == 0 && ::setresgid(gid, gid, gid) == 0 && ::setresuid(uid, uid, uid) == 0;
}

Status confine_this_process(const SandboxSpec& spec) {
  ::umask(022);
  offer_to_oom_killer();
  if (spec.walls.drops_uid && ::geteuid() == 0 && !become(spec.walls.uid, spec.walls.gid)) {
    return Problem{ProblemKind::cannot, "", std::string("the uid cannot be changed: ") + std::strerror(errno),
                   ""};
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return Problem{ProblemKind::cannot, "", "no_new_privs is refused", ""};
  }
  if (auto status = apply_landlock(spec); !status) return status;
  // Limits come last: building the filter needs memory, becoming another program does not.
  if (auto status = apply_seccomp(spec); !status) return status;
  return apply_limits(spec.limits);
}

}  // namespace assay
