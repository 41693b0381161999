#include "trying/launch/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "common/base/unique_fd.h"
#include "trying/launch/message.h"

namespace assay {
namespace {

std::string proc_text(pid_t pid, const char* name) {
  UniqueFd fd(::open(("/proc/" + std::to_string(pid) + "/" + name).c_str(), O_RDONLY | O_CLOEXEC));
  return fd ? read_descriptor(fd.get(), 4096) : "";
}

// Field 4 of stat; the name in field 2 may hold anything, so count from its closing bracket.
pid_t parent_of(pid_t pid) {
  const std::string stat = proc_text(pid, "stat");
  const auto end = stat.rfind(')');
  if (end == std::string::npos || end + 4 >= stat.size()) return 0;
  return static_cast<pid_t>(std::strtol(stat.c_str() + end + 4, nullptr, 10));
}

std::multimap<pid_t, pid_t> children_by_parent() {
  std::multimap<pid_t, pid_t> children;
  std::unique_ptr<DIR, int (*)(DIR*)> proc(::opendir("/proc"), &::closedir);
  while (const dirent* entry = proc ? ::readdir(proc.get()) : nullptr) {
    char* end = nullptr;
    const auto pid = static_cast<pid_t>(std::strtol(entry->d_name, &end, 10));
    if (pid > 0 && *end == '\0') children.emplace(parent_of(pid), pid);
  }
  return children;
}

}  // namespace

std::vector<pid_t> descendants_of(pid_t ancestor) {
  const auto children = children_by_parent();
  std::vector<pid_t> found;
  std::vector<pid_t> open = {ancestor};
  while (!open.empty()) {
    const pid_t next = open.back();
    open.pop_back();
    const auto [first, last] = children.equal_range(next);
    for (auto it = first; it != last; ++it) {
      found.push_back(it->second);
      open.push_back(it->second);
    }
  }
  return found;
}

bool kill_descendants(Milliseconds span) {
  const auto deadline = Deadline::in(span);
  while (true) {
    const auto left = descendants_of(::getpid());
    for (const pid_t pid : left) ::kill(pid, SIGSTOP);
    for (const pid_t pid : left) ::kill(pid, SIGKILL);
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    if (::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD) return true;
    if (deadline.passed()) return false;
    std::this_thread::sleep_for(Milliseconds(2));  // death takes the kernel a moment
  }
}

std::uint64_t resident_bytes(const std::vector<pid_t>& processes) {
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::uint64_t sum = 0;
  for (const pid_t pid : processes) {
    const std::string text = proc_text(pid, "statm");  // size, resident, ...
    const auto space = text.find(' ');
    if (space != std::string::npos) sum += std::strtoull(text.c_str() + space, nullptr, 10) * page;
  }
  return sum;
}

}  // namespace assay
