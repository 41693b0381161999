// Settings: the environment variables an app's code reads.
#include <algorithm>
#include <map>

#include "reading/model/apps.h"
#include "reading/model/effects.h"
#include "reading/model/setting_limits.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

void note(std::map<std::string, Setting>& settings, const Meaning& variable, const Location& at) {
  Setting& setting = settings[variable.text];
  const bool fresh = setting.name.empty();
  setting.name = variable.text;
  if (fresh) setting.at = at;
  // An empty default is none: code that takes "" refuses it next, or runs without.
  const bool defaulted = variable.fallback && variable.fallback->is(Kind::constant) &&
                         !variable.fallback->text.empty() &&
                         variable.fallback->literal != facts::Literal::null;
  if (defaulted && !setting.default_value) setting.default_value = variable.fallback->text;
}

}  // namespace

std::vector<Setting> find_settings(const Program& program, const std::string& root) {
  std::map<std::string, Setting> settings;
  for (FileIndex f = 0; f < program.files().size(); ++f) {
    const facts::FileFacts& facts = program.files()[f];
    if (program.is_test(f) || !is_inside(facts.file, root)) continue;
    const std::vector<Index> definitions = definitions_of_exprs(facts);
    for (Index e = 0; e < facts.exprs.size(); ++e) {
      const ExprKind kind = facts.exprs[e].kind;
      if (kind != ExprKind::call && kind != ExprKind::index && kind != ExprKind::attribute) continue;
      const MeaningRef meaning = program.evaluator().evaluate({f, e, definitions[e], nullptr});
      if (meaning->is(Kind::environment)) note(settings, *meaning, facts.location_of(e));
      if (meaning->is(Kind::dict))
        for (const auto& [_, item] : meaning->items)
          if (item->is(Kind::environment)) note(settings, *item, facts.location_of(e));
    }
  }
  std::vector<Setting> out;
  const std::map<std::string, SettingLimit> limits = find_setting_limits(program, root);
  for (auto& [name, setting] : settings) {
    setting.required = !setting.default_value;
    if (const auto limit = limits.find(name); limit != limits.end()) {
      setting.min_length = limit->second.min_length;
      setting.refused_at = limit->second.at;
    }
    out.push_back(std::move(setting));
  }
  return out;
}

}  // namespace assay::model
