// What a library's file may say. Shorthands: a bare whole number is a place among the
// arguments, `default: 12` holds for any version, `choice: jwt` is a fixed one.
#include <algorithm>

#include "common/rules/read_files.h"
#include "common/rules/read_schema.h"

namespace assay {

static void read_reading(Reader& r, const Node& node, Reading& out) {
  static const std::map<std::string, Reading> words{
      {"plain", Reading::plain},   {"duration", Reading::duration}, {"keys", Reading::keys},
      {"expiry", Reading::expiry}, {"digest", Reading::digest},     {"algorithm", Reading::algorithm}};
  read_word(r, node, "reading", words, out);
}

static void read_constructor(Reader& r, const Node& node, bool& out) {
  static const std::map<std::string, bool> words{{"constructor", true}};
  read_word(r, node, "place", words, out);
}

// The keys of a locator, for a T that has one: a locator itself, or a parameter with a single place.
template <class T>
static Shape<T> locator_shape(Locator& (*of)(T&)) {
  Shape<T> shape;
  const auto put = [of](auto Locator::*member) {
    return [of, member](Reader& r, const Node& node, T& out) { read_into(r, node, of(out).*member); };
  };
  shape.takes("position", put(&Locator::position))
      .takes("keyword", put(&Locator::keyword))
      .takes("of",
             [of](Reader& r, const Node& node, T& out) { read_constructor(r, node, of(out).of_constructor); })
      .takes("chain", put(&Locator::chain))
      .takes("setting", put(&Locator::setting))
      .takes("keys", put(&Locator::keys))
      .takes("split", put(&Locator::split))
      .takes("element", put(&Locator::element))
      .takes("read", [of](Reader& r, const Node& node, T& out) { read_reading(r, node, of(out).reading); })
      .takes("unit", put(&Locator::unit))
      .takes("suffix", put(&Locator::suffix));
  return shape;
}

static void check_locator(Reader& r, const Node& node, const Locator& locator) {
  const bool argument = locator.position || !locator.keyword.empty();
  if (!argument && locator.setting.empty())
    r.complain(node, "a place needs \"position\", \"keyword\" or \"setting\"");
  if (argument && !locator.setting.empty())
    r.complain(node, "\"setting\" is a place of its own, beside no argument");
  if (locator.position && *locator.position < 0) r.complain(node, "positions count from 0");
  if (locator.of_constructor && !locator.chain.empty())
    r.complain(node, "\"of\" and \"chain\" name two different calls");
}

static Locator at_position(Reader& r, const Node& node) {
  Locator locator;
  locator.position = static_cast<int>(r.whole(node));
  check_locator(r, node, locator);
  return locator;
}

static void read_into(Reader& r, const Node& node, Locator& out) {
  static const Shape<Locator> shape =
      locator_shape<Locator>([](Locator& locator) -> Locator& { return locator; });
  if (node.is_scalar()) {
    out = at_position(r, node);
    return;
  }
  shape.read(r, node, out);
  if (node.is_map()) check_locator(r, node, out);
}

static void read_into(Reader& r, const Node& node, DefaultValue& out) {
  static const Shape<DefaultValue> shape =
      Shape<DefaultValue>().takes("versions", &DefaultValue::versions).needs("value", &DefaultValue::value);
  shape.read(r, node, out);
  for (const auto& [key, value] : node.entries()) {
    if (key.text() != "versions" || !value.is_scalar()) continue;
    std::string_view rest = value.text();
    while (!rest.empty()) {
      const std::string_view clause = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), clause.size() + 1));
      const std::size_t version = clause.find_first_not_of("<>= ");
      const bool compared = clause.find_first_of("<>=") < version;
      if (!compared || version == std::string_view::npos || clause[version] < '0' || clause[version] > '9')
        r.complain(value, "expected versions like \"<5\" or \">=3.1,<4\" here");
    }
  }
}

// `default: 12` or `default: [{versions: "<5", value: 12}, ...]`.
static void read_defaults(Reader& r, const Node& node, std::vector<DefaultValue>& out) {
  const std::vector<Node> items = node.items();
  if (!items.empty() && items.front().is_map())
    read_into(r, node, out);
  else
    out.push_back({"", r.value(node)});
}

static void read_into(Reader& r, const Node& node, ParameterRule& out) {
  // Where all keys of a place stand beside `default` and `map`, there is one place; `at` lists several.
  static const Shape<ParameterRule> shape =
      locator_shape<ParameterRule>([](ParameterRule& rule) -> Locator& {
        if (rule.at.empty()) rule.at.emplace_back();
        return rule.at.front();
      })
          .takes("at", &ParameterRule::at)
          .takes("default", [](Reader& reader, const Node& n,
                               ParameterRule& rule) { read_defaults(reader, n, rule.defaults); })
          .takes("map", &ParameterRule::map)
          .takes("chain_adds", &ParameterRule::chain_adds);
  if (node.is_scalar()) {
    out.at = {at_position(r, node)};
    return;
  }
  shape.read(r, node, out);
  if (!node.is_map()) return;
  if (out.at.empty() && out.defaults.empty()) r.complain(node, "a parameter needs a place or a default");
  if (node.has("at") && (node.has("position") || node.has("keyword")))
    r.complain(node, "\"at\" lists all places; \"position\" and \"keyword\" belong into it");
  else if (!node.has("at") && !out.at.empty())
    check_locator(r, node, out.at.front());
}

static void read_into(Reader& r, const Node& node, ChoiceRule& out) {
  if (node.is_scalar()) {
    out.fixed = r.text(node);
    return;
  }
  ParameterRule rule;
  read_into(r, node, rule);
  out.read = std::move(rule);
}

// `returns: 0` an argument (`{position: 0, keyword: default}`), `returns: receiver` a builder method,
// `returns: keywords` a dict of the call's keywords.
static void read_returns(Reader& r, const Node& node, CallRule& out) {
  static const Shape<CallRule> shape = Shape<CallRule>()
                                           .needs("position", &CallRule::returns_argument)
                                           .takes("keyword", &CallRule::returns_keyword);
  if (node.is_map())
    shape.read(r, node, out);
  else if (node.is_scalar() && node.text() == "receiver")
    out.returns_receiver = true;
  else if (node.is_scalar() && node.text() == "keywords")
    out.returns_keywords = true;
  else
    out.returns_argument = static_cast<int>(r.whole(node));
}

// `by: receiver`, or the place of the object that does the work.
static void read_by(Reader& r, const Node& node, CallRule& out) {
  if (node.is_scalar() && node.text() == "receiver")
    out.by_receiver = true;
  else
    read_into(r, node, out.delegate);
}

static void read_effect(Reader& r, const Node& node, CallRule& out) {
  out.does = r.text(node);
  std::vector<std::string> known;
  for (const auto& [effect, _] : r.words().effects) known.push_back(effect);
  if (!out.does.empty()) r.check_word(node, "effect", out.does, known);
}

static void read_arguments(Reader& r, const Node& node, CallRule& out) {
  read_into(r, node, out.arguments);
  for (const auto& [key, _] : node.entries())
    r.check_word(key, "argument", std::string(key.text()), r.words().arguments);
}

static void read_into(Reader& r, const Node& node, CallRule& out) {
  static const Shape<CallRule> shape = Shape<CallRule>()
                                           .takes("does", read_effect)
                                           .takes("makes", &CallRule::makes)
                                           .takes("returns", read_returns)
                                           .takes("runs", &CallRule::runs_argument)
                                           .takes("by", read_by)
                                           .takes("choice", &CallRule::choice)
                                           .takes("library", &CallRule::library)
                                           .takes("arguments", read_arguments)
                                           .takes("parameters", &CallRule::parameters)
                                           .takes("per_choice", &CallRule::per_choice)
                                           .takes("on_any_receiver", &CallRule::on_any_receiver)
                                           .takes("given_to", &CallRule::given_to)
                                           .takes("fields", &CallRule::fields)
                                           .takes("parse", &CallRule::parse)
                                           .takes("default_by", &CallRule::default_by)
                                           .takes("prefix", &CallRule::prefix)
                                           .takes("named_by", &CallRule::named_by)
                                           .takes("ignores_empty", &CallRule::ignores_empty)
                                           .takes("trap", &CallRule::trap);
  shape.read(r, node, out);
}

// ---- What a call says must fit the decision that its effect belongs to
// ---------------------------------------

// The choices or parameters a call may give: its effect's own, or those of the effect's decision; those of
// all decisions where it has no such effect.
static std::vector<std::string> words_for(const RuleWords& words, const CallRule& call,
                                          const std::vector<std::string> EffectWords::*own,
                                          const std::map<std::string, std::vector<std::string>>& lists) {
  const auto effect = words.effects.find(call.does);
  if (effect != words.effects.end()) {
    if (!(effect->second.*own).empty()) return effect->second.*own;
    const auto found = lists.find(effect->second.decision);
    if (found != lists.end()) return found->second;
  }
  std::vector<std::string> all;
  for (const auto& [_, list] : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

static void check_choices(Reader& r, const Node& node, const CallRule& call) {
  const std::vector<std::string> known = words_for(r.words(), call, &EffectWords::choices, r.words().choices);
  for (const auto& [key, value] : node.entries()) {
    if (key.text() == "choice" && value.is_scalar())
      r.check_word(value, "choice", std::string(value.text()), known);
    if (key.text() == "per_choice")
      for (const auto& [choice, _] : value.entries())
        r.check_word(choice, "choice", std::string(choice.text()), known);
    if (key.text() != "choice" || !value.is_map()) continue;
    for (const auto& [part, mapping] : value.entries())
      if (part.text() == "map")
        for (const auto& [_, meant] : mapping.entries())
          r.check_word(meant, "choice", std::string(meant.text()), known);
  }
}

static void check_parameters(Reader& r, const Node& parameters, const std::vector<std::string>& known) {
  for (const auto& [name, _] : parameters.entries())
    r.check_word(name, "parameter", std::string(name.text()), known);
}

static void check_call(Reader& r, const Node& node, const CallRule& call) {
  check_choices(r, node, call);
  const std::vector<std::string> known =
      words_for(r.words(), call, &EffectWords::parameters, r.words().parameters);
  for (const auto& [key, value] : node.entries()) {
    if (key.text() == "parameters") check_parameters(r, value, known);
    if (key.text() == "per_choice")
      for (const auto& [_, parameters] : value.entries()) check_parameters(r, parameters, known);
  }
}

static void read_calls(Reader& r, const Node& node, LibraryRule& out) {
  if (!r.expect_map(node)) return;
  std::set<std::string> seen;
  for (const auto& [key, value] : node.entries()) {
    CallRule call;
    call.name = r.text(key);
    if (!seen.insert(call.name).second)
      r.complain(key, fmt::format("call \"{}\" stands here twice", call.name));
    read_into(r, value, call);
    check_call(r, value, call);
    out.calls.push_back(std::move(call));
  }
}

std::string ecosystem_of(const std::string& distribution) {
  return distribution.substr(0, distribution.find(':'));
}

static void check_distribution(Reader& r, const Node& node, const LibraryRule& library) {
  if (library.distribution.empty()) return;
  const std::string ecosystem = ecosystem_of(library.distribution);
  const bool named = ecosystem.size() + 1 < library.distribution.size();
  if (!named || (ecosystem != "pypi" && ecosystem != "npm" && ecosystem != "stdlib"))
    r.complain(node,
               fmt::format(
                   "expected a distribution like \"pypi:PyJWT\", \"npm:jose\" or \"stdlib:node\", not \"{}\"",
                   library.distribution));
}

// A call is found by the module its name starts with, so a name must start with one of the file's.
static void check_names(Reader& r, const Node& calls, const LibraryRule& library) {
  if (std::find(library.modules.begin(), library.modules.end(), "globals") != library.modules.end()) return;
  for (const auto& [key, _] : calls.entries()) {
    const std::string_view name = key.text();
    const bool found =
        std::any_of(library.modules.begin(), library.modules.end(), [&](const std::string& module) {
          return name == module ||
                 (name.starts_with(module) && (name[module.size()] == '.' || name[module.size()] == '/'));
        });
    if (!found)
      r.complain(key, fmt::format("call \"{}\" is in none of the modules ({})", name,
                                  fmt::join(library.modules, ", ")));
  }
}

static Provenance usual_provenance(const std::string& distribution) {
  return ecosystem_of(distribution) == "stdlib" ? Provenance::stdlib : Provenance::library;
}

static void read_jobs(Reader& r, const Node& node, LibraryRule& out) {
  read_into(r, node, out.jobs);
  for (const Node& job : node.items()) r.check_word(job, "job", std::string(job.text()), r.words().jobs);
}

static void read_trigger(Reader& r, const Node& node, LibraryRule& out) {
  out.trigger = r.text(node);
  r.check_word(node, "trigger", out.trigger, {"import", "calls"});
}

LibraryRule read_library(Reader& r, const Node& root) {
  static const Shape<LibraryRule> shape = Shape<LibraryRule>()
                                              .needs("distribution", &LibraryRule::distribution)
                                              .takes("modules", &LibraryRule::modules)
                                              .takes("provenance", &LibraryRule::provenance)
                                              .takes("shown", &LibraryRule::shown)
                                              .takes("calls", read_calls)
                                              .takes("schema", &LibraryRule::schema)
                                              .takes("jobs", read_jobs)
                                              .takes("trigger", read_trigger)
                                              .needs("source", &LibraryRule::source);
  LibraryRule library;
  shape.read(r, root, library);
  if (!root.has("provenance")) library.provenance = usual_provenance(library.distribution);
  for (const auto& [key, value] : root.entries())
    if (key.text() == "distribution") check_distribution(r, value, library);
  if (library.modules.empty() && library.distribution.starts_with("npm:"))
    library.modules = {library.distribution.substr(4)};
  if (library.modules.empty()) r.complain(root, "key \"modules\" is missing: what does code import?");
  for (const auto& [key, value] : root.entries())
    if (key.text() == "calls") check_names(r, value, library);
  return library;
}

}  // namespace assay
