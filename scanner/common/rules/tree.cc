#include "common/rules/tree.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace assay {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxNodes =
    200'000;  // aliases may repeat what they name: a bound on the tree, not on the bytes

class TreeBuilder {
 public:
  explicit TreeBuilder(const RuleText& file) { tree_.file = file.file; }

  // False once a bound is passed.
  bool add(const YAML::Node& node, int depth) {
    if (depth > kMaxDepth || tree_.nodes.size() >= kMaxNodes) return false;
    const std::size_t index = tree_.nodes.size();
    tree_.nodes.push_back(opened(node));
    if (node.IsScalar()) tree_.text += node.Scalar();
    for (const auto& child : node) {
      const bool added =
          node.IsMap() ? add(child.first, depth + 1) && add(child.second, depth + 1) : add(child, depth + 1);
      if (!added) return false;
    }
    tree_.nodes[index].end = static_cast<std::uint32_t>(tree_.nodes.size());
    return true;
  }

  OwnedTree take() { return std::move(tree_); }

 private:
  TreeNode opened(const YAML::Node& node) const {
    TreeNode out;
    const YAML::Mark mark = node.Mark();
    out.line = static_cast<std::uint32_t>(std::max(mark.line, 0) + 1);
    out.column = static_cast<std::uint32_t>(std::max(mark.column, 0) + 1);
    if (node.IsMap()) out.kind = NodeKind::map;
    if (node.IsSequence()) out.kind = NodeKind::list;
    if (node.IsScalar()) {
      out.kind = node.Tag() == "!" ? NodeKind::quoted : NodeKind::plain;
      out.text_begin = static_cast<std::uint32_t>(tree_.text.size());
      out.text_size = static_cast<std::uint32_t>(node.Scalar().size());
    }
    return out;
  }

  OwnedTree tree_;
};

Problem wrong(std::string where, std::string what) {
  return {ProblemKind::usage, std::move(where), std::move(what), ""};
}

}  // namespace

std::string Node::place() const {
  return fmt::format("{}:{}:{}", tree_->file, raw().line, raw().column);
}

std::vector<Node> Node::items() const {
  std::vector<Node> out;
  if (is_list())
    for (std::uint32_t at = index_ + 1; at < raw().end; at = after(at)) out.emplace_back(*tree_, at);
  return out;
}

std::vector<std::pair<Node, Node>> Node::entries() const {
  std::vector<std::pair<Node, Node>> out;
  if (!is_map()) return out;
  for (std::uint32_t key = index_ + 1; key < raw().end;) {
    const std::uint32_t value = after(key);
    out.emplace_back(Node(*tree_, key), Node(*tree_, value));
    key = after(value);
  }
  return out;
}

bool Node::has(std::string_view key) const {
  const auto all = entries();
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) { return entry.first.text() == key; });
}

Result<OwnedTree> parse_tree(const RuleText& file) {
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(file.text);
    if (documents.size() != 1)
      return wrong(file.file,
                   documents.empty() ? "the file is empty" : "one document a file, here are several");
    TreeBuilder builder(file);
    if (!builder.add(documents.front(), 0)) return wrong(file.file, "nested too deep, or too large");
    return builder.take();
  } catch (const YAML::Exception& error) {
    return wrong(fmt::format("{}:{}:{}", file.file, error.mark.line + 1, error.mark.column + 1),
                 "not YAML: " + error.msg);
  }
}

}  // namespace assay
