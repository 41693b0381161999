// rules/compile/builtin.h - the form in which rule files stand in the binary. assay_rulec
// writes the arrays behind builtin_files(); load.h is what everybody else uses.
#pragma once

#include <span>
#include <string_view>

#include "common/rules/tree.h"

namespace assay {

// A file has either nodes (a rule of the book) or its bytes alone (a file kept for another reader).
struct BuiltinFile {
  std::string_view file;
  const TreeNode* nodes = nullptr;
  std::uint32_t node_count = 0;
  std::string_view text;
};

std::span<const BuiltinFile> builtin_files();

}  // namespace assay
