// Values that come by way of a function that is handed over: promises, callbacks, calls that a library makes.
#include <algorithm>
#include <numeric>

#include "reading/model/evaluator.h"

namespace assay::model {
namespace {

using facts::Definition;
using facts::Expr;
using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxResolved = 4;

}  // namespace

// What a call gives whose rule says that it calls one of its arguments: with those after that one, by place.
MeaningRef Evaluator::run_by_library(int position, const Origin& call) {
  const Origin given = argument(call, position, "");
  if (!given.known()) return unknown_meaning();
  const MeaningRef function = evaluate(given);
  if (function->is(Kind::function)) {
    std::vector<Origin> rest;
    for (int n = position + 1;; ++n) {
      const Origin next = argument(call, n, "");
      if (!next.known()) break;
      rest.push_back(next);
    }
    return returned_in(*function, frame_given(call, function->file, function->definition, std::move(rest)),
                       call);
  }
  if (!function->is(Kind::external) && !function->is(Kind::type)) return unknown_meaning();
  // Places of arguments count differently here, so nothing is to be read off this call.
  auto result = std::make_shared<Meaning>(*result_of(function, call, 0));
  result->made_by = {};
  return result;
}

// promise.then(f): what f gives. Null for any other call.
MeaningRef Evaluator::then_result(const Origin& call) {
  const Origin function = argument(call, 0, "");
  const MeaningRef meaning = function.known() ? evaluate(function) : unknown_meaning();
  if (!meaning->is(Kind::function)) return nullptr;
  const facts::FileFacts& file = files_[call.file];
  const Origin promise = at(call, file.operand(file.operand(call.expr, 0), 0));
  return returned_in(*meaning, frame_given(call, meaning->file, meaning->definition, {promise}), call);
}

// The calls of a file that stand within a range.
std::vector<Index> Evaluator::calls_within(FileIndex file, const facts::Range& range) {
  const facts::FileFacts& facts = files_[file];
  const auto start = [&](Index n) { return facts.exprs[facts.calls[n].expr].range.start; };
  const auto [slot, fresh] = calls_by_start_.try_emplace(file);
  std::vector<Index>& all = slot->second;
  if (fresh) {
    all.resize(facts.calls.size());
    std::iota(all.begin(), all.end(), 0);
    std::stable_sort(all.begin(), all.end(), [&](Index a, Index b) { return start(a) < start(b); });
  }
  const auto before = [&](Index n, std::uint32_t at) { return start(n) < at; };
  return {std::lower_bound(all.begin(), all.end(), range.start, before),
          std::lower_bound(all.begin(), all.end(), range.end, before)};
}

// new Promise((resolve, reject) => ...): what resolve is given inside. Null for any other call.
MeaningRef Evaluator::promised(const MeaningRef& callee, const Origin& call) {
  const facts::FileFacts& file = files_[call.file];
  if (!callee->is(Kind::external) || callee->name != "Promise" || file.text_of(call.expr) != "new")
    return nullptr;
  const Index executor = file.operand(call.expr, 1);
  if (executor == kNone || file.exprs[executor].kind != ExprKind::lambda) return nullptr;
  const Definition& body = file.definitions[file.exprs[executor].definition];
  if (body.parameters.empty() || body.parameters.front().name == 0) return nullptr;
  std::vector<MeaningRef> results;
  for (const Index n : calls_within(call.file, body.range)) {
    const facts::Call& inner = file.calls[n];
    const Index name = file.operand(inner.expr, 0), value = file.operand(inner.expr, 1);
    if (value == kNone || name == kNone) continue;
    if (file.exprs[name].kind != ExprKind::name || file.exprs[name].text != body.parameters.front().name)
      continue;
    if (results.size() < kMaxResolved)
      results.push_back(evaluate({call.file, value, inner.place.definition, call.frame}));
  }
  return either(std::move(results), call);
}

// The call that a function expression is handed to, and its place among the arguments; null where there is
// none.
const Evaluator::Holder* Evaluator::holder_of(FileIndex file, Index definition) {
  const auto [slot, fresh] = holders_.try_emplace(file);
  if (fresh) {
    const facts::FileFacts& facts = files_[file];
    for (const facts::Call& call : facts.calls) {
      const std::uint32_t count = facts.exprs[call.expr].operand_count;
      for (std::uint32_t n = 1; n < count; ++n) {
        const Index given = facts.operand(call.expr, n);
        if (given == kNone || facts.exprs[given].kind != ExprKind::lambda) continue;
        slot->second.try_emplace(facts.exprs[given].definition,
                                 Holder{call.expr, call.place.definition, n, n + 1 == count});
      }
    }
  }
  const auto found = slot->second.find(definition);
  return found == slot->second.end() ? nullptr : &found->second;
}

// What a parameter of a function expression is given: by then() the promise's value, by a library's function
// that takes a callback (error, result) what it makes. Null where nothing tells.
MeaningRef Evaluator::callback_value(const Binding& binding, const Origin& use) {
  const facts::FileFacts& file = files_[use.file];
  const Definition& function = file.definitions[binding.definition];
  if (function.kind != Definition::Kind::lambda || file.language == Language::python) return nullptr;
  const Holder* holder = holder_of(use.file, binding.definition);
  if (holder == nullptr) return nullptr;
  const Origin call{use.file, holder->call, holder->definition, use.frame};
  const Index callee = file.operand(holder->call, 0);
  if (callee == kNone) return nullptr;
  const bool method = file.exprs[callee].kind == ExprKind::attribute;
  if (method && file.text_of(callee) == "then" && holder->place == 1 && binding.index == 0)
    return evaluate(at(call, file.operand(callee, 0)));
  if (!holder->last || binding.index != 1) return nullptr;
  const MeaningRef meaning = evaluate(at(call, callee));
  const CallRule* rule = meaning->is(Kind::external) ? rule_of(*meaning) : nullptr;
  return rule == nullptr || rule->does.empty() ? nullptr : library_result(meaning, call);
}

// A parameter whose default is a call that a framework makes for each request: `user =
// Depends(current_user)`.
MeaningRef Evaluator::injected(Index value, const Origin& outside) {
  if (value == kNone) return nullptr;
  const facts::FileFacts& file = files_[outside.file];
  if (file.exprs[value].kind != ExprKind::call || file.operand(value, 0) == kNone) return nullptr;
  const MeaningRef callee = evaluate(at(outside, file.operand(value, 0)));
  const CallRule* rule = callee->is(Kind::external) ? rule_of(*callee) : nullptr;
  if (rule == nullptr || !rule->runs_argument) return nullptr;
  MeaningRef result = evaluate(at(outside, value));
  return result->is(Kind::unknown) ? nullptr : result;
}

}  // namespace assay::model
