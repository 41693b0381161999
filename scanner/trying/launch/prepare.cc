#include "trying/launch/prepare.h"

#include <algorithm>

#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/text.h"
#include "trying/launch/ecosystem.h"
#include "trying/launch/source_copy.h"
#include "trying/launch/start_environment.h"

namespace assay {
namespace {

constexpr std::size_t kMaxHashedFileBytes = 64u << 20;
constexpr const char* kRecipe =
    "1";  // changes when a preparing command does, so that old entries are not taken
constexpr std::size_t kMaxSourceFiles = 100'000;
constexpr Milliseconds kBuildDeadline{600'000};

// The folder itself and those above it, up to the scanned root: "backend/api", "backend", "".
std::vector<std::filesystem::path> folders_upwards(const std::string& root) {
  std::vector<std::filesystem::path> folders;
  auto at = std::filesystem::path(root == "." ? "" : root).lexically_normal();
  for (; !at.empty() && at != "."; at = at.parent_path()) folders.push_back(at);
  folders.emplace_back("");
  return folders;
}

// Path and content of all that the copy takes along, in a fixed order.
std::string source_fingerprint(const std::filesystem::path& source) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  std::filesystem::recursive_directory_iterator it(source, failure);
  for (; !failure && it != std::filesystem::recursive_directory_iterator(); it.increment(failure)) {
    if (stays_behind(it->path().filename().string())) {
      it.disable_recursion_pending();
      continue;
    }
    if (it->is_regular_file(failure) && !it->is_symlink(failure)) files.push_back(it->path());
    if (files.size() > kMaxSourceFiles) break;
  }
  std::sort(files.begin(), files.end());
  std::string text;
  for (const auto& file : files) {
    const auto bytes = read_file(file, kMaxHashedFileBytes);
    text += std::filesystem::relative(file, source, failure).string() + "\n" +
            sha256_hex(bytes ? *bytes : "") + "\n";
  }
  return sha256_hex(text);
}

Status build(const Preparing& preparing, const std::string& dependencies, Prepared& prepared) {
  const std::string& command = preparing.app.plan.build;
  const std::string key = cache_key(
      preparing, "build " + dependencies + " " + command + " " + source_fingerprint(preparing.source), {});
  prepared.built = preparing.cache.entry(key).string();
  if (preparing.cache.holds(key)) return success();
  if (!preparing.options.install) {
    return Problem{ProblemKind::cannot, preparing.app.root, "this app is not built", "add --prepare"};
  }
  preparing.tell(command);
  InstallJob job;
  job.step = command;
  job.key = key;
  job.exports = true;
  job.deadline = kBuildDeadline;
  job.spec = preparing_spec(preparing.options, preparing.source, false);
  job.spec.binds = prepared.binds;
  job.spec.working_folder = preparing.app.root == "." ? "app" : "app/" + preparing.app.root;
  job.spec.command = command;
  constexpr int kAnyPort = 8000;
  const auto made_up = made_up_settings(preparing.app, kAnyPort);
  job.spec.environment =
      app_environment(prepared, job.spec, kAnyPort, made_up, preparing.options.build_environment, {});
  return run_install(std::move(job), preparing.cache);
}

bool is_python(const App& app) {
  return app.language == Language::python;
}

}  // namespace

std::filesystem::path nearest_manifest(const Preparing& preparing, const std::vector<std::string>& names) {
  for (const auto& folder : folders_upwards(preparing.app.root)) {
    for (const auto& name : names) {
      if (std::filesystem::is_regular_file(preparing.source / folder / name)) return folder / name;
    }
  }
  return {};
}

Problem not_installed(const Preparing& preparing, const std::filesystem::path& manifest) {
  const std::string& framework = preparing.app.framework;
  Problem problem{ProblemKind::cannot, manifest.string(), "", "add --prepare"};
  problem.what = (framework.empty() ? "what it depends on" : framework) + " is not installed for this app";
  const auto text = read_file(preparing.source / manifest, limits::kMaxManifestBytes);
  const auto lines = split(text ? *text : "", '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // A distribution's name at the start of the line, or of the quoted text in it: "next": "14.2.35" for
    // nextjs.
    const auto start = lines[i].find_first_not_of(" \t\"'");
    const auto end = lines[i].find_first_of("=<>~![;\"' ", start == std::string::npos ? 0 : start);
    if (start == std::string::npos) continue;
    const std::string name = to_lower(lines[i].substr(start, end == std::string::npos ? end : end - start));
    if (name.size() < 3 || framework.empty() || !framework.starts_with(name)) continue;
    problem.where += ":" + std::to_string(i + 1);
    break;
  }
  return problem;
}

std::string cache_key(const Preparing& preparing, const std::string& what,
                      const std::vector<std::filesystem::path>& files) {
  const bool mounts = preparing.options.sandbox.walls.namespaces;
  std::string text = std::string("recipe ") + kRecipe + (mounts ? " mounted\n" : " in place\n") + what + "\n";
  for (const auto& file : files) {
    const auto bytes = read_file(preparing.source / file, limits::kMaxManifestBytes);
    if (bytes) text += file.string() + "\n" + sha256_hex(*bytes) + "\n";
  }
  return sha256_hex(text);
}

Result<Prepared> prepare_app(const App& app, const std::filesystem::path& source,
                             const PrepareOptions& options) {
  Prepared prepared;
  prepared.sandbox = options.sandbox;
  std::error_code failure;
  prepared.source = std::filesystem::canonical(source, failure).string();
  if (failure)
    return Problem{ProblemKind::cannot, source.string(), "cannot be opened: " + failure.message(), ""};
  const auto& walls = options.sandbox.walls;
  const Preparing preparing{
      app, prepared.source, options,
      PreparedCache(options.cache.empty() ? default_cache(walls) : options.cache, walls)};
  const auto dependencies =
      is_python(app) ? prepare_python(preparing, prepared) : prepare_node(preparing, prepared);
  if (!dependencies) return dependencies.problem();
  if (app.plan.build.empty()) return prepared;
  if (auto status = build(preparing, *dependencies, prepared); !status) return status.problem();
  return prepared;
}

}  // namespace assay
