#include "run_program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "common/base/unique_fd.h"

namespace assay::test {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

UniqueFd open_for_writing(const std::filesystem::path& path) {
  return UniqueFd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

[[noreturn]] void run_child(int program, int out, int err, char* const* argv, const RunOptions& options) {
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (options.before_exec) options.before_exec();
  ::fexecve(program, argv, environ);
  ::_exit(127);
}

}  // namespace

ProgramRun run_assay_binary(const std::vector<std::string>& arguments, const RunOptions& options) {
  const char* binary = std::getenv("ASSAY");
  if (!binary) throw std::runtime_error("$ASSAY does not name the binary under test");
  const TempFolder streams;
  const auto out_path =
      options.stdout_to.empty() ? streams.path() / "out" : std::filesystem::path(options.stdout_to);
  const UniqueFd program(::open(binary, O_RDONLY | O_CLOEXEC));
  const UniqueFd out = open_for_writing(out_path), err = open_for_writing(streams.path() / "err");
  std::vector<std::string> words{"assay"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) run_child(program.get(), out.get(), err.get(), argv.data(), options);
  int status = 0;
  struct rusage usage {};
  ::wait4(child, &status, 0, &usage);

  ProgramRun run;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  run.peak_kib = usage.ru_maxrss;
  if (options.stdout_to.empty()) run.out = slurp(out_path);
  run.err = slurp(streams.path() / "err");
  return run;
}

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "assay-cli-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TempFolder::write(const std::string& name, const std::string& bytes) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << bytes;
}

}  // namespace assay::test
