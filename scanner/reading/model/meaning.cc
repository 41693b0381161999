#include "reading/model/meaning.h"

#include <fmt/format.h>

namespace assay::model {

MeaningRef unknown_meaning() {
  static const MeaningRef unknown = std::make_shared<const Meaning>();
  return unknown;
}

MeaningRef item_of(const Meaning& meaning, const std::string& name) {
  // The last entry wins, as it does in both languages.
  for (auto item = meaning.items.rbegin(); item != meaning.items.rend(); ++item)
    if (item->first == name) return item->second;
  return nullptr;
}

const CallRule* rule_of(const Meaning& meaning) {
  if (meaning.library == nullptr) return nullptr;
  for (const CallRule& rule : meaning.library->calls)
    if (rule.name == meaning.name) return &rule;
  return nullptr;
}

bool has_effect(const Meaning& meaning, std::string_view effect) {
  const CallRule* rule = rule_of(meaning);
  return rule != nullptr && rule->does == effect;
}

std::string describe(const Meaning& meaning) {
  using Kind = Meaning::Kind;
  const auto list = [&](std::string_view open, std::string_view close) {
    std::string out(open);
    for (const auto& [name, item] : meaning.items) {
      if (out.size() > open.size()) out += ", ";
      out += name.empty() ? describe(*item) : name + ": " + describe(*item);
    }
    return out + (meaning.open ? ", ..." : "") + std::string(close);
  };
  switch (meaning.kind) {
    case Kind::unknown:
      return "unknown";
    case Kind::constant:
      return meaning.literal == facts::Literal::null ? "null" : meaning.text;
    case Kind::list:
      return list("[", "]");
    case Kind::dict:
      return list("{", "}");
    case Kind::text:
      return list("text(", ")");
    case Kind::external:
      return fmt::format("external {} {}", meaning.distribution, meaning.name);
    case Kind::instance:
      return fmt::format("instance {} {}", meaning.distribution, meaning.name);
    case Kind::module:
      return fmt::format("module {}", meaning.file);
    case Kind::function:
      return fmt::format("function {}:{}", meaning.file, meaning.definition);
    case Kind::type:
      return fmt::format("class {}:{}", meaning.file, meaning.definition);
    case Kind::object:
      return fmt::format("object {}:{}", meaning.file, meaning.definition);
    case Kind::environment:
      return fmt::format("environment {}{}", meaning.text,
                         meaning.fallback ? " or " + describe(*meaning.fallback) : "");
    case Kind::parameter:
      return fmt::format("parameter {} of {}:{}", meaning.element, meaning.file, meaning.definition);
    case Kind::either:
      return list("either(", ")");
  }
  return "unknown";
}

}  // namespace assay::model
