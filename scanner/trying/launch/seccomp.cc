#include "trying/launch/seccomp.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace assay {
namespace {

// Powers over the kernel, over other processes, or to build new walls within ours. None is needed to serve
// HTTP.
constexpr std::array kRefused = {"ptrace",
                                 "process_vm_readv",
                                 "process_vm_writev",
                                 "process_madvise",
                                 "kcmp",
                                 "pidfd_getfd",
                                 "unshare",
                                 "setns",
                                 "mount",
                                 "umount",
                                 "umount2",
                                 "pivot_root",
                                 "chroot",
                                 "open_tree",
                                 "move_mount",
                                 "fsopen",
                                 "fsconfig",
                                 "fsmount",
                                 "fspick",
                                 "mount_setattr",
                                 "bpf",
                                 "perf_event_open",
                                 "userfaultfd",
                                 "fanotify_init",
                                 "lookup_dcookie",
                                 "open_by_handle_at",
                                 "add_key",
                                 "request_key",
                                 "keyctl",
                                 "kexec_load",
                                 "kexec_file_load",
                                 "init_module",
                                 "finit_module",
                                 "delete_module",
                                 "reboot",
                                 "swapon",
                                 "swapoff",
                                 "acct",
                                 "quotactl",
                                 "quotactl_fd",
                                 "syslog",
                                 "settimeofday",
                                 "clock_settime",
                                 "clock_adjtime",
                                 "adjtimex",
                                 "sethostname",
                                 "setdomainname",
                                 "vhangup",
                                 "iopl",
                                 "ioperm",
                                 "personality",
                                 "nfsservctl",
                                 "mbind",
                                 "migrate_pages",
                                 "move_pages",
                                 "uselib",
                                 "_sysctl"};

// Callers fall back on an older call where the kernel says it has none.
constexpr std::array kUnknown = {"io_uring_setup", "io_uring_enter", "io_uring_register", "clone3"};

constexpr std::array<scmp_datum_t, 7> kNamespaceFlags = {
    CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ALLOW), &::seccomp_release) {}

  // Calls that this architecture lacks are passed over.
  void refuse(const char* name, int error) { refuse_if(name, error, {}); }

  void refuse_if(const char* name, int error, std::initializer_list<scmp_arg_cmp> conditions) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (failure_ != 0 || !context_ || number < 0) return;
    failure_ = ::seccomp_rule_add_array(context_.get(), SCMP_ACT_ERRNO(static_cast<std::uint16_t>(error)),
                                        number, static_cast<unsigned>(conditions.size()), conditions.begin());
  }

  int load() {
    if (!context_) return -ENOMEM;
    return failure_ != 0 ? failure_ : ::seccomp_load(context_.get());
  }

 private:
  std::unique_ptr<void, decltype(&::seccomp_release)> context_;
  int failure_ = 0;
};

scmp_arg_cmp argument(unsigned index, scmp_compare compare, scmp_datum_t a, scmp_datum_t b = 0) {
  return {index, compare, a, b};
}

void refuse_families(Filter& filter) {
  for (scmp_datum_t family = 0; family <= AF_NETLINK; ++family) {
    if (family == AF_UNIX || family == AF_INET || family == AF_INET6 || family == AF_NETLINK) continue;
    filter.refuse_if("socket", EAFNOSUPPORT, {argument(0, SCMP_CMP_EQ, family)});
  }
  filter.refuse_if("socket", EAFNOSUPPORT, {argument(0, SCMP_CMP_GT, AF_NETLINK)});
  // Of netlink the list of interfaces alone (protocol 0), which name resolution asks for.
  filter.refuse_if("socket", EPERM, {argument(0, SCMP_CMP_EQ, AF_NETLINK), argument(2, SCMP_CMP_NE, 0)});
}

void refuse_socket_type(Filter& filter, scmp_datum_t type) {
  constexpr scmp_datum_t kTypeBits = 0xF;
  for (const scmp_datum_t family : {AF_INET, AF_INET6}) {
    filter.refuse_if("socket", EPERM,
                     {argument(0, SCMP_CMP_EQ, family), argument(1, SCMP_CMP_MASKED_EQ, kTypeBits, type)});
  }
}

void refuse_terminal_injection(Filter& filter) {
  constexpr scmp_datum_t kLow = 0xFFFFFFFF;
  for (const scmp_datum_t request : {0x5412 /* TIOCSTI */, 0x541C /* TIOCLINUX */}) {
    filter.refuse_if("ioctl", EPERM, {argument(1, SCMP_CMP_MASKED_EQ, kLow, request)});
  }
}

// The guardian has the app's uid, which is all that these calls ask for.
void refuse_reaching_for_the_guardian(Filter& filter) {
  filter.refuse_if("prlimit64", EPERM, {argument(0, SCMP_CMP_NE, 0)});
  for (const char* name : {"sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"}) {
    filter.refuse_if(name, EPERM, {argument(0, SCMP_CMP_EQ, 1)});
  }
}

}  // namespace

Status restrict_by_seccomp(const SeccompRules& rules) {
  Filter filter;
  for (const char* name : kRefused) filter.refuse(name, EPERM);
  for (const char* name : kUnknown) filter.refuse(name, ENOSYS);
  for (const scmp_datum_t flag : kNamespaceFlags) {
    filter.refuse_if("clone", EPERM, {argument(0, SCMP_CMP_MASKED_EQ, flag, flag)});
  }
  refuse_families(filter);
  refuse_socket_type(filter, SOCK_RAW);
  if (rules.refuse_udp) refuse_socket_type(filter, SOCK_DGRAM);
  if (rules.refuse_kill_all) {
    filter.refuse_if("kill", EPERM, {argument(0, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, 0xFFFFFFFF)});
  }
  refuse_terminal_injection(filter);
  refuse_reaching_for_the_guardian(filter);
  if (const int failure = filter.load(); failure != 0) {
    return Problem{ProblemKind::cannot, "", std::string("seccomp: ") + std::strerror(-failure), ""};
  }
  return success();
}

}  // namespace assay
