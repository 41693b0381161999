// What a library's file may say of schemas.
#include "common/rules/read_schema.h"

#include "common/vocabulary/app.h"

namespace assay {
namespace {

// What a keyword can say of a field.
const std::vector<std::string> kKeywordMeanings{
    "min",  "max",  "length", "above", "below",  "required", "optional", "default", "left-out",
    "kept", "name", "says",   "type",  "format", "of",       "each",     "list",    "location"};

void read_type(Reader& r, const Node& node, std::string& out) {
  out = r.text(node);
  r.check_word(node, "type of a field", out, field_types());
}

void read_into(Reader& r, const Node& node, SchemaPlace& out) {
  static const Shape<SchemaPlace> shape = Shape<SchemaPlace>()
                                              .takes("position", &SchemaPlace::position)
                                              .takes("keyword", &SchemaPlace::keyword)
                                              .takes("key", &SchemaPlace::key);
  if (node.is_map())
    shape.read(r, node, out);
  else
    out.position = static_cast<int>(r.whole(node));
  if (out.position && *out.position < 0) r.complain(node, "positions count from 0");
  if (node.is_map() && !out.position && out.keyword.empty())
    r.complain(node, "a place needs \"position\" or \"keyword\"");
}

void read_place(Reader& r, const Node& node, std::optional<SchemaPlace>& out) {
  SchemaPlace place;
  read_into(r, node, place);
  out = std::move(place);
}

void read_has(Reader& r, const Node& node, SchemaWord& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [name, type] : node.entries()) {
    std::string word;
    read_type(r, type, word);
    out.has.emplace_back(r.text(name), std::move(word));
  }
}

Shape<SchemaWord>::Put at(std::optional<SchemaPlace> SchemaWord::*place) {
  return [place](Reader& r, const Node& node, SchemaWord& out) { read_place(r, node, out.*place); };
}

void read_into(Reader& r, const Node& node, SchemaWord& out) {
  static const Shape<SchemaWord> shape =
      Shape<SchemaWord>()
          .takes("type",
                 [](Reader& reader, const Node& n, SchemaWord& word) { read_type(reader, n, word.type); })
          .takes("required", &SchemaWord::required)
          .takes("all_required", &SchemaWord::all_required)
          .takes("no_field", &SchemaWord::no_field)
          .takes("form", &SchemaWord::form)
          .takes("reads_request", &SchemaWord::reads_request)
          .takes("every", &SchemaWord::every)
          .takes("added_by", &SchemaWord::added_by)
          .takes("min", at(&SchemaWord::min))
          .takes("max", at(&SchemaWord::max))
          .takes("min_is", &SchemaWord::min_is)
          .takes("above", at(&SchemaWord::above))
          .takes("below", at(&SchemaWord::below))
          .takes("name", at(&SchemaWord::name))
          .takes("of", at(&SchemaWord::of))
          .takes("fields", at(&SchemaWord::fields))
          .takes("keeps", at(&SchemaWord::keeps))
          .takes("leaves_out", at(&SchemaWord::leaves_out))
          .takes("says", at(&SchemaWord::says))
          .takes("options", at(&SchemaWord::options))
          .takes("default", at(&SchemaWord::default_value))
          .takes("has", read_has);
  if (node.is_scalar())
    read_type(r, node, out.type);
  else
    shape.read(r, node, out);
}

void read_keywords(Reader& r, const Node& node, SchemaRule& out) {
  read_into(r, node, out.keywords);
  if (!node.is_map()) return;
  for (const auto& [_, meaning] : node.entries())
    r.check_word(meaning, "meaning of a keyword", std::string(meaning.text()), kKeywordMeanings);
}

void read_settings(Reader& r, const Node& node, SchemaRule& out) {
  static const Shape<SchemaSettings> shape = Shape<SchemaSettings>()
                                                 .needs("name", &SchemaSettings::name)
                                                 .takes("model", &SchemaSettings::model)
                                                 .takes("fields", &SchemaSettings::fields)
                                                 .takes("leaves_out", &SchemaSettings::leaves_out)
                                                 .takes("read_only", &SchemaSettings::read_only)
                                                 .takes("options", &SchemaSettings::options);
  SchemaSettings settings;
  shape.read(r, node, settings);
  out.settings = std::move(settings);
}

void read_words(Reader& r, const Node& node, std::map<std::string, SchemaWord>& out) {
  if (!r.expect_map(node)) return;
  for (const auto& [name, word] : node.entries()) {
    if (out.contains(r.text(name)))
      r.complain(name, fmt::format("name \"{}\" stands here twice", name.text()));
    read_into(r, word, out[r.text(name)]);
  }
}

}  // namespace

void read_into(Reader& r, const Node& node, SchemaRule& out) {
  static const Shape<SchemaRule> shape =
      Shape<SchemaRule>()
          .takes("like", &SchemaRule::like)
          .needs("roots", &SchemaRule::roots)
          .takes("required", &SchemaRule::required)
          .takes("names",
                 [](Reader& reader, const Node& n, SchemaRule& rule) { read_words(reader, n, rule.names); })
          .takes("methods",
                 [](Reader& reader, const Node& n, SchemaRule& rule) { read_words(reader, n, rule.methods); })
          .takes("keywords", read_keywords)
          .takes("renames", &SchemaRule::renames)
          .takes("settings", read_settings);
  shape.read(r, node, out);
}

}  // namespace assay
