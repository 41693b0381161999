#include "cli/knowledge.h"

#include "common/rules/load.h"

namespace assay {
namespace {

// The build has checked these files: what is wrong with them now is ours.
Problems as_ours(Problems problems) {
  for (Problem& problem : problems) problem.kind = ProblemKind::internal;
  return problems;
}

}  // namespace

Result<Knowledge> load_knowledge() {
  Result<RuleBook> rules = load_builtin_rules();
  if (!rules) return as_ours(rules.problems());
  Result<ProbeBook> probes = read_probe_book(builtin_rule_texts("rules/probes/"));
  if (!probes) return as_ours(probes.problems());
  return Knowledge{std::move(*rules), std::move(*probes)};
}

}  // namespace assay
