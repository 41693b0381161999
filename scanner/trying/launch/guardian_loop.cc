#include "trying/launch/guardian_loop.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "trying/launch/app_log.h"
#include "trying/launch/app_process.h"
#include "trying/launch/confine.h"
#include "trying/launch/guardian.h"
#include "trying/launch/guardian_requests.h"
#include "trying/launch/message.h"
#include "trying/launch/process_tree.h"
#include "trying/launch/run_folder.h"

namespace assay {
namespace {

constexpr int kMemoryPollMilliseconds = 200;
constexpr Milliseconds kKillDeadline{1500};

class Guardian {
 public:
  explicit Guardian(const SandboxSpec& spec) : spec_(spec), folder_(path_inside(spec, "")) {}

  int run() {
    prepare_process();
    if (auto status = start(); !status) {
      send_message(inherited::kEvents, {{"event", "failed"}, {"what", status.problem().what}});
      return 1;
    }
    while (turn()) {
    }
    end_everything();
    return 0;
  }

 private:
  void prepare_process() {
    ::prctl(PR_SET_DUMPABLE, 0);  // the app has our uid, but may not look into us
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    children_ = UniqueFd(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    ::close(inherited::kProgram);
    ::close(inherited::kSpec);
    for (const int fd : {inherited::kControl, inherited::kEvents}) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  }

  Status start() {
    const Walls& walls = spec_.walls;
    // Without a user namespace we still are root here; inside namespaces nothing needs that any more.
    if (walls.namespaces && !walls.user_namespace && !become(walls.uid, walls.gid)) {
      return Problem{ProblemKind::cannot, "", "the guardian cannot give up root", ""};
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_DUMPABLE, 0);
    folder_.remember_sources();
    auto app = start_app(spec_);
    if (!app) return app.problem();
    app_ = std::move(*app);
    send_message(inherited::kEvents, {{"event", "started"}});
    return success();
  }

  // One round of waiting and doing. False: assay is gone.
  bool turn() {
    std::array<pollfd, 3> waits{
        {{inherited::kControl, POLLIN, 0}, {children_.get(), POLLIN, 0}, {app_.output.get(), POLLIN, 0}}};
    const bool counts_memory = spec_.walls.cgroups.memory_parent.empty();
    const int ready = ::poll(waits.data(), waits.size(), counts_memory ? kMemoryPollMilliseconds : -1);
    if (ready < 0) return errno == EINTR;
    if (waits[2].revents != 0) take_output();
    if (waits[1].revents != 0) reap();
    if (counts_memory) watch_memory();
    return waits[0].revents == 0 || answer();
  }

  bool answer() {
    const auto message = receive_message(inherited::kControl);
    if (!message) return false;
    if (message->body.value("ask", "") == "kill")
      return send_message(inherited::kControl, {{"ok", kill_all()}});
    take_output();  // the answer to "log" holds all that was written before the question
    const Answer answer = answer_request(message->body, folder_, log_);
    return send_message(inherited::kControl, answer.body, answer.fd.get());
  }

  // At most a megabyte a turn: a flood must not keep assay waiting.
  void take_output() {
    for (int part = 0; app_.output && part < 16; ++part) {
      std::array<char, 65536> buffer{};
      const ssize_t got = ::read(app_.output.get(), buffer.data(), buffer.size());
      if (got < 0) return;
      if (got == 0) return app_.output.reset();
      log_.append({buffer.data(), static_cast<std::size_t>(got)});
    }
  }

  void reap() {
    signalfd_siginfo info{};
    while (::read(children_.get(), &info, sizeof(info)) > 0) {
    }
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
      if (pid == app_.pid) tell_end(status);
    }
  }

  void tell_end(int status) {
    take_output();
    nlohmann::json event = {{"event", "ended"}, {"memory", over_memory_}, {"others", others_left()}};
    if (WIFEXITED(status)) event["code"] = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) event["signal"] = WTERMSIG(status);
    if (!spec_.export_to.empty() && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      const auto exported = folder_.export_changed("app", spec_.export_to);
      if (!exported) event["export"] = exported.problem().where + " " + exported.problem().what;
    }
    send_message(inherited::kEvents, event);
  }

  bool others_left() const {
    pid_t reaped = 0;
    while ((reaped = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    return reaped == 0;
  }

  void watch_memory() {
    const auto processes = descendants_of(::getpid());
    if (resident_bytes(processes) <= spec_.limits.memory_bytes) return;
    over_memory_ = true;
    for (const pid_t pid : processes) ::kill(pid, SIGKILL);
  }

  // The app and all it started; we go on, for its files.
  bool kill_all() {
    if (spec_.walls.namespaces) ::kill(-1, SIGKILL);
    return kill_descendants(kKillDeadline);
  }

  // As process 1 our own end takes everything along; elsewhere each is found and killed.
  void end_everything() {
    if (spec_.walls.namespaces) {
      ::kill(-1, SIGKILL);
    } else {
      kill_descendants(kKillDeadline);
    }
  }

  const SandboxSpec& spec_;
  RunFolder folder_;
  AppLog log_;
  AppProcess app_;
  UniqueFd children_;
  bool over_memory_ = false;
};

}  // namespace

int run_guardian_loop(const SandboxSpec& spec) {
  return Guardian(spec).run();
}

}  // namespace assay
