#include <unistd.h>

#include "trying/launch/ecosystem.h"
#include "trying/launch/start_environment.h"

namespace assay {
namespace {

// Two places must agree on a package's version, so all of them are in the key.
const std::vector<std::string> kManifestFiles = {"package.json", "package-lock.json", "npm-shrinkwrap.json",
                                                 ".npmrc"};

bool is_locked(const Preparing& preparing, const std::filesystem::path& folder) {
  return std::filesystem::exists(preparing.source / folder / "package-lock.json") ||
         std::filesystem::exists(preparing.source / folder / "npm-shrinkwrap.json");
}

// The manifests alone are taken to where the result shall lie. Scripts of packages are not run: they are a
// stranger's code with the network at hand.
std::string install_command(const Preparing& preparing, const std::filesystem::path& folder) {
  std::string command = "set -e\nmkdir -p {out}/.tmp\n";
  for (const auto& name : kManifestFiles) command += "[ ! -f " + name + " ] || cp " + name + " {out}/\n";
  command += "cd {out}\nnpm " + std::string(is_locked(preparing, folder) ? "ci" : "install") +
             " --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error\n";
  return command + "mkdir -p node_modules\nrm -rf .tmp .npm-cache\n";
}

Status install(const Preparing& preparing, const Runtime& node, const std::filesystem::path& folder,
               const std::string& key) {
  const std::string step = is_locked(preparing, folder) ? "npm ci" : "npm install";
  preparing.tell(step);
  InstallJob job;
  job.step = step;
  job.key = key;
  job.spec = preparing_spec(preparing.options, preparing.source, true);
  job.spec.working_folder = folder.empty() ? "app" : "app/" + folder.string();
  job.spec.command = install_command(preparing, folder);
  std::vector<std::string> programs;
  for (const auto& bind : node.binds()) {
    job.spec.binds.push_back(bind);
    programs = {node.prefix + "/bin"};
  }
  auto environment = base_environment(job.spec, programs);
  set_variable(environment, "TMPDIR", "{out}/.tmp");
  set_variable(environment, "npm_config_cache", "{out}/.npm-cache");
  set_variable(environment, "npm_config_update_notifier", "false");
  // Packages that are compiled look for node's headers here before they download them.
  if (std::filesystem::exists(node.prefix + "/include/node/node.h")) {
    set_variable(environment, "npm_config_nodedir", node.prefix);
  }
  job.spec.environment.insert(job.spec.environment.begin(), environment.begin(), environment.end());
  return run_install(std::move(job), preparing.cache);
}

void use_modules(const std::filesystem::path& folder, const std::string& host, Prepared& prepared) {
  const auto inside = std::filesystem::path(kWorkInside) / "app" / folder / "node_modules";
  prepared.binds.push_back({host, inside.string(), false});
  const bool mounts = prepared.sandbox.walls.namespaces;
  prepared.program_folders.insert(prepared.program_folders.begin(),
                                  (mounts ? inside.string() : host) + "/.bin");
}

}  // namespace

Result<std::string> prepare_node(const Preparing& preparing, Prepared& prepared) {
  const auto node = find_node(preparing.options.sandbox.walls);
  if (!node) return node.problem();
  prepared.runtime = "Node.js " + node->version;
  prepared.environment = {{"npm_config_update_notifier", "false"}};
  prepared.binds = node->binds();
  if (!node->binds().empty()) prepared.program_folders = {node->prefix + "/bin"};
  const auto manifest = nearest_manifest(preparing, {"package.json"});
  if (manifest.empty()) return std::string("nothing");
  const auto folder = manifest.parent_path();
  std::vector<std::filesystem::path> hashed;
  for (const auto& name : kManifestFiles) hashed.push_back(folder / name);
  const std::string key =
      cache_key(preparing, "node " + node->program + " " + node->version + " " + manifest.string(), hashed);
  const auto own = preparing.source / folder / "node_modules";
  if (!preparing.cache.holds(key)) {
    if (!preparing.options.install && std::filesystem::is_directory(own)) {
      use_modules(folder, own.string(), prepared);
      return key;
    }
    if (!preparing.options.install) return not_installed(preparing, manifest);
    if (auto status = install(preparing, *node, folder, key); !status) return status.problem();
  }
  use_modules(folder, (preparing.cache.entry(key) / "node_modules").string(), prepared);
  return key;
}

}  // namespace assay
