#include <unistd.h>

#include <algorithm>

#include "common/base/file.h"
#include "common/base/text.h"
#include "trying/launch/ecosystem.h"
#include "trying/launch/host_program.h"
#include "trying/launch/start_environment.h"

namespace assay {
namespace {

const std::vector<std::string> kManifests = {"requirements.txt",      "requirements/production.txt",
                                             "requirements/prod.txt", "requirements/base.txt",
                                             "pyproject.toml",        "setup.py"};

// pyproject.toml's list where it has one; else the project itself is installed, by whatever builds it.
const char* const kListDependencies =
    "try:\n  import tomllib\n"
    "except ImportError:\n  from pip._vendor import tomli as tomllib\n"
    "project = tomllib.load(open('pyproject.toml', 'rb')).get('project', {})\n"
    "print('\\n'.join(project.get('dependencies', [])))\n";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string install_command(const Runtime& python, const std::string& manifest) {
  const std::string venv_python = "{out}/venv/bin/python";
  const std::string pip =
      venv_python + " -m pip install --no-input --no-warn-script-location --prefer-binary ";
  std::string command = "set -e\nmkdir -p {out}/.tmp\n" + quoted(python.program) + " -m venv {out}/venv\n";
  if (manifest == "pyproject.toml") {
    command +=
        venv_python + " -c " + quoted(kListDependencies) + " > {out}/.tmp/listed.txt\n" +
        "if [ -s {out}/.tmp/listed.txt ] && [ -n \"$(tr -d '[:space:]' < {out}/.tmp/listed.txt)\" ]; then " +
        pip + "-r {out}/.tmp/listed.txt; else " + pip + ".; fi\n";
  } else if (manifest == "setup.py") {
    command += pip + ".\n";
  } else if (!manifest.empty()) {
    command += pip + "-r " + quoted(manifest) + "\n";
  }
  return command + "rm -rf {out}/.tmp\n";
}

// A requirements file may name others beside it.
std::vector<std::filesystem::path> hashed_files(const Preparing& preparing,
                                                const std::filesystem::path& manifest) {
  std::vector<std::filesystem::path> files = {manifest};
  std::error_code failure;
  for (const auto& folder : {manifest.parent_path(), manifest.parent_path() / "requirements"}) {
    for (const auto& entry : std::filesystem::directory_iterator(preparing.source / folder, failure)) {
      const auto name = entry.path().filename();
      if (entry.is_regular_file(failure) && name.extension() == ".txt") files.push_back(folder / name);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void use_environment(Prepared& prepared, const std::string& folder) {
  prepared.program_folders.push_back(folder + "/bin");
  prepared.environment.emplace_back("VIRTUAL_ENV", folder);
}

// One that the user made himself serves as well, where the sandbox can run it.
bool use_project_environment(const Preparing& preparing, Prepared& prepared) {
  const auto& walls = preparing.options.sandbox.walls;
  for (const char* name : {".venv", "venv", "env"}) {
    const auto marker = nearest_manifest(preparing, {std::string(name) + "/pyvenv.cfg"});
    if (marker.empty()) continue;
    const auto folder = (preparing.source / marker).parent_path();
    const std::string python = folder / "bin/python";
    if (::access(python.c_str(), X_OK) != 0 || (walls.drops_uid && !everyone_may_run(python))) continue;
    prepared.binds.push_back({folder, folder, false});
    use_environment(prepared, folder);
    return true;
  }
  return false;
}

Status install(const Preparing& preparing, const Runtime& python, const std::filesystem::path& manifest,
               const std::string& key) {
  preparing.tell(manifest.empty() ? "python -m venv" : "pip install of " + manifest.string());
  InstallJob job;
  job.step = manifest.empty() ? "python -m venv" : "pip install";
  job.key = key;
  job.spec = preparing_spec(preparing.options, preparing.source, true);
  job.spec.working_folder = (std::filesystem::path("app") / manifest.parent_path()).string();
  if (job.spec.working_folder.ends_with('/')) job.spec.working_folder.pop_back();
  job.spec.command = install_command(python, manifest.filename().string());
  for (const auto& bind : python.binds()) job.spec.binds.push_back(bind);
  auto environment = base_environment(job.spec, {});
  set_variable(environment, "TMPDIR", "{out}/.tmp");
  set_variable(environment, "PIP_NO_CACHE_DIR", "1");
  set_variable(environment, "PIP_DISABLE_PIP_VERSION_CHECK", "1");
  job.spec.environment.insert(job.spec.environment.begin(), environment.begin(), environment.end());
  return run_install(std::move(job), preparing.cache);
}

}  // namespace

Result<std::string> prepare_python(const Preparing& preparing, Prepared& prepared) {
  const auto& walls = preparing.options.sandbox.walls;
  const auto python = find_python(walls);
  if (!python) return python.problem();
  prepared.runtime = "Python " + python->version;
  prepared.binds = python->binds();
  if (!python->binds().empty()) prepared.program_folders = {python->prefix + "/bin"};
  const auto manifest = nearest_manifest(preparing, kManifests);
  const std::string key =
      cache_key(preparing, "python " + python->program + " " + python->version + " " + manifest.string(),
                manifest.empty() ? std::vector<std::filesystem::path>{} : hashed_files(preparing, manifest));
  if (!preparing.cache.holds(key)) {
    if (!preparing.options.install && use_project_environment(preparing, prepared)) return key;
    if (!preparing.options.install && manifest.empty())
      return key;  // nothing is declared, so nothing may be needed
    if (!preparing.options.install) return not_installed(preparing, manifest);
    if (auto status = install(preparing, *python, manifest, key); !status) return status.problem();
  }
  const std::string host = preparing.cache.entry(key);
  prepared.binds.push_back({host, kDependenciesInside, false});
  use_environment(prepared, (walls.namespaces ? kDependenciesInside : host) + "/venv");
  return key;
}

}  // namespace assay
