// assay is killed without a word, at any moment; two seconds later nothing is left.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <functional>
#include <thread>

#include "unit/launch/sandbox_support.h"

namespace assay::testing {
namespace {

constexpr Milliseconds kClearWithin{2'000};

// Children that ran away: double-forked, in sessions of their own, deaf to what can be ignored, forking on.
const char* const kRunaways =
    "trap '' TERM HUP INT; for i in 1 2 3 4 5 6; do (setsid sh -c 'trap \"\" TERM HUP INT; sleep 300 & sleep "
    "300' &) & done; "
    "(while :; do sleep 0.01; done) & echo started; ";

// Runs `supervisor` in a process of its own, which tells by a byte that it has come to the moment, and kills
// it there.
void kill_supervisor_at_its_moment(
    const std::function<void(const std::function<void()>& moment)>& supervisor) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const UniqueFd read(ends[0]);
  UniqueFd write(ends[1]);
  const pid_t pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    supervisor([&] {
      if (::write(write.get(), "x", 1) != 1) ::_exit(1);
    });
    while (true) ::pause();
  }
  write.reset();
  char byte = 0;
  const bool reached = ::read(read.get(), &byte, 1) == 1;
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  REQUIRE(reached);
}

bool listens(int port) {
  const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<std::uint16_t>(port));
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&at), sizeof(at)) == 0;
}

std::string own_mounts() {
  const UniqueFd file(::open("/proc/self/mounts", O_RDONLY | O_CLOEXEC));
  return read_descriptor(file.get(), 1u << 20);
}

// What is still there; empty: nothing.
std::string leftovers(const SandboxSpec& spec) {
  std::string left;
  const std::string name = std::filesystem::path(spec.run_folder).filename();
  if (processes_with(name) > 0) left += "processes ";
  if (std::filesystem::exists(spec.run_folder)) left += "run folder ";
  for (const auto& folder : spec.scratch) left += std::filesystem::exists(folder) ? "scratch folder " : "";
  for (const auto& parent : {spec.walls.cgroups.memory_parent, spec.walls.cgroups.pids_parent}) {
    if (!parent.empty() && std::filesystem::exists(parent + "/" + name)) left += "cgroup ";
  }
  if (own_mounts().find(name) != std::string::npos) left += "mount ";
  if (spec.port != 0 && !spec.walls.namespaces && listens(spec.port)) left += "listener ";
  return left;
}

std::string leftovers_in_time(const SandboxSpec& spec) {
  const auto deadline = Deadline::in(kClearWithin);
  while (!leftovers(spec).empty() && !deadline.passed()) std::this_thread::sleep_for(Milliseconds(5));
  return leftovers(spec);
}

void wait_for_output(SandboxProcess& sandbox) {
  while (sandbox.log().find("started") == std::string::npos && !sandbox.wait_for_end(Milliseconds(5))) {
  }
}

// The name stands in the command line of all it starts.
std::string marked(const SandboxSpec& spec, const std::string& command) {
  return ": " + std::filesystem::path(spec.run_folder).filename().string() + "; " + command;
}

SandboxSpec runaway_spec(int rung) {
  auto spec = spec_for(rung, "");
  spec.command = marked(spec, std::string(kRunaways) + "sleep 300");
  return spec;
}

}  // namespace

TEST_CASE("killed while the app and its runaways run: nothing is left, 20 times") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  for (int run = 0; run < 5; ++run) {
    const auto spec = runaway_spec(rung);
    kill_supervisor_at_its_moment([&](const auto& moment) {
      const auto sandbox = SandboxProcess::start(spec);
      if (!sandbox) ::_exit(1);
      wait_for_output(**sandbox);
      moment();
      while (true) ::pause();
    });
    CHECK(leftovers_in_time(spec) == "");
  }
}

TEST_CASE("killed while it serves: no listener is left") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  auto spec = spec_for(rung, "");
  spec.port = 38'471;
  spec.command = marked(spec, "echo started; exec /usr/bin/python3 -m http.server --bind 127.0.0.1 38471");
  kill_supervisor_at_its_moment([&](const auto& moment) {
    const auto sandbox = SandboxProcess::start(spec);
    if (!sandbox) ::_exit(1);
    while ((*sandbox)->listening_ports().empty() && !(*sandbox)->wait_for_end(Milliseconds(5))) {
    }
    moment();
    while (true) (void)(*sandbox)->open_socket(AddressFamily::ipv4, "127.0.0.1").ok();
  });
  CHECK(leftovers_in_time(spec) == "");
}

TEST_CASE("killed while the sandbox is being made: nothing is left") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  for (int run = 0; run < 4; ++run) {
    const auto spec = runaway_spec(rung);
    const Milliseconds pause(run * 8);
    kill_supervisor_at_its_moment([&](const auto& moment) {
      std::thread starter([&] { (void)SandboxProcess::start(spec).ok(); });
      std::this_thread::sleep_for(pause);
      moment();
      starter.join();
    });
    CHECK(leftovers_in_time(spec) == "");
  }
}

TEST_CASE("killed while something is installed: the half-made folder goes too") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  auto spec = spec_for(rung, "");
  const std::string scratch =
      std::filesystem::temp_directory_path() / ("assay-scratch-" + std::to_string(::getpid()));
  std::filesystem::remove_all(scratch);
  spec.scratch = {scratch};
  spec.host_network = true;
  spec.binds = {{scratch, kDependenciesInside, true}};
  const std::string out = spec.walls.namespaces ? kDependenciesInside : scratch;
  spec.command = marked(spec, "mkdir -p " + out + "/a; echo started; i=0; while :; do echo > " + out +
                                  "/a/$i; i=$((i+1)); done");
  kill_supervisor_at_its_moment([&](const auto& moment) {
    const auto sandbox = SandboxProcess::start(spec);
    if (!sandbox) ::_exit(1);
    wait_for_output(**sandbox);
    moment();
    while (true) ::pause();
  });
  CHECK(leftovers_in_time(spec) == "");
  std::filesystem::remove_all(scratch);
}

TEST_CASE("killed while it stops: nothing is left") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  const auto spec = runaway_spec(rung);
  kill_supervisor_at_its_moment([&](const auto& moment) {
    const auto sandbox = SandboxProcess::start(spec);
    if (!sandbox) ::_exit(1);
    wait_for_output(**sandbox);
    moment();
    (*sandbox)->stop();
  });
  CHECK(leftovers_in_time(spec) == "");
}

}  // namespace assay::testing
