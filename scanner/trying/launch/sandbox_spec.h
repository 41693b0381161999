// launch/sandbox_spec.h - everything the processes of one sandbox must know, as a
// plain value that travels to them as JSON. In: decided by running_app and
// prepare. It holds decisions, never makes them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "trying/launch/limits.h"

namespace assay {

// Where things stand inside. Without namespaces nothing can be mounted, and the
// run folder's and the host's own paths are used instead.
inline constexpr const char* kWorkInside = "/work";
inline constexpr const char* kDependenciesInside = "/deps";

// The folders in which a group of our own may be made; empty: not on this machine.
struct CgroupPlaces {
  bool unified = false;  // version 2: one folder, one set of files
  std::string memory_parent;
  std::string pids_parent;

  bool any() const { return !memory_parent.empty() || !pids_parent.empty(); }
};

// The walls to build: one rung of the ladder, spelled out.
struct Walls {
  int rung = 1;
  bool namespaces = true;
  bool user_namespace = true;    // false: plain namespaces made by root
  bool no_nested_userns = true;  // bubblewrap knows --disable-userns
  bool drops_uid = false;        // started as root: the app gets uid and gid below
  std::uint32_t uid = 65534;
  std::uint32_t gid = 65534;
  int landlock = 0;  // version of the interface; 0: none
  bool seccomp = true;
  std::string bubblewrap;  // path of the program
  CgroupPlaces cgroups;
};

struct SandboxBind {
  std::string host;
  std::string inside;  // absolute; may lie below kWorkInside
  bool writable = false;
};

struct SandboxFile {
  std::string path;  // relative to the run folder: "home/.npmrc"
  std::string bytes;
};

struct SandboxSpec {
  Walls walls;
  AppLimits limits;
  std::string run_folder;              // on the host; made and removed by the janitor
  std::string source;                  // host folder that is copied to "app"; empty: none
  std::string overlay;                 // host folder that is copied over it, whole: what a build made
  std::string working_folder = "app";  // relative to the run folder
  std::vector<SandboxBind> binds;
  std::vector<SandboxFile> files;
  std::vector<std::pair<std::string, std::string>> environment;
  std::string command;        // run by sh
  bool host_network = false;  // preparing alone
  std::uint16_t port = 0;     // without namespaces: the only port the app may bind and reach
  // Host folders that the janitor makes for the app to fill, and removes at the end if they are still there.
  std::vector<std::string> scratch;
  std::string export_to;  // inside path of a writable bind: gets what the command changed in "app"
};

// A run folder's path as the app sees it.
std::string path_inside(const SandboxSpec& spec, const std::string& relative);

// A name nobody can guess, in a folder that `uid` can traverse: "/tmp/assay-4711-1f0c...".
std::string new_run_folder(const Walls& walls);

std::string to_json(const SandboxSpec& spec);
Result<SandboxSpec> spec_from_json(const std::string& text);

}  // namespace assay
