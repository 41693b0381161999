// syntax/parse.h - bytes to a syntax tree, within a deadline.
// In: a file's bytes and its language. Out: a Tree that owns them both. Broken syntax is no Problem: the tree
// has ERROR nodes where the grammar gave up. Running out of time is one, and so are bytes past 4 GiB. Knows
// the grammars; says nothing of what a node means (facts/ does).
#pragma once

#include <tree_sitter/api.h>

#include <chrono>
#include <memory>
#include <string_view>

#include "common/base/budget.h"
#include "common/base/result.h"
#include "common/vocabulary/app.h"

namespace assay::syntax {

// The bytes are not copied: they must outlive the tree, whose nodes are ranges of them.
class Tree {
 public:
  Tree(TSTree* tree, std::string_view bytes) : tree_(tree), bytes_(bytes) {}

  TSNode root() const { return ts_tree_root_node(tree_.get()); }
  std::string_view bytes() const { return bytes_; }
  std::string_view text(TSNode node) const {
    const auto start = ts_node_start_byte(node);
    return bytes_.substr(start, ts_node_end_byte(node) - start);
  }

 private:
  struct Delete {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
  };
  std::unique_ptr<TSTree, Delete> tree_;
  std::string_view bytes_;
};

// A bound on the CPU time of the thread that made it, to be asked on that thread. Not the clock on the wall:
// a busy machine must not change what is read of a file.
class CpuDeadline {
 public:
  static CpuDeadline in(Milliseconds span) { return CpuDeadline(spent() + span); }
  static CpuDeadline never() { return CpuDeadline(std::chrono::nanoseconds::max()); }
  bool passed() const { return spent() >= end_; }

 private:
  explicit CpuDeadline(std::chrono::nanoseconds end) : end_(end) {}
  static std::chrono::nanoseconds spent();
  std::chrono::nanoseconds end_;
};

const TSLanguage* grammar_of(Language language);

// Safe to call from any number of threads at once.
Result<Tree> parse(Language language, std::string_view bytes, const CpuDeadline& deadline);

}  // namespace assay::syntax
