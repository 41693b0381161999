#include "trying/launch/running_app.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

#include "common/base/unique_fd.h"
#include "trying/launch/ready.h"
#include "trying/launch/start_environment.h"
#include "trying/launch/start_failure.h"

namespace assay {
namespace {

constexpr int kPortInside = 8000;  // in a network of its own any port is free
constexpr std::size_t kTailLines = 20;

Problem stopped() {
  return {ProblemKind::cannot, "", "the app is not running", ""};
}

// On the host's network a port may be taken between our look and the app's start; that start then says so.
int free_port() {
  const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(at);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&at), size) != 0) return kPortInside;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&at), &size) != 0) return kPortInside;
  return ntohs(at.sin_port);
}

std::string with_port(std::string command, int port) {
  const std::string mark = "{port}";
  for (auto at = command.find(mark); at != std::string::npos; at = command.find(mark)) {
    command.replace(at, mark.size(), std::to_string(port));
  }
  return command;
}

std::string how_it_failed(const Readiness& readiness, const StartOptions& options) {
  if (readiness.end) return describe(*readiness.end, options.limits);
  const auto seconds = std::to_string(options.ready_deadline.count() / 1000);
  if (readiness.status != 0)
    return "it still answers " + std::to_string(readiness.status) + " after " + seconds + " s";
  return "it " + std::string(readiness.listened ? "listens but does not answer" : "does not listen") +
         " after " + seconds + " s";
}

}  // namespace

RunningApp::RunningApp(Prepared prepared, App app, StartOptions options)
    : prepared_(std::move(prepared)), app_(std::move(app)), options_(std::move(options)) {
  const bool own_network = prepared_.sandbox.walls.namespaces;
  port_ = options_.port != 0 ? options_.port : own_network ? kPortInside : free_port();
  made_up_ = made_up_settings(app_, port_);
}

StartResult RunningApp::start(const Prepared& prepared, const App& app, const StartOptions& options) {
  std::unique_ptr<RunningApp> running(new RunningApp(prepared, app, options));
  auto failure = running->launch();
  if (failure) return {nullptr, std::move(failure)};
  return {std::move(running), std::nullopt};
}

std::optional<StartFailure> RunningApp::restart(const StartOptions& options) {
  sandbox_.reset();
  options_ = options;
  return launch();
}

SandboxSpec RunningApp::make_spec() const {
  SandboxSpec spec;
  spec.walls = prepared_.sandbox.walls;
  spec.limits = options_.limits;
  spec.run_folder = new_run_folder(spec.walls);
  spec.source = prepared_.source;
  spec.overlay = prepared_.built;
  spec.working_folder = app_.root.empty() || app_.root == "." ? "app" : "app/" + app_.root;
  spec.binds = prepared_.binds;
  spec.port = static_cast<std::uint16_t>(port_);
  spec.command = with_port(app_.plan.start, port_);
  spec.environment = app_environment(prepared_, spec, port_, made_up_, options_.environment, options_.unset);
  return spec;
}

StartFailure RunningApp::failure_of(const Problem& problem) const {
  return {problem, std::nullopt, false, 0, {}};
}

std::optional<StartFailure> RunningApp::launch() {
  if (app_.plan.start.empty()) {
    return failure_of(
        {ProblemKind::cannot, app_.root, "nothing says how to start this app", "add --start COMMAND"});
  }
  const SandboxSpec spec = make_spec();
  command_ = spec.command;
  auto sandbox = SandboxProcess::start(spec);
  if (!sandbox) return failure_of(sandbox.problem());
  const bool may_move = spec.walls.namespaces && options_.port == 0;
  const auto readiness =
      wait_until_ready(**sandbox, port_, app_.plan.ready_path, may_move, options_.ready_deadline);
  if (readiness.ready) {
    port_ = readiness.port;
    sandbox_ = std::move(*sandbox);
    return std::nullopt;
  }
  LastWords words;
  words.log = (*sandbox)->log();
  words.how = how_it_failed(readiness, options_);
  words.command = command_;
  words.installed = !prepared_.binds.empty();
  for (const auto& setting : app_.settings) words.variables.push_back(setting.name);
  if (!readiness.end && !readiness.listened && spec.walls.namespaces)
    words.ports = (*sandbox)->listening_ports();
  return StartFailure{explain_start_failure(words), readiness.end, readiness.listened, readiness.status,
                      last_lines(words.log, kTailLines)};
}

bool RunningApp::alive() {
  if (!sandbox_) return false;
  const auto end = sandbox_->wait_for_end(Milliseconds(0));
  return !end || end->others_left;
}

std::string RunningApp::end_reason() {
  if (!sandbox_) return "stopped";
  const auto end = sandbox_->wait_for_end(Milliseconds(0));
  return end && !end->others_left ? describe(*end, options_.limits) : "";
}

std::string RunningApp::log() {
  return sandbox_ ? sandbox_->log() : "";
}

std::vector<std::string> RunningApp::log_tail(std::size_t lines) {
  return last_lines(log(), lines);
}

Result<UniqueFd> RunningApp::open_socket(AddressFamily family, const std::string& source_address) {
  if (!sandbox_) return stopped();
  return sandbox_->open_socket(family, source_address);
}

Result<std::vector<AppFile>> RunningApp::list() {
  if (!sandbox_) return stopped();
  return sandbox_->list();
}

Result<std::string> RunningApp::read(const std::string& path, std::size_t max_bytes) {
  if (!sandbox_) return stopped();
  return sandbox_->read(path, max_bytes);
}

void RunningApp::stop() {
  sandbox_.reset();
}

}  // namespace assay
