#include "reading/model/routes/stubs.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

// "HTTP_404_NOT_FOUND", "HTTPStatus.NOT_FOUND", "HTTPNotFound", "NotImplementedError": the words of HTTP for
// the codes that refuse, without case and separators.
constexpr std::array<std::string_view, 5> kWords{"notfound", "forbidden", "methodnotallowed",
                                                 "notimplemented", "httpgone"};
constexpr std::array<std::string_view, 5> kCodes{"403", "404", "405", "410", "501"};

bool names_refusal(const std::string& name) {
  std::string bare;
  for (const char c : to_lower(name.substr(name.rfind('.') + 1)))
    if (c != '_') bare += c;
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return bare.find(word) != std::string::npos; });
}

class Refusal {
 public:
  Refusal(const RouteReading& reading, const Following& following, FunctionPlace function)
      : program_(reading.program),
        rule_(reading.rule),
        following_(following),
        function_(function),
        facts_(reading.facts(function.file)) {}

  bool only() const {
    const facts::Range& inside = facts_.definitions[function_.definition].range;
    const auto first = std::lower_bound(
        facts_.exits.begin(), facts_.exits.end(), inside.start,
        [](const facts::Exit& exit, std::uint32_t start) { return exit.range.start < start; });
    std::vector<Index> conditions;
    for (auto at = first; at != facts_.exits.end() && at->range.start < inside.end; ++at) {
      if (at->place.definition != function_.definition) continue;
      if (at->kind == facts::Exit::Kind::yield || !refuses(*at)) return false;
      conditions.push_back(at->place.condition);
    }
    const bool always = std::any_of(conditions.begin(), conditions.end(),
                                    [&](Index condition) { return is_met(condition, conditions); });
    return always || aborts();
  }

 private:
  // What encloses the function encloses its statements too.
  Index own_condition() const { return facts_.definitions[function_.definition].condition; }

  // Whether an exit under this condition is taken, unless another was before: what stands behind
  // `if x: raise ...` stands under "not x".
  bool is_met(Index condition, const std::vector<Index>& exits) const {
    for (; condition != own_condition() && condition != kNone;
         condition = facts_.conditions[condition].parent) {
      const facts::Condition& branch = facts_.conditions[condition];
      const bool other_ends = std::any_of(exits.begin(), exits.end(), [&](Index exit) {
        return exit != kNone && !facts_.conditions[exit].negated && branch.test != kNone &&
               facts_.conditions[exit].test == branch.test;
      });
      if (!branch.negated || branch.kind != facts::Condition::Kind::if_ || !other_ends) return false;
    }
    return true;
  }

  Origin at(Index expr) const { return {function_.file, expr, function_.definition, nullptr}; }

  bool is_code(const Origin& expr) const {
    if (!expr.known()) return false;
    const MeaningRef meaning = program_.evaluator().evaluate(expr);
    if (meaning->is_constant(facts::Literal::integer))
      return std::find(kCodes.begin(), kCodes.end(), meaning->text) != kCodes.end();
    return meaning->is(Kind::external) && names_refusal(meaning->name);
  }

  // self.http_method_not_allowed(request)
  bool refuses_by_method(Index callee) const {
    if (facts_.exprs[callee].kind != ExprKind::attribute) return false;
    const Index object = facts_.operand(callee, 0);
    return object != kNone && facts_.exprs[object].kind == ExprKind::name &&
           facts_.text_of(object) == "self" &&
           is_listed(words_for(rule_, "refusal"), facts_.text_of(callee)) && !has_own(facts_.text_of(callee));
  }

  // Whether a class of the repository says for itself what the method does.
  bool has_own(const std::string& method) const {
    return std::any_of(program_.files().begin(), program_.files().end(), [&](const facts::FileFacts& facts) {
      return std::any_of(facts.definitions.begin(), facts.definitions.end(),
                         [&](const facts::Definition& d) { return facts.text(d.name) == method; });
    });
  }

  bool is_refusing_call(Index call, bool by_name) const {
    const Index callee = facts_.operand(call, 0);
    if (callee == kNone) return false;
    const MeaningRef meaning = program_.evaluator().evaluate(at(callee));
    if (is_named(rule_, "refusal", *meaning) || refuses_by_method(callee)) return true;
    // A class of the repository may be called whatever it likes.
    if (by_name && meaning->is(Kind::external) && names_refusal(meaning->name)) return true;
    for (const char* keyword : {"status_code", "status", "code"})
      if (is_code(program_.evaluator().argument(at(call), std::nullopt, keyword))) return true;
    return by_name && is_code(program_.evaluator().argument(at(call), 0, ""));
  }

  bool refuses(const facts::Exit& exit) const {
    if (exit.value == kNone) return false;
    const facts::Expr& value = facts_.exprs[exit.value];
    if (exit.kind == facts::Exit::Kind::raise) {
      if (value.kind == ExprKind::call) return is_refusing_call(exit.value, true);
      const MeaningRef meaning = program_.evaluator().evaluate(at(exit.value));
      if (is_named(rule_, "refusal", *meaning)) return true;
      return meaning->is(Kind::external) && names_refusal(meaning->name);
    }
    // return "gone", 410; return Response(status=405)
    if (value.kind == ExprKind::container && value.container == facts::Container::tuple)
      return is_code(at(facts_.operand(exit.value, 1)));
    return value.kind == ExprKind::call && is_refusing_call(exit.value, false);
  }

  bool aborts() const {
    for (const CallSite* site : program_.calls_in(function_.file, function_.definition)) {
      if (!site->dropped || site->origin.definition != function_.definition) continue;
      if (!is_named(rule_, "abort", *site->callee)) continue;
      if (!is_code(program_.evaluator().argument(site->origin, 0, "code"))) continue;
      if (following_.place_of(site->origin).condition == own_condition()) return true;
    }
    return false;
  }

  const Program& program_;
  const FrameworkRule& rule_;
  const Following& following_;
  FunctionPlace function_;
  const facts::FileFacts& facts_;
};

}  // namespace

bool only_refuses(const RouteReading& reading, const Following& following, FunctionPlace function) {
  return function.known() && Refusal(reading, following, function).only();
}

}  // namespace assay::model
