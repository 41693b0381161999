#include "common/rules/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/rules/read_files.h"

namespace assay {
namespace {

constexpr std::size_t kMaxRuleBytes = 1u << 20;
constexpr std::size_t kMaxRuleFiles = 5'000;

enum class FileKind { effects, roles, framework, decision, evidence, library, other, unknown };

FileKind kind_of(std::string_view file) {
  const std::vector<std::string> parts = split(file, '/');
  const auto part = [&](std::size_t from_end) {
    return from_end < parts.size() ? parts[parts.size() - 1 - from_end] : std::string();
  };
  const auto holds = [&](std::string_view folder) {
    return std::find(parts.begin(), parts.end(), folder) != parts.end();
  };
  if (holds("probes") || holds("examples")) return FileKind::other;
  if (part(0) == "effects.yaml") return FileKind::effects;
  if (part(0) == "roles.yaml") return FileKind::roles;
  if (part(0) == "decision.yaml") return FileKind::decision;
  if (part(1) == "evidence") return FileKind::evidence;
  if (part(1) == "frameworks") return FileKind::framework;
  if (part(2) == "libraries" || part(3) == "libraries") return FileKind::library;
  return FileKind::unknown;
}

// "rules/token-scheme/decision.yaml" -> "token-scheme"; of its evidence too.
std::string folder_of(std::string_view file, std::size_t up) {
  const std::vector<std::string> parts = split(file, '/');
  return parts.size() > up ? parts[parts.size() - 1 - up] : "";
}

std::string stem_of(std::string_view file) {
  std::string name = folder_of(file, 0);
  return name.ends_with(".yaml") ? name.substr(0, name.size() - 5) : name;
}

class BookLoader {
 public:
  explicit BookLoader(const std::vector<RuleTree>& trees) {
    for (const RuleTree& tree : trees) by_kind_[kind_of(tree.file)].push_back(&tree);
  }

  Result<RuleBook> load() {
    for (const RuleTree* tree : by_kind_[FileKind::unknown])
      complain(
          *tree,
          "a file here is no rule: libraries/, frameworks/, a decision's folder, roles.yaml or effects.yaml");
    load_words();
    load_decisions();
    load_evidence();
    for (const RuleTree* tree : by_kind_[FileKind::library]) load_library(*tree);
    share_schemas();
    for (const RuleTree* tree : by_kind_[FileKind::framework]) load_framework(*tree);
    order_frameworks();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(book_);
  }

 private:
  void complain(const RuleTree& tree, std::string what) {
    problems_.push_back({ProblemKind::usage, std::string(tree.file), std::move(what), ""});
  }

  // Words first: what every later file may say. Framework ids are file names, so that remedies can name them.
  void load_words() {
    for (const RuleTree* tree : by_kind_[FileKind::framework])
      words_.frameworks.push_back(stem_of(tree->file));
    Reader r(words_, problems_);
    for (const RuleTree* tree : by_kind_[FileKind::roles]) read_roles(r, Node(*tree, 0), words_, book_);
    for (const RuleTree* tree : by_kind_[FileKind::effects]) read_effects(r, Node(*tree, 0), words_, book_);
  }

  void load_decisions() {
    for (const RuleTree* tree : by_kind_[FileKind::decision]) {
      Reader r(words_, problems_);
      DecisionRule decision = read_decision(r, Node(*tree, 0));
      const std::string folder = folder_of(tree->file, 1);
      if (!decision.id.empty() && decision.id != folder)
        complain(*tree, fmt::format("decision \"{}\" stands in folder \"{}\"", decision.id, folder));
      words_.choices[folder] = decision.choices;
      words_.parameters[folder] = decision.parameters;
      book_.decisions.push_back(std::move(decision));
    }
    for (const auto& [effect, words] : words_.effects)
      if (const std::string& decision = words.decision;
          !decision.empty() && !words_.choices.contains(decision))
        for (const RuleTree* tree : by_kind_[FileKind::effects])
          complain(*tree, fmt::format("effect \"{}\" belongs to decision \"{}\", which has no decision.yaml",
                                      effect, decision));
  }

  void load_evidence() {
    for (const RuleTree* tree : by_kind_[FileKind::evidence]) {
      const std::string folder = folder_of(tree->file, 2);
      const auto decision = std::find_if(book_.decisions.begin(), book_.decisions.end(),
                                         [&](const DecisionRule& rule) { return rule.id == folder; });
      if (decision == book_.decisions.end()) {
        complain(*tree, fmt::format("evidence for \"{}\", which has no decision.yaml", folder));
        continue;
      }
      Reader r(words_, problems_);
      EvidenceRule evidence = read_evidence(r, Node(*tree, 0), *decision);
      evidence.name = stem_of(tree->file);
      decision->evidence.push_back(std::move(evidence));
    }
  }

  void load_library(const RuleTree& tree) {
    Reader r(words_, problems_);
    LibraryRule library = read_library(r, Node(tree, 0));
    const std::string name = library.distribution.substr(library.distribution.find(':') + 1);
    const bool standard = library.distribution.starts_with("stdlib:");
    if (!library.distribution.empty() && !standard && !tree.file.ends_with("/" + name + ".yaml"))
      complain(tree, fmt::format("\"{}\" belongs in a file {}.yaml", library.distribution, name));
    book_.libraries.push_back(std::move(library));
  }

  // `like`: a distribution that gives out another's schemas under names of its own.
  void share_schemas() {
    for (LibraryRule& library : book_.libraries) {
      if (library.schema.like.empty()) continue;
      const auto other =
          std::find_if(book_.libraries.begin(), book_.libraries.end(),
                       [&](const LibraryRule& rule) { return rule.distribution == library.schema.like; });
      if (other == book_.libraries.end() || !other->schema.like.empty()) {
        problems_.push_back(
            {ProblemKind::usage, library.distribution,
             fmt::format("schema is like \"{}\", which has no words of its own", library.schema.like), ""});
        continue;
      }
      const SchemaRule own = library.schema;
      library.schema = other->schema;
      library.schema.like = own.like;
      library.schema.roots = own.roots;
      for (const auto& [name, word] : own.names) library.schema.names[name] = word;
      for (const auto& [name, word] : own.methods) library.schema.methods[name] = word;
      for (const auto& [name, meaning] : own.keywords) library.schema.keywords[name] = meaning;
    }
  }

  void load_framework(const RuleTree& tree) {
    Reader r(words_, problems_);
    FrameworkRule framework = read_framework(r, Node(tree, 0));
    if (!framework.id.empty() && framework.id != stem_of(tree.file))
      complain(tree, fmt::format("framework \"{}\" belongs in a file {}.yaml", framework.id, framework.id));
    book_.frameworks.push_back(std::move(framework));
  }

  // A framework comes before those it stands on: an app that makes both is an app of the first. Of two that
  // stand on each other, the first listed.
  void order_frameworks() {
    std::vector<FrameworkRule> ordered;
    std::vector<FrameworkRule>& left = book_.frameworks;
    const auto is_below_none = [&](const FrameworkRule& base) {
      return std::none_of(left.begin(), left.end(), [&](const FrameworkRule& other) {
        return std::find(other.stands_on.begin(), other.stands_on.end(), base.id) != other.stands_on.end();
      });
    };
    while (!left.empty()) {
      auto next = std::find_if(left.begin(), left.end(), is_below_none);
      if (next == left.end()) next = left.begin();
      ordered.push_back(std::move(*next));
      left.erase(next);
    }
    left = std::move(ordered);
  }

  std::map<FileKind, std::vector<const RuleTree*>> by_kind_;
  RuleWords words_;
  Problems problems_;
  RuleBook book_;
};

}  // namespace

bool is_kept_as_text(std::string_view file) {
  return file.starts_with("rules/probes/");
}

Result<RuleBook> load_rule_trees(const std::vector<RuleTree>& trees) {
  return BookLoader(trees).load();
}

Result<RuleBook> load_rules(const std::vector<RuleText>& files) {
  std::vector<OwnedTree> trees;
  Problems problems;
  for (const RuleText& file : files) {
    if (kind_of(file.file) == FileKind::other) continue;
    auto tree = parse_tree(file);
    if (tree)
      trees.push_back(std::move(*tree));
    else
      problems.push_back(tree.problem());
  }
  // A file that is not YAML may hold the words the others use: what they miss would be no news.
  if (!problems.empty()) return problems;
  std::vector<RuleTree> views;
  for (const OwnedTree& tree : trees) views.push_back(tree.view());
  return load_rule_trees(views);
}

Result<std::vector<RuleText>> read_rule_files(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::path> paths;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error))
    if (at->is_regular_file(error) && !at->is_symlink() && at->path().extension() == ".yaml")
      paths.push_back(at->path());
  if (error)
    return Problem{ProblemKind::usage, folder.string(), "can't list the rules: " + error.message(), ""};
  if (paths.size() > kMaxRuleFiles)
    return Problem{ProblemKind::usage, folder.string(), "too many files for a folder of rules", ""};
  std::sort(paths.begin(), paths.end());
  std::vector<RuleText> files;
  for (const fs::path& path : paths) {
    auto bytes = read_file(path, kMaxRuleBytes);
    if (!bytes) return bytes.problems();
    files.push_back({path.generic_string(), std::move(*bytes)});
  }
  return files;
}

}  // namespace assay
