#include "reading/model/apps.h"

#include <algorithm>
#include <map>

#include "common/base/paths.h"
#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/imports.h"
#include "reading/model/roles.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

// The folder that a manifest speaks for.
std::string root_of(const Manifest& manifest) {
  std::string folder = folder_of(manifest.file);
  // requirements/base.txt belongs to the folder above.
  if (folder.ends_with("requirements")) folder = folder_of(folder);
  return folder.empty() ? "." : folder;
}

// The folder of the nearest manifest of the file's ecosystem; the root itself where there is none.
std::string root_of(const Program& program, const std::string& file, Ecosystem ecosystem) {
  for (const Manifest* manifest : program.modules().manifests_of(file))
    if (manifest->ecosystem == ecosystem) return root_of(*manifest);
  return ".";
}

// The name a module gives to what an expression makes: `app = FastAPI()`.
std::string assigned_name(const facts::FileFacts& facts, Index value) {
  for (const facts::Assignment& assignment : facts.assignments)
    if (assignment.value == value && assignment.target != kNone && assignment.place.definition == 0 &&
        facts.exprs[assignment.target].kind == facts::ExprKind::name)
      return facts.text_of(assignment.target);
  return "";
}

// The attribute that an object keeps it in: `self.app = FastAPI()`.
std::string attribute_name(const facts::FileFacts& facts, Index value) {
  for (const facts::Assignment& assignment : facts.assignments)
    if (assignment.value == value && assignment.target != kNone &&
        facts.exprs[assignment.target].kind == facts::ExprKind::attribute)
      return facts.text_of(assignment.target);
  return "";
}

// "app/main.py" below "." -> "app.main"; __init__.py is its package.
std::string module_name(std::string file, const std::string& root) {
  if (root != "." && file.starts_with(root + "/")) file = file.substr(root.size() + 1);
  if (file.ends_with(".py")) file.resize(file.size() - 3);
  if (file.ends_with("/__init__")) file.resize(file.size() - 9);
  std::replace(file.begin(), file.end(), '/', '.');
  return file;
}

// The entry point of a Python app: module:name, or module:factory when a function makes it.
void set_entry(const Program& program, FoundApp& found) {
  const facts::FileFacts& facts = program.files()[found.constructor.file];
  found.app.entry_at = program.location(found.constructor);
  found.app.entry_point.clear();
  if (facts.language != Language::python) {
    found.app.entry_point = facts.file;
    return;
  }
  const std::string module = module_name(facts.file, found.app.root);
  const std::string name = assigned_name(facts, found.constructor.expr);
  if (!name.empty()) {
    found.app.entry_point = module + ":" + name;
    return;
  }
  const Index function = program.enclosing_function(found.constructor.file, found.constructor.definition);
  for (const CallSite* caller : program.callers_of(found.constructor.file, function)) {
    const facts::FileFacts& there = program.files()[caller->origin.file];
    const std::string given = assigned_name(there, caller->origin.expr);
    // Of an object the app is a part.
    const std::string part =
        caller->callee->is(Kind::function) ? "" : attribute_name(facts, found.constructor.expr);
    if (given.empty() || (part.empty() && !caller->callee->is(Kind::function))) continue;
    found.app.entry_point =
        module_name(there.file, found.app.root) + ":" + given + (part.empty() ? "" : "." + part);
    return;
  }
  const Index outside = facts.definitions[function].parent;
  const bool method = function != 0 && facts.definitions[outside].kind == facts::Definition::Kind::class_;
  if (function != 0 && !method)
    found.app.entry_point = module + ":" + facts.text(facts.definitions[function].name) + " --factory";
}

std::string filled(std::string command, const std::string& entry) {
  if (const std::size_t at = command.find("{entry}"); at != std::string::npos) {
    if (entry.empty()) return "";  // nothing to start it by
    command.replace(at, 7, entry);
  }
  return command;
}

// The library's class that a call makes an instance of: itself, or the base of a class of the repository.
std::string made_class(const Program& program, MeaningRef callee) {
  constexpr int kMaxBases = 4;
  for (int n = 0; n < kMaxBases && callee->is(Kind::type); ++n) {
    const facts::Definition& type = program.files()[callee->file].definitions[callee->definition];
    if (type.bases.empty()) return "";
    const Index outside = type.parent == kNone ? 0 : type.parent;
    callee = program.evaluator().evaluate({callee->file, type.bases.front(), outside, nullptr});
  }
  return callee->is(Kind::external) || callee->is(Kind::instance) ? callee->name : "";
}

// Of several constructor calls of one framework in one root, the one that is the app: given a name at the top
// of a module first, then the shallowest path.
bool better_entry(const Program& program, const Origin& a, const Origin& b) {
  const auto rank = [&](const Origin& origin) {
    const facts::FileFacts& facts = program.files()[origin.file];
    const bool named = !assigned_name(facts, origin.expr).empty();
    return std::make_tuple(!named, std::count(facts.file.begin(), facts.file.end(), '/'), facts.file,
                           origin.expr);
  };
  return rank(a) < rank(b);
}

void complete(FoundApp& found) {
  App& app = found.app;
  const FrameworkRule& rule = *found.framework;
  app.framework = rule.id;
  app.plan.build = rule.build;
  app.plan.start = filled(rule.start, app.entry_point);
  if (!rule.ready_path.empty()) app.plan.ready_path = rule.ready_path;
}

void fill_common(const Program& program, App& app) {
  for (const Manifest& manifest : program.manifests()) {
    const std::string folder = folder_of(manifest.file);
    if ((folder.empty() ? "." : folder) == app.root || folder_of(folder) == (app.root == "." ? "" : app.root))
      app.manifests.push_back(manifest.file);
  }
  app.settings = find_settings(program, app.root);
  for (const Setting& setting : app.settings) {
    const std::vector<std::string> words = words_of(setting.name);
    const bool key = is_listed(words, "secret") || is_listed(words, "key");
    if (!key) continue;
    const bool webhook = is_listed(words, "webhook") || is_listed(words, "hook");
    (webhook ? app.webhook_key_variables : app.signing_key_variables).push_back(setting.name);
  }
}

using FoundByRoot = std::map<std::pair<std::string, std::string>, FoundApp>;  // by root and framework

// Whether some file below a root imports what a framework's distribution gives.
bool is_imported(const Program& program, const FrameworkRule& framework, const std::string& root) {
  std::vector<std::string> modules;
  for (const LibraryRule& library : program.rules().libraries) {
    const std::size_t colon = library.distribution.find(':');
    const std::string canonical = library.distribution.substr(0, colon + 1) +
                                  canonical_name(Ecosystem::pypi, library.distribution.substr(colon + 1));
    if (canonical == framework.distribution) modules = library.modules;
  }
  for (FileIndex f = 0; f < program.files().size(); ++f) {
    const facts::FileFacts& facts = program.files()[f];
    if (program.is_test(f) || !is_inside(facts.file, root)) continue;
    for (const facts::Import& import : facts.imports) {
      const std::string& module = facts.text(import.module);
      if (import.level == 0 && is_listed(modules, module.substr(0, module.find('.')))) return true;
    }
  }
  return false;
}

// The framework itself, or the one standing on it that the app uses: the book lists those first.
const FrameworkRule& topmost(const Program& program, const FrameworkRule& base, const std::string& root) {
  for (const FrameworkRule& other : program.rules().frameworks) {
    const bool above = other.constructors.empty() && is_listed(other.stands_on, base.id);
    if (above && is_imported(program, other, root)) return other;
  }
  return base;
}

// Where no manifest tells a framework without a constructor, the call that starts its own program does: the
// app is the folder of the file that makes it.
void add_by_entry_call(const Program& program, FoundByRoot& found) {
  for (const CallSite& site : program.call_sites()) {
    if (site.test || !site.callee->is(Kind::external)) continue;
    for (const FrameworkRule& framework : program.rules().frameworks) {
      const auto names = framework.names.find("entry-call");
      if (names == framework.names.end() || !is_listed(names->second, site.callee->name)) continue;
      const std::string& file = program.files()[site.origin.file].file;
      const bool known = std::any_of(found.begin(), found.end(), [&](const auto& entry) {
        return is_inside(file, entry.first.first) && entry.second.framework->languages == framework.languages;
      });
      if (known) continue;
      FoundApp app;
      app.app.root = folder_of(file).empty() ? "." : folder_of(file);
      app.app.language = program.files()[site.origin.file].language;
      app.app.entry_at = program.location(site.origin);
      app.framework = &topmost(program, framework, app.app.root);
      found.try_emplace({app.app.root, app.framework->id}, app);
    }
  }
}

// The routes of the app; where it has none, those of the next one that has some, which is then the app.
void find_routes(const Program& program, FoundApp& found, const std::vector<bool>& owned) {
  constexpr std::size_t kMaxOthers = 8;
  found.app.routes = read_routes({program, found, *found.framework, owned});
  std::sort(found.others.begin(), found.others.end(),
            [&](const Origin& a, const Origin& b) { return better_entry(program, a, b); });
  for (std::size_t n = 0; n < found.others.size() && n < kMaxOthers && found.app.routes.empty(); ++n) {
    FoundApp other = found;
    other.constructor = found.others[n];
    other.made = program.evaluator().evaluate(other.constructor);
    other.app.routes = read_routes({program, other, *other.framework, owned});
    if (other.app.routes.empty()) continue;
    set_entry(program, other);
    complete(other);
    found = std::move(other);
  }
}

// The call that begins an app best stays; the others are kept beside it.
void add_constructor(const Program& program, FoundByRoot& found, FoundApp app) {
  const auto [slot, fresh] = found.try_emplace({app.app.root, app.framework->id}, app);
  if (fresh) return;
  FoundApp& kept = slot->second;
  if (better_entry(program, app.constructor, kept.constructor)) std::swap(app, kept);
  kept.others.insert(kept.others.end(), app.others.begin(), app.others.end());
  kept.others.push_back(app.constructor);
}

void add_by_constructor(const Program& program, FoundByRoot& found) {
  for (const CallSite& site : program.call_sites()) {
    const std::string made = site.test ? "" : made_class(program, site.callee);
    if (made.empty()) continue;
    for (const FrameworkRule& framework : program.rules().frameworks) {
      if (!is_listed(framework.constructors, made)) continue;
      const facts::FileFacts& facts = program.files()[site.origin.file];
      const Ecosystem ecosystem = facts.language == Language::python ? Ecosystem::pypi : Ecosystem::npm;
      FoundApp app;
      app.app.root = root_of(program, facts.file, ecosystem);
      app.app.language = facts.language;
      app.framework = &framework;
      app.constructor = site.origin;
      app.made = program.evaluator().evaluate(site.origin);
      add_constructor(program, found, std::move(app));
    }
  }
}

// Frameworks of files, and those without a constructor, are known by what the manifest declares.
void add_by_manifest(const Program& program, FoundByRoot& found) {
  for (const Manifest& manifest : program.manifests())
    for (const FrameworkRule& framework : program.rules().frameworks) {
      if (!framework.constructors.empty()) continue;
      const bool declared =
          std::any_of(manifest.direct.begin(), manifest.direct.end(), [&](const Dependency& dependency) {
            return std::string(to_string(manifest.ecosystem)) + ":" + dependency.canonical ==
                   framework.distribution;
          });
      if (!declared) continue;
      FoundApp app;
      app.app.root = root_of(manifest);
      app.app.language = manifest.ecosystem == Ecosystem::pypi ? Language::python : Language::typescript;
      app.app.entry_at = {manifest.file, 0, 0, 0, 0};
      app.framework = &framework;
      found.try_emplace({app.app.root, framework.id}, app);
    }
}

std::vector<FoundApp> one_a_root(const Program& program, const FoundByRoot& found) {
  std::vector<FoundApp> apps;
  for (const auto& [_, app] : found) {
    // One root, one app: a framework built on another (Next.js with an Express helper) is the one listed
    // first.
    if (!apps.empty() && apps.back().app.root == app.app.root) {
      const auto order = [&](const FoundApp& a) { return a.framework - program.rules().frameworks.data(); };
      if (order(app) < order(apps.back())) apps.back() = app;
      continue;
    }
    apps.push_back(app);
  }
  return apps;
}

}  // namespace

std::vector<FoundApp> find_apps(const Program& program) {
  FoundByRoot found;
  add_by_constructor(program, found);
  add_by_manifest(program, found);
  add_by_entry_call(program, found);
  std::vector<FoundApp> apps = one_a_root(program, found);
  for (FoundApp& app : apps) {
    if (app.constructor.known()) set_entry(program, app);
    complete(app);
  }
  if (apps.empty() && program.first_source() != nullptr) {
    FoundApp plain;
    plain.app.root = ".";
    plain.app.language = program.first_source()->language;
    apps.push_back(plain);
  }
  for (std::size_t a = 0; a < apps.size(); ++a) apps[a].shared = shared_files(program, apps, a);
  for (std::size_t a = 0; a < apps.size(); ++a) {
    fill_common(program, apps[a].app);
    if (apps[a].framework == nullptr) continue;
    std::vector<bool> owned;
    for (FileIndex f = 0; f < program.files().size(); ++f)
      owned.push_back(!program.is_test(f) && owns(apps, a, program.files()[f].file));
    find_routes(program, apps[a], owned);
  }
  return apps;
}

}  // namespace assay::model
