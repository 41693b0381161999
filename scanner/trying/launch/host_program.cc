#include "trying/launch/host_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "common/base/text.h"
#include "common/base/unique_fd.h"

namespace assay {
namespace {

constexpr std::size_t kMaxAnswerBytes = 64u << 10;

Problem failed(const std::vector<std::string>& command, const std::string& why) {
  return {ProblemKind::cannot, "", command.front() + " " + why, ""};
}

// Up to the deadline or the end of the stream; false: time was up.
bool read_until(int fd, Deadline deadline, std::string& answer) {
  while (answer.size() < kMaxAnswerBytes) {
    pollfd wait{fd, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(deadline.left().count())) <= 0) return false;
    char part[4096];
    const ssize_t got = ::read(fd, part, sizeof(part));
    if (got <= 0) return true;
    answer.append(part, static_cast<std::size_t>(got));
  }
  return true;
}

pid_t spawn_with_output(const std::vector<std::string>& command, int output) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addchdir_np(&actions, "/");  // nothing of the repository is picked up
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? pid : -1;
}

}  // namespace

Result<std::string> ask_program(const std::vector<std::string>& command, Milliseconds span) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed(command, "cannot be asked");
  const UniqueFd read(ends[0]);
  UniqueFd write(ends[1]);
  const pid_t pid = spawn_with_output(command, write.get());
  write.reset();
  if (pid < 0) return failed(command, "does not run");
  std::string answer;
  const bool in_time = read_until(read.get(), Deadline::in(span), answer);
  if (!in_time) ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!in_time) return failed(command, "takes too long to answer");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failed(command, "fails");
  return answer;
}

std::vector<std::string> programs_named(const std::string& name) {
  const char* path = std::getenv("PATH");
  auto folders = split(path != nullptr ? path : "", ':');
  folders.insert(folders.end(), {"/usr/local/bin", "/usr/bin", "/bin"});
  std::vector<std::string> found;
  for (const auto& folder : folders) {
    const std::string program = folder + "/" + name;
    const bool known = std::find(found.begin(), found.end(), program) != found.end();
    if (folder.starts_with("/") && !known && ::access(program.c_str(), X_OK) == 0) found.push_back(program);
  }
  return found;
}

bool everyone_may_run(const std::string& program) {
  std::error_code failure;
  const auto real = std::filesystem::canonical(program, failure);
  struct stat info {};
  constexpr mode_t kReadAndRun = S_IROTH | S_IXOTH;
  if (failure || ::stat(real.c_str(), &info) != 0 || (info.st_mode & kReadAndRun) != kReadAndRun)
    return false;
  for (auto folder = real.parent_path(); folder != folder.root_path(); folder = folder.parent_path()) {
    if (::stat(folder.c_str(), &info) != 0 || (info.st_mode & S_IXOTH) == 0) return false;
  }
  return true;
}

}  // namespace assay
