#include "reading/supply/footprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/base/paths.h"

namespace assay {
namespace {

Ecosystem ecosystem_of(const App& app) {
  return app.language == Language::python ? Ecosystem::pypi : Ecosystem::npm;
}

bool governs(const std::string& folder, const std::string& root) {
  return folder == "." || folder == root || root.starts_with(folder + "/");
}

std::size_t depth(const std::string& folder) {
  return folder == "." ? 0 : folder.size();
}

// The manifests an app stands on: those of the nearest folder that has any, at its root or above; files of a
// requirements/ folder count as their parent's.
std::vector<const Manifest*> manifests_of(const App& app, const std::vector<Manifest>& manifests) {
  std::vector<const Manifest*> nearest;
  std::string best;
  for (const Manifest& manifest : manifests) {
    if (manifest.ecosystem != ecosystem_of(app)) continue;
    std::string folder = root_from(folder_of(manifest.file));
    if (folder == "requirements")
      folder = ".";
    else if (folder.ends_with("/requirements"))
      folder = root_from(folder_of(folder));
    if (!governs(folder, app.root)) continue;
    if (!nearest.empty() && depth(folder) < depth(best)) continue;
    if (!nearest.empty() && depth(folder) > depth(best)) nearest.clear();
    best = folder;
    nearest.push_back(&manifest);
  }
  // A pyproject.toml that declares nothing (tool settings alone) says nothing beside a requirements file.
  if (nearest.size() > 1)
    std::erase_if(nearest, [](const Manifest* manifest) { return manifest->direct.empty(); });
  return nearest;
}

// The one that declares what runs: pyproject.toml or package.json first, then the plain requirements.txt.
const Manifest* main_manifest(const std::vector<const Manifest*>& manifests) {
  const auto rank = [](const Manifest* manifest) {
    const std::string name = name_of(manifest->file);
    const bool runtime = std::any_of(manifest->direct.begin(), manifest->direct.end(),
                                     [](const Dependency& d) { return d.group == DependencyGroup::runtime; });
    return std::make_tuple(!runtime, name != "pyproject.toml" && name != "package.json",
                           name != "requirements.txt", manifest->file);
  };
  return *std::min_element(manifests.begin(), manifests.end(),
                           [&](const Manifest* a, const Manifest* b) { return rank(a) < rank(b); });
}

void add_jobs(const Manifest& manifest, const RuleBook& rules, Choice& choice) {
  std::map<std::string, std::set<std::string>> by_job;
  for (const Dependency& dependency : manifest.direct) {
    if (dependency.group != DependencyGroup::runtime) continue;
    for (const LibraryRule& library : rules.libraries) {
      const std::size_t colon = library.distribution.find(':');
      if (library.distribution.substr(0, colon) != to_string(manifest.ecosystem)) continue;
      const std::string name = canonical_name(manifest.ecosystem, library.distribution.substr(colon + 1));
      if (name != dependency.canonical) continue;
      for (const std::string& job : library.jobs) by_job[job].insert(dependency.name);
    }
  }
  std::vector<std::string> jobs;
  for (const auto& [job, names] : by_job) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    jobs.push_back(fmt::format("{}: {}", job, list));
  }
  choice.parameters["jobs"] = {jobs, manifest.file};
}

void add_section_evidence(const Manifest& manifest, DependencyGroup group, const char* part, Choice& choice) {
  for (const auto& [which, at] : manifest.sections)
    if (which == group) choice.evidence.push_back({at, part});
}

}  // namespace

Decision dependency_footprint(const App& app, const std::vector<Manifest>& manifests, const RuleBook& rules) {
  Decision decision;
  decision.id = "dependency-footprint";
  decision.app = app.root;
  for (const DecisionRule& rule : rules.decisions)
    if (rule.id == decision.id) {
      decision.title = rule.title;
      decision.references = rule.references;
    }
  const std::vector<const Manifest*> found = manifests_of(app, manifests);
  if (found.empty()) {
    decision.chosen.choice = "unclear";
    decision.reason = "no manifest that declares dependencies was found";
    decision.searched = {"requirements*.txt, pyproject.toml and package.json at the app's root and above"};
    return decision;
  }
  const Manifest& main = *main_manifest(found);
  std::int64_t runtime = 0, development = 0, optional = 0;
  for (const Manifest* manifest : found) {
    // Of several files only the main one and those for development speak: a lock-like freeze beside would
    // count twice.
    for (const Dependency& dependency : manifest->direct) {
      if (manifest != &main && dependency.group != DependencyGroup::development) continue;
      runtime += dependency.group == DependencyGroup::runtime;
      development += dependency.group == DependencyGroup::development;
      optional += dependency.group == DependencyGroup::optional;
    }
  }
  Choice& choice = decision.chosen;
  choice.choice = "counts";
  choice.parameters["manifest"] = {main.file, main.file};
  choice.parameters["runtime"] = {runtime, main.file};
  choice.parameters["dev"] = {development, main.file};
  if (optional > 0) choice.parameters["optional"] = {optional, main.file};
  const auto direct = static_cast<std::int64_t>(main.direct.size());
  const auto locked = static_cast<std::int64_t>(main.locked_packages);
  if (locked > direct) choice.parameters["transitive"] = {locked - direct, "the lock beside " + main.file};
  add_jobs(main, rules, choice);
  add_section_evidence(main, DependencyGroup::runtime, "those that run begin here", choice);
  add_section_evidence(main, DependencyGroup::development, "those for development begin here", choice);
  if (choice.evidence.empty()) choice.evidence.push_back({{main.file, 1, 0, 1, 0}, "declares none"});
  decision.choices = {choice};
  decision.confidence = Confidence::high;
  return decision;
}

}  // namespace assay
