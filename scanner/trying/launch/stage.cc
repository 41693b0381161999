#include "trying/launch/stage.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "common/base/unique_fd.h"
#include "trying/launch/cgroup.h"
#include "trying/launch/confine.h"
#include "trying/launch/guardian.h"
#include "trying/launch/message.h"
#include "trying/launch/source_copy.h"

namespace assay {
namespace {

Problem failed(const std::string& where) {
  return {ProblemKind::cannot, where, std::strerror(errno), ""};
}

Status write_text(const std::string& file, const std::string& text, const Owner& owner, mode_t mode) {
  UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return failed(file);
  if (owner.change && ::fchown(fd.get(), owner.uid, owner.gid) != 0) return failed(file);
  return success();
}

Status make_folder(const std::string& path, const Owner& owner) {
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return failed(path);
  if (owner.change && ::chown(path.c_str(), owner.uid, owner.gid) != 0) return failed(path);
  return success();
}

class Stage {
 public:
  explicit Stage(const SandboxSpec& spec) : spec_(spec) {
    owner_ = {spec.walls.drops_uid, spec.walls.uid, spec.walls.gid};
  }

  Status lay_out() {
    if (!spec_.walls.namespaces) return fill(spec_.run_folder);
    if (auto status = enter_mount_namespace(); !status) return status;
    if (auto status = mount_stage(); !status) return status;
    return fill(spec_.run_folder + "/work");
  }

 private:
  // A root's mounts are his alone to make; everybody else gets them in a user namespace that maps only
  // himself.
  Status enter_mount_namespace() {
    const auto uid = std::to_string(::getuid());
    const auto gid = std::to_string(::getgid());
    if (::geteuid() == 0) {
      if (::unshare(CLONE_NEWNS) != 0) return failed("a mount namespace");
    } else {
      if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return failed("a user namespace");
      for (const auto& [file, text] :
           {std::pair<std::string, std::string>{"/proc/self/uid_map", uid + " " + uid + " 1"},
            {"/proc/self/setgroups", "deny"},
            {"/proc/self/gid_map", gid + " " + gid + " 1"}}) {
        if (auto status = write_text(file, text, {}, 0); !status) return status;
      }
    }
    if (::mount(nullptr, "/", nullptr, MS_SLAVE | MS_REC, nullptr) != 0) return failed("private mounts");
    return success();
  }

  // The folder on disk stays empty: all of this is seen by our namespace alone and goes with it.
  Status mount_stage() {
    const std::string& folder = spec_.run_folder;
    constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV;
    if (::mount("assay", folder.c_str(), "tmpfs", kFlags, "size=4m,nr_inodes=4096,mode=0755") != 0) {
      return failed("a file system in memory");
    }
    const std::string work = folder + "/work";
    const std::string options = "mode=0755,size=" + std::to_string(spec_.limits.disk_bytes) +
                                ",nr_inodes=" + std::to_string(spec_.limits.disk_files);
    if (::mkdir(work.c_str(), 0755) != 0) return failed(work);
    if (::mount("assay", work.c_str(), "tmpfs", kFlags, options.c_str()) != 0)
      return failed("the run folder");
    if (auto status = write_names(); !status) return status;
    return mount_binds();
  }

  // While root we can reach folders that the sandbox's uid cannot (a home of mode 0700): their mounts it can
  // use.
  Status mount_binds() {
    for (std::size_t i = 0; i < spec_.binds.size(); ++i) {
      const std::string& host = spec_.binds[i].host;
      const std::string place = spec_.run_folder + "/bind" + std::to_string(i);
      struct stat info {};
      if (::stat(host.c_str(), &info) != 0) return failed(host);
      if (S_ISDIR(info.st_mode) ? ::mkdir(place.c_str(), 0755) != 0 : !write_text(place, "", {}, 0644).ok()) {
        return failed(place);
      }
      if (::mount(host.c_str(), place.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0) return failed(host);
    }
    return success();
  }

  // Who lives here: nobody but the app. "localhost" must be the address that assay asks.
  Status write_names() {
    const auto id = std::to_string(spec_.walls.uid);
    const auto group = std::to_string(spec_.walls.gid);
    const std::string home = std::string(kWorkInside) + "/home";
    for (const auto& [name, text] :
         {std::pair<std::string, std::string>{
              "passwd", "root:x:0:0::/:/bin/false\napp:x:" + id + ":" + group + "::" + home + ":/bin/sh\n"},
          {"group", "root:x:0:\napp:x:" + group + ":\n"},
          {"hosts", "127.0.0.1 localhost assay\n"}}) {
      if (auto status = write_text(spec_.run_folder + "/" + name, text, {}, 0644); !status) return status;
    }
    return success();
  }

  Status fill(const std::string& root) {
    for (const char* name : {"app", "home", "tmp", "shm"}) {
      if (auto status = make_folder(root + "/" + name, owner_); !status) return status;
    }
    if (auto status = copy(spec_.source, root + "/app", false); !status) return status;
    if (auto status = copy(spec_.overlay, root + "/app", true); !status) return status;
    for (const auto& file : spec_.files) {
      if (auto status = add_file(root, file); !status) return status;
    }
    return spec_.walls.namespaces ? success() : link_binds(root);
  }

  Status copy(const std::string& from, const std::string& to, bool everything) {
    if (from.empty()) return success();
    CopyLimits limits;
    limits.everything = everything;
    limits.bytes = spec_.limits.disk_bytes / 2;
    limits.files = spec_.limits.disk_files / 2;
    return copy_sources(from, to, owner_, limits);
  }

  Status add_file(const std::string& root, const SandboxFile& file) {
    std::filesystem::path at;
    for (const auto& part : std::filesystem::path(file.path).parent_path()) {
      at /= part;
      if (auto status = make_folder((root / at).string(), owner_); !status) return status;
    }
    const std::string target = root + "/" + file.path;
    ::unlink(target.c_str());
    return write_text(target, file.bytes, owner_, 0600);
  }

  // Without mounts, dependencies that belong below the sources are reached by a link.
  Status link_binds(const std::string& root) {
    const std::string inside = std::string(kWorkInside) + "/";
    for (const auto& bind : spec_.binds) {
      if (!bind.inside.starts_with(inside)) continue;
      const std::string at = root + "/" + bind.inside.substr(inside.size());
      if (::symlink(bind.host.c_str(), at.c_str()) != 0) return failed(at);
    }
    return success();
  }

  const SandboxSpec& spec_;
  Owner owner_;
};

void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
}

// Their environment is not the user's: nothing of it may reach the app.
void become_program(const std::vector<std::string>& command) {
  std::vector<std::string> texts = command;
  std::vector<char*> arguments;
  for (auto& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  char path[] = "PATH=/usr/bin:/bin";
  char* environment[] = {path, nullptr};
  ::execve(arguments[0], arguments.data(), environment);
}

[[noreturn]] void give_up(const std::string& what) {
  send_message(inherited::kEvents, {{"event", "failed"}, {"what", what}});
  ::_exit(1);
}

}  // namespace

void run_stage(const SandboxSpec& spec, const std::vector<std::string>& groups, pid_t janitor) {
  die_with(janitor);
  if (!join_cgroups(groups)) give_up(std::string("the control groups: ") + std::strerror(errno));
  if (auto status = Stage(spec).lay_out(); !status) {
    give_up(status.problem().where + ": " + status.problem().what);
  }
  // Before bubblewrap makes the user namespace: limits on processes hold only for a uid that is not root
  // outside.
  if (spec.walls.namespaces && spec.walls.user_namespace && spec.walls.drops_uid) {
    if (!become(spec.walls.uid, spec.walls.gid)) give_up("root cannot be given up");
    die_with(janitor);  // the change of uid cleared it
  }
  if (spec.walls.namespaces) {
    become_program(bubblewrap_command(spec));
    give_up(spec.walls.bubblewrap + ": " + std::strerror(errno));
  }
  become_program({"/proc/self/fd/" + std::to_string(inherited::kProgram), kGuardianArgument, "guardian",
                  spec.run_folder});
  give_up(std::string("the guardian does not start: ") + std::strerror(errno));
}

}  // namespace assay
