#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/pipeline.h"
#include "cli/reading.h"
#include "common/base/text.h"
#include "reading/facts/dump.h"

namespace assay {
namespace {

std::vector<std::string> test_ids(const DecisionRule& rule) {
  std::vector<std::string> ids;
  for (const TestRule& test : rule.tests) ids.push_back(test.id);
  return ids;
}

std::string explain(const DecisionRule& rule) {
  std::string text = fmt::format("{}  {}\n\n  {}\n\n  choices, best first: {}\n", rule.id, rule.title,
                                 rule.question, fmt::join(rule.choices, ", "));
  if (!rule.parameters.empty()) text += fmt::format("  parameters: {}\n", fmt::join(rule.parameters, ", "));
  for (const GradeRule& grade : rule.grades)
    text += fmt::format("  {:<8} {}\n", to_string(grade.grade), grade.says);
  text += fmt::format("  tests that speak to it: {}\n",
                      rule.tests.empty() ? "none" : fmt::format("{}", fmt::join(test_ids(rule), ", ")));
  return text + fmt::format("  references: {}\n", fmt::join(rule.references, ", "));
}

std::string explain(const ProbeRule& probe) {
  std::string text = fmt::format("{}  {}\n\n  {}\n", probe.id, probe.title, trim(probe.says));
  if (!probe.control.empty()) text += fmt::format("\n  control: {}\n", probe.control);
  return text + fmt::format("  needs the roles: {}\n", fmt::join(probe.roles, ", "));
}

std::string list_all(const Knowledge& knowledge) {
  std::string text = "decisions\n";
  for (const DecisionRule& rule : knowledge.rules.decisions)
    text += fmt::format("  {:<22} {}\n", rule.id, rule.title);
  text += "\ntests\n";
  for (const ProbeRule& probe : knowledge.probes.probes)
    text += fmt::format("  {:<22} {}\n", probe.id, probe.title);
  return text;
}

Problem unknown(const std::string& id, const Knowledge& knowledge) {
  std::vector<std::string> ids;
  for (const DecisionRule& rule : knowledge.rules.decisions) ids.push_back(rule.id);
  for (const ProbeRule& probe : knowledge.probes.probes) ids.push_back(probe.id);
  const auto near = nearest_word(id, ids);
  return {ProblemKind::usage, id, "no such decision or test",
          near ? fmt::format("Did you mean {}?", *near) : "assay explain lists all of them."};
}

ExitCode explain_facts(const std::string& path, Screen& screen) {
  const Result<facts::FileFacts> facts = facts_of_file(path);
  if (!facts) return fail(facts.problems(), screen);
  // A fact a line: only what stands inside the line is foreign, and dump() escapes it.
  return screen.out << facts::dump(*facts) << std::flush, ExitCode::clean;
}

}  // namespace

ExitCode run_explain(const ExplainOptions& options, Screen& screen) {
  if (!options.facts.empty()) return explain_facts(options.facts, screen);
  const Result<Knowledge> knowledge = load_knowledge();
  if (!knowledge) return fail(knowledge.problems(), screen);
  if (options.id.empty()) return screen.out << list_all(*knowledge) << std::flush, ExitCode::clean;
  for (const DecisionRule& rule : knowledge->rules.decisions)
    if (rule.id == options.id) return screen.out << explain(rule) << std::flush, ExitCode::clean;
  for (const ProbeRule& probe : knowledge->probes.probes)
    if (probe.id == options.id) return screen.out << explain(probe) << std::flush, ExitCode::clean;
  return fail({unknown(options.id, *knowledge)}, screen);
}

}  // namespace assay
