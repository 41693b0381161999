#include "reading/model/effects.h"

#include <algorithm>
#include <numeric>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using facts::FileFacts;
using Kind = Meaning::Kind;

bool is_literal(const FileFacts& facts, Index expr, const std::string& text) {
  return expr != kNone && facts.exprs[expr].kind == ExprKind::literal && facts.text_of(expr) == text;
}

// f"{a}.{b}": the separator, and nothing but it, stands between two values.
bool template_joins(const FileFacts& facts, Index expr, const std::string& separator) {
  const facts::Expr& whole = facts.exprs[expr];
  std::uint32_t values = 0;
  bool joined = false;
  for (std::uint32_t n = 0; n < whole.operand_count; ++n) {
    const Index piece = facts.operand(expr, n);
    if (piece == kNone) return false;
    if (facts.exprs[piece].kind != ExprKind::literal)
      ++values;
    else if (facts.text_of(piece) == separator)
      joined = true;
    else
      return false;
  }
  return joined && values >= 2;
}

// a + "." + b
bool sum_joins(const FileFacts& facts, Index expr, const std::string& separator) {
  if (facts.text_of(expr) != "+" || facts.exprs[expr].operand_count != 2) return false;
  const Index left = facts.operand(expr, 0);
  if (left == kNone || facts.exprs[left].kind != ExprKind::operation || facts.text_of(left) != "+")
    return false;
  return is_literal(facts, facts.operand(left, 1), separator);
}

// ".".join([a, b]) and [a, b].join(".")
bool call_joins(const FileFacts& facts, Index expr, const std::string& separator) {
  const Index callee = facts.operand(expr, 0);
  if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute || facts.text_of(callee) != "join")
    return false;
  return is_literal(facts, facts.operand(callee, 0), separator) ||
         is_literal(facts, facts.operand(expr, 1), separator);
}

// Header names come in any case.
bool is_argument(const FileFacts& facts, Index expr, const std::string& text) {
  return expr != kNone && facts.exprs[expr].kind == ExprKind::literal &&
         to_lower(facts.text_of(expr)) == text;
}

bool uses_idiom(const FileFacts& facts, Index call, const IdiomRule& idiom) {
  const Index callee = facts.operand(call, 0);
  if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) return false;
  if (std::find(idiom.methods.begin(), idiom.methods.end(), facts.text_of(callee)) == idiom.methods.end())
    return false;
  for (std::uint32_t n = 1; n < facts.exprs[call].operand_count; ++n)
    if (is_argument(facts, facts.operand(call, n), idiom.argument)) return true;
  return false;
}

}  // namespace

Index definition_at(const FileFacts& facts, std::uint32_t byte) {
  Index found = 0;
  for (Index d = 1; d < facts.definitions.size(); ++d)
    if (facts.definitions[d].range.start <= byte && byte < facts.definitions[d].range.end)
      found = d;  // children follow parents
  return found;
}

std::vector<Index> definitions_of_exprs(const FileFacts& facts) {
  std::vector<Index> order(facts.exprs.size()), definitions(facts.definitions.size());
  std::iota(order.begin(), order.end(), 0);
  std::iota(definitions.begin(), definitions.end(), 0);
  const auto by_start = [](const auto& things) {
    return [&things](Index a, Index b) { return things[a].range.start < things[b].range.start; };
  };
  std::stable_sort(order.begin(), order.end(), by_start(facts.exprs));
  std::stable_sort(definitions.begin(), definitions.end(), by_start(facts.definitions));
  std::vector<Index> out(facts.exprs.size(), 0), open;
  std::size_t next = 0;
  for (const Index e : order) {
    const std::uint32_t start = facts.exprs[e].range.start;
    for (; next < definitions.size() && facts.definitions[definitions[next]].range.start <= start; ++next)
      open.push_back(definitions[next]);
    while (!open.empty() && open.back() != 0 && facts.definitions[open.back()].range.end <= start)
      open.pop_back();
    out[e] = open.empty() ? 0 : open.back();
  }
  return out;
}

Effects::Effects(const Program& program) : program_(program), words_(program.rules().effects) {
  for (const CallSite& site : program.call_sites()) {
    if (site.test) continue;
    const FunctionId function{site.origin.file,
                              program.enclosing_function(site.origin.file, site.origin.definition)};
    if (site.rule != nullptr && !site.rule->does.empty()) note(function, site.rule->does, site.origin);
    if (site.callee->is(Kind::function))
      functions_[function].callees.push_back({site.callee->file, site.callee->definition});
  }
  for (FileIndex f = 0; f < program.files().size(); ++f)
    if (!program.is_test(f)) note_idioms(f);
  spread();
}

std::optional<std::size_t> Effects::bit(const std::string& effect) const {
  const auto found = std::find(words_.begin(), words_.end(), effect);
  if (found == words_.end() || found - words_.begin() >= 128) return std::nullopt;
  return static_cast<std::size_t>(found - words_.begin());
}

void Effects::note(FunctionId function, const std::string& effect, const Origin& where) {
  const auto n = bit(effect);
  if (!n) return;
  functions_[function].own.set(*n);
  functions_[function].places.emplace_back(*n, where);
}

void Effects::note_idioms(FileIndex file) {
  const FileFacts& facts = program_.files()[file];
  const std::vector<Index> definitions = definitions_of_exprs(facts);
  for (const IdiomRule& idiom : program_.rules().idioms) {
    if (!idiom.joins.empty()) {
      for (Index e = 0; e < facts.exprs.size(); ++e) note_join(file, e, definitions[e], idiom);
      continue;
    }
    for (const facts::Call& call : facts.calls)
      if (uses_idiom(facts, call.expr, idiom))
        note({file, program_.enclosing_function(file, call.place.definition)}, idiom.effect,
             {file, call.expr, call.place.definition, nullptr});
  }
}

void Effects::note_join(FileIndex file, Index expr, Index definition, const IdiomRule& idiom) {
  const FileFacts& facts = program_.files()[file];
  const ExprKind kind = facts.exprs[expr].kind;
  const bool joins = (kind == ExprKind::template_ && template_joins(facts, expr, idiom.joins)) ||
                     (kind == ExprKind::operation && sum_joins(facts, expr, idiom.joins)) ||
                     (kind == ExprKind::call && call_joins(facts, expr, idiom.joins));
  if (!joins) return;
  note({file, program_.enclosing_function(file, definition)}, idiom.effect,
       {file, expr, definition, nullptr});
}

// Effects travel from callee to caller until nothing changes; each pass adds at least a bit, so it ends.
void Effects::spread() {
  for (auto& [_, function] : functions_) function.reached = function.own;
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [_, function] : functions_)
      for (const FunctionId& callee : function.callees) {
        const auto found = functions_.find(callee);
        if (found == functions_.end()) continue;
        const Bits before = function.reached;
        function.reached |= found->second.reached;
        changed = changed || before != function.reached;
      }
  }
}

bool Effects::reaches(FunctionId function, const std::string& effect) const {
  const auto n = bit(effect);
  const auto found = functions_.find(function);
  return n && found != functions_.end() && found->second.reached.test(*n);
}

std::vector<FunctionId> Effects::innermost(const std::vector<std::string>& effects) const {
  const auto all = [&](FunctionId function) {
    return std::all_of(effects.begin(), effects.end(),
                       [&](const std::string& effect) { return reaches(function, effect); });
  };
  std::vector<FunctionId> out;
  for (const auto& [id, function] : functions_) {
    if (id.definition == 0 || !all(id)) continue;  // a module's own code is no function
    const bool inner = std::any_of(function.callees.begin(), function.callees.end(),
                                   [&](const FunctionId& callee) { return callee != id && all(callee); });
    if (!inner) out.push_back(id);
  }
  return out;
}

bool Effects::done_anywhere(const std::string& effect, const std::function<bool(FileIndex)>& owned) const {
  const auto n = bit(effect);
  return n && std::any_of(functions_.begin(), functions_.end(), [&](const auto& entry) {
           return entry.second.own.test(*n) && owned(entry.first.file);
         });
}

std::set<FunctionId> Effects::reachable_from(FunctionId function) const {
  std::set<FunctionId> seen{function};
  std::vector<FunctionId> pending{function};
  while (!pending.empty()) {
    const FunctionId next = pending.back();
    pending.pop_back();
    const auto found = functions_.find(next);
    if (found == functions_.end()) continue;
    for (const FunctionId& callee : found->second.callees)
      if (seen.insert(callee).second) pending.push_back(callee);
  }
  return seen;
}

std::vector<Origin> Effects::places(FunctionId function, const std::string& effect) const {
  std::vector<Origin> out;
  const auto n = bit(effect);
  if (!n) return out;
  const auto take = [&](FunctionId id) {
    const auto found = functions_.find(id);
    if (found == functions_.end()) return;
    for (const auto& [word, where] : found->second.places)
      if (word == *n) out.push_back(where);
  };
  take(function);
  for (const FunctionId& id : reachable_from(function))
    if (id != function) take(id);
  return out;
}

}  // namespace assay::model
