// Evidence by calls: a library's function with a known effect, its arguments in the roles the rule asks for.
#include <fmt/format.h>

#include <algorithm>

#include "reading/decisions/decide.h"
#include "reading/model/knowledge.h"

namespace assay {
namespace {

using model::CallKnowledge;
using model::CallSite;
using model::Origin;
using model::RoleReason;

// A function that is handed on, not called here, shows no arguments: then the parameters of the function
// around it must be named for the roles.
std::optional<RoleReason> roles_around(const Subject& subject, const CallSite& site,
                                       const EvidenceRule& rule) {
  const facts::FileFacts& facts = subject.program.files()[site.origin.file];
  const model::Index function = subject.program.enclosing_function(site.origin.file, site.origin.definition);
  for (const auto& [_, roles] : rule.required_roles) {
    bool named = false;
    for (const facts::Parameter& parameter : facts.definitions[function].parameters)
      for (const std::string& role : roles)
        named = named || subject.roles.suggests(facts.text(parameter.name), role);
    if (!named) return std::nullopt;
  }
  return RoleReason::name;
}

// The weakest reason by which the arguments fill their roles; nothing when one does not.
std::optional<RoleReason> roles_filled(const Subject& subject, const CallSite& site,
                                       const EvidenceRule& rule) {
  if (subject.program.files()[site.origin.file].exprs[site.origin.expr].kind != facts::ExprKind::call)
    return roles_around(subject, site, rule);
  RoleReason weakest = RoleReason::made;
  for (const auto& [argument, roles] : rule.required_roles) {
    const auto locator = site.rule->arguments.find(argument);
    if (locator == site.rule->arguments.end()) return std::nullopt;
    const Origin given = model::locate(subject.program, site.origin, site.callee, locator->second).origin;
    RoleReason best = RoleReason::none;
    for (const std::string& role : roles) best = std::max(best, subject.roles.reason(given, role));
    if (best == RoleReason::none) return std::nullopt;
    weakest = std::min(weakest, best);
  }
  return weakest;
}

// "app/auth.py:12" out of "default of X, app/auth.py:12".
std::optional<Location> location_in(const std::string& from) {
  const std::size_t colon = from.rfind(':');
  if (colon == std::string::npos || colon + 1 == from.size()) return std::nullopt;
  std::uint32_t line = 0;
  for (const char c : from.substr(colon + 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    line = line * 10 + static_cast<std::uint32_t>(c - '0');
  }
  const std::size_t comma = from.rfind(", ", colon);
  const std::size_t start = comma == std::string::npos ? 0 : comma + 2;
  return Location{from.substr(start, colon - start), line, 0, line, 0};
}

Match match_of(const Subject& subject, const CallSite& site, const EvidenceRule& rule) {
  CallKnowledge known = model::know_call(subject.program, site);
  Match match;
  match.symbol = symbol_of(subject.program, site.origin);
  match.site_each = rule.a_site_each;
  match.choice.choice = rule.choice == "from-library" ? known.choice : rule.choice;
  match.why = known.why;
  match.choice.provenance = rule.provenance.value_or(known.provenance);
  if (match.choice.provenance != Provenance::hand_rolled) match.choice.library = known.library;
  match.choice.parameters = std::move(known.parameters);
  match.site = site.origin;
  match.innermost = site.condition;
  match.choice.life = site.test ? Life::test_only : Life::live;
  // What a receiver was made of decides; the call that uses it comes next.
  for (const Evidence& evidence : known.evidence)
    add_evidence(match.choice.evidence, evidence.at, evidence.part);
  add_evidence(match.choice.evidence, subject.program.location(site.origin), rule.says);
  for (const auto& [name, parameter] : match.choice.parameters)
    if (const auto at = location_in(parameter.from))
      add_evidence(match.choice.evidence, *at, fmt::format("sets {}", name));
  for (const auto& [name, why] : known.unknown_parameters)
    if (match.why.empty()) match.why = fmt::format("{}: {}", name, why);
  if (!known.unknown_parameters.empty() || known.version.empty()) match.confidence = Confidence::medium;
  return match;
}

// Named for another purpose: a token that resets a password or confirms an address proves nobody's session.
bool is_for_another_purpose(const Subject& subject, const Match& match, const EvidenceRule& rule) {
  std::vector<std::string> names{match.symbol.substr(match.symbol.rfind('#') + 1)};
  if (const auto claims = match.choice.parameters.find("claims"); claims != match.choice.parameters.end())
    if (const auto* keys = std::get_if<std::vector<std::string>>(&claims->second.value))
      names.insert(names.end(), keys->begin(), keys->end());
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::any_of(rule.not_named.begin(), rule.not_named.end(),
                       [&](const std::string& role) { return subject.roles.suggests(name, role); });
  });
}

// Who asks for it: the callers of the function that holds the call, one step out.
void add_callers(const Subject& subject, const CallSite& site, Match& match) {
  const model::Index function = subject.program.enclosing_function(site.origin.file, site.origin.definition);
  if (function == 0) return;
  std::size_t told = 0;
  for (const CallSite* caller : subject.program.callers_of(site.origin.file, function)) {
    if (++told > 4) return;
    add_evidence(match.choice.evidence, subject.program.location(caller->origin), "asked for here");
  }
}

}  // namespace

std::vector<Match> match_calls(const Subject& subject, std::size_t app, const EvidenceRule& rule) {
  std::vector<Match> matches;
  for (const CallSite& site : subject.program.call_sites()) {
    if (site.rule == nullptr || site.rule->does != rule.call_does || site.test) continue;
    const std::string& file = subject.program.files()[site.origin.file].file;
    if (!model::owns(subject.apps, app, file)) continue;
    const auto filled = roles_filled(subject, site, rule);
    if (!filled) continue;
    Match match = match_of(subject, site, rule);
    if (is_for_another_purpose(subject, match, rule)) continue;
    if (*filled == RoleReason::name) match.confidence = std::max(match.confidence, Confidence::medium);
    if (!rule.a_site_each) add_callers(subject, site, match);
    matches.push_back(std::move(match));
  }
  return matches;
}

std::string symbol_of(const model::Program& program, const model::Origin& origin) {
  const facts::FileFacts& file = program.files()[origin.file];
  std::string path;
  for (model::Index d = origin.definition; d != facts::kNone && d != 0; d = file.definitions[d].parent) {
    const std::string& name = file.text(file.definitions[d].name);
    if (name.empty()) continue;
    path = path.empty() ? name : name + "." + path;
  }
  return path.empty() ? file.file : file.file + "#" + path;
}

}  // namespace assay
