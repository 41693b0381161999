#include "reading/facts/python_walker.h"

namespace assay::facts {

bool PythonWalker::walk_block(TSNode block) {
  if (ts_node_is_null(block)) return false;
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::statement);
  if (nesting.too_deep()) {
    builder_.count_cut_block();
    return false;
  }
  const FactsBuilder::BlockScope scope(builder_);
  return walk_statements(block);
}

bool PythonWalker::walk_statements(TSNode parent) {
  bool leaves = false;
  const Children all(stack_, parent);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (const auto child = all[n]; child.named) leaves |= walk_statement(child.node);
  }
  return leaves;
}

bool PythonWalker::walk_statement(TSNode node) {
  switch (kind(node)) {
    case Node::assert_statement:
      walk_assert(node);
      return false;
    case Node::delete_statement:
      walk_expression_statement(node);
      return false;
    case Node::expression_statement:
      walk_expression_statement(node);
      return false;
    case Node::assignment:
      walk_assignment(node);
      return false;
    case Node::augmented_assignment:
      walk_augmented_assignment(node);
      return false;
    case Node::type_alias_statement:
      walk_type_alias(node);
      return false;
    case Node::import_statement:
      walk_import(node);
      return false;
    case Node::import_from_statement:
      walk_import_from(node);
      return false;
    case Node::future_import_statement:
      walk_future_import(node);
      return false;
    case Node::print_statement:
    case Node::exec_statement:
      walk_command(node);
      return false;
    case Node::return_statement:
      walk_return(node);
      return true;
    case Node::raise_statement:
      walk_raise(node);
      return true;
    case Node::break_statement:
    case Node::continue_statement:
      return true;
    case Node::nothing:
      return false;
    case Node::block:
      return walk_block(node);
    case Node::if_statement:
      return walk_if(node);
    case Node::for_statement:
      walk_for(node);
      return false;
    case Node::while_statement:
      walk_while(node);
      return false;
    case Node::try_statement:
      return walk_try(node);
    case Node::with_statement:
      return walk_with(node);
    case Node::match_statement:
      return walk_match(node);
    case Node::function_definition:
      walk_function(node, node, {});
      return false;
    case Node::class_definition:
      walk_class(node, node, {});
      return false;
    case Node::decorated_definition:
      walk_decorated(node);
      return false;
    case Node::other:
    case Node::elif_clause:
    case Node::else_clause:
    case Node::except_clause:
    case Node::finally_clause:
    case Node::case_clause:
    case Node::decorator:
      walk_fragments(node);
      return false;
    default:
      visit(node);
      return false;  // an expression that an ERROR left standing
  }
}

void PythonWalker::walk_fragments(TSNode node) {
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::statement);
  if (nesting.too_deep()) return builder_.count_cut_block();
  walk_statements(node);
}

void PythonWalker::walk_expression_statement(TSNode node) {
  const bool drops = kind(node) == Node::expression_statement;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    switch (kind(child.node)) {
      case Node::assignment:
        walk_assignment(child.node);
        break;
      case Node::augmented_assignment:
        walk_augmented_assignment(child.node);
        break;
      case Node::string:
        if (drops && is_plain_string(child.node)) break;  // a docstring, or a comment by other means
        [[fallthrough]];
      default:
        const Index expr = visit(child.node);
        if (drops) builder_.mark_dropped(expr);
    }
  }
}

void PythonWalker::walk_return(TSNode node) {
  const TSNode value = Children(stack_, node).first_named();
  const Index expr = visit(value);
  builder_.add_exit(Exit::Kind::return_, expr, node);
}

void PythonWalker::walk_raise(TSNode node) {
  Index raised = kNone;
  {
    const Children all(stack_, node);
    for (std::size_t n = 0; n < all.size(); ++n) {
      const auto child = all[n];
      if (!child.named) continue;
      const Index expr = visit(child.node);
      if (child.field != field_.cause && raised == kNone) raised = expr;
    }
  }
  builder_.add_exit(Exit::Kind::raise, raised, node);
}

// assert test, message: raises where the test is false.
void PythonWalker::walk_assert(TSNode node) {
  Index test = kNone;
  {
    const Children all(stack_, node);
    for (std::size_t n = 0; n < all.size(); ++n) {
      const auto child = all[n];
      if (!child.named) continue;
      const Index expr = visit(child.node);
      if (test == kNone) test = expr;
    }
  }
  const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::if_, test, true);
  builder_.add_exit(Exit::Kind::raise, kNone, node);
}

void PythonWalker::walk_command(TSNode node) {
  Operands operands(builder_);
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (n == 0) operands.add(builder_.add_leaf(ExprKind::name, ts_node_type(child.node), child.node));
    if (n > 0 && child.named) operands.add(visit(child.node));
  }
  builder_.mark_dropped(builder_.add_call("", node, operands));
}

// a = b = v nests to the right; it is read in a loop, since its length is the input's.
void PythonWalker::walk_assignment(TSNode node) {
  std::vector<TSNode> targets;
  TSNode value = node, type{};
  while (kind(value) == Node::assignment) {
    const Children all(stack_, value);
    targets.push_back(all.by_field(field_.left));
    type = all.by_field(field_.type);
    value = all.by_field(field_.right);
  }
  if (kind(value) == Node::augmented_assignment) {
    walk_augmented_assignment(value);
    value = TSNode{};
  }
  Assignment assignment;
  assignment.annotation = visit(type);
  assignment.value = visit(value);
  assignment.constant = is_final(assignment.annotation);
  if (assignment.value == kNone) assignment.kind = Assignment::Kind::declared;
  if (builder_.definition().kind == Definition::Kind::class_) assignment.kind = Assignment::Kind::field;
  for (const TSNode target : targets) {
    assignment.target = visit_operand(target, node);
    builder_.add_assignment(assignment,
                            ts_node_is_null(target) ? builder_.range(node) : builder_.range(target, node));
  }
}

// Final, typing.Final, Final[int]
bool PythonWalker::is_final(Index annotation) {
  const FileFacts& facts = builder_.facts();
  if (annotation == kNone) return false;
  if (facts.exprs[annotation].kind == ExprKind::index) annotation = facts.operand(annotation, 0);
  const std::string name = dotted_name(facts, annotation);
  return name == "Final" || name.ends_with(".Final");
}

void PythonWalker::walk_augmented_assignment(TSNode node) {
  const Children all(stack_, node);
  Assignment assignment;
  assignment.kind = Assignment::Kind::augmented;
  if (const TSNode op = all.by_field(field_.operator_); !ts_node_is_null(op)) {
    std::string_view text = builder_.text(op);
    if (text.ends_with('=')) text.remove_suffix(1);
    assignment.op = builder_.intern(text);
  }
  assignment.value = visit(all.by_field(field_.right));
  assignment.target = visit_operand(all.by_field(field_.left), node);
  builder_.add_assignment(assignment, node);
}

void PythonWalker::walk_type_alias(TSNode node) {
  const Children all(stack_, node);
  const TSNode left = all.by_field(field_.left);
  const bool calls_type = !ts_node_is_null(left) && builder_.text(left).starts_with('(');
  Assignment assignment;
  assignment.value = visit(all.by_field(field_.right));
  assignment.target = calls_type ? visit_type_call(left, all[0].node) : visit_operand(left, node);
  builder_.add_assignment(assignment, node);
}

// `type(a).b = c` is an alias to the grammar, which takes the call's name for the keyword of that statement.
Index PythonWalker::visit_type_call(TSNode node, TSNode type) {
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  const Children all(stack_, node);
  const Node which = kind(node);
  if (which == Node::type) return visit_type_call(all.first_named(), type);
  Operands operands(builder_);
  if (which == Node::attribute || which == Node::member_type) {
    operands.add(visit_type_call(all.first_named(), type));
    const Index out =
        builder_.add_expr(ExprKind::attribute, builder_.text(all[all.size() - 1].node), node, operands);
    builder_.facts().exprs[out].range = builder_.range(type, node);
    return out;
  }
  if (which != Node::parenthesized && which != Node::tuple) return visit(node);
  operands.add(builder_.add_leaf(ExprKind::name, "type", type));
  visit_children(node, operands);
  const Index call = builder_.add_call("", node, operands);
  builder_.facts().exprs[call].range = builder_.range(type, node);
  return call;
}

bool PythonWalker::walk_with(TSNode node) {
  TSNode body{};
  {
    const Children all(stack_, node);
    body = all.by_field(field_.body);
    for (std::size_t n = 0; n < all.size(); ++n) {
      if (kind(all[n].node) != Node::with_clause) continue;
      const Children items(stack_, all[n].node);
      for (std::size_t m = 0; m < items.size(); ++m) {
        if (kind(items[m].node) == Node::with_item) walk_with_item(items[m].node);
      }
    }
  }
  return walk_block(body);
}

void PythonWalker::walk_with_item(TSNode node) {
  const TSNode item = Children(stack_, node).by_field(field_.value);
  if (kind(item) != Node::as_pattern) {
    visit(item);
    return;
  }
  const Children parts(stack_, item);
  Assignment assignment;
  assignment.kind = Assignment::Kind::with;
  assignment.value = visit(parts.first_named());
  assignment.target = visit_operand(parts.by_field(field_.alias), node);
  builder_.add_assignment(assignment, node);
}

void PythonWalker::read_docstring(TSNode root) {
  const TSNode first = Children(stack_, root).first_named();
  if (kind(first) != Node::expression_statement) return;
  const TSNode said = Children(stack_, first).first_named();
  if (is_plain_string(said)) builder_.facts().docstring = builder_.intern(plain_string(said));
}

}  // namespace assay::facts
