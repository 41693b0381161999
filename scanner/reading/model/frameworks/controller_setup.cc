#include "reading/model/frameworks/controller_setup.h"

#include <algorithm>

#include "common/base/text.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

class SetupReader {
 public:
  explicit SetupReader(const RouteReading& reading)
      : reading_(reading), program_(reading.program), rule_(reading.rule) {}

  ControllerSetup read(FileIndex starting) {
    for (const CallSite* site : calls("global-prefix", starting)) read_prefix(site->origin);
    for (const CallSite* site : calls("versioning", starting)) read_versions(site->origin);
    for (const CallSite* site : calls("global-guards", starting))
      for (const Origin& guard : positional_arguments(program_, site->origin)) setup_.guards.push_back(guard);
    return std::move(setup_);
  }

 private:
  // app.setGlobalPrefix(...): calls of a method that no class of the repository has, in this file or, where
  // it has none, in the app's others.
  std::vector<const CallSite*> calls(const char* job, FileIndex starting) const {
    std::vector<const CallSite*> here, elsewhere;
    for (const CallSite& site : program_.call_sites()) {
      if (!reading_.owned[site.origin.file] || site.callee->is(Kind::function)) continue;
      const facts::FileFacts& facts = reading_.facts(site.origin.file);
      const Index callee = facts.operand(site.origin.expr, 0);
      if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) continue;
      if (!is_listed(names_for(rule_, job), facts.text_of(callee))) continue;
      (site.origin.file == starting ? here : elsewhere).push_back(&site);
    }
    return here.empty() ? elsewhere : here;
  }

  void read_prefix(const Origin& call) {
    const Origin given = program_.evaluator().argument(call, 0, "");
    if (!given.known()) return;
    const auto text = configured_text(given);
    setup_.prefix = joined_path("", text ? plain_path(*text, rule_.path_style) : unknown_prefix(given), true);
    const Origin options = program_.evaluator().argument(call, 1, "");
    if (!options.known()) return;
    const MeaningRef object = program_.evaluator().evaluate(options);
    if (!object->is(Kind::dict)) return;
    const MeaningRef excluded = item_of(*object, "exclude");
    if (!excluded || !excluded->is(Kind::list)) return;
    for (const auto& [_, item] : excluded->items) {
      const MeaningRef path = item->is(Kind::dict) ? item_of(*item, "path") : item;
      if (path && path->is_text())
        setup_.excluded.push_back(joined_path("", plain_path(path->text, rule_.path_style), true));
    }
  }

  // A prefix that only the environment knows stands as a parameter of its name.
  std::string unknown_prefix(const Origin& given) const {
    const MeaningRef meaning = program_.meaning_of(given);
    if (meaning->is(Kind::environment)) return "{" + meaning->text + "}";
    const auto key = config_key(given);
    return key ? "{" + key->substr(key->rfind('.') + 1) + "}" : "{prefix}";
  }

  // A text as it is, or what a configuration's namespace gives under a key: config.get("app.apiPrefix").
  std::optional<std::string> configured_text(const Origin& given) const {
    if (const auto text = known_text(program_, given)) return text;
    const facts::FileFacts& facts = program_.files()[given.file];
    const facts::Expr& written = facts.exprs[given.expr];
    if (const Origin value = last_value_here(given); value.known()) return configured_text_of_call(value);
    if (written.kind == ExprKind::operation &&
        (facts.text_of(given.expr) == "??" || facts.text_of(given.expr) == "or"))
      return known_text(program_, {given.file, facts.operand(given.expr, 1), given.definition, given.frame});
    return configured_text_of_call(given);
  }

  // const prefix = config.get("app.prefix"), in a function too.
  Origin last_value_here(const Origin& given) const {
    const facts::FileFacts& facts = program_.files()[given.file];
    if (facts.exprs[given.expr].kind != ExprKind::name) return {};
    const auto& bindings =
        program_.evaluator().scopes(given.file).visible(given.definition, facts.exprs[given.expr].text);
    if (bindings.size() != 1 || bindings.front().kind != Binding::Kind::assignment ||
        !bindings.front().path.empty())
      return {};
    const facts::Assignment& assignment = facts.assignments[bindings.front().index];
    return {given.file, assignment.value, assignment.place.definition, nullptr};
  }

  std::optional<std::string> config_key(const Origin& call) const {
    if (!call.known()) return std::nullopt;
    const facts::FileFacts& facts = program_.files()[call.file];
    if (facts.exprs[call.expr].kind != ExprKind::call) return std::nullopt;
    const Index callee = facts.operand(call.expr, 0);
    const bool asks = callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
                      is_listed(names_for(rule_, "config-get"), facts.text_of(callee));
    return asks ? known_text(program_, program_.evaluator().argument(call, 0, "")) : std::nullopt;
  }

  std::optional<std::string> configured_text_of_call(const Origin& call) const {
    const auto key = config_key(call);
    if (!key) return std::nullopt;
    std::vector<std::string> parts = split(*key, '.');
    for (const CallSite& site : program_.call_sites()) {
      const bool makes = reading_.owned[site.origin.file] &&
                         is_listed(names_for(rule_, "config-namespace"), site.callee->name);
      if (!makes || text_argument(program_, site.origin, 0, "") != parts.front()) continue;
      const FunctionPlace factory = function_of(program_, program_.evaluator().argument(site.origin, 1, ""));
      if (const auto text = given_by(factory, parts)) return text;
    }
    return known_text(program_, program_.evaluator().argument(call, 1, ""));
  }

  std::optional<std::string> given_by(const FunctionPlace& factory,
                                      const std::vector<std::string>& path) const {
    if (!factory.known()) return std::nullopt;
    for (const Index n : program_.evaluator().exits_of(factory.file, factory.definition)) {
      const Index value = program_.files()[factory.file].exits[n].value;
      if (value == kNone) continue;
      MeaningRef meaning = program_.evaluator().evaluate({factory.file, value, factory.definition, nullptr});
      for (std::size_t part = 1; part < path.size() && meaning; ++part)
        meaning = meaning->is(Kind::dict) ? item_of(*meaning, path[part]) : nullptr;
      if (!meaning) continue;
      if (meaning->is_text()) return meaning->text;
      if (meaning->is(Kind::environment) && meaning->fallback && meaning->fallback->is_text())
        return meaning->fallback->text;
    }
    return std::nullopt;
  }

  // enableVersioning({ type: VersioningType.URI, defaultVersion: "1", prefix: "v" })
  void read_versions(const Origin& call) {
    const Origin options = program_.evaluator().argument(call, 0, "");
    if (!options.known()) {
      setup_.versions_in_paths = true;
      return;
    }
    const MeaningRef object = program_.evaluator().evaluate(options);
    if (!object->is(Kind::dict)) return;
    const MeaningRef type = item_of(*object, "type");
    setup_.versions_in_paths = type && is_listed(names_for(rule_, "version-in-path"), type->name);
    for (const auto& [part, at] : object->origins)
      if (part == "defaultVersion") setup_.default_version = at;
    if (const MeaningRef prefix = item_of(*object, "prefix")) {
      if (prefix->is_text()) setup_.version_prefix = prefix->text;
      if (prefix->is_constant(facts::Literal::boolean)) setup_.version_prefix = "";
    }
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  ControllerSetup setup_;
};

}  // namespace

bool ControllerSetup::excludes(const std::string& path) const {
  return std::any_of(excluded.begin(), excluded.end(), [&](const std::string& pattern) {
    // "docs/*", "docs/(.*)", "docs/{*rest}": whatever lies below.
    const std::size_t star = pattern.find_first_of("*(");
    if (star == std::string::npos) return pattern == path;
    std::string head = pattern.substr(0, star);
    if (head.ends_with('{')) head.pop_back();
    return path.starts_with(head);
  });
}

ControllerSetup read_setup(const RouteReading& reading, FileIndex starting) {
  return SetupReader(reading).read(starting);
}

}  // namespace assay::model
