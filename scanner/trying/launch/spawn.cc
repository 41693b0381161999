#include "trying/launch/spawn.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "trying/launch/guardian.h"
#include "trying/launch/message.h"

namespace assay {
namespace {

constexpr int kAskTimeoutSeconds = 60;

Problem failed(const std::string& what) {
  return {ProblemKind::cannot, "", "the sandbox cannot be started: " + what + ": " + std::strerror(errno),
          ""};
}

// Above the numbers that the janitor inherits, so that placing one does not overwrite another.
UniqueFd raised(UniqueFd fd) {
  return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 2 * inherited::kEnd));
}

UniqueFd copy_in_memory(int program, std::size_t bytes) {
  UniqueFd copy(::memfd_create("assay", MFD_CLOEXEC));
  off_t done = 0;
  while (copy && static_cast<std::size_t>(done) < bytes) {
    const ssize_t sent = ::sendfile(copy.get(), program, &done, bytes - static_cast<std::size_t>(done));
    if (sent <= 0) return UniqueFd();
  }
  if (copy) ::fchmod(copy.get(), 0555);
  // An open for writing would make running it fail as "busy".
  return copy
             ? UniqueFd(::open(("/proc/self/fd/" + std::to_string(copy.get())).c_str(), O_RDONLY | O_CLOEXEC))
             : UniqueFd();
}

// Our own program, in a form that the sandbox's uid may run wherever it lies.
UniqueFd own_program() {
  UniqueFd program(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!program || ::fstat(program.get(), &info) != 0) return UniqueFd();
  if (::geteuid() != 0 || (info.st_mode & (S_IXOTH | S_IROTH)) == (S_IXOTH | S_IROTH)) return program;
  return copy_in_memory(program.get(), static_cast<std::size_t>(info.st_size));
}

struct Pair {
  UniqueFd ours;
  UniqueFd theirs;
};

Pair socket_pair() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return {};
  return {UniqueFd(ends[0]), raised(UniqueFd(ends[1]))};
}

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void place(const UniqueFd& fd, int number) {
    ::posix_spawn_file_actions_adddup2(&actions_, fd.get(), number);
  }
  void nothing_at(int number) {
    ::posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", O_RDWR, 0);
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Result<Spawned> spawn_janitor(const SandboxSpec& spec) {
  Pair life = socket_pair();
  Pair control = socket_pair();
  Pair events = socket_pair();
  const UniqueFd plan = raised(descriptor_with(to_json(spec), "assay-spec"));
  const UniqueFd program = raised(own_program());
  UniqueFd complaints = raised(descriptor_with("", "assay-complaints"));
  if (!life.theirs || !control.theirs || !events.theirs || !plan || !program || !complaints) {
    return failed("descriptors");
  }
  FileActions actions;
  actions.nothing_at(0);
  actions.nothing_at(1);
  actions.place(complaints, 2);
  actions.place(life.theirs, inherited::kLife);
  actions.place(control.theirs, inherited::kControl);
  actions.place(events.theirs, inherited::kEvents);
  actions.place(plan, inherited::kSpec);
  actions.place(program, inherited::kProgram);
  // The last word is for who looks at a list of processes.
  std::string words[] = {"assay", kGuardianArgument, "janitor", spec.run_folder};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  char path[] = "PATH=/usr/bin:/bin";
  char* environment[] = {path, nullptr};
  pid_t pid = -1;
  errno = ::posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr, arguments, environment);
  if (errno != 0) return failed("its janitor");
  const timeval patience{kAskTimeoutSeconds, 0};
  ::setsockopt(control.ours.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  return Spawned{pid, std::move(life.ours), std::move(control.ours), std::move(events.ours),
                 std::move(complaints)};
}

}  // namespace assay
