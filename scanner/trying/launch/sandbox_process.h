// launch/sandbox_process.h - one sandbox, seen from assay: start it, hear of its
// end, get sockets and files out of it, stop it. In: a SandboxSpec. Closing it, or
// dying, ends all that runs inside and removes all that was made for it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/base/budget.h"
#include "common/base/result.h"
#include "common/base/unique_fd.h"
#include "trying/launch/app_files.h"
#include "trying/launch/sandbox_spec.h"
#include "trying/launch/socket_source.h"

namespace assay {

// How the command inside ended.
struct AppEnd {
  std::optional<int> code;    // of an ordinary exit
  std::optional<int> signal;  // that ended it
  bool out_of_memory = false;
  bool others_left = false;   // it left processes running: a daemon
  bool sandbox_gone = false;  // nothing is known: the whole sandbox ended
  std::string export_problem;
};

// "exit code 3", "killed by signal 9 (Killed)", "killed: more memory than 2048 MiB"
std::string describe(const AppEnd& end, const AppLimits& limits);

class SandboxProcess : public SocketSource, public AppFiles {
 public:
  // Returns when the command runs confined. The janitor needs no living thread: any thread may start it.
  static Result<std::unique_ptr<SandboxProcess>> start(SandboxSpec spec);
  ~SandboxProcess() override;
  SandboxProcess(const SandboxProcess&) = delete;
  SandboxProcess& operator=(const SandboxProcess&) = delete;

  const SandboxSpec& spec() const { return spec_; }

  // Waits until the command has ended or the time is over. Once ended, the answer stays.
  std::optional<AppEnd> wait_for_end(Milliseconds time);

  Result<UniqueFd> open_socket(AddressFamily family, const std::string& source_address) override;
  Result<std::vector<AppFile>> list() override;
  Result<std::string> read(const std::string& path, std::size_t max_bytes) override;

  std::string log();  // the command's output so far; first and last part of a long one
  std::vector<int> listening_ports();

  // Ends every process inside but the guardian; false where some would not go.
  bool kill_all();

  // Returns when everything is gone. The log can be read no more.
  void stop();

 private:
  SandboxProcess() = default;

  struct Reply;
  Result<Reply> ask(const std::string& request_json);
  Result<std::string> ask_for_bytes(const std::string& request_json, std::size_t max_bytes);
  Status wait_for_start();
  AppEnd end_from(const std::string& event_json);

  SandboxSpec spec_;
  pid_t janitor_ = -1;
  UniqueFd life_;
  UniqueFd control_;
  UniqueFd events_;
  UniqueFd complaints_;  // what bubblewrap or a crash of our own wrote to standard error
  std::mutex asking_;
  std::mutex listening_;
  std::optional<AppEnd> end_;
};

}  // namespace assay
