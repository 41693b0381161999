#include "trying/launch/install.h"

#include <algorithm>

#include "common/base/file.h"
#include "common/base/text.h"
#include "trying/launch/sandbox_process.h"
#include "trying/launch/start_environment.h"
#include "trying/launch/start_failure.h"
#include "trying/launch/user_clients.h"

namespace assay {
namespace {

constexpr std::size_t kShownLines = 12;
constexpr std::size_t kMaxScriptBytes = 1u << 20;
constexpr const char* kOutMark = "{out}";

std::string replaced(std::string text, const std::string& mark, const std::string& value) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

void add_output(InstallJob& job, const std::string& draft) {
  job.spec.scratch.push_back(draft);
  job.spec.binds.push_back({draft, kDependenciesInside, true});
  const std::string inside = job.spec.walls.namespaces ? kDependenciesInside : draft;
  job.spec.command = replaced(job.spec.command, kOutMark, inside);
  for (auto& [name, value] : job.spec.environment) value = replaced(value, kOutMark, inside);
  if (job.exports) job.spec.export_to = inside;
}

// Without mounts a script's first line names the folder it was installed in, and that is about to be renamed.
Status move_script_heads(const std::filesystem::path& draft, const std::filesystem::path& final_place) {
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(draft / "venv/bin", failure)) {
    if (!entry.is_regular_file() || entry.is_symlink()) continue;
    const auto text = read_file(entry.path(), kMaxScriptBytes);
    if (!text || !text->starts_with("#!" + draft.string())) continue;
    const auto mode = entry.status().permissions();
    if (auto status = write_file(entry.path(), replaced(*text, draft.string(), final_place.string()));
        !status)
      return status;
    std::filesystem::permissions(entry.path(), mode, failure);
  }
  return success();
}

bool speaks_of_network(const std::string& line) {
  for (const char* sign :
       {"name resolution", "ENOTFOUND", "ECONNREFUSED", "EAI_AGAIN", "ETIMEDOUT", "Connection refused",
        "Network is unreachable", "Max retries exceeded", "Could not find a version"}) {
    if (line.find(sign) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

SandboxSpec preparing_spec(const PrepareOptions& options, const std::filesystem::path& source,
                           bool host_network) {
  SandboxSpec spec;
  spec.walls = options.sandbox.walls;
  spec.run_folder = new_run_folder(spec.walls);
  spec.source = source.string();
  spec.host_network = host_network;
  spec.limits.memory_bytes = 4096ull << 20;
  spec.limits.data_bytes = 4096ull << 20;
  spec.limits.file_bytes = 4096ull << 20;
  spec.limits.disk_bytes = 1024ull << 20;
  spec.limits.processes = 1024;
  spec.limits.cpu_seconds = 3600;
  if (!host_network) return spec;
  auto clients = client_setup(spec);
  spec.environment = std::move(clients.environment);
  spec.files = std::move(clients.files);
  spec.binds = std::move(clients.binds);
  return spec;
}

Status run_install(InstallJob job, const PreparedCache& cache) {
  const auto draft = cache.begin(job.key);
  if (!draft) return draft.problem();
  add_output(job, draft->string());
  auto sandbox = SandboxProcess::start(job.spec);
  if (!sandbox) return sandbox.problem();
  const auto end = (*sandbox)->wait_for_end(job.deadline);
  if (!end || end->code != 0) {
    const std::string how = end ? describe(*end, job.spec.limits) : "it takes too long";
    return explain_install_failure(job.step, (*sandbox)->log(), how);
  }
  if (!end->export_problem.empty()) return Problem{ProblemKind::cannot, "", end->export_problem, ""};
  // What it left running could still swap a file for a link while we take the folder over.
  if (!(*sandbox)->kill_all())
    return Problem{ProblemKind::cannot, "", job.step + " left processes that do not end", ""};
  if (!job.spec.walls.namespaces) {
    if (auto status = move_script_heads(*draft, cache.entry(job.key)); !status) return status;
  }
  return cache.finish(*draft, job.key);
}

Problem explain_install_failure(const std::string& step, const std::string& log, const std::string& how) {
  const auto lines = last_lines(log, kShownLines);
  std::string cure;
  if (std::any_of(lines.begin(), lines.end(), speaks_of_network)) {
    cure = "see that the package client reaches its registry and has that version";
  }
  for (const auto& line : lines) cure += (cure.empty() ? "" : "\n") + line;
  return {ProblemKind::cannot, "", step + " failed: " + how, cure};
}

}  // namespace assay
