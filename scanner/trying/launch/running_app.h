// launch/running_app.h - an app that runs in its sandbox and answers. In: what was
// prepared, and how to start it. Out: where to reach it, its files, its output.
// It is gone, with all it made, when this object is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/budget.h"
#include "common/vocabulary/app.h"
#include "trying/launch/app_files.h"
#include "trying/launch/prepare.h"
#include "trying/launch/sandbox_process.h"
#include "trying/launch/socket_source.h"

namespace assay {

struct StartOptions {
  Environment environment;         // the user's; wins over what is made up
  std::vector<std::string> unset;  // variables the app shall not get
  int port = 0;                    // 0: chosen
  AppLimits limits;
  Milliseconds ready_deadline{30'000};
};

struct StartFailure {
  Problem problem;
  std::optional<AppEnd> end;  // it ended by itself; else it never answered
  bool listened = false;      // it took a connection, though it gave no good answer
  int last_status = 0;        // 503: "not yet", to the end; 0: no answer at all
  std::vector<std::string> log_tail;
};

class RunningApp;

struct StartResult {
  std::unique_ptr<RunningApp> app;  // null: failure says why
  std::optional<StartFailure> failure;
};

class RunningApp : public SocketSource, public AppFiles {
 public:
  // Several may run at once: each has a network of its own (or, without namespaces, a port).
  static StartResult start(const Prepared& prepared, const App& app, const StartOptions& options);

  // Everything as at first: new files, new processes, the same secrets and the same place to reach it.
  // `options` may differ in the environment. False: it did not come up, and there is no app any more.
  std::optional<StartFailure> restart(const StartOptions& options);
  std::optional<StartFailure> restart() { return restart(options_); }

  int port() const { return port_; }
  std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  const std::string& command() const { return command_; }
  // Variables and values that assay made up, secrets among them.
  const Environment& made_up() const { return made_up_; }
  const StartOptions& options() const { return options_; }

  bool alive();
  std::string end_reason();  // empty while it lives
  std::string log();
  std::vector<std::string> log_tail(std::size_t lines = 20);

  Result<UniqueFd> open_socket(AddressFamily family, const std::string& source_address) override;
  Result<std::vector<AppFile>> list() override;
  Result<std::string> read(const std::string& path, std::size_t max_bytes) override;

  void stop();

 private:
  RunningApp(Prepared prepared, App app, StartOptions options);

  SandboxSpec make_spec() const;
  std::optional<StartFailure> launch();
  StartFailure failure_of(const Problem& problem) const;

  Prepared prepared_;
  App app_;
  StartOptions options_;
  Environment made_up_;
  int port_ = 0;
  std::string command_;
  std::unique_ptr<SandboxProcess> sandbox_;
};

}  // namespace assay
