// rules/load.h - rule files to one checked RuleBook.
// In: texts of YAML files, or the trees compiled into the binary. Out: the book, or
// every problem of every file with its place. Probes have a reader of their own.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/rules/rule_book.h"
#include "common/rules/rule_text.h"
#include "common/rules/tree.h"

namespace assay {

// Which kind a file is its place says: .../libraries/ECOSYSTEM/NAME.yaml, .../frameworks/NAME.yaml,
// .../DECISION/decision.yaml, .../DECISION/evidence/NAME.yaml, .../roles.yaml, .../effects.yaml. Files under
// probes/ and examples/ are not looked at.
Result<RuleBook> load_rules(const std::vector<RuleText>& files);
Result<RuleBook> load_rule_trees(const std::vector<RuleTree>& trees);

// The rules that are compiled in. A problem here is a bug: the build has loaded the same files.
Result<RuleBook> load_builtin_rules();

// The texts of compiled-in files that are not rules of reading: "rules/probes/".
std::vector<RuleText> builtin_rule_texts(std::string_view prefix);

// Every .yaml file below a folder, in path order, named by that folder and its path in it. Links are not
// followed.
Result<std::vector<RuleText>> read_rule_files(const std::filesystem::path& folder);

// True for files whose text is kept as it stands, for another reader.
bool is_kept_as_text(std::string_view file);

}  // namespace assay
