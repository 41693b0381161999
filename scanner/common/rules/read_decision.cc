// A decision's file: its question, its choices, and how they are graded. Grades and
// tests may only speak of choices and parameters that the same file lists.
#include <algorithm>

#include "common/rules/read_files.h"

namespace assay {

static void read_into(Reader& r, const Node& node, Grade& out) {
  static const std::map<std::string, Grade> words{
      {"strong", Grade::strong}, {"sound", Grade::sound},     {"weak", Grade::weak},
      {"broken", Grade::broken}, {"unclear", Grade::unclear}, {"n/a", Grade::not_applicable}};
  read_word(r, node, "grade", words, out);
}

// `iterations: {at_least: 600000}`, `digest: sha256`, `digest: [sha256, sha512]`.
static void read_condition(Reader& r, const Node& node, GradeCondition& out) {
  static const Shape<GradeCondition> shape = Shape<GradeCondition>()
                                                 .takes("at_least", &GradeCondition::at_least)
                                                 .takes("below", &GradeCondition::below)
                                                 .takes("one_of", &GradeCondition::one_of)
                                                 .takes("known", &GradeCondition::known);
  if (node.is_scalar())
    out.one_of = {r.text(node)};
  else if (node.is_list())
    read_into(r, node, out.one_of);
  else
    shape.read(r, node, out);
}

static void read_when(Reader& r, const Node& node, GradeRule& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [key, value] : node.entries()) {
    GradeCondition condition;
    condition.parameter = r.text(key);
    read_condition(r, value, condition);
    out.when.push_back(std::move(condition));
  }
}

static void read_into(Reader& r, const Node& node, GradeRule& out) {
  static const Shape<GradeRule> shape = Shape<GradeRule>()
                                            .takes("choices", &GradeRule::choices)
                                            .takes("provenances", &GradeRule::provenances)
                                            .takes("when", read_when)
                                            .needs("grade", &GradeRule::grade)
                                            .needs("says", &GradeRule::says);
  shape.read(r, node, out);
}

static void read_predicts(Reader& r, const Node& node, TestRule& out) {
  out.predicts = r.text(node);
  r.check_word(node, "prediction", out.predicts, {"by-grade", "parameter-false", "works"});
}

static void read_into(Reader& r, const Node& node, TestRule& out) {
  static const Shape<TestRule> shape = Shape<TestRule>()
                                           .needs("id", &TestRule::id)
                                           .needs("predicts", read_predicts)
                                           .takes("parameter", &TestRule::parameter)
                                           .takes("compares", &TestRule::compares);
  shape.read(r, node, out);
  if (out.predicts == "parameter-false" && out.parameter.empty())
    r.complain(node, "\"parameter-false\" needs a \"parameter\"");
}

// `when_nothing: {choice: none, says: ...}`
static void read_when_nothing(Reader& r, const Node& node, DecisionRule& out) {
  static const Shape<DecisionRule> shape = Shape<DecisionRule>()
                                               .needs("choice", &DecisionRule::when_nothing)
                                               .needs("says", &DecisionRule::when_nothing_says);
  shape.read(r, node, out);
}

static void read_into(Reader& r, const Node& node, LimitRule& out) {
  static const Shape<LimitRule> shape = Shape<LimitRule>()
                                            .needs("parameter", &LimitRule::parameter)
                                            .needs("value", &LimitRule::value)
                                            .needs("choices", &LimitRule::choices)
                                            .needs("at", &LimitRule::at);
  shape.read(r, node, out);
}

static const Shape<DecisionRule>& decision_shape() {
  static const Shape<DecisionRule> shape =
      Shape<DecisionRule>()
          .needs("id", &DecisionRule::id)
          .needs("title", &DecisionRule::title)
          .needs("question", &DecisionRule::question)
          .takes("choices", &DecisionRule::choices)
          .takes("parameters", &DecisionRule::parameters)
          .takes("internal_parameters", &DecisionRule::internal_parameters)
          .needs("when_nothing", read_when_nothing)
          .takes("grades", &DecisionRule::grades)
          .takes("told_by_effects", &DecisionRule::told_by_effects)
          .takes("limits", &DecisionRule::limits)
          .takes("tests", &DecisionRule::tests)
          .needs("references", &DecisionRule::references)
          .takes("remedies", &DecisionRule::remedies)
          .needs("searched", &DecisionRule::searched);
  return shape;
}

// ---- Words that must be the file's own
// ------------------------------------------------------------------------

static std::vector<std::string> with_answers_of_all(std::vector<std::string> choices) {
  choices.insert(choices.end(), {"none", "n/a", "unclear"});
  return choices;
}

static std::vector<std::string> all_parameters(const DecisionRule& decision) {
  std::vector<std::string> names = decision.parameters;
  names.insert(names.end(), decision.internal_parameters.begin(), decision.internal_parameters.end());
  return names;
}

static void check_grade(Reader& r, const Node& node, const DecisionRule& decision) {
  for (const auto& [key, value] : node.entries()) {
    if (key.text() == "choices")
      for (const Node& choice : value.items())
        r.check_word(choice, "choice", std::string(choice.text()), with_answers_of_all(decision.choices));
    if (key.text() == "when")
      for (const auto& [parameter, _] : value.entries())
        r.check_word(parameter, "parameter", std::string(parameter.text()), all_parameters(decision));
  }
}

static void check_test(Reader& r, const Node& node, const DecisionRule& decision) {
  std::vector<std::string> comparable = decision.parameters;
  comparable.push_back("choice");
  for (const auto& [key, value] : node.entries()) {
    if (key.text() == "parameter")
      r.check_word(value, "parameter", std::string(value.text()), decision.parameters);
    if (key.text() == "compares")
      for (const Node& name : value.items())
        r.check_word(name, "parameter", std::string(name.text()), comparable);
  }
}

// What holds for JavaScript holds for what is written in its other forms.
static void share_remedies(DecisionRule& decision) {
  const auto javascript = decision.remedies.find("javascript");
  if (javascript == decision.remedies.end()) return;
  const std::string text = javascript->second;
  for (const char* language : {"typescript", "tsx"}) decision.remedies.emplace(language, text);
}

static void check_remedies(Reader& r, const Node& node) {
  std::vector<std::string> known = r.words().frameworks;
  known.insert(known.end(), {"default", "python", "javascript", "typescript", "tsx"});
  for (const auto& [key, _] : node.entries())
    r.check_word(key, "framework or language", std::string(key.text()), known);
}

// ---- Evidence
// ---------------------------------------------------------------------------------------------------

static void check_roles(Reader& r, const Node& list) {
  for (const Node& role : list.items()) r.check_word(role, "role", std::string(role.text()), r.words().roles);
}

static std::vector<std::string> effect_names(const Reader& r) {
  std::vector<std::string> names;
  for (const auto& [effect, _] : r.words().effects) names.push_back(effect);
  return names;
}

// call: {does: hash-password, roles: {password: [password]}}
static void read_call_match(Reader& r, const Node& node, EvidenceRule& out) {
  static const Shape<EvidenceRule> shape =
      Shape<EvidenceRule>()
          .needs("does",
                 [](Reader& reader, const Node& n, EvidenceRule& rule) {
                   rule.call_does = reader.text(n);
                   reader.check_word(n, "effect", rule.call_does, effect_names(reader));
                 })
          .takes("roles", [](Reader& reader, const Node& n, EvidenceRule& rule) {
            read_into(reader, n, rule.required_roles);
            for (const auto& [argument, roles] : n.entries()) {
              reader.check_word(argument, "argument", std::string(argument.text()), reader.words().arguments);
              check_roles(reader, roles);
            }
          });
  shape.read(r, node, out);
}

static void read_function_match(Reader& r, const Node& node, EvidenceRule& out) {
  static const Shape<EvidenceRule> shape =
      Shape<EvidenceRule>().needs("reaches", [](Reader& reader, const Node& n, EvidenceRule& rule) {
        read_into(reader, n, rule.function_reaches);
        for (const Node& effect : n.items())
          reader.check_word(effect, "effect", std::string(effect.text()), effect_names(reader));
      });
  shape.read(r, node, out);
}

static void read_comparison_match(Reader& r, const Node& node, EvidenceRule& out) {
  static const Shape<EvidenceRule> shape =
      Shape<EvidenceRule>().needs("roles", [](Reader& reader, const Node& n, EvidenceRule& rule) {
        read_into(reader, n, rule.compares_roles);
        check_roles(reader, n);
      });
  shape.read(r, node, out);
}

static void read_documents_match(Reader& r, const Node& node, EvidenceRule& out) {
  static const std::map<std::string, bool> words{{"framework", true}};
  read_word(r, node, "source of documents", words, out.framework_documents);
}

static void read_match(Reader& r, const Node& node, EvidenceRule& out) {
  static const Shape<EvidenceRule> shape = Shape<EvidenceRule>()
                                               .takes("call", read_call_match)
                                               .takes("function", read_function_match)
                                               .takes("comparison", read_comparison_match)
                                               .takes("documents", read_documents_match);
  shape.read(r, node, out);
  if (node.is_map() && node.entries().size() != 1)
    r.complain(node, "expected exactly one of call, function, comparison, documents here");
}

static void read_not_named(Reader& r, const Node& node, EvidenceRule& out) {
  read_into(r, node, out.not_named);
  check_roles(r, node);
}

static void read_each(Reader& r, const Node& node, EvidenceRule& out) {
  static const std::map<std::string, bool> words{{"site", true}};
  read_word(r, node, "way to count", words, out.a_site_each);
}

void read_into(Reader& r, const Node& node, Provenance& out) {
  static const std::map<std::string, Provenance> words{
      {"library", Provenance::library}, {"framework", Provenance::framework},
      {"stdlib", Provenance::stdlib},   {"hand-rolled", Provenance::hand_rolled},
      {"service", Provenance::service}, {"none", Provenance::none}};
  read_word(r, node, "provenance", words, out);
}

DecisionRule read_decision(Reader& r, const Node& root) {
  DecisionRule decision;
  decision_shape().read(r, root, decision);
  for (const auto& [key, value] : root.entries()) {
    for (const Node& item : value.items()) {
      if (key.text() == "grades") check_grade(r, item, decision);
      if (key.text() == "tests") check_test(r, item, decision);
    }
    if (key.text() == "remedies") check_remedies(r, value);
  }
  share_remedies(decision);
  return decision;
}

EvidenceRule read_evidence(Reader& r, const Node& root, const DecisionRule& decision) {
  static const Shape<EvidenceRule> shape = Shape<EvidenceRule>()
                                               .needs("says", &EvidenceRule::says)
                                               .needs("match", read_match)
                                               .needs("choice", &EvidenceRule::choice)
                                               .takes("provenance", &EvidenceRule::provenance)
                                               .takes("not_named", read_not_named)
                                               .takes("each", read_each);
  EvidenceRule evidence;
  shape.read(r, root, evidence);
  std::vector<std::string> choices = with_answers_of_all(decision.choices);
  choices.push_back("from-library");
  for (const auto& [key, value] : root.entries())
    if (key.text() == "choice") r.check_word(value, "choice", evidence.choice, choices);
  return evidence;
}

}  // namespace assay
