#include "trying/launch/app_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "trying/launch/confine.h"
#include "trying/launch/message.h"

namespace assay {
namespace {

Problem failed(const std::string& what) {
  return {ProblemKind::cannot, "", what + ": " + std::strerror(errno), ""};
}

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed("no pipe");
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// What execve takes; points into the strings it is made of.
class Environment {
 public:
  explicit Environment(const SandboxSpec& spec) {
    for (const auto& [name, value] : spec.environment) texts_.push_back(name + "=" + value);
    for (auto& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
  }
  char** get() { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

Status redirect_to(int output) {
  UniqueFd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing || ::dup2(nothing.get(), 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(output, 2) < 0) {
    return failed("redirecting");
  }
  return success();
}

Status set_stage(const SandboxSpec& spec, int output) {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int number : {SIGPIPE, SIGHUP, SIGINT, SIGTERM}) ::signal(number, SIG_DFL);
  ::setsid();
  if (auto status = redirect_to(output); !status) return status;
  const std::string folder = path_inside(spec, spec.working_folder);
  if (::chdir(folder.c_str()) != 0) return failed(folder);
  return success();
}

[[noreturn]] void become_app(const SandboxSpec& spec, int output, int complaint) {
  const pid_t guardian = ::getppid();
  std::string command = spec.command;
  char shell[] = "/bin/sh";
  char flag[] = "-c";
  char* arguments[] = {shell, flag, command.data(), nullptr};
  Environment environment(spec);
  Status status = set_stage(spec, output);
  if (status) status = confine_this_process(spec);
  if (status) {
    // Set after the change of uid, which clears it; the parent may have died before.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != guardian) ::_exit(1);
    ::execve(shell, arguments, environment.get());
    status = failed("/bin/sh");
  }
  const std::string& what = status.problem().what;
  if (::write(complaint, what.data(), what.size()) < 0) ::_exit(2);
  ::_exit(1);
}

}  // namespace

Result<AppProcess> start_app(const SandboxSpec& spec) {
  auto output = make_pipe();
  auto complaint = make_pipe();
  if (!output || !complaint) return failed("no pipe");
  const pid_t pid = ::fork();
  if (pid < 0) return failed("fork");
  if (pid == 0) become_app(spec, output->write.get(), complaint->write.get());
  complaint->write.reset();
  const std::string why = read_descriptor(complaint->read.get(), 4096);  // closed by a successful exec
  if (!why.empty()) {
    ::waitpid(pid, nullptr, 0);
    return Problem{ProblemKind::cannot, "", why, ""};
  }
  ::fcntl(output->read.get(), F_SETFL, O_NONBLOCK);
  return AppProcess{pid, std::move(output->read)};
}

}  // namespace assay
