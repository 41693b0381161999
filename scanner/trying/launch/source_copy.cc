#include "trying/launch/source_copy.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "common/base/unique_fd.h"

namespace assay {
namespace {

// Version control and secrets must not come along; the rest is made anew by preparing, or is another run's
// leftover.
constexpr std::array kStaysBehind = {".git",         ".hg",         ".svn",        ".env",         ".envrc",
                                     "node_modules", "__pycache__", ".venv",       ".next",        ".tox",
                                     ".nox",         ".mypy_cache", ".ruff_cache", ".pytest_cache"};

class SourceCopy {
 public:
  SourceCopy(const Owner& owner, const CopyLimits& limits) : owner_(owner), limits_(limits) {}

  // Recursion is bounded by limits_.depth.
  Status folder(int from, int to, const std::filesystem::path& path, std::size_t depth) {
    if (depth > limits_.depth) return success();
    const bool all = limits_.everything;
    if (!all && ::faccessat(from, "pyvenv.cfg", F_OK, AT_SYMLINK_NOFOLLOW) == 0) return success();
    for (const auto& name : names_in(from)) {
      if (!all && stays_behind(name)) continue;
      if (auto status = entry(from, to, path / name, name, depth); !status) return status;
    }
    return success();
  }

 private:
  Status entry(int from, int to, const std::filesystem::path& path, const std::string& name,
               std::size_t depth) {
    struct stat info {};
    if (::fstatat(from, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return success();  // gone meanwhile
    if (limits_.everything && !S_ISDIR(info.st_mode)) ::unlinkat(to, name.c_str(), 0);
    if (S_ISREG(info.st_mode)) return file(from, to, path, name);
    if (S_ISLNK(info.st_mode)) return link(from, to, path, name);
    if (!S_ISDIR(info.st_mode)) return success();
    if (::mkdirat(to, name.c_str(), 0755) != 0 && errno != EEXIST) return failed(path);
    const UniqueFd inner_from(::openat(from, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    const UniqueFd inner_to(::openat(to, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!inner_from || !inner_to || !own(inner_to.get())) return failed(path);
    return folder(inner_from.get(), inner_to.get(), path, depth + 1);
  }

  Status file(int from, int to, const std::filesystem::path& path, const std::string& name) {
    const UniqueFd in(
        ::openat(from, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat info {};
    if (!in || ::fstat(in.get(), &info) != 0 || !S_ISREG(info.st_mode)) return failed(path);
    bytes_ += static_cast<std::uint64_t>(info.st_size);
    if (++files_ > limits_.files || bytes_ > limits_.bytes) return too_large();
    const mode_t mode = (info.st_mode & S_IXUSR) != 0 ? 0755 : 0644;
    const UniqueFd out(
        ::openat(to, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!out || !own(out.get()) || ::fchmod(out.get(), mode) != 0) return failed(path);
    for (off_t left = info.st_size; left > 0;) {
      const ssize_t sent = ::sendfile(out.get(), in.get(), nullptr, static_cast<std::size_t>(left));
      if (sent < 0) return failed(path);
      if (sent == 0) break;  // shorter than it was
      left -= sent;
    }
    return success();
  }

  // A link out of the folder would point to the host's files, so it is left out.
  Status link(int from, int to, const std::filesystem::path& path, const std::string& name) {
    std::array<char, 4096> text{};
    const ssize_t length = ::readlinkat(from, name.c_str(), text.data(), text.size() - 1);
    if (length <= 0) return success();
    const std::filesystem::path target(std::string(text.data(), static_cast<std::size_t>(length)));
    const auto resolved = (path.parent_path() / target).lexically_normal();
    if (target.is_absolute() || resolved.empty() || *resolved.begin() == "..") return success();
    if (::symlinkat(target.c_str(), to, name.c_str()) != 0) return failed(path);
    if (owner_.change) (void)!::fchownat(to, name.c_str(), owner_.uid, owner_.gid, AT_SYMLINK_NOFOLLOW);
    return success();
  }

  static std::vector<std::string> names_in(int folder) {
    std::vector<std::string> names;
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::unique_ptr<DIR, int (*)(DIR*)> listing(copy < 0 ? nullptr : ::fdopendir(copy), &::closedir);
    while (const dirent* entry = listing ? ::readdir(listing.get()) : nullptr) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(name);
    }
    return names;
  }

  bool own(int fd) const { return !owner_.change || ::fchown(fd, owner_.uid, owner_.gid) == 0; }

  static Problem failed(const std::filesystem::path& path) {
    return {ProblemKind::cannot, path.string(),
            std::string("cannot be copied to the run folder: ") + std::strerror(errno), ""};
  }

  Problem too_large() const {
    return {ProblemKind::cannot, "",
            "the sources are too large to be copied to the run folder (limits: " +
                std::to_string(limits_.bytes >> 20) + " MiB, " + std::to_string(limits_.files) + " files)",
            "point assay at the app's own folder"};
  }

  const Owner& owner_;
  const CopyLimits& limits_;
  std::uint64_t bytes_ = 0;
  std::size_t files_ = 0;
};

}  // namespace

bool stays_behind(std::string_view name) {
  if (name.starts_with(".env.")) return true;
  return std::find(kStaysBehind.begin(), kStaysBehind.end(), name) != kStaysBehind.end();
}

Status copy_sources(const std::string& from, const std::string& to, const Owner& owner,
                    const CopyLimits& limits) {
  const UniqueFd source(::open(from.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const UniqueFd target(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!source || !target) {
    return Problem{ProblemKind::cannot, from, std::string("cannot be opened: ") + std::strerror(errno), ""};
  }
  return SourceCopy(owner, limits).folder(source.get(), target.get(), "", 0);
}

}  // namespace assay
