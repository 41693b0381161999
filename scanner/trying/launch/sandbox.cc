#include "trying/launch/sandbox.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "common/base/text.h"
#include "trying/launch/cgroup.h"
#include "trying/launch/landlock.h"
#include "trying/launch/sandbox_process.h"
#include "trying/launch/seccomp.h"

namespace assay {
namespace {

constexpr std::uint32_t kNobody = 65534;
constexpr Milliseconds kTryDeadline{10'000};

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (const auto& folder : split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
    const std::string program = folder + "/" + name;
    if (folder.starts_with("/") && ::access(program.c_str(), X_OK) == 0) return program;
  }
  return "";
}

// In a child of its own: a filter cannot be taken off again.
bool works_in_child(bool (*step)()) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(step() ? 0 : 1);
  int status = 0;
  return pid > 0 && ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Walls machine_walls() {
  Walls walls;
  walls.drops_uid = ::geteuid() == 0;
  walls.uid = walls.drops_uid ? kNobody : ::getuid();
  walls.gid = walls.drops_uid ? kNobody : ::getgid();
  walls.landlock = landlock_version();
  walls.seccomp = works_in_child([] { return restrict_by_seccomp({}).ok(); });
  walls.bubblewrap = find_program("bwrap");
  walls.cgroups = usable_cgroups();
  return walls;
}

// The same machine, walled as a rung says.
Walls walls_of_rung(Walls walls, int rung) {
  walls.rung = rung;
  walls.namespaces = rung <= 2;
  walls.user_namespace = rung <= 1;
  if (rung == 4) walls.landlock = 0;
  return walls;
}

bool makes_sense(const Walls& walls) {
  if (walls.rung == 0) return walls.drops_uid && walls.cgroups.any();
  if (walls.rung == 2) return walls.drops_uid;
  if (walls.rung == 3) return walls.landlock > 0 && walls.seccomp;
  return true;
}

Status try_walls(const Walls& walls) {
  if (walls.namespaces && walls.bubblewrap.empty()) {
    return Problem{ProblemKind::cannot, "", "bubblewrap (bwrap) is not installed",
                   "install the package bubblewrap"};
  }
  SandboxSpec spec;
  spec.walls = walls;
  spec.run_folder = new_run_folder(walls);
  spec.command = "exit 0";
  auto sandbox = SandboxProcess::start(spec);
  if (!sandbox) return sandbox.problem();
  const auto end = (*sandbox)->wait_for_end(kTryDeadline);
  if (end && end->code == 0) return success();
  return Problem{ProblemKind::cannot, "",
                 "a command does not run there: " + (end ? describe(*end, spec.limits) : "time-out"), ""};
}

struct Wall {
  bool holds;
  const char* what;
};

std::vector<Wall> walls_in_words(const Walls& walls) {
  const bool cgroup_memory = !walls.cgroups.memory_parent.empty();
  const bool scopes = walls.landlock >= kLandlockScopes;
  return {
      {walls.namespaces, "files: only programs, libraries and the app's own folder are there"},
      {walls.namespaces, "network: loopback of its own, nothing else"},
      {walls.namespaces, "processes: sees its own alone"},
      {walls.namespaces, "disk: run folder limited in bytes and files"},
      {walls.landlock > 0, "Landlock: files"},
      {walls.namespaces || walls.landlock >= kLandlockNetwork, "TCP: no other port"},
      {walls.namespaces || scopes, "signals: its own processes alone"},
      {walls.seccomp, "seccomp: dangerous system calls refused"},
      {cgroup_memory, "memory: one limit for all processes, by the kernel"},
      {!walls.cgroups.pids_parent.empty(), "processes: one limit, by the kernel"},
      {true, "limits of each process: data, descriptors, CPU time, file size, no core files"},
      {walls.drops_uid || walls.user_namespace, "no privileges"},
  };
}

SandboxReport report_of(const Walls& walls) {
  SandboxReport report;
  report.rung = walls.rung;
  for (const auto& [holds, what] : walls_in_words(walls))
    (holds ? report.held : report.missing).emplace_back(what);
  if (walls.cgroups.memory_parent.empty())
    report.held.emplace_back("memory: all processes watched five times a second");
  return report;
}

// An older bubblewrap may know everything but --disable-userns.
Status try_with_variants(Walls& walls) {
  Status status = try_walls(walls);
  if (status || !walls.namespaces || !walls.user_namespace) return status;
  walls.no_nested_userns = false;
  return try_walls(walls);
}

}  // namespace

SandboxPlan probe_sandbox(const SandboxWish& wish) {
  const Walls machine = machine_walls();
  SandboxPlan plan;
  for (int rung = 0; rung <= 3; ++rung) {
    if (wish.rung && *wish.rung != rung) continue;
    Walls walls = walls_of_rung(machine, rung);
    if (!makes_sense(walls)) continue;
    if (wish.rung && rung > 0) walls.cgroups = {};  // as on a machine without them
    if (const auto status = try_with_variants(walls); !status) {
      plan.tried.push_back(status.problem());
      continue;
    }
    plan.walls = walls;
    plan.report = report_of(walls);
    return plan;
  }
  plan.walls = walls_of_rung(machine, 4);
  plan.report = report_of(plan.walls);
  return plan;
}

Status allowed(const SandboxPlan& plan, bool allow_weak_sandbox) {
  if (plan.report.rung < 4) return success();
  if (allow_weak_sandbox && plan.walls.seccomp) return success();
  Problem problem{ProblemKind::cannot, "", "this machine cannot wall in the app: it could read your files",
                  ""};
  problem.cure = "run assay where user namespaces or Landlock are allowed";
  for (const auto& tried : plan.tried) problem.cure += "\n  tried: " + tried.what;
  if (plan.walls.seccomp) problem.cure += "\nor accept that with --allow-weak-sandbox";
  return problem;
}

}  // namespace assay
