// What must be impossible is tried from inside, on every rung this machine can do.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/guardian_hook.h"
#include "unit/launch/sandbox_support.h"

namespace assay::testing {
namespace {

const auto kRungs = {0, 1, 2, 3};
const auto kRungsWithNamespaces = {0, 1, 2};

// A folder of the user's with a file in it, as his home would hold.
class UserFolder {
 public:
  UserFolder()
      : path_(std::filesystem::temp_directory_path() / ("assay-user-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    std::ofstream(secret()) << "the user's own";
    ::chmod(path_.c_str(), 0777);
    ::chmod(secret().c_str(), 0666);
  }
  ~UserFolder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_; }
  std::string secret() const { return path_ / "secret"; }

 private:
  std::filesystem::path path_;
};

// Tries each Python statement and prints "did N" where it raised nothing.
std::string tries(const std::vector<std::string>& statements) {
  std::string script =
      "import os, socket, ctypes, signal, resource\nlibc = ctypes.CDLL(None, use_errno=True)\n"
      "def must(result):\n  if result < 0: raise OSError(ctypes.get_errno(), 'no')\n  return result\n";
  for (std::size_t i = 0; i < statements.size(); ++i) {
    script += "try:\n  " + statements[i] + "\n  print('did', " + std::to_string(i) +
              ")\nexcept OSError as e: pass\n";
  }
  return script + "print('end')\n";
}

}  // namespace

TEST_CASE("a command runs and its output and end are seen") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  const auto ran = run(rung, "echo hello; echo there >&2; exit 7");
  CHECK(ran.end.code == 7);
  CHECK(ran.output == "hello\nthere\n");
}

TEST_CASE("the app has no root, no privileges and no variables of the user's") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  ::setenv("ASSAY_TEST_OF_ENVIRONMENT", "1", 1);
  const auto ran =
      run(rung, "id -u; grep -E 'CapEff|NoNewPrivs' /proc/self/status | tr -d '\\t'; env | grep -c ASSAY");
  ::unsetenv("ASSAY_TEST_OF_ENVIRONMENT");
  const auto uid = ::geteuid() == 0 ? 65534u : ::getuid();
  CHECK(ran.output == std::to_string(uid) + "\nCapEff:0000000000000000\nNoNewPrivs:1\n0\n");
}

TEST_CASE("the user's files can be neither read nor changed") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  const UserFolder user;
  const auto ran = run_python(
      rung,
      tries({"open('" + user.secret() + "').read()", "os.listdir('" + user.path() + "')",
             "open('" + user.secret() + "', 'w')", "os.unlink('" + user.secret() + "')",
             "open('" + user.path() + "/new', 'w')", "open('/etc/shadow').read()", "os.listdir('/root')",
             "os.listdir('/home')", "open('/usr/new', 'w')", "open('/etc/new', 'w')", "open('/new', 'w')",
             "open('/dev/new', 'w')", "os.chdir('/root')"}));
  CHECK(ran.output == "end\n");
  CHECK(std::filesystem::exists(user.secret()));
}

TEST_CASE("inside namespaces the mounts hold without Landlock too") {
  const int rung = GENERATE(values(kRungsWithNamespaces));
  if (!rung_holds(rung)) return;
  const UserFolder user;
  auto spec = spec_for(
      rung,
      "exec /usr/bin/python3 -c " +
          quoted(tries({"open('" + user.secret() + "').read()", "open('/new', 'w')", "open('/dev/new', 'w')",
                        "open('/usr/new', 'w')", "open('/etc/new', 'w')", "open('/etc/shadow').read()",
                        "os.listdir('/root')", "os.mkdir('/dev/shm/../new')", "open('/etc/passwd', 'w')"})));
  spec.walls.landlock = 0;
  CHECK(run(spec).output == "end\n");
}

TEST_CASE("its own folders can be written") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  const auto ran =
      run(rung,
          "echo 1 > here && mkdir -p a/b && mv here a/b/ && echo 2 > $HOME/x && echo 3 > $WORK/tmp/y && "
          "echo 4 > /dev/null && cat a/b/here $HOME/x");
  CHECK(ran.output == "1\n2\n");
  CHECK(ran.end.code == 0);
}

TEST_CASE("nothing outside the app's network can be reached") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  // A listener of the host, which must stay out of reach.
  const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof(at);
  REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&at), length) == 0);
  REQUIRE(::listen(listener.get(), 4) == 0);
  REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&at), &length) == 0);
  const auto port = std::to_string(ntohs(at.sin_port));
  const auto ran = run_python(
      rung,
      tries({"socket.create_connection(('127.0.0.1', " + port + "), 2)",
             "socket.create_connection(('192.0.2.1', 80), 2)",
             "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
             "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
             "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "socket.socket(40, socket.SOCK_STREAM)"}));
  CHECK(ran.output == "end\n");
}

TEST_CASE("powers over the kernel and other processes are refused") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  const auto ran = run_python(
      rung,
      tries({"must(libc.unshare(0x10000000))", "must(libc.unshare(0x20000))",
             "must(libc.mount(b'x', b'/tmp', b'tmpfs', 0, 0))", "must(libc.ptrace(16, os.getppid(), 0, 0))",
             "must(libc.chroot(b'.'))", "must(libc.setns(0, 0))", "must(libc.syscall(425, 1, 0))",
             "must(libc.syscall(321, 0, 0, 0))", "must(libc.syscall(101, 16, 1, 0, 0))",
             "open('/proc/%d/mem' % os.getppid(), 'rb').read(1)", "os.listdir('/proc/%d/fd' % os.getppid())",
             "open('/proc/%d/environ' % os.getppid()).read()",
             "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))", "os.setuid(0)",
             "open('/proc/sys/kernel/core_pattern', 'w').write('x')"}));
  CHECK(ran.output == "end\n");
}

TEST_CASE("the guardian cannot be stopped or killed") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  auto sandbox = SandboxProcess::start(
      spec_for(rung, "for s in KILL STOP TERM SEGV INT; do kill -$s $PPID; done; kill -9 -1; exit 0"));
  REQUIRE(sandbox);
  // kill -1 may take the app itself; the guardian must still answer.
  (*sandbox)->wait_for_end(Milliseconds(2'000));
  CHECK((*sandbox)->list().ok());
}

TEST_CASE("processes are limited in number") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  auto spec =
      spec_for(rung, "/usr/bin/python3 -c " + quoted("import os, time\nmade = 0\ntry:\n  while made < 200:\n"
                                                     "    if os.fork() == 0: time.sleep(60)\n    made += 1\n"
                                                     "except OSError: pass\nprint(made < 40)\n"));
  spec.limits.processes = 30;
  CHECK(run(spec).output == "True\n");
}

TEST_CASE("when memory runs out the app is taken, not the guardian") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  CHECK(run(rung, "cat /proc/self/oom_score_adj").output == "1000\n");
}

TEST_CASE("memory is limited, for one process and for all together") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  auto spec = spec_for(rung, "/usr/bin/python3 -c 'x = bytearray(400 << 20)' 2>&1 | tail -n 1");
  spec.limits.data_bytes = 200u << 20;
  CHECK(run(spec).output == "MemoryError\n");

  // Eight times 60 MB, held at the same time. The kernel may take one of them and leave the rest.
  auto together = spec_for(rung, "/usr/bin/python3 -c " + quoted("import os, time\n"
                                                                 "for i in range(8):\n"
                                                                 "  if os.fork() == 0:\n"
                                                                 "    keep = bytearray(b'x') * (60 << 20)\n"
                                                                 "    time.sleep(1)\n"
                                                                 "    os._exit(0)\n"
                                                                 "for i in range(8): os.wait()\n"));
  together.limits.memory_bytes = 150u << 20;
  const auto ran = run(together);
  CHECK(ran.end.out_of_memory);
}

TEST_CASE("the run folder is limited in bytes and in files") {
  const int rung = GENERATE(values(kRungsWithNamespaces));
  if (!rung_holds(rung)) return;
  for (const char* folder : {"$HOME", "/tmp", "/dev/shm", "."}) {
    auto spec = spec_for(rung, "dd if=/dev/zero of=" + std::string(folder) +
                                   "/big bs=1M count=20 2>&1 | grep -o 'No space left'");
    spec.limits.disk_bytes = 8u << 20;
    CHECK(run(spec).output == "No space left\n");
  }
  auto spec = spec_for(rung,
                       "i=0; while [ $i -lt 300 ]; do true > f$i || break; i=$((i+1)); done 2>/dev/null; [ "
                       "$i -lt 100 ] && echo limited");
  spec.limits.disk_files = 100;
  CHECK(run(spec).output == "limited\n");
}

TEST_CASE("nothing is left when it stops, not even what ran away from its parent") {
  const int rung = GENERATE(values(kRungs));
  if (!rung_holds(rung)) return;
  const std::string mark = "assay-mark-" + std::to_string(::getpid()) + "-" + std::to_string(rung);
  auto spec =
      spec_for(rung, "for i in 1 2 3 4 5; do setsid sh -c 'trap \"\" TERM HUP; (sleep 300; echo " + mark +
                         ") & sleep 300' & done; "
                         "echo started; sleep 300");
  auto sandbox = SandboxProcess::start(spec);
  REQUIRE(sandbox);
  while ((*sandbox)->log().empty() && !(*sandbox)->wait_for_end(Milliseconds(10))) {
  }
  CHECK(processes_with(mark) > 0);
  (*sandbox)->stop();
  CHECK(processes_with(mark) == 0);
  CHECK_FALSE(std::filesystem::exists(spec.run_folder));
  const std::string name = std::filesystem::path(spec.run_folder).filename();
  for (const auto& parent : {spec.walls.cgroups.memory_parent, spec.walls.cgroups.pids_parent}) {
    CHECK_FALSE((!parent.empty() && std::filesystem::exists(parent + "/" + name)));
  }
}

TEST_CASE("rung 4 is refused unless it is allowed, and says why") {
  SandboxPlan plan;
  plan.report.rung = 4;
  plan.walls.seccomp = true;
  plan.tried = {{ProblemKind::cannot, "", "no user namespaces", ""}};
  CHECK_FALSE(allowed(plan, false).ok());
  CHECK(allowed(plan, false).problem().cure.find("no user namespaces") != std::string::npos);
  CHECK(allowed(plan, true).ok());
  plan.walls.seccomp = false;
  CHECK_FALSE(allowed(plan, true).ok());
}

}  // namespace assay::testing
