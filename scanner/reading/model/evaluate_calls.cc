// Calls: followed into the functions of the repository, and to what libraries give.
#include <algorithm>

#include "reading/model/evaluator.h"
#include "reading/model/numbers.h"

namespace assay::model {
namespace {

using facts::Expr;
using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr int kMaxCallDepth = 6;

}  // namespace

MeaningRef Evaluator::environment_variable(const MeaningRef& name, const MeaningRef& fallback,
                                           const Origin& at) const {
  if (!name->is_text()) return unknown_meaning();
  auto variable = std::make_shared<Meaning>();
  variable->kind = Kind::environment;
  variable->text = name->text;
  variable->at = at;
  if (fallback && !fallback->is(Kind::unknown)) variable->fallback = fallback;
  return variable;
}

MeaningRef Evaluator::call_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Index callee_expr = file.operand(origin.expr, 0);
  if (callee_expr == kNone) return unknown_meaning();
  if (MeaningRef module = loaded_module(origin)) return module;
  const MeaningRef callee = evaluate(at(origin, callee_expr));
  // value.encode(), text.strip(): the value itself, unless a library says otherwise of its own method.
  const Expr& written = file.exprs[callee_expr];
  if (written.kind == ExprKind::attribute) {
    const std::string& method = file.text(written.text);
    const bool ruled = callee->is(Kind::external) && rule_of(*callee) != nullptr;
    const bool ours = callee->is(Kind::function) || callee->is(Kind::type);
    if (method == "then" && !ruled && !ours && file.language != Language::python)
      if (MeaningRef result = then_result(origin)) return result;
    if (!ruled && !ours) {
      const Origin object = at(origin, file.operand(callee_expr, 0));
      if (transparent_.contains(method)) return evaluate(object);
      if (method == "get") {
        const MeaningRef mapping = evaluate(object);
        const Origin key = argument(origin, 0, "key");
        const Origin fallback = argument(origin, 1, "default");
        if (mapping->is(Kind::external)) {
          const CallRule* rule = rule_of(*mapping);
          if (rule != nullptr && rule->does == "environment")
            return environment_variable(evaluate(key), fallback.known() ? evaluate(fallback) : nullptr,
                                        origin);
        }
        if (mapping->is(Kind::dict)) {
          const MeaningRef name = evaluate(key);
          if (name->is_text())
            if (MeaningRef item = item_of(*mapping, name->text)) return item;
          return fallback.known() && !mapping->open ? evaluate(fallback) : unknown_meaning();
        }
      }
    }
  }
  if (MeaningRef value = promised(callee, origin)) return value;
  return result_of(callee, origin, 0);
}

// dict(a=1): the keywords of a call, as entries.
MeaningRef Evaluator::keywords_of(const Origin& call) {
  const facts::FileFacts& file = files_[call.file];
  const Expr& expr = file.exprs[call.expr];
  auto dict = std::make_shared<Meaning>();
  dict->kind = Kind::dict;
  dict->at = call;
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.label == 0 || operand.expr == kNone) {
      dict->open = true;
      continue;
    }
    const Origin value = at(call, operand.expr);
    dict->items.emplace_back(file.text(operand.label), evaluate(value));
    dict->origins.emplace_back(file.text(operand.label), value);
  }
  return dict;
}

MeaningRef Evaluator::result_of(const MeaningRef& callee, const Origin& call, int depth) {
  if (depth > kMaxCallDepth) return unknown_meaning();
  switch (callee->kind) {
    case Kind::external:
    case Kind::instance:
      return library_result(callee, call);
    case Kind::type: {
      auto meaning = std::make_shared<Meaning>();
      meaning->kind = Kind::object;
      meaning->file = callee->file;
      meaning->definition = callee->definition;
      meaning->made_by = call;
      meaning->at = call;
      return meaning;
    }
    case Kind::function:
      return returned_by(*callee, call);
    case Kind::either: {
      std::vector<MeaningRef> results;
      for (const auto& [_, item] : callee->items) results.push_back(result_of(item, call, depth + 1));
      std::erase_if(results, [](const MeaningRef& result) { return result->is(Kind::unknown); });
      return either(std::move(results), call);
    }
    case Kind::unknown: {
      if (!callee->receiver) return unknown_meaning();
      auto meaning = std::make_shared<Meaning>(*callee);
      meaning->made_by = call;
      return meaning;
    }
    default:
      return unknown_meaning();
  }
}

MeaningRef Evaluator::library_result(const MeaningRef& callee, const Origin& call) {
  const CallRule* rule = rule_of(*callee);
  if (rule != nullptr) {
    if (rule->returns_keywords) return keywords_of(call);
    if (rule->runs_argument) return run_by_library(*rule->runs_argument, call);
    if (rule->returns_argument) {
      const Origin given = argument(call, *rule->returns_argument, rule->returns_keyword);
      if (given.known()) return evaluate(given);
    }
    if (rule->does == "read-environment") {
      const auto located = [&](const char* name) -> Origin {
        const auto found = rule->arguments.find(name);
        return found == rule->arguments.end() ? Origin{}
                                              : argument(call, found->second.position, found->second.keyword);
      };
      const Origin fallback = located("default");
      return environment_variable(evaluate(located("name")), fallback.known() ? evaluate(fallback) : nullptr,
                                  call);
    }
  }
  if (MeaningRef parsed = parsed_by_schema(callee, call)) return parsed;
  auto meaning = std::make_shared<Meaning>(*callee);
  meaning->kind = Kind::instance;
  meaning->made_by = call;
  meaning->at = call;
  // A builder's method gives an instance of the builder's class; the chain stays visible through receiver.
  if (rule != nullptr && rule->returns_receiver && callee->receiver) meaning->name = callee->receiver->name;
  return meaning;
}

const std::vector<Index>& Evaluator::exits_of(FileIndex file, Index definition) const {
  static const std::vector<Index> kNoExits;
  const auto found = exits_[file].find(definition);
  return found == exits_[file].end() ? kNoExits : found->second;
}

MeaningRef Evaluator::returned_by(const Meaning& function, const Origin& call) {
  return returned_in(function, frame_for(call, function.file, function.definition), call);
}

MeaningRef Evaluator::returned_in(const Meaning& function, const FrameRef& frame, const Origin& call) {
  if (!frame) {
    ++given_up_;
    return unknown_meaning();
  }
  std::vector<MeaningRef> results;
  const auto exits = exits_[function.file].find(function.definition);
  if (exits == exits_[function.file].end()) return unknown_meaning();
  const facts::FileFacts& facts = files_[function.file];
  for (const Index n : exits->second) {
    const facts::Exit& exit = facts.exits[n];
    MeaningRef result = evaluate({function.file, exit.value, function.definition, frame});
    if (!result->is_constant(Literal::null)) results.push_back(std::move(result));
  }
  if (MeaningRef defaulted = with_default(results, exits->second, function, frame)) return defaulted;
  MeaningRef result = either(std::move(results), call);
  if (!result->is(Kind::unknown)) return result;
  // Where the value can't be followed, the signature may still say of which class it is.
  const facts::Definition& definition = facts.definitions[function.definition];
  const Index outside = definition.parent == kNone ? 0 : definition.parent;
  return annotated(definition.returns, {function.file, definition.returns, outside, nullptr});
}

// `if raw is None: return default` and then the variable itself: the variable, with that default. Only where
// the branch that gives the constant asks for that very variable; any other condition leaves both.
MeaningRef Evaluator::with_default(const std::vector<MeaningRef>& results, const std::vector<Index>& exits,
                                   const Meaning& function, const FrameRef& frame) {
  if (results.size() != 2 || exits.size() != 2) return nullptr;
  const facts::FileFacts& facts = files_[function.file];
  for (const std::size_t n : {0, 1}) {
    const MeaningRef &variable = results[1 - n], &constant = results[n];
    if (!variable->is(Kind::environment) || variable->fallback || !constant->is(Kind::constant)) continue;
    const Index condition = facts.exits[exits[n]].place.condition;
    if (condition == kNone || facts.conditions[condition].test == kNone) continue;
    if (!asks_for(variable->text,
                  {function.file, facts.conditions[condition].test, function.definition, frame}))
      continue;
    auto defaulted = std::make_shared<Meaning>(*variable);
    defaulted->fallback = constant;
    return defaulted;
  }
  return nullptr;
}

// Whether a test looks at an environment variable: `raw is None`, `!raw`, `"X" in os.environ`.
bool Evaluator::asks_for(const std::string& variable, const Origin& test) {
  if (!test.known()) return false;
  const facts::FileFacts& facts = files_[test.file];
  const Expr& expr = facts.exprs[test.expr];
  const auto is_it = [&](const MeaningRef& meaning) {
    return meaning->is(Kind::environment) && meaning->text == variable;
  };
  if (expr.kind != ExprKind::operation) return is_it(evaluate(test));
  const MeaningRef left = evaluate(at(test, facts.operand(test.expr, 0)));
  if (is_it(left)) return true;
  const std::string& op = facts.text(expr.text);
  if ((op != "in" && op != "not-in") || !left->is_text() || left->text != variable) return false;
  const MeaningRef mapping = evaluate(at(test, facts.operand(test.expr, 1)));
  const CallRule* rule = mapping->is(Kind::external) ? rule_of(*mapping) : nullptr;
  return rule != nullptr && rule->does == "environment";
}

}  // namespace assay::model
