// javascript_checks.h - what holds of any file's facts, whatever the file: each link leads somewhere, no
// expression is an operand twice, none nests past the limit, lists are in source order.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "reading/facts/facts.h"

namespace assay::facts {

class LinkChecker {
 public:
  explicit LinkChecker(const FileFacts& facts)
      : facts_(facts), uses_(facts.exprs.size()), depths_(facts.exprs.size()) {}

  std::vector<std::string> run() {
    for (Index n = 0; n < facts_.exprs.size(); ++n) check_expr(n);
    for (Index n = 0; n < facts_.conditions.size(); ++n) check_condition(n);
    for (Index n = 1; n < facts_.definitions.size(); ++n) check_definition(n);
    for (const Index decorator : facts_.decorators) need(decorator, "decorator");
    for (const Assignment& each : facts_.assignments) {
      need(each.target, "target");
      need_or_none(each.value, "value");
      need_or_none(each.annotation, "annotation");
      check_place(each.place);
    }
    for (const Call& each : facts_.calls) {
      need(each.expr, "call");
      check_place(each.place);
    }
    for (const Exit& each : facts_.exits) need_or_none(each.value, "exit");
    for (const Export& each : facts_.exports) need_or_none(each.value, "export");
    for (const Import& each : facts_.imports) check_place(each.place);
    check_order(facts_.assignments, "assignments");
    check_order(facts_.imports, "imports");
    check_order(facts_.exits, "exits");
    return problems_;
  }

 private:
  void say(const std::string& what) {
    if (problems_.size() < 5) problems_.push_back(what);
  }
  void need(Index expr, const char* what) {
    if (expr >= facts_.exprs.size()) say(std::string(what) + " leads nowhere");
  }
  void need_or_none(Index expr, const char* what) {
    if (expr != kNone) need(expr, what);
  }
  void check_place(const Place& place) {
    if (place.definition >= facts_.definitions.size()) say("place in no definition");
    if (place.condition != kNone && place.condition >= facts_.conditions.size()) say("place in no condition");
  }
  void check_expr(Index n) {
    const Expr& expr = facts_.exprs[n];
    if (expr.kind == ExprKind::lambda && expr.definition >= facts_.definitions.size())
      say("lambda of nothing");
    if (expr.range.start > expr.range.end || expr.range.line == 0 || expr.range.column == 0)
      say("broken range");
    for (std::uint32_t m = 0; m < expr.operand_count; ++m) {
      const Index operand = facts_.operands.at(expr.first_operand + m).expr;
      if (operand >= n) return say("operand after its expression");
      depths_[n] = std::max(depths_[n], depths_[operand] + 1);
    }
    const bool is_test_of_branch = facts_.text(expr.text) == "==" || facts_.text(expr.text) == "or";
    for (std::uint32_t m = 0; m < expr.operand_count && !is_test_of_branch; ++m) {
      if (++uses_[facts_.operand(n, m)] > 1)
        say("an operand twice at line " + std::to_string(expr.range.line));
    }
    if (depths_[n] > 250) say("nests too deep");
  }
  void check_condition(Index n) {
    const Condition& condition = facts_.conditions[n];
    need_or_none(condition.test, "test");
    if (condition.parent != kNone && condition.parent >= n) say("condition before its parent");
  }
  void check_definition(Index n) {
    const Definition& each = facts_.definitions[n];
    if (each.parent >= n) say("definition before its parent");
    for (const Index base : each.bases) need(base, "base");
    for (const Parameter& parameter : each.parameters) {
      need_or_none(parameter.pattern, "pattern");
      need_or_none(parameter.default_value, "default");
      need_or_none(parameter.annotation, "annotation");
      if (parameter.name == 0 && parameter.pattern == kNone) say("parameter without a name");
      if (parameter.decorators_first + parameter.decorators_count > facts_.decorators.size())
        say("decorators past the end");
    }
    if (each.decorators_first + each.decorators_count > facts_.decorators.size())
      say("decorators past the end");
  }
  template <class Fact>
  void check_order(const std::vector<Fact>& facts, const char* what) {
    const auto by_start = [](const Fact& a, const Fact& b) { return a.range.start < b.range.start; };
    if (!std::is_sorted(facts.begin(), facts.end(), by_start)) say(std::string(what) + " out of order");
  }

  const FileFacts& facts_;
  std::vector<std::uint32_t> uses_, depths_;
  std::vector<std::string> problems_;
};

inline std::vector<std::string> broken_links(const FileFacts& facts) {
  return LinkChecker(facts).run();
}

}  // namespace assay::facts
