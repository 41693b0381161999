// The two files whose words all others use: effects.yaml and roles.yaml.
#include "common/rules/read_files.h"

namespace assay {

struct EffectRule {
  std::string says;
  EffectWords words;
  std::string makes;  // the role of what such a call gives
};

static void read_into(Reader& r, const Node& node, EffectRule& out) {
  static const Shape<EffectRule> shape =
      Shape<EffectRule>()
          .needs("says", &EffectRule::says)
          .takes("decision", [](Reader& reader, const Node& n,
                                EffectRule& rule) { read_into(reader, n, rule.words.decision); })
          .takes("choices", [](Reader& reader, const Node& n,
                               EffectRule& rule) { read_into(reader, n, rule.words.choices); })
          .takes("parameters", [](Reader& reader, const Node& n,
                                  EffectRule& rule) { read_into(reader, n, rule.words.parameters); })
          .takes("makes", [](Reader& reader, const Node& n, EffectRule& rule) {
            rule.makes = reader.text(n);
            reader.check_word(n, "role", rule.makes, reader.words().roles);
          });
  if (node.is_scalar())
    out.says = r.text(node);
  else
    shape.read(r, node, out);
}

struct EffectsFile {
  std::map<std::string, EffectRule> effects;
  std::map<std::string, std::string> arguments;
  std::vector<IdiomRule> idioms;
  std::vector<std::string> jobs;
  std::vector<std::string> supporting;
};

static void read_into(Reader& r, const Node& node, IdiomRule& out) {
  static const Shape<IdiomRule> shape = Shape<IdiomRule>()
                                            .needs("effect", &IdiomRule::effect)
                                            .takes("methods", &IdiomRule::methods)
                                            .takes("argument", &IdiomRule::argument)
                                            .takes("joins", &IdiomRule::joins);
  shape.read(r, node, out);
  const bool telling_method = !out.methods.empty() && !out.argument.empty();
  if (telling_method == !out.joins.empty())
    r.complain(node, "an idiom is either \"methods\" with an \"argument\", or \"joins\"");
}

static void read_into(Reader& r, const Node& node, NameRoleRule& out) {
  static const Shape<NameRoleRule> shape = Shape<NameRoleRule>()
                                               .needs("role", &NameRoleRule::role)
                                               .needs("words", &NameRoleRule::words)
                                               .takes("not", &NameRoleRule::not_words);
  shape.read(r, node, out);
}

static void check_effects(Reader& r, const Node& root, const EffectsFile& file) {
  std::vector<std::string> known;
  for (const auto& [effect, _] : file.effects) known.push_back(effect);
  for (const auto& [section, idioms] : root.entries())
    if (section.text() == "idioms")
      for (const Node& idiom : idioms.items())
        for (const auto& [key, value] : idiom.entries())
          if (key.text() == "effect") r.check_word(value, "effect", std::string(value.text()), known);
  for (const auto& [section, effects] : root.entries())
    if (section.text() == "supporting")
      for (const Node& effect : effects.items())
        r.check_word(effect, "effect", std::string(effect.text()), known);
}

void read_effects(Reader& r, const Node& root, RuleWords& words, RuleBook& book) {
  static const Shape<EffectsFile> shape = Shape<EffectsFile>()
                                              .needs("effects", &EffectsFile::effects)
                                              .needs("arguments", &EffectsFile::arguments)
                                              .takes("jobs", &EffectsFile::jobs)
                                              .takes("supporting", &EffectsFile::supporting)
                                              .takes("idioms", &EffectsFile::idioms);
  EffectsFile file;
  shape.read(r, root, file);
  check_effects(r, root, file);
  for (auto& [effect, rule] : file.effects) {
    words.effects[effect] = std::move(rule.words);
    book.effects.push_back(effect);
    if (!rule.makes.empty()) book.effect_roles.emplace_back(effect, std::move(rule.makes));
  }
  for (auto& [argument, _] : file.arguments) words.arguments.push_back(argument);
  words.jobs = std::move(file.jobs);
  book.supporting_effects = std::move(file.supporting);
  std::move(file.idioms.begin(), file.idioms.end(), std::back_inserter(book.idioms));
}

struct RolesFile {
  std::vector<NameRoleRule> roles;
  std::vector<std::string> methods, taking, copying, telling;
};

void read_roles(Reader& r, const Node& root, RuleWords& words, RuleBook& book) {
  static const Shape<RolesFile> shape = Shape<RolesFile>()
                                            .needs("roles", &RolesFile::roles)
                                            .takes("methods", &RolesFile::methods)
                                            .takes("taking", &RolesFile::taking)
                                            .takes("copying", &RolesFile::copying)
                                            .takes("telling", &RolesFile::telling);
  RolesFile file;
  shape.read(r, root, file);
  for (const NameRoleRule& rule : file.roles) words.roles.push_back(rule.role);
  std::move(file.roles.begin(), file.roles.end(), std::back_inserter(book.name_roles));
  std::move(file.methods.begin(), file.methods.end(), std::back_inserter(book.transparent_methods));
  std::move(file.taking.begin(), file.taking.end(), std::back_inserter(book.taking_methods));
  std::move(file.copying.begin(), file.copying.end(), std::back_inserter(book.copying_methods));
  std::move(file.telling.begin(), file.telling.end(), std::back_inserter(book.telling_methods));
}

}  // namespace assay
