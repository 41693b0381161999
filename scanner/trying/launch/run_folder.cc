#include "trying/launch/run_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "trying/launch/message.h"

namespace assay {
namespace {

constexpr std::size_t kMaxFiles = 200'000;
constexpr std::size_t kMaxDepth = 64;

UniqueFd open_beneath(int root, const std::string& path, std::uint64_t flags) {
  struct open_how how {};
  how.flags = flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  return UniqueFd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof(how))));
}

Problem cannot_open(const std::string& path) {
  return {ProblemKind::cannot, path,
          std::string("cannot be opened in the run folder: ") + std::strerror(errno), ""};
}

std::vector<std::string> names_in(UniqueFd folder) {
  std::vector<std::string> names;
  std::unique_ptr<DIR, int (*)(DIR*)> listing(::fdopendir(folder.get()), &::closedir);
  if (!listing) return names;
  folder.release();
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
    if (names.size() >= kMaxFiles) break;
  }
  return names;
}

std::size_t depth_of(const std::string& path) {
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

bool copy_bytes(int from, int to) {
  while (true) {
    const std::string part = read_descriptor(from, 1u << 20);
    if (part.empty()) return true;
    if (::write(to, part.data(), part.size()) != static_cast<ssize_t>(part.size())) return false;
  }
}

}  // namespace

RunFolder::RunFolder(const std::string& path)
    : root_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)) {}

std::vector<RunFolder::Entry> RunFolder::entries() const {
  std::vector<Entry> found;
  struct stat root {};
  if (!root_ || ::fstat(root_.get(), &root) != 0) return found;
  std::vector<std::string> open = {"."};
  while (!open.empty() && found.size() < kMaxFiles) {
    const std::string folder = open.back();
    open.pop_back();
    UniqueFd fd = open_beneath(root_.get(), folder, O_RDONLY | O_DIRECTORY);
    if (!fd) continue;
    const UniqueFd held(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0));
    for (const auto& name : names_in(std::move(fd))) {
      struct stat info {};
      if (::fstatat(held.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
      const std::string path = folder == "." ? name : folder + "/" + name;
      if (S_ISDIR(info.st_mode) && info.st_dev == root.st_dev && depth_of(path) < kMaxDepth)
        open.push_back(path);
      if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) continue;
      const auto changed = std::int64_t{info.st_ctim.tv_sec} * 1'000'000'000 + info.st_ctim.tv_nsec;
      found.push_back({path,
                       {info.st_ino, static_cast<std::uint64_t>(info.st_size), changed},
                       S_ISLNK(info.st_mode),
                       (info.st_mode & S_IXUSR) != 0});
    }
  }
  std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return found;
}

void RunFolder::remember_sources() {
  for (const auto& entry : entries()) sources_[entry.path] = entry.stamp;
}

bool RunFolder::is_source(const Entry& entry) const {
  const auto known = sources_.find(entry.path);
  return known != sources_.end() && known->second == entry.stamp;
}

std::vector<std::pair<std::string, std::uint64_t>> RunFolder::changed_files() const {
  std::vector<std::pair<std::string, std::uint64_t>> files;
  for (const auto& entry : entries()) {
    if (!entry.link && !is_source(entry)) files.emplace_back(entry.path, entry.stamp.size);
  }
  return files;
}

Result<UniqueFd> RunFolder::open_file(const std::string& path) const {
  UniqueFd fd = open_beneath(root_.get(), path, O_RDONLY);
  if (!fd) return cannot_open(path);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Problem{ProblemKind::cannot, path, "is not a regular file", ""};
  }
  return fd;
}

Status RunFolder::export_changed(const std::string& folder, const std::string& target) const {
  for (const auto& entry : entries()) {
    if (!entry.path.starts_with(folder + "/") || is_source(entry)) continue;
    const std::string to = target + "/" + entry.path.substr(folder.size() + 1);
    std::error_code failure;
    std::filesystem::create_directories(std::filesystem::path(to).parent_path(), failure);
    if (entry.link) {
      std::string link(4096, '\0');
      const ssize_t length = ::readlinkat(root_.get(), entry.path.c_str(), link.data(), link.size() - 1);
      if (length > 0 && ::symlink(link.substr(0, static_cast<std::size_t>(length)).c_str(), to.c_str()) == 0)
        continue;
      return Problem{ProblemKind::cannot, to, std::string("cannot be made: ") + std::strerror(errno), ""};
    }
    const auto from = open_file(entry.path);
    if (!from) return from.problem();
    UniqueFd out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, entry.executable ? 0755 : 0644));
    if (!out || !copy_bytes(from->get(), out.get())) {
      return Problem{ProblemKind::cannot, to, std::string("cannot be written: ") + std::strerror(errno), ""};
    }
  }
  return success();
}

}  // namespace assay
