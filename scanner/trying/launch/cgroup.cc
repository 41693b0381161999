#include "trying/launch/cgroup.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <thread>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/base/unique_fd.h"
#include "trying/launch/message.h"
#include "trying/launch/secrets.h"

namespace assay {
namespace {

struct CgroupMount {
  std::string at;
  std::string type;
  std::vector<std::string> options;
};

std::vector<CgroupMount> cgroup_mounts(const std::string& mounts) {
  std::vector<CgroupMount> found;
  for (const auto& line : split(mounts, '\n')) {
    const auto words = split(line, ' ');
    if (words.size() < 4 || !words[2].starts_with("cgroup")) continue;
    found.push_back({words[1], words[2], split(words[3], ',')});
  }
  return found;
}

// The path of our own group in the hierarchy of a controller ("" for version 2).
std::string membership(const std::string& memberships, const std::string& controller) {
  for (const auto& line : split(memberships, '\n')) {
    const auto colon = line.find(':');
    const auto second = line.find(':', colon == std::string::npos ? colon : colon + 1);
    if (second == std::string::npos) continue;
    const auto names = split(line.substr(colon + 1, second - colon - 1), ',');
    if (std::find(names.begin(), names.end(), controller) != names.end()) return line.substr(second + 1);
  }
  return "";
}

std::string folder_beside(const std::string& mount, const std::string& own) {
  const auto parent = std::filesystem::path(own).parent_path().string();
  return parent.empty() || parent == "/" ? mount : mount + parent;
}

bool write_value(const std::string& file, const std::string& value) {
  UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  return fd && ::write(fd.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size());
}

// Control files report a size of zero, so read_file of base/ would do, but they are also endless to seek:
// plain reads.
std::string read_value(const std::string& file) {
  UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  return fd ? read_descriptor(fd.get(), 1u << 20) : "";
}

std::string text_of(const char* proc_file) {
  return read_value(proc_file);
}

bool set_memory(const CgroupPlaces& places, const std::string& folder, const AppLimits& limits) {
  const auto bytes = std::to_string(limits.memory_bytes);
  if (!places.unified) {
    if (!write_value(folder + "/memory.limit_in_bytes", bytes)) return false;
    write_value(folder + "/memory.memsw.limit_in_bytes", bytes);  // where swap is accounted
    return true;
  }
  write_value(folder + "/memory.swap.max", "0");
  write_value(folder + "/memory.oom.group", "0");
  return write_value(folder + "/memory.max", bytes);
}

bool set_pids(const std::string& folder, const AppLimits& limits) {
  // The guardian is in the group as well.
  return write_value(folder + "/pids.max", std::to_string(limits.processes + 8));
}

void kill_members(const std::string& folder) {
  if (write_value(folder + "/cgroup.kill", "1")) return;
  for (const auto& line : split(read_value(folder + "/cgroup.procs"), '\n')) {
    const auto pid = static_cast<pid_t>(std::strtol(line.c_str(), nullptr, 10));
    if (pid > 1 && pid != ::getpid()) ::kill(pid, SIGKILL);
  }
}

}  // namespace

CgroupPlaces cgroup_places_in(const std::string& mounts, const std::string& memberships) {
  CgroupPlaces places;
  std::string unified_mount;
  for (const auto& mount : cgroup_mounts(mounts)) {
    const auto has = [&](const char* option) {
      return std::find(mount.options.begin(), mount.options.end(), option) != mount.options.end();
    };
    if (mount.type == "cgroup2") unified_mount = mount.at;
    if (mount.type == "cgroup" && has("memory")) {
      places.memory_parent = folder_beside(mount.at, membership(memberships, "memory"));
    }
    if (mount.type == "cgroup" && has("pids")) {
      places.pids_parent = folder_beside(mount.at, membership(memberships, "pids"));
    }
  }
  if (places.any() || unified_mount.empty()) return places;
  places.unified = true;
  places.memory_parent = places.pids_parent = folder_beside(unified_mount, membership(memberships, ""));
  return places;
}

CgroupPlaces usable_cgroups() {
  CgroupPlaces places = cgroup_places_in(text_of("/proc/self/mounts"), text_of("/proc/self/cgroup"));
  const std::string name = "assay-try-" + random_hex(6);
  const AppLimits limits;
  const auto works = [&](const std::string& parent, auto&& set) {
    const std::string folder = parent + "/" + name;
    if (parent.empty() || ::mkdir(folder.c_str(), 0755) != 0) return false;
    const bool set_ok = set(folder);
    ::rmdir(folder.c_str());
    return set_ok;
  };
  if (!works(places.memory_parent, [&](const auto& folder) { return set_memory(places, folder, limits); })) {
    places.memory_parent.clear();
  }
  if (!works(places.pids_parent, [&](const auto& folder) { return set_pids(folder, limits); })) {
    places.pids_parent.clear();
  }
  return places;
}

std::vector<std::string> cgroup_folders(const CgroupPlaces& places, const std::string& name) {
  std::vector<std::string> folders;
  if (!places.memory_parent.empty()) folders.push_back(places.memory_parent + "/" + name);
  if (!places.pids_parent.empty() && places.pids_parent != places.memory_parent) {
    folders.push_back(places.pids_parent + "/" + name);
  }
  return folders;
}

Status make_cgroups(const CgroupPlaces& places, const std::string& name, const AppLimits& limits) {
  for (const auto& folder : cgroup_folders(places, name)) {
    if (::mkdir(folder.c_str(), 0755) != 0) {
      return Problem{ProblemKind::cannot, folder, std::string("cannot be made: ") + std::strerror(errno), ""};
    }
  }
  const bool memory =
      places.memory_parent.empty() || set_memory(places, places.memory_parent + "/" + name, limits);
  const bool pids = places.pids_parent.empty() || set_pids(places.pids_parent + "/" + name, limits);
  if (memory && pids) return success();
  return Problem{ProblemKind::cannot, places.memory_parent, "refuses the limits of the sandbox", ""};
}

bool join_cgroups(const std::vector<std::string>& folders) {
  return std::all_of(folders.begin(), folders.end(),
                     [](const auto& folder) { return write_value(folder + "/cgroup.procs", "0"); });
}

bool remove_cgroups(const std::vector<std::string>& folders, Milliseconds span) {
  const auto deadline = Deadline::in(span);
  bool all = true;
  for (const auto& folder : folders) {
    while (::rmdir(folder.c_str()) != 0 && errno == EBUSY) {
      if (deadline.passed()) {
        all = false;
        break;
      }
      kill_members(folder);
      std::this_thread::sleep_for(Milliseconds(5));  // the kernel lets a dead process go in its own time
    }
  }
  return all;
}

std::uint64_t memory_kills(const CgroupPlaces& places, const std::string& name) {
  if (places.memory_parent.empty()) return 0;
  const std::string folder = places.memory_parent + "/" + name;
  const std::string text = read_value(folder + (places.unified ? "/memory.events" : "/memory.oom_control"));
  for (const auto& line : split(text, '\n')) {
    if (line.starts_with("oom_kill ")) return std::strtoull(line.c_str() + 9, nullptr, 10);
  }
  return 0;
}

}  // namespace assay
