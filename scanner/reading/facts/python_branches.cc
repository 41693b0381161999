#include <optional>

#include "reading/facts/python_walker.h"

namespace assay::facts {

bool PythonWalker::tests_type_checking(Index test) {
  const std::string name = test == kNone ? "" : dotted_name(builder_.facts(), test);
  return name == "TYPE_CHECKING" || name.ends_with(".TYPE_CHECKING");
}

PythonWalker::Branch PythonWalker::walk_if_branch(Index test, TSNode block) {
  const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::if_, test, false);
  const int types_only = tests_type_checking(test) ? 1 : 0;
  type_checking_ += types_only;
  const bool leaves = walk_block(block);
  type_checking_ -= types_only;
  return {test, leaves};
}

// Each elif stands under the negations of the tests before it, and so does the else.
bool PythonWalker::walk_if(TSNode node) {
  std::vector<Branch> branches;
  bool has_else = false;
  {
    const FactsBuilder::BlockScope chain(builder_);
    const Children all(stack_, node);
    const auto walk_tested = [&](TSNode condition, TSNode block) {
      branches.push_back(walk_if_branch(visit(condition), block));
      builder_.push_guard(Condition::Kind::if_, branches.back().test, true);
    };
    walk_tested(all.by_field(field_.condition), all.by_field(field_.consequence));
    for (std::size_t n = 0; n < all.size(); ++n) {
      const TSNode clause = all[n].node;
      if (kind(clause) == Node::elif_clause) {
        const Children parts(stack_, clause);
        walk_tested(parts.by_field(field_.condition), parts.by_field(field_.consequence));
      } else if (kind(clause) == Node::else_clause) {
        has_else = true;
        branches.push_back({kNone, walk_clause_body(clause)});
      } else if (is_stray(all[n])) {
        walk_statement(clause);
      }
    }
  }
  guard_what_follows(branches, has_else);
  bool leaves = has_else;
  for (const Branch& branch : branches) leaves &= branch.leaves;
  return leaves;
}

// What comes after the if runs only where the branches that leave were not taken: the tests of the leading
// ones are false; and where only one branch stays, its test is true.
void PythonWalker::guard_what_follows(const std::vector<Branch>& branches, bool has_else) {
  std::size_t first = 0;
  while (first < branches.size() && branches[first].leaves && branches[first].test != kNone) {
    builder_.push_guard(Condition::Kind::if_, branches[first++].test, true);
  }
  if (!has_else || first >= branches.size() || branches[first].test == kNone || branches[first].leaves)
    return;
  for (std::size_t n = first + 1; n < branches.size(); ++n) {
    if (!branches[n].leaves) return;
  }
  builder_.push_guard(Condition::Kind::if_, branches[first].test, false);
}

void PythonWalker::walk_for(TSNode node) {
  const Children all(stack_, node);
  Assignment assignment;
  assignment.kind = Assignment::Kind::each;
  assignment.value = visit(all.by_field(field_.right));
  {
    const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::loop, assignment.value, false);
    const TSNode left = all.by_field(field_.left);
    assignment.target = visit_operand(left, node);
    builder_.add_assignment(assignment, builder_.range(ts_node_is_null(left) ? node : left));
    walk_block(all.by_field(field_.body));
  }
  walk_else_of_loop(all.by_field(field_.alternative), assignment.value);
}

void PythonWalker::walk_while(TSNode node) {
  const Children all(stack_, node);
  const Index test = visit(all.by_field(field_.condition));
  {
    const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::loop, test, false);
    walk_block(all.by_field(field_.body));
  }
  walk_else_of_loop(all.by_field(field_.alternative), test);
}

void PythonWalker::walk_else_of_loop(TSNode clause, Index test) {
  if (ts_node_is_null(clause)) return;
  const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::loop, test, true);
  walk_clause_body(clause);
}

bool PythonWalker::walk_clause_body(TSNode clause) {
  bool leaves = false;
  const Children all(stack_, clause);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) == Node::block) leaves |= walk_block(all[n].node);
  }
  return leaves;
}

bool PythonWalker::walk_try(TSNode node) {
  const Children all(stack_, node);
  bool excepts = false;
  for (std::size_t n = 0; n < all.size(); ++n) excepts |= kind(all[n].node) == Node::except_clause;
  bool body_leaves = false, excepts_leave = true, finally_leaves = false;
  for (std::size_t n = 0; n < all.size(); ++n) {
    const TSNode part = all[n].node;
    if (kind(part) == Node::except_clause) {
      excepts_leave &= walk_except(part);
    } else if (kind(part) == Node::finally_clause) {
      finally_leaves |= walk_clause_body(part);
    } else if (kind(part) == Node::block || kind(part) == Node::else_clause) {
      const FactsBuilder::BlockScope scope(builder_);
      if (excepts)
        builder_.push_guard(Condition::Kind::try_, kNone, false);  // with a finally alone it is no branch
      body_leaves |= kind(part) == Node::block ? walk_block(part) : walk_clause_body(part);
    } else if (is_stray(all[n])) {
      walk_statement(part);
    }
  }
  return finally_leaves || (body_leaves && excepts_leave);
}

bool PythonWalker::walk_except(TSNode clause) {
  Operands types(builder_);
  TSNode alias{}, first{};
  {
    const Children all(stack_, clause);
    alias = all.by_field(field_.alias);
    for (std::size_t n = 0; n < all.size(); ++n) {
      TSNode value = all[n].node;
      if (all[n].field != field_.value) continue;
      if (kind(value) == Node::as_pattern) {
        const Children parts(stack_, value);
        alias = parts.by_field(field_.alias);
        value = parts.first_named();
      }
      if (ts_node_is_null(first)) first = value;
      types.add(visit(value));
    }
  }
  const Index type =
      types.size() > 1 ? builder_.add_container(Container::tuple, first, types) : types.front();
  const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::except_, type, false);
  if (!ts_node_is_null(alias)) {
    Assignment assignment;
    assignment.kind = Assignment::Kind::except_;
    assignment.target = visit(alias);
    assignment.value = type;
    builder_.add_assignment(assignment, alias);
  }
  return walk_clause_body(clause);
}

bool PythonWalker::walk_match(TSNode node) {
  const Children all(stack_, node);
  Operands subjects(builder_);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (all[n].field == field_.subject) subjects.add(visit(all[n].node));
  }
  const TSNode head = all.by_field(field_.subject);
  const Index subject =
      subjects.size() > 1 ? builder_.add_container(Container::tuple, head, subjects) : subjects.front();
  const TSNode body = all.by_field(field_.body);
  if (ts_node_is_null(body)) return false;
  bool leaves = true, has_default = false;
  const Children arms(stack_, body);
  for (std::size_t n = 0; n < arms.size(); ++n) {
    if (kind(arms[n].node) == Node::case_clause)
      leaves &= walk_case(arms[n].node, subject, has_default);
    else if (is_stray(arms[n]))
      walk_statement(arms[n].node);
  }
  return leaves && has_default;
}

bool PythonWalker::walk_case(TSNode clause, Index subject, bool& is_default) {
  const Children all(stack_, clause);
  Operands patterns(builder_);
  TSNode head{};
  bool anything = true;
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) != Node::case_pattern) continue;
    anything &= ts_node_is_null(head) && matches_anything(all[n].node);
    head = ts_node_is_null(head) ? all[n].node : head;
    patterns.add(visit_pattern(all[n].node));
  }
  const TSNode guard = all.by_field(field_.guard);
  is_default |= anything && ts_node_is_null(guard);
  Index test = kNone;
  if (!anything && !ts_node_is_null(head)) {
    const Index pattern =
        patterns.size() > 1 ? builder_.add_container(Container::tuple, head, patterns) : patterns.front();
    Operands sides(builder_);
    sides.add(builder_.repeat_expr(subject));
    sides.add(pattern);
    test = builder_.add_expr(ExprKind::operation, "==", head, sides);
  }
  const FactsBuilder::ConditionScope arm(builder_, Condition::Kind::case_, test, test == kNone);
  std::optional<FactsBuilder::ConditionScope> guarded;
  if (!ts_node_is_null(guard)) {
    const Index guard_test = visit(Children(stack_, guard).first_named());
    guarded.emplace(builder_, Condition::Kind::if_, guard_test, false);
  }
  return walk_block(all.by_field(field_.consequence));
}

}  // namespace assay::facts
