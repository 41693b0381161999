#include "trying/launch/janitor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "common/base/unique_fd.h"
#include "trying/launch/cgroup.h"
#include "trying/launch/guardian.h"
#include "trying/launch/message.h"
#include "trying/launch/process_tree.h"
#include "trying/launch/stage.h"

namespace assay {
namespace {

constexpr Milliseconds kKillDeadline{1500};

// Ignores what a terminal sends: whoever presses Ctrl-C ends assay, and with it the pipe that we watch.
void detach() {
  ::setsid();
  for (const int number : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) ::signal(number, SIG_IGN);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::syscall(SYS_close_range, static_cast<unsigned>(inherited::kEnd), ~0U, 0U);
  ::fcntl(inherited::kLife, F_SETFD, FD_CLOEXEC);
  if (::chdir("/") != 0) ::_exit(1);
}

class Janitor {
 public:
  explicit Janitor(const SandboxSpec& spec)
      : spec_(spec),
        name_(std::filesystem::path(spec.run_folder).filename()),
        groups_(cgroup_folders(spec.walls.cgroups, name_)) {}

  int run() {
    const Status status = begin();
    if (status) {
      wait_for_end();
    } else {
      const Problem& problem = status.problem();
      send_message(inherited::kEvents, {{"event", "failed"}, {"what", problem.where + " " + problem.what}});
    }
    clean_up();
    return status ? 0 : 1;
  }

 private:
  Status begin() {
    if (::mkdir(spec_.run_folder.c_str(), 0711) != 0) {
      return Problem{ProblemKind::cannot, spec_.run_folder,
                     std::string("cannot be made: ") + std::strerror(errno), ""};
    }
    for (const auto& folder : spec_.scratch) {
      const bool made =
          ::mkdir(folder.c_str(), 0755) == 0 &&
          (!spec_.walls.drops_uid || ::chown(folder.c_str(), spec_.walls.uid, spec_.walls.gid) == 0);
      if (!made)
        return Problem{ProblemKind::cannot, folder, std::string("cannot be made: ") + std::strerror(errno),
                       ""};
    }
    if (auto status = make_cgroups(spec_.walls.cgroups, name_, spec_.limits); !status) return status;
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    const pid_t self = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) return Problem{ProblemKind::cannot, "", std::string("fork: ") + std::strerror(errno), ""};
    if (pid == 0) run_stage(spec_, groups_, self);
    stage_ = pid;
    // From here on only the processes inside hold these, so that assay sees their end as the end of the file.
    for (const int fd : {inherited::kControl, inherited::kEvents, inherited::kSpec, inherited::kProgram})
      ::close(fd);
    return success();
  }

  // Returns when assay is gone or the sandbox has ended by itself.
  void wait_for_end() const {
    const UniqueFd stage(static_cast<int>(::syscall(SYS_pidfd_open, stage_, 0)));
    pollfd waits[] = {{inherited::kLife, POLLIN, 0}, {stage.get(), POLLIN, 0}};
    while (::poll(waits, 2, -1) < 0 && errno == EINTR) {
    }
  }

  void clean_up() const {
    kill_descendants(kKillDeadline);
    remove_cgroups(groups_, kKillDeadline);
    std::error_code ignored;  // nobody is left to tell
    std::filesystem::remove_all(spec_.run_folder, ignored);
    for (const auto& folder : spec_.scratch) std::filesystem::remove_all(folder, ignored);
  }

  const SandboxSpec& spec_;
  std::string name_;
  std::vector<std::string> groups_;
  pid_t stage_ = -1;
};

}  // namespace

int run_janitor(const SandboxSpec& spec) {
  detach();
  return Janitor(spec).run();
}

}  // namespace assay
