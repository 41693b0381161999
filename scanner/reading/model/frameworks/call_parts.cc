#include "reading/model/frameworks/call_parts.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "common/base/text.h"
#include "reading/model/routes/middleware.h"
#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxChain = 400;  // calls hung on each other, each a route
constexpr std::size_t kMaxTargets = 8;
constexpr std::size_t kMaxPaths = 64;

// A template's text, where every piece of it can be told.
std::optional<std::string> text_in(const Meaning& meaning) {
  if (meaning.is_text() || meaning.is_constant(facts::Literal::integer)) return meaning.text;
  if (meaning.is(Kind::environment) && meaning.fallback) return text_in(*meaning.fallback);
  if (!meaning.is(Kind::text)) return std::nullopt;
  std::string whole;
  for (const auto& [_, piece] : meaning.items) {
    const auto text = piece->is(Kind::text) ? std::nullopt : text_in(*piece);
    if (!text) return std::nullopt;
    whole += *text;
  }
  return whole;
}

// A regular expression that spells a path: groups become parameters, by name or by number.
WrittenPath regex_path(const std::string& pattern) {
  std::string out;
  int groups = 0;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::string_view rest = std::string_view(pattern).substr(i);
    if (rest.starts_with("\\/?$") || rest.starts_with("(?:\\/)?$") || rest == "$" ||
        (i == 0 && rest[0] == '^')) {
      i += rest[0] == '^' ? 1 : rest.size();
    } else if (rest[0] == '\\' && rest.size() > 1 && std::isalnum(static_cast<unsigned char>(rest[1])) == 0) {
      out += rest[1];
      i += 2;
    } else if (rest[0] == '(' && !rest.starts_with("(?:")) {
      const bool named = rest.starts_with("(?<");
      const std::size_t close = rest.find('>');
      std::size_t end = i;
      for (int depth = 0; end < pattern.size(); ++end) {
        if (pattern[end] == '\\')
          ++end;
        else if (pattern[end] == '(')
          ++depth;
        else if (pattern[end] == ')' && --depth == 0)
          break;
      }
      out += "{" +
             (named && close != std::string_view::npos ? std::string(rest.substr(3, close - 3))
                                                       : std::to_string(groups)) +
             "}";
      ++groups;
      i = std::min(end + 1, pattern.size());
    } else {
      out += pattern[i++];
    }
  }
  return {out, pattern.ends_with(".*") || pattern.ends_with(".*)") || pattern.ends_with("(.*)$") ||
                   pattern.ends_with(".*$")};
}

// Express 5 writes /users{/:id} for what may be left out.
std::string without_optional_braces(const std::string& text) {
  std::string out;
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 1 < text.size() && (text[i + 1] == '/' || text[i + 1] == '.')) {
      ++open;
    } else if (text[i] == '}' && open > 0) {
      --open;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Where a path goes on with anything: from "*", "*rest", "(.*)" or "{*rest}" on.
std::size_t rest_begins(const std::string& text) {
  for (const std::string_view mark : {"{*", "(.*)", "*"}) {
    const std::size_t at = text.find(mark);
    if (at == std::string::npos || (at > 0 && text[at - 1] != '/')) continue;
    const std::string_view after = std::string_view(text).substr(at);
    if (after.find('/') == std::string_view::npos) return at;
  }
  // :path(.*) and :path* and :path{.+}
  for (const std::string_view end : {"(.*)", "*", "{.*}", "{.+}"})
    if (text.ends_with(end))
      if (const std::size_t colon = text.rfind("/:"); colon != std::string::npos) return colon + 1;
  return std::string::npos;
}

}  // namespace

bool has_job(const FrameworkRule& rule, const std::string& job, const std::string& word) {
  const auto names = rule.names.find(job);
  return names != rule.names.end() && is_listed(names->second, word);
}

WrittenPath written_path(const FrameworkRule& rule, const std::string& text) {
  const std::size_t rest = rest_begins(text);
  std::string kept = without_optional_braces(text.substr(0, rest));
  if (rest != std::string::npos && kept.ends_with('/')) kept.pop_back();
  return {plain_path(kept, rule.path_style), rest != std::string::npos};
}

std::optional<std::vector<WrittenPath>> paths_of(const RouteReading& reading, const Origin& expr) {
  if (!expr.known()) return std::nullopt;
  const MeaningRef meaning = reading.program.meaning_of(expr);
  if (meaning->is_constant(facts::Literal::regex)) return std::vector{regex_path(meaning->text)};
  if (const auto text = text_in(*meaning)) return std::vector{written_path(reading.rule, *text)};
  if (meaning->is(Kind::text) || meaning->is(Kind::environment)) return std::vector<WrittenPath>{};
  if (meaning->is(Kind::list) && !meaning->items.empty()) {
    std::vector<WrittenPath> paths;
    for (const auto& [_, item] : meaning->items) {
      if (item->is_constant(facts::Literal::regex))
        paths.push_back(regex_path(item->text));
      else if (const auto text = text_in(*item))
        paths.push_back(written_path(reading.rule, *text));
      else
        return std::nullopt;
      if (paths.size() >= kMaxPaths) break;
    }
    return paths;
  }
  const ExprKind kind = reading.facts(expr.file).exprs[expr.expr].kind;
  if (kind == ExprKind::template_) return std::vector<WrittenPath>{};
  return std::nullopt;
}

Location location_of_method(const facts::FileFacts& facts, Index call) {
  const Index callee = facts.operand(call, 0);
  facts::Range range = facts.exprs[call].range;
  if (callee != kNone && facts.exprs[callee].kind == ExprKind::attribute)
    range.line = facts.exprs[callee].range.end_line;
  return facts.location(range);
}

std::vector<Target> TargetFinder::find(const Origin& expr) const {
  if (!expr.known()) return {};
  return find(*reading_.program.evaluator().evaluate(expr));
}

std::vector<Target> TargetFinder::find(const Meaning& meaning) const {
  std::vector<Target> out;
  collect(meaning, 0, out);
  return out;
}

RouterId TargetFinder::bind(FileIndex file, Index function, Index parameter, const RouterId& router) {
  return std::exchange(bound_[{file, function, parameter}], router);
}

void TargetFinder::collect(const Meaning& meaning, int depth, std::vector<Target>& out) const {
  if (depth > kMaxChain || out.size() >= kMaxTargets) return;
  if (meaning.is(Kind::either)) {
    for (const auto& [_, item] : meaning.items) collect(*item, depth + 1, out);
    return;
  }
  if (meaning.is(Kind::parameter)) {
    const auto found = bound_.find({meaning.file, meaning.definition, meaning.element});
    if (found != bound_.end() && found->second.known()) out.push_back({found->second, "", {}, false});
    return;
  }
  if (meaning.is(Kind::unknown)) return collect_chain(meaning, depth, out);
  if (!meaning.is(Kind::instance) || !meaning.made_by.known()) return;
  const FrameworkRule& rule = reading_.rule;
  if (is_listed(rule.routers, meaning.name) || is_listed(rule.constructors, meaning.name)) {
    RouterId router = router_of_call(meaning.made_by);
    router.context = start_up_.context_of(meaning.made_by);
    out.push_back({router, "", {}, false});
    return;
  }
  collect_chain(meaning, depth, out);
}

// What a method of a router gives back is the router again, for those methods that do.
void TargetFinder::collect_chain(const Meaning& meaning, int depth, std::vector<Target>& out) const {
  if (!meaning.receiver || !meaning.made_by.known()) return;
  const FrameworkRule& rule = reading_.rule;
  const std::string method = last_part(meaning.name);
  const bool scope = has_job(rule, "path-scope", method);
  const bool chained = scope || is_listed(rule.methods, method) || is_listed(rule.include, method) ||
                       has_job(rule, "mounted-by", method) || has_job(rule, "chain", method) ||
                       has_job(rule, "set-prefix", method) || has_job(rule, "on-method", method) ||
                       has_job(rule, "described-route", method);
  if (!chained) return;
  std::vector<Target> found;
  collect(*meaning.receiver, depth + 1, found);
  for (Target& target : found) {
    if (scope) {
      const auto paths = paths_of(reading_, reading_.program.evaluator().argument(meaning.made_by, 0, ""));
      if (!paths || paths->size() != 1) continue;
      target.path = joined_path(target.path, paths->front().plain, rule.path_join == "segments");
      target.at_path = true;
    } else if (target.at_path && method == "all") {
      for (const Origin& guard : arguments_from(reading_.program, meaning.made_by, 0))
        add_guard_name(reading_, guard, target.guards);
    }
    out.push_back(std::move(target));
  }
}

}  // namespace assay::model
