#include "reading/model/frameworks/django_project.h"

#include <algorithm>

#include "reading/model/routes/classes.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

template <typename T>
void add_once(std::vector<T>& list, const T& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

class ProjectReader {
 public:
  ProjectReader(const RouteReading& reading, const FrameworkRule& rule)
      : reading_(reading), program_(reading.program), rule_(rule) {}

  DjangoProject read() {
    find_settings();
    for (const FileIndex settings : settings_) {
      add_root(settings);
      if (project_.default_permissions.empty()) note_permissions(settings);
    }
    return std::move(project_);
  }

 private:
  // os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings"); where no file says it, or what it
  // says is no file of the repository, every file that names a root is one.
  void find_settings() {
    for (const CallSite& site : program_.call_sites()) {
      if (!reading_.owned[site.origin.file]) continue;
      // A text as it stands: every call of the app is looked at.
      const Origin variable = program_.evaluator().argument(site.origin, 0, "");
      if (!variable.known()) continue;
      const facts::FileFacts& facts = reading_.facts(variable.file);
      const bool text = facts.exprs[variable.expr].kind == facts::ExprKind::literal;
      if (!text || !is_listed(names_for(rule_, "settings-module"), facts.text_of(variable.expr))) continue;
      const std::string module = text_argument(program_, site.origin, 1, "");
      const auto file = program_.modules().resolve(site.origin.file, module, 0).file;
      if (!module.empty() && file) add_once(settings_, *file);
    }
    std::erase_if(settings_, [&](FileIndex file) { return root_named_in(file).empty(); });
    if (!settings_.empty()) return;
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f] && !root_named_in(f).empty()) settings_.push_back(f);
  }

  std::string root_named_in(FileIndex settings) const {
    for (const std::string& name : names_for(rule_, "root-patterns")) {
      const MeaningRef root = program_.evaluator().module_member(settings, name);
      if (root->is_text()) return root->text;
      const bool defaulted = root->is(Kind::environment) && root->fallback && root->fallback->is_text();
      if (defaulted) return root->fallback->text;
    }
    return "";
  }

  void add_root(FileIndex settings) {
    const auto file = program_.modules().resolve(settings, root_named_in(settings), 0).file;
    if (file) add_once(project_.roots, *file);
  }

  // "REST_FRAMEWORK.DEFAULT_PERMISSION_CLASSES": a setting, then a key of it.
  void note_permissions(FileIndex settings) {
    for (const std::string& place : names_for(rule_, "permissions-default")) {
      const std::size_t dot = place.find('.');
      if (dot == std::string::npos) continue;
      const MeaningRef setting = program_.evaluator().module_member(settings, place.substr(0, dot));
      const MeaningRef classes = item_of(*setting, place.substr(dot + 1));
      if (!classes || !classes->is(Kind::list)) continue;
      for (const auto& [_, item] : classes->items) {
        const std::string name = item->is_text() ? item->text : item->name;
        if (name.empty() || is_listed(names_for(rule_, "not-a-guard"), name)) continue;
        project_.default_permissions.push_back(name.substr(name.rfind('.') + 1));
      }
    }
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  std::vector<FileIndex> settings_;
  DjangoProject project_;
};

}  // namespace

DjangoProject find_django_project(const RouteReading& reading, const FrameworkRule& rule) {
  return ProjectReader(reading, rule).read();
}

}  // namespace assay::model
