#include "reading/model/routes/route_reading.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "common/base/text.h"
#include "reading/facts/dump.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

// Whether a call is given more than what names it: objects and functions are no part of a guard's name.
bool has_options(const facts::FileFacts& facts, Index call) {
  for (std::uint32_t n = 1; n < facts.exprs[call].operand_count; ++n) {
    const Index argument = facts.operand(call, n);
    if (argument == kNone) continue;
    const facts::Expr& written = facts.exprs[argument];
    const bool dict = written.kind == ExprKind::container && written.container == facts::Container::dict;
    if (dict || written.kind == ExprKind::lambda) return true;
  }
  return false;
}

}  // namespace

RouterId router_of_call(const Origin& call) {
  if (!call.known()) return {};
  return {RouterId::Kind::call, call.file, call.expr};
}

RouterId router_of(const Meaning& meaning) {
  switch (meaning.kind) {
    case Kind::instance:
    case Kind::object:
      return router_of_call(meaning.made_by);
    case Kind::function:
    case Kind::type:
      return {RouterId::Kind::definition, meaning.file, meaning.definition};
    case Kind::module:
      return meaning.file == UINT32_MAX ? RouterId{} : RouterId{RouterId::Kind::file, meaning.file, 0};
    default:
      return {};
  }
}

RouterId router_of(const Program& program, const Origin& expr) {
  if (!expr.known()) return {};
  return router_of(*program.evaluator().evaluate(expr));
}

std::string text_of(const Program& program, const Origin& expr) {
  if (!expr.known()) return "";
  const MeaningRef meaning = program.meaning_of(expr);
  if (meaning->is_text()) return meaning->text;
  const bool defaulted = meaning->is(Kind::environment) && meaning->fallback && meaning->fallback->is_text();
  return defaulted ? meaning->fallback->text : "";
}

std::string text_argument(const Program& program, const Origin& call, std::optional<int> position,
                          const std::string& keyword) {
  return text_of(program, program.evaluator().argument(call, position, keyword));
}

std::vector<Origin> elements_of(const Program& program, const Origin& container) {
  if (!container.known()) return {};
  const facts::FileFacts& facts = program.files()[container.file];
  const facts::Expr& expr = facts.exprs[container.expr];
  const auto at = [&](Index e) { return Origin{container.file, e, container.definition, container.frame}; };
  if (expr.kind != ExprKind::container) return {container};
  std::vector<Origin> elements;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const Index element = facts.operand(container.expr, n);
    if (element == kNone) continue;
    const bool spread =
        facts.exprs[element].kind == ExprKind::operation && facts.text_of(element) == "spread";
    if (!spread) elements.push_back(at(element));
  }
  return elements;
}

bool is_named(const FrameworkRule& rule, const std::string& job, const Meaning& meaning) {
  if (!meaning.is(Kind::external) && !meaning.is(Kind::instance)) return false;
  const auto names = rule.names.find(job);
  return names != rule.names.end() && is_listed(names->second, meaning.name);
}

std::string handler_name(const Program& program, FileIndex file, Index definition) {
  const facts::FileFacts& facts = program.files()[file];
  std::string name;
  for (Index d = definition; d != kNone && d != 0; d = facts.definitions[d].parent) {
    const std::string& part = facts.text(facts.definitions[d].name);
    if (part.empty()) {
      name = fmt::format("(line {})", facts.definitions[definition].range.line);
      break;
    }
    // A function's inner functions are told by their own name, a method by its class's too.
    const bool method = facts.definitions[d].kind == facts::Definition::Kind::class_ || d == definition;
    if (method) name = name.empty() ? part : part + "." + name;
  }
  return facts.file + "#" + name;
}

FunctionPlace function_of(const Program& program, const Origin& expr) {
  if (!expr.known()) return {};
  const facts::FileFacts& facts = program.files()[expr.file];
  if (facts.exprs[expr.expr].kind == ExprKind::lambda) return {expr.file, facts.exprs[expr.expr].definition};
  const MeaningRef meaning = program.evaluator().evaluate(expr);
  if (meaning->is(Kind::function)) return {meaning->file, meaning->definition};
  return {};
}

std::string handler_name(const Program& program, const Origin& expr) {
  if (!expr.known()) return "";
  if (const FunctionPlace place = function_of(program, expr); place.known()) {
    // `const list = async (req, res) => {}`: the function's own name is that of the constant.
    const facts::FileFacts& there = program.files()[place.file];
    const bool unnamed = there.definitions[place.definition].name == 0;
    const facts::Expr& written = program.files()[expr.file].exprs[expr.expr];
    if (unnamed && (written.kind == ExprKind::name || written.kind == ExprKind::attribute))
      return there.file + "#" + program.files()[expr.file].text(written.text);
    return handler_name(program, place.file, place.definition);
  }
  const facts::FileFacts& facts = program.files()[expr.file];
  return facts.file + "#" + facts::brief(facts, expr.expr);
}

std::string guard_name(const Program& program, const Origin& expr) {
  if (!expr.known()) return "";
  const facts::FileFacts& facts = program.files()[expr.file];
  if (facts.exprs[expr.expr].kind == ExprKind::call && has_options(facts, expr.expr))
    return facts::brief(facts, facts.operand(expr.expr, 0)) + "(...)";
  if (facts.exprs[expr.expr].kind != ExprKind::lambda) return facts::brief(facts, expr.expr);
  return fmt::format("(line {})", facts.exprs[expr.expr].range.line);
}

std::string condition_at(const facts::FileFacts& facts, facts::Place place) {
  std::vector<std::string> parts;
  const auto note = [&](Index condition) {
    for (; condition != kNone; condition = facts.conditions[condition].parent) {
      const facts::Condition& branch = facts.conditions[condition];
      if (branch.kind != facts::Condition::Kind::if_ || branch.test == kNone) continue;
      const std::string test = facts::brief(facts, branch.test);
      parts.push_back(branch.negated ? "not (" + test + ")" : test);
    }
  };
  note(place.condition);
  std::reverse(parts.begin(), parts.end());
  return fmt::format("{}", fmt::join(parts, " and "));
}

Index scope_of(const facts::FileFacts& facts, Index definition) {
  const Index parent = facts.definitions[definition].parent;
  return parent == kNone ? 0 : parent;
}

}  // namespace assay::model
