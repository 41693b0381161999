#include "common/rules/compile/builtin.h"

#include "common/rules/load.h"

namespace assay {

Result<RuleBook> load_builtin_rules() {
  std::vector<RuleTree> trees;
  for (const BuiltinFile& file : builtin_files())
    if (file.node_count > 0) trees.push_back({file.file, file.nodes, file.node_count, file.text});
  return load_rule_trees(trees);
}

std::vector<RuleText> builtin_rule_texts(std::string_view prefix) {
  std::vector<RuleText> texts;
  for (const BuiltinFile& file : builtin_files())
    if (file.node_count == 0 && file.file.starts_with(prefix))
      texts.push_back({std::string(file.file), std::string(file.text)});
  return texts;
}

}  // namespace assay
