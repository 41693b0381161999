#include "reading/model/frameworks/plugin_folders.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "common/base/paths.h"
#include "reading/model/frameworks/call_parts.h"
#include "reading/model/frameworks/file_filters.h"
#include "reading/model/frameworks/folder_paths.h"
#include "reading/model/routes/following.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

constexpr int kMaxDepth = 16;

Origin item(const Program& program, const Origin& dict, const std::string& name) {
  if (!dict.known()) return {};
  for (const auto& [key, origin] : program.evaluator().evaluate(dict)->origins)
    if (key == name) return origin;
  return {};
}

// A flag as written, or as it is when it is not; nothing for one that can't be told.
std::optional<bool> flag(const Program& program, const Origin& options, const std::string& name,
                         bool otherwise) {
  const Origin written = item(program, options, name);
  if (!written.known()) return otherwise;
  const MeaningRef meaning = program.evaluator().evaluate(written);
  if (!meaning->is_constant(facts::Literal::boolean)) return std::nullopt;
  return meaning->text == "true" || meaning->text == "True";
}

std::string stem_of(const std::string& file) {
  const std::string name = file.substr(file.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

bool is_hooks_file(const std::string& file) {
  std::string stem = stem_of(file);
  std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) { return std::tolower(c); });
  if (stem.starts_with('_') || stem.starts_with('.')) stem.erase(0, 1);
  return stem == "autohooks" || stem == "auto_hooks";
}

class Folders {
 public:
  Folders(const RouteReading& reading, const PluginFolder& folder) : reading_(reading), folder_(folder) {
    const std::string below = folder.folder.empty() ? "" : folder.folder + "/";
    for (FileIndex f = 0; f < reading.program.files().size(); ++f) {
      const std::string& file = reading.facts(f).file;
      if (!reading.owned[f] || !file.starts_with(below) || file.ends_with(".d.ts")) continue;
      files_[folder_of(file)].push_back(f);
      for (std::string inner = folder_of(file); inner.size() > folder.folder.size(); inner = folder_of(inner))
        folders_[folder_of(inner)].insert(inner);
    }
  }

  std::vector<PluginGroup> groups() {
    walk({folder_.folder, "", {}, 0, ""});
    return std::move(groups_);
  }

 private:
  // A folder on the way, with what must hold for it to be looked into.
  struct Stop {
    std::string folder;
    std::string prefix;
    std::vector<FileIndex> hooks;
    int depth = 0;
    std::string condition;
  };

  void walk(Stop stop) {
    if (stop.depth > kMaxDepth) return;
    PluginGroup group;
    const std::vector<FileIndex>& files = files_[stop.folder];
    const bool indexed = std::any_of(files.begin(), files.end(), [&](FileIndex f) { return is_index(f); });
    for (const FileIndex f : files) {
      if (is_hooks_file(reading_.facts(f).file)) {
        if (!folder_.hooks) continue;
        if (folder_.overwrite) stop.hooks.clear();
        stop.hooks.push_back(f);
      } else if (!indexed || is_index(f)) {
        add(f, stop, group);
      }
    }
    group.hooks = stop.hooks;
    if (!group.files.empty()) groups_.push_back(std::move(group));
    if (folder_.max_depth >= 0 && folder_.max_depth <= stop.depth) return;
    for (const std::string& inner : folders_[stop.folder]) enter(stop, inner);
  }

  void enter(const Stop& outer, const std::string& inner) {
    std::string condition = outer.condition;
    if (!is_kept(inner, condition)) return;
    if (folder_.depth_untold)
      condition = both_hold(outer.condition, "maxDepth >= " + std::to_string(outer.depth + 1));
    const auto name = name_in_path(inner);
    if (!name) return;
    walk({inner, (outer.prefix.empty() ? "/" : outer.prefix + "/") + *name,
          folder_.cascade ? outer.hooks : std::vector<FileIndex>{}, outer.depth + 1, condition});
  }

  // What a folder adds to the path: its name, nothing, or what a function says of it.
  std::optional<std::string> name_in_path(const std::string& folder) const {
    if (!folder_.renames.known()) return folder_.folder_prefix ? name_of(folder) : "";
    const Told told = told_by(reading_.program, folder_.renames, {std::nullopt, name_of(folder)});
    if (!told) return std::nullopt;
    const std::string* name = std::get_if<std::string>(&*told);
    return name != nullptr ? *name : "";
  }

  bool is_index(FileIndex f) const {
    const std::string name = name_of(reading_.facts(f).file);
    if (folder_.index_pattern.known())
      if (const auto met = finds_pattern(reading_.program, folder_.index_pattern, name)) return *met;
    return stem_of(name) == "index";
  }

  // Whether the pattern of what is ignored leaves a file or folder; where that can't be told, it says so in
  // the condition. Up to 6.0 of the loader the pattern was held against the name, later against the path.
  bool is_kept(const std::string& path, std::string& condition) const {
    const Origin& pattern = folder_.ignore_pattern;
    if (!pattern.known()) return true;
    const std::string below = path.substr(folder_.folder.empty() ? 0 : folder_.folder.size() + 1);
    const auto by_path = finds_pattern(reading_.program, pattern, below);
    if (by_path && by_path == finds_pattern(reading_.program, pattern, name_of(path))) return !*by_path;
    condition = both_hold(condition, "not ignorePattern(\"" + below + "\")");
    return true;
  }

  // The same for the filters, which are given the path below the folder.
  bool is_let_in(const std::string& file, std::string& condition) const {
    const std::string path = file.substr(folder_.folder.empty() ? 0 : folder_.folder.size());
    const std::string below = path.starts_with('/') ? path : "/" + path;
    const auto asked = [&](const Origin& filter, const std::string& name, bool wanted) {
      if (!filter.known()) return true;
      const auto met = is_met(reading_.program, filter, below);
      if (!met) condition = both_hold(condition, (wanted ? "" : "not ") + name + "(\"" + below + "\")");
      return !met || *met == wanted;
    };
    return asked(folder_.match_filter, "matchFilter", true) &&
           asked(folder_.ignore_filter, "ignoreFilter", false);
  }

  void add(FileIndex f, const Stop& stop, PluginGroup& group) {
    const std::string& file = reading_.facts(f).file;
    PluginFile plugin{f, "", stop.condition};
    // The index file is taken before the pattern is asked.
    if (!is_index(f) && !is_kept(file, plugin.condition)) return;
    if (!is_let_in(file, plugin.condition)) return;
    const MeaningRef loads = property(f, "autoload");
    if (loads->is_constant(facts::Literal::boolean) && loads->text == "false") return;
    const MeaningRef instead = property(f, "prefixOverride"), own = property(f, "autoPrefix");
    std::string written = instead->is_text() ? instead->text : prefix_of(f);
    if (!instead->is_text()) written += own->is_text() ? own->text : stop.prefix;
    plugin.prefix =
        written_path(reading_.rule, folder_.parameters ? with_parameters(written) : written).plain;
    group.files.push_back(std::move(plugin));
  }

  // The prefix that all are given, else the one among a file's own options.
  std::string prefix_of(FileIndex f) const {
    if (folder_.prefix) return *folder_.prefix;
    const MeaningRef own = item_or_unknown(*property(f, "autoConfig"), "prefix");
    std::string prefix = own->is_text() ? own->text : "";
    if (prefix.ends_with('/')) prefix.pop_back();
    return prefix;
  }

  static MeaningRef item_or_unknown(const Meaning& dict, const std::string& name) {
    const MeaningRef found = dict.is(Meaning::Kind::dict) ? item_of(dict, name) : nullptr;
    return found ? found : unknown_meaning();
  }

  // What a file says of itself: as an export of its own, or as a property of the plug-in it gives out.
  MeaningRef property(FileIndex f, const std::string& name) const {
    Evaluator& evaluator = reading_.program.evaluator();
    const MeaningRef exported = evaluator.module_member(f, name);
    if (!exported->is(Meaning::Kind::unknown)) return exported;
    const facts::FileFacts& facts = reading_.facts(f);
    const MeaningRef plugin = evaluator.module_member(f, "default");
    for (const facts::Assignment& assignment : facts.assignments) {
      const Index target = assignment.place.definition == 0 ? assignment.target : kNone;
      if (target == kNone || facts.exprs[target].kind != facts::ExprKind::attribute) continue;
      if (facts.text_of(target) != name || !plugin->is(Meaning::Kind::function)) continue;
      const MeaningRef object = evaluator.evaluate({f, facts.operand(target, 0), 0, nullptr});
      const bool its = object->is(Meaning::Kind::function) && object->file == plugin->file &&
                       object->definition == plugin->definition;
      if (its) return evaluator.evaluate({f, assignment.value, 0, nullptr});
    }
    return unknown_meaning();
  }

  // "/users/_id" and "/users/__id" -> "/users/:id"
  static std::string with_parameters(const std::string& prefix) {
    const std::string mark = prefix.find("__") != std::string::npos ? "__" : "/_";
    std::string out;
    for (std::size_t i = 0; i < prefix.size();) {
      if (prefix.compare(i, mark.size(), mark) == 0) {
        out += mark == "__" ? ":" : "/:";
        i += mark.size();
      } else {
        out += prefix[i++];
      }
    }
    return out;
  }

  const RouteReading& reading_;
  const PluginFolder& folder_;
  std::map<std::string, std::vector<FileIndex>> files_;
  std::map<std::string, std::set<std::string>> folders_;
  std::vector<PluginGroup> groups_;
};

}  // namespace

std::optional<PluginFolder> read_plugin_folder(const RouteReading& reading, const Origin& options) {
  const Program& program = reading.program;
  const auto folder = folder_named(reading, item(program, options, "dir"));
  if (!folder) return std::nullopt;
  PluginFolder out;
  out.folder = *folder;
  out.options = item(program, options, "options");
  if (const Origin prefix = item(program, out.options, "prefix"); prefix.known()) {
    const auto paths = paths_of(reading, prefix);
    if (!paths || paths->size() != 1) return std::nullopt;
    out.prefix = text_of(program, prefix);
    if (out.prefix->ends_with('/')) out.prefix->pop_back();
  }
  const auto folder_prefix = flag(program, options, "dirNameRoutePrefix", true);
  out.folder_prefix = folder_prefix.value_or(true);
  out.parameters = flag(program, options, "routeParams", false).value_or(false);
  out.hooks = flag(program, options, "autoHooks", false).value_or(false);
  out.cascade = flag(program, options, "cascadeHooks", false).value_or(false);
  out.overwrite = flag(program, options, "overwriteHooks", false).value_or(false);
  out.shared = !flag(program, options, "encapsulate", true).value_or(true);
  if (!folder_prefix) out.renames = item(program, options, "dirNameRoutePrefix");
  out.match_filter = item(program, options, "matchFilter");
  out.ignore_filter = item(program, options, "ignoreFilter");
  out.ignore_pattern = item(program, options, "ignorePattern");
  out.index_pattern = item(program, options, "indexPattern");
  if (const Origin depth = item(program, options, "maxDepth"); depth.known()) {
    const MeaningRef meaning = program.evaluator().evaluate(depth);
    int value = 0;
    const std::string& text = meaning->text;
    const bool told = meaning->is_constant(facts::Literal::integer) &&
                      std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
    if (told) out.max_depth = value;
    out.depth_untold = !told && !meaning->is_constant(facts::Literal::null);
  }
  return out;
}

std::vector<PluginGroup> groups_in(const RouteReading& reading, const PluginFolder& folder) {
  return Folders(reading, folder).groups();
}

}  // namespace assay::model
