#include <unistd.h>

#include <filesystem>

#include "trying/launch/guardian.h"
#include "trying/launch/stage.h"
#include "trying/launch/system_paths.h"

namespace assay {
namespace {

class Command {
 public:
  explicit Command(const SandboxSpec& spec) : spec_(spec) {}

  std::vector<std::string> build() {
    add({spec_.walls.bubblewrap});
    namespaces();
    system();
    // bubblewrap's own root and /dev are file systems in memory without a limit: what the app writes there
    // would be counted nowhere, so both become read-only and the run folder takes their place.
    own_folders();
    binds();
    add({"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"});
    add({"/proc/self/fd/" + std::to_string(inherited::kProgram), kGuardianArgument, "guardian",
         spec_.run_folder});
    return std::move(words_);
  }

 private:
  void add(std::initializer_list<std::string> words) { words_.insert(words_.end(), words); }

  void namespaces() {
    const Walls& walls = spec_.walls;
    if (walls.user_namespace) add({"--unshare-user"});
    if (walls.user_namespace && walls.no_nested_userns) add({"--disable-userns"});
    add({"--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "assay"});
    if (!spec_.host_network) add({"--unshare-net"});
    add({"--die-with-parent", "--new-session", "--as-pid-1", "--clearenv", "--cap-drop", "ALL"});
    // What root needs to become another uid inside; that change takes the rest away.
    if (!walls.user_namespace) add({"--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"});
  }

  void system() {
    for (const auto& folder : system_folders()) {
      if (std::filesystem::is_symlink(folder)) {
        add({"--symlink", std::filesystem::read_symlink(folder).string(), folder});
      } else {
        add({"--ro-bind", folder, folder});
      }
    }
    folder_for("/etc/any");
    for (const auto& path : system_settings(spec_.host_network)) add({"--ro-bind-try", path, path});
    for (const char* name : {"passwd", "group", "hosts"}) {
      add({"--ro-bind", spec_.run_folder + "/" + name, std::string("/etc/") + name});
    }
    if (spec_.host_network) add({"--ro-bind-try", "/etc/hosts", "/etc/hosts"});
    add({"--proc", "/proc", "--dev", "/dev"});
  }

  void own_folders() {
    const std::string work = spec_.run_folder + "/work";
    add({"--bind", work, kWorkInside, "--bind", work + "/tmp", "/tmp", "--bind", work + "/shm", "/dev/shm"});
  }

  void binds() {
    for (std::size_t i = 0; i < spec_.binds.size(); ++i) {
      const auto& bind = spec_.binds[i];
      folder_for(bind.inside);
      add({bind.writable ? "--bind" : "--ro-bind", spec_.run_folder + "/bind" + std::to_string(i),
           bind.inside});
    }
  }

  // The folders above a mount, open to all: made by bubblewrap as root they would be closed to the app.
  void folder_for(const std::filesystem::path& mount) {
    std::filesystem::path at;
    for (const auto& part : mount.parent_path()) {
      at /= part;
      if (at != "/") add({"--perms", "0755", "--dir", at.string()});
    }
  }

  const SandboxSpec& spec_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> bubblewrap_command(const SandboxSpec& spec) {
  return Command(spec).build();
}

}  // namespace assay
