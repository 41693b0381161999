// rules/tree.h - a YAML file as a flat tree that remembers where each word stood.
// In: the bytes of one file. Out: nodes in reading order, which can be compiled into
// the binary as they are, so that the built-in rules and those of a folder have one
// reader. Refuses files that are too deep or too large; knows nothing of rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/rules/rule_text.h"

namespace assay {

enum class NodeKind : std::uint32_t { null, plain, quoted, list, map };

// Plain numbers alone, so that a tree can stand in the binary as an array. A map's children alternate key and
// value; `end` is the first node that is no longer inside.
struct TreeNode {
  NodeKind kind = NodeKind::null;
  std::uint32_t line = 0, column = 0;
  std::uint32_t text_begin = 0, text_size = 0;
  std::uint32_t end = 0;
};

// The tree of one file. It owns nothing: see OwnedTree.
struct RuleTree {
  std::string_view file;
  const TreeNode* nodes = nullptr;
  std::uint32_t size = 0;
  std::string_view text;  // where the nodes' texts lie
};

class Node {
 public:
  Node(const RuleTree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}

  bool is_list() const { return raw().kind == NodeKind::list; }
  bool is_map() const { return raw().kind == NodeKind::map; }
  bool is_null() const { return raw().kind == NodeKind::null; }
  bool is_quoted() const { return raw().kind == NodeKind::quoted; }
  bool is_scalar() const { return raw().kind == NodeKind::plain || is_quoted(); }

  std::string_view text() const { return tree_->text.substr(raw().text_begin, raw().text_size); }
  std::string place() const;  // "rules/x.yaml:14:3"
  std::string_view file() const { return tree_->file; }

  std::vector<Node> items() const;                     // of a list
  std::vector<std::pair<Node, Node>> entries() const;  // of a map

  bool has(std::string_view key) const;  // a map with that key

 private:
  const TreeNode& raw() const { return tree_->nodes[index_]; }
  std::uint32_t after(std::uint32_t index) const { return tree_->nodes[index].end; }

  const RuleTree* tree_;
  std::uint32_t index_;
};

struct OwnedTree {
  std::string file;
  std::vector<TreeNode> nodes;
  std::string text;

  RuleTree view() const { return {file, nodes.data(), static_cast<std::uint32_t>(nodes.size()), text}; }
};

// What is wrong with the YAML itself comes back as a problem with its place.
Result<OwnedTree> parse_tree(const RuleText& file);

}  // namespace assay
