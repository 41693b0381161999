#include "trying/launch/sandbox_process.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "common/base/text.h"
#include "trying/launch/cgroup.h"
#include "trying/launch/message.h"
#include "trying/launch/spawn.h"

namespace assay {
namespace {

constexpr Milliseconds kStartDeadline{60'000};  // copying the sources of a large repository included
constexpr std::size_t kMaxListBytes = 64u << 20;
constexpr std::size_t kMaxLogBytes = 32u << 20;
constexpr const char* kLogPath = "app.log";

Problem sandbox_problem(const std::string& what) {
  return {ProblemKind::cannot, "", "the sandbox failed: " + what, ""};
}

bool readable_within(int fd, Milliseconds time) {
  const auto deadline = Deadline::in(time);
  while (true) {
    pollfd wait{fd, POLLIN, 0};
    const auto left = std::min<std::int64_t>(deadline.left().count(), 1'000'000);
    const int ready = ::poll(&wait, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

struct SandboxProcess::Reply {
  nlohmann::json body;
  UniqueFd fd;
};

std::string describe(const AppEnd& end, const AppLimits& limits) {
  if (end.out_of_memory)
    return "killed: more memory than " + std::to_string(limits.memory_bytes >> 20) + " MiB";
  if (end.signal)
    return "killed by signal " + std::to_string(*end.signal) + " (" + ::strsignal(*end.signal) + ")";
  if (end.code) return "exit code " + std::to_string(*end.code);
  return "the sandbox ended";
}

Result<std::unique_ptr<SandboxProcess>> SandboxProcess::start(SandboxSpec spec) {
  std::unique_ptr<SandboxProcess> sandbox(new SandboxProcess());
  sandbox->spec_ = std::move(spec);
  auto spawned = spawn_janitor(sandbox->spec_);
  if (!spawned) return spawned.problem();
  sandbox->janitor_ = spawned->janitor;
  sandbox->life_ = std::move(spawned->life);
  sandbox->control_ = std::move(spawned->control);
  sandbox->events_ = std::move(spawned->events);
  sandbox->complaints_ = std::move(spawned->complaints);
  if (auto status = sandbox->wait_for_start(); !status) return status.problem();
  return sandbox;
}

SandboxProcess::~SandboxProcess() {
  stop();
}

Status SandboxProcess::wait_for_start() {
  if (!readable_within(events_.get(), kStartDeadline)) return sandbox_problem("it did not start in time");
  const auto message = receive_message(events_.get());
  if (message && message->body.value("event", "") == "started") return success();
  if (message) return sandbox_problem(message->body.value("what", ""));
  ::lseek(complaints_.get(), 0, SEEK_SET);
  const std::string said = read_descriptor(complaints_.get(), 4096);
  return sandbox_problem(said.empty() ? "it ended at once" : std::string(trim(said)));
}

AppEnd SandboxProcess::end_from(const std::string& event_json) {
  AppEnd end;
  const auto event = nlohmann::json::parse(event_json, nullptr, false);
  if (!event.is_object()) {
    end.sandbox_gone = true;
    return end;
  }
  if (event.contains("code")) end.code = event.value("code", 0);
  if (event.contains("signal")) end.signal = event.value("signal", 0);
  end.others_left = event.value("others", false);
  end.export_problem = event.value("export", "");
  const std::string name = std::filesystem::path(spec_.run_folder).filename();
  end.out_of_memory = event.value("memory", false) || memory_kills(spec_.walls.cgroups, name) > 0;
  return end;
}

std::optional<AppEnd> SandboxProcess::wait_for_end(Milliseconds time) {
  const std::lock_guard lock(listening_);
  if (end_ || !events_) return end_;
  if (!readable_within(events_.get(), time)) return std::nullopt;
  const auto message = receive_message(events_.get());
  end_ = end_from(message ? message->body.dump() : "");
  return end_;
}

Result<SandboxProcess::Reply> SandboxProcess::ask(const std::string& request_json) {
  const std::lock_guard lock(asking_);
  if (!control_) return sandbox_problem("it was stopped");
  if (!send_message(control_.get(), nlohmann::json::parse(request_json)))
    return sandbox_problem("it is gone");
  auto reply = receive_message(control_.get());
  if (!reply) {
    // A late answer would be taken for the next question's.
    control_.reset();
    return sandbox_problem("it does not answer");
  }
  if (reply->body.contains("error")) {
    return Problem{ProblemKind::cannot, "", reply->body.value("error", ""), ""};
  }
  return Reply{std::move(reply->body), std::move(reply->fd)};
}

Result<std::string> SandboxProcess::ask_for_bytes(const std::string& request_json, std::size_t max_bytes) {
  auto reply = ask(request_json);
  if (!reply) return reply.problem();
  if (!reply->fd) return sandbox_problem("it sent no file");
  ::lseek(reply->fd.get(), 0, SEEK_SET);
  return read_descriptor(reply->fd.get(), max_bytes);
}

Result<UniqueFd> SandboxProcess::open_socket(AddressFamily family, const std::string& source_address) {
  const nlohmann::json request = {
      {"ask", "socket"}, {"family", family == AddressFamily::ipv6 ? 6 : 4}, {"source", source_address}};
  auto reply = ask(request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!reply) return reply.problem();
  if (!reply->fd) return sandbox_problem("it sent no socket");
  return std::move(reply->fd);
}

Result<std::vector<AppFile>> SandboxProcess::list() {
  const auto text = ask_for_bytes(R"({"ask": "list"})", kMaxListBytes);
  if (!text) return text.problem();
  std::vector<AppFile> files;
  for (const auto& line : split(*text, '\0')) {
    const auto space = line.find(' ');
    if (space != std::string::npos)
      files.push_back({line.substr(space + 1), std::strtoull(line.c_str(), nullptr, 10)});
  }
  const std::string output = log();
  if (!output.empty()) files.push_back({kLogPath, output.size()});
  std::sort(files.begin(), files.end(), [](const AppFile& a, const AppFile& b) { return a.path < b.path; });
  return files;
}

Result<std::string> SandboxProcess::read(const std::string& path, std::size_t max_bytes) {
  if (path == kLogPath) return log().substr(0, max_bytes);
  const nlohmann::json request = {{"ask", "open"}, {"path", base64url(path)}};
  auto bytes = ask_for_bytes(request.dump(), max_bytes);
  if (bytes) return bytes;
  Problem problem = bytes.problem();
  problem.where = path;
  return problem;
}

std::string SandboxProcess::log() {
  const auto text = ask_for_bytes(R"({"ask": "log"})", kMaxLogBytes);
  return text ? *text : "";
}

std::vector<int> SandboxProcess::listening_ports() {
  const auto reply = ask(R"({"ask": "ports"})");
  std::vector<int> ports;
  if (!reply || !reply->body.contains("ports") || !reply->body["ports"].is_array()) return ports;
  for (const auto& port : reply->body["ports"]) {
    if (port.is_number_integer()) ports.push_back(port.get<int>());
  }
  return ports;
}

bool SandboxProcess::kill_all() {
  const auto reply = ask(R"({"ask": "kill"})");
  return reply && reply->body.value("ok", false);
}

void SandboxProcess::stop() {
  {
    const std::lock_guard lock(asking_);
    control_.reset();
  }
  life_.reset();
  if (janitor_ <= 0) return;
  while (::waitpid(janitor_, nullptr, 0) < 0 && errno == EINTR) {
  }
  janitor_ = -1;
}

}  // namespace assay
