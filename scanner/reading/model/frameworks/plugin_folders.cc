#include "reading/model/frameworks/plugin_folders.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "common/base/paths.h"
#include "reading/model/frameworks/call_parts.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

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

// "a/./b/../c" -> "a/c"
std::string normalised(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string part = path.substr(at, end - at);
    if (part == ".." && !parts.empty())
      parts.pop_back();
    else if (!part.empty() && part != "." && part != "..")
      parts.push_back(part);
    at = end + 1;
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

// path.join(__dirname, "routes"), `${__dirname}/routes`, new URL("routes", import.meta.url): what the texts
// in it say, from the folder of the file that says it.
std::optional<std::string> folder_in(const RouteReading& reading, const Origin& expr, int depth) {
  if (!expr.known() || depth > 4) return std::nullopt;
  const facts::FileFacts& facts = reading.facts(expr.file);
  const facts::Expr& written = facts.exprs[expr.expr];
  const auto at = [&](std::uint32_t n) {
    return Origin{expr.file, facts.operand(expr.expr, n), expr.definition, expr.frame};
  };
  const MeaningRef meaning = reading.program.evaluator().evaluate(expr);
  if (meaning->is_text()) return meaning->text;
  if (written.kind == ExprKind::name || written.kind == ExprKind::attribute) {
    // The folder of the file, however it was found: __dirname, import.meta.dirname, import.meta.url
    const std::string& name = facts.text(written.text);
    if (name.ends_with("dirname") || name == "url") return "";
    return std::nullopt;
  }
  if (written.kind != ExprKind::call && written.kind != ExprKind::template_) return std::nullopt;
  std::string whole;
  for (std::uint32_t n = written.kind == ExprKind::call ? 1 : 0; n < written.operand_count; ++n) {
    const auto part = folder_in(reading, at(n), depth + 1);
    if (!part) return std::nullopt;
    if (!part->empty()) whole += (whole.empty() || whole.ends_with('/') ? "" : "/") + *part;
  }
  return whole;
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
    const std::string below = folder.folder + "/";
    for (FileIndex f = 0; f < reading.program.files().size(); ++f) {
      const std::string& file = reading.facts(f).file;
      if (!reading.owned[f] || !file.starts_with(below) || file.ends_with(".d.ts")) continue;
      files_[folder_of(file)].push_back(f);
      for (std::string inner = folder_of(file); inner.size() > folder.folder.size(); inner = folder_of(inner))
        folders_[folder_of(inner)].insert(inner);
    }
  }

  std::vector<PluginGroup> groups() {
    walk(folder_.folder, "", {}, 0);
    return std::move(groups_);
  }

 private:
  void walk(const std::string& folder, const std::string& prefix, std::vector<FileIndex> hooks, int depth) {
    if (depth > kMaxDepth) return;
    PluginGroup group;
    const std::vector<FileIndex>& files = files_[folder];
    const auto is_index = [&](FileIndex f) { return stem_of(reading_.facts(f).file) == "index"; };
    const bool indexed = std::any_of(files.begin(), files.end(), is_index);
    for (const FileIndex f : files) {
      if (is_hooks_file(reading_.facts(f).file)) {
        if (!folder_.hooks) continue;
        if (folder_.overwrite) hooks.clear();
        hooks.push_back(f);
      } else if (!indexed || is_index(f)) {
        add(f, prefix, group);
      }
    }
    group.hooks = hooks;
    if (!group.files.empty()) groups_.push_back(std::move(group));
    if (folder_.max_depth >= 0 && folder_.max_depth <= depth) return;
    for (const std::string& inner : folders_[folder]) {
      const std::string name = inner.substr(inner.rfind('/') + 1);
      const std::string deeper = (prefix.empty() ? "/" : prefix + "/") + (folder_.folder_prefix ? name : "");
      walk(inner, deeper, folder_.cascade ? hooks : std::vector<FileIndex>{}, depth + 1);
    }
  }

  // What a file says of its own prefix stands before its folder's.
  void add(FileIndex f, const std::string& prefix, PluginGroup& group) {
    Evaluator& evaluator = reading_.program.evaluator();
    const MeaningRef loads = evaluator.module_member(f, "autoload");
    if (loads->is_constant(facts::Literal::boolean) && (loads->text == "false")) return;
    PluginFile file{f, ""};
    const MeaningRef instead = evaluator.module_member(f, "prefixOverride");
    const MeaningRef own = evaluator.module_member(f, "autoPrefix");
    std::string written = instead->is_text() ? instead->text : folder_.prefix;
    if (!instead->is_text()) written += own->is_text() ? own->text : prefix;
    file.prefix = written_path(reading_.rule, folder_.parameters ? with_parameters(written) : written).plain;
    group.files.push_back(std::move(file));
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
  const Origin written = item(program, options, "dir");
  const auto folder = folder_in(reading, written, 0);
  if (!folder) return std::nullopt;
  PluginFolder out;
  out.folder = normalised(folder_of(reading.facts(written.file).file) + "/" + *folder);
  out.options = item(program, options, "options");
  if (const Origin prefix = item(program, out.options, "prefix"); prefix.known()) {
    const auto paths = paths_of(reading, prefix);
    if (!paths || paths->size() != 1) return std::nullopt;
    out.prefix = text_of(program, prefix);
    if (out.prefix.ends_with('/')) out.prefix.pop_back();
  }
  const auto folder_prefix = flag(program, options, "dirNameRoutePrefix", true);
  out.folder_prefix = folder_prefix.value_or(true);
  out.parameters = flag(program, options, "routeParams", false).value_or(false);
  out.hooks = flag(program, options, "autoHooks", false).value_or(false);
  out.cascade = flag(program, options, "cascadeHooks", false).value_or(false);
  out.overwrite = flag(program, options, "overwriteHooks", false).value_or(false);
  out.shared = !flag(program, options, "encapsulate", true).value_or(true);
  // A function that names the prefix can't be told: only what lies in the folder itself can.
  if (!folder_prefix) out.max_depth = 0;
  if (const Origin depth = item(program, options, "maxDepth"); depth.known()) {
    const MeaningRef meaning = program.evaluator().evaluate(depth);
    int value = 0;
    if (meaning->is_constant(facts::Literal::integer) &&
        std::from_chars(meaning->text.data(), meaning->text.data() + meaning->text.size(), value).ec ==
            std::errc{})
      out.max_depth = out.max_depth == 0 ? 0 : value;
  }
  return out;
}

std::vector<PluginGroup> groups_in(const RouteReading& reading, const PluginFolder& folder) {
  return Folders(reading, folder).groups();
}

}  // namespace assay::model
