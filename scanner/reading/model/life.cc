#include "reading/model/life.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "reading/facts/dump.h"
#include "reading/model/effects.h"

namespace assay::model {
namespace {

using facts::Definition;
using facts::ExprKind;
using facts::FileFacts;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxName = 64;  // of a text that may be a function's name

struct Node {
  FileIndex file = 0;
  Index definition = 0;
};

bool is_dunder(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

class Reach {
 public:
  Reach(const Program& program, std::vector<std::vector<bool>>& reached)
      : program_(program), reached_(reached) {
    for (FileIndex f = 0; f < program.files().size(); ++f)
      reached_.emplace_back(program.files()[f].definitions.size(), false);
    for (FileIndex f = 0; f < program.files().size(); ++f)
      if (!program.is_test(f)) note(f);
  }

  void all() {
    for (std::vector<bool>& file : reached_) file.assign(file.size(), true);
  }

  void run(bool exports_are_called) {
    for (FileIndex f = 0; f < program_.files().size(); ++f) {
      if (program_.is_test(f)) continue;
      begin({f, 0});
      if (exports_are_called) begin_exports(f);
    }
    for (const std::string& name : program_.named_elsewhere())
      if (const auto found = named_.find(name); found != named_.end())
        for (const Node& node : found->second) begin(node);
    while (!waiting_.empty()) {
      const Node node = waiting_.back();
      waiting_.pop_back();
      follow(node);
    }
  }

 private:
  // Who carries which name, and which names stand in which scope.
  void note(FileIndex f) {
    const FileFacts& facts = program_.files()[f];
    std::vector<std::vector<Index>>& children = children_[f];
    children.resize(facts.definitions.size());
    for (Index d = 1; d < facts.definitions.size(); ++d) {
      const Definition& definition = facts.definitions[d];
      if (definition.parent != kNone) children[definition.parent].push_back(d);
      if (definition.name != 0) named_[facts.text(definition.name)].push_back({f, d});
    }
    const std::vector<Index> naming = note_named_lambdas(f);
    const std::vector<Index> definitions = definitions_of_exprs(facts);
    auto& scopes = mentions_.emplace_back();
    mention_file_.emplace(f, mentions_.size() - 1);
    for (Index e = 0; e < facts.exprs.size(); ++e) {
      const facts::Expr& expr = facts.exprs[e];
      const bool text = expr.kind == ExprKind::literal && expr.literal == facts::Literal::string &&
                        facts.text(expr.text).size() <= kMaxName;
      if (expr.kind != ExprKind::name && expr.kind != ExprKind::attribute && !text) continue;
      if (std::binary_search(naming.begin(), naming.end(), e)) continue;
      if (expr.text != 0) scopes[scope_of(f, definitions[e])].push_back(expr.text);
    }
    // What is imported by name may be called by any name: the import counts where it stands.
    for (const facts::Import& import : facts.imports)
      if (import.name != 0) scopes[scope_of(f, import.place.definition)].push_back(import.name);
  }

  // `const f = () => {}`, `exports.f = ...`: the lambda is called by that name. Gives the targets that only
  // name it, in order: they are no use of the name. A member of anything else may be somebody's to call
  // (`socket.onmessage = ...`) and counts as one; what a module is (`module.exports = ...`) bears no name.
  std::vector<Index> note_named_lambdas(FileIndex f) {
    const FileFacts& facts = program_.files()[f];
    std::vector<Index> naming;
    for (const facts::Assignment& assignment : facts.assignments) {
      if (assignment.value == kNone || assignment.target == kNone) continue;
      const facts::Expr& value = facts.exprs[assignment.value];
      const facts::Expr& target = facts.exprs[assignment.target];
      const bool name = target.kind == ExprKind::name;
      if (value.kind != ExprKind::lambda || (!name && target.kind != ExprKind::attribute)) continue;
      const std::string whole = facts::dotted_name(facts, assignment.target);
      if (whole == "module.exports") continue;
      named_[facts.text(target.text)].push_back({f, value.definition});
      own_name_.emplace(key({f, value.definition}), true);
      if (name || whole.starts_with("exports.") || whole.starts_with("module.exports."))
        naming.push_back(assignment.target);
    }
    std::sort(naming.begin(), naming.end());
    return naming;
  }

  static std::uint64_t key(Node node) {
    return static_cast<std::uint64_t>(node.file) << 32 | node.definition;
  }

  // A lambda that bears no name runs with what holds it.
  Index scope_of(FileIndex f, Index definition) const {
    const FileFacts& facts = program_.files()[f];
    while (facts.definitions[definition].kind == Definition::Kind::lambda &&
           !own_name_.contains(key({f, definition})))
      definition = facts.definitions[definition].parent;
    return definition;
  }

  void begin(Node node) {
    if (reached_[node.file][node.definition]) return;
    reached_[node.file][node.definition] = true;
    waiting_.push_back(node);
  }

  void begin_exports(FileIndex f) {
    const FileFacts& facts = program_.files()[f];
    for (const facts::Export& item : facts.exports)
      for (const facts::Symbol name : {item.local, item.name}) {
        const auto found = named_.find(facts.text(name));
        if (name == 0 || found == named_.end()) continue;
        for (const Node& node : found->second)
          if (node.file == f) begin(node);
      }
  }

  void follow(Node node) {
    const FileFacts& facts = program_.files()[node.file];
    begin_inside(node);
    const auto file = mention_file_.find(node.file);
    if (file == mention_file_.end()) return;
    const auto& scopes = mentions_[file->second];
    const auto names = scopes.find(node.definition);
    if (names == scopes.end()) return;
    for (const facts::Symbol name : names->second) {
      const auto found = named_.find(facts.text(name));
      if (found == named_.end()) continue;
      for (const Node& target : found->second) begin(target);
      found->second.clear();  // all of them are on their way
    }
  }

  // What runs with its parent: lambdas without a name, what is decorated (somebody has been handed it), a
  // class's own methods that its base, its decorator or the language calls.
  void begin_inside(Node node) {
    const FileFacts& facts = program_.files()[node.file];
    const Definition& outer = facts.definitions[node.definition];
    const bool framework_class =
        outer.kind == Definition::Kind::class_ && (!outer.bases.empty() || outer.decorators_count > 0);
    for (const Index d : children_[node.file][node.definition]) {
      const Definition& inner = facts.definitions[d];
      const std::string& name = facts.text(inner.name);
      // A function expression's own name is for itself alone.
      const bool nameless = (name.empty() || inner.kind == Definition::Kind::lambda) &&
                            !own_name_.contains(key({node.file, d}));
      const bool method = outer.kind == Definition::Kind::class_ &&
                          (framework_class || is_dunder(name) || name == "constructor");
      if (nameless || inner.decorators_count > 0 || method) begin({node.file, d});
    }
  }

  const Program& program_;
  std::vector<std::vector<bool>>& reached_;
  std::unordered_map<std::string, std::vector<Node>> named_;
  std::vector<std::unordered_map<Index, std::vector<facts::Symbol>>> mentions_;
  std::unordered_map<FileIndex, std::size_t> mention_file_;
  std::unordered_map<FileIndex, std::vector<std::vector<Index>>> children_;
  std::unordered_map<std::uint64_t, bool> own_name_;
  std::vector<Node> waiting_;
};

// Whether some name or member inside a test is a variable of the environment.
bool hangs_on_environment(const Program& program, const Origin& test, int depth) {
  constexpr int kMaxDepth = 6;
  if (!test.known() || depth > kMaxDepth) return false;
  const FileFacts& facts = program.files()[test.file];
  const facts::Expr& expr = facts.exprs[test.expr];
  const bool leaf = expr.kind == ExprKind::name || expr.kind == ExprKind::attribute ||
                    expr.kind == ExprKind::call || expr.kind == ExprKind::index;
  if (leaf && program.evaluator().evaluate(test)->is(Kind::environment)) return true;
  if (expr.kind == ExprKind::attribute) return false;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const Origin part{test.file, facts.operand(test.expr, n), test.definition, test.frame};
    if (hangs_on_environment(program, part, depth + 1)) return true;
  }
  return false;
}

}  // namespace

Liveness::Liveness(const Program& program, const std::vector<FoundApp>& apps) {
  Reach reach(program, reached_);
  // A library's functions are called by others: without an app all of it is live.
  const bool app =
      std::any_of(apps.begin(), apps.end(), [](const FoundApp& a) { return a.framework != nullptr; });
  if (!app) {
    reach.all();
    return;
  }
  // Where files are routes, a framework calls what they export.
  const bool by_files = std::any_of(apps.begin(), apps.end(), [](const FoundApp& a) {
    return a.framework != nullptr && std::find(a.framework->routes.begin(), a.framework->routes.end(),
                                               "files") != a.framework->routes.end();
  });
  reach.run(by_files);
}

bool Liveness::reached(FileIndex file, Index definition) const {
  return definition < reached_[file].size() && reached_[file][definition];
}

std::string setting_condition(const Program& program, const Origin& place, Index innermost) {
  if (!place.known()) return "";
  const FileFacts& facts = program.files()[place.file];
  std::vector<std::string> parts;
  for (Index c = innermost; c != kNone; c = facts.conditions[c].parent) {
    const facts::Condition& condition = facts.conditions[c];
    if (condition.kind != facts::Condition::Kind::if_ || condition.test == kNone) continue;
    if (!hangs_on_environment(program, {place.file, condition.test, place.definition, nullptr}, 0)) continue;
    const std::string test = facts::brief(facts, condition.test);
    parts.push_back(condition.negated ? "not (" + test + ")" : test);
  }
  std::reverse(parts.begin(), parts.end());
  return fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace assay::model
