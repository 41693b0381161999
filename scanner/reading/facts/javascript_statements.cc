#include <algorithm>

#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

bool Walk::read_statement(TSNode node) {
  if (ts_node_is_null(node)) return false;
  const Nesting nesting(builder_, Nesting::Of::statement);
  if (nesting.too_deep()) {
    builder_.count_cut_block();
    return false;
  }
  switch (kind(node)) {
    case Node::statement_block:
      return read_statements(node);
    case Node::expression_statement:
      read_dropped(first_named(node));
      return false;
    case Node::lexical_declaration:
    case Node::variable_declaration:
    case Node::using_declaration:
      read_declaration(node, false);
      return false;
    case Node::if_statement:
      return read_if(node);
    case Node::else_clause:
      return read_statement(first_named(node));
    case Node::return_statement:
      return read_exit(node, Exit::Kind::return_);
    case Node::throw_statement:
      return read_exit(node, Exit::Kind::raise);
    case Node::break_statement:
    case Node::continue_statement:
      return true;
    case Node::try_statement:
      return read_try(node);
    case Node::catch_clause:
      return read_catch(node);
    case Node::finally_clause:
      return read_statement(field_of(node, fields_.body));
    case Node::for_statement:
      read_for(node);
      return false;
    case Node::for_in_statement:
      read_for_each(node);
      return false;
    case Node::while_statement:
    case Node::do_statement:
      read_while(node);
      return false;
    case Node::switch_statement:
      read_switch(node);
      return false;
    case Node::labeled_statement:
      read_statement(field_of(node, fields_.body));
      return false;
    case Node::with_statement:
      read_with(node);
      return false;
    case Node::function_declaration:
    case Node::generator_function_declaration:
      read_function(node, {});
      return false;
    case Node::class_declaration:
    case Node::abstract_class_declaration:
      read_class(node, {});
      return false;
    case Node::enum_declaration:
      read_enum(node);
      return false;
    case Node::internal_module:
    case Node::module_:
      read_namespace(node);
      return false;
    case Node::import_statement:
      read_import(node);
      return false;
    case Node::import_alias:
      read_import_alias(node);
      return false;
    case Node::export_statement:
      read_export(node);
      return false;
    case Node::empty_statement:
    case Node::debugger_statement:
    case Node::function_signature:
    case Node::ambient_declaration:
    case Node::interface_declaration:
    case Node::type_alias_declaration:
      return false;
    default:
      read_broken(node);
      return false;
  }
}

bool Walk::read_statements(TSNode parent) {
  const FactsBuilder::BlockScope block(builder_);
  const Children children(stack_, parent);
  bool leaves = false;
  for (std::size_t n = 0; n < children.size(); ++n) {
    if (const Child child = children[n]; child.named && read_statement(child.node)) leaves = true;
  }
  return leaves;
}

// Where one branch leaves, what follows in the block runs only when the other was taken. An else after a
// branch that leaves is just what follows, so that the guards of `else if` hold on as well.
bool Walk::read_if(TSNode node) {
  const Children parts(stack_, node);
  const Index test = read_expression(parts.by_field(fields_.condition));
  const TSNode alternative = parts.by_field(fields_.alternative);
  if (read_side(parts.by_field(fields_.consequence), test, false)) {
    builder_.push_guard(Condition::Kind::if_, test, true);
    return read_statement(alternative);
  }
  if (read_side(alternative, test, true)) builder_.push_guard(Condition::Kind::if_, test, false);
  return false;
}

bool Walk::read_side(TSNode statement, Index test, bool negated) {
  const ConditionScope branch(builder_, Condition::Kind::if_, test, negated);
  return read_statement(statement);
}

bool Walk::read_exit(TSNode node, Exit::Kind kind) {
  builder_.add_exit(kind, read_expression(first_named(node)), node);
  return true;
}

bool Walk::read_try(TSNode node) {
  const Children parts(stack_, node);
  const TSNode handler = parts.by_field(fields_.handler);
  bool leaves = false;
  {
    const ConditionScope body(builder_, Condition::Kind::try_, kNone, false);
    leaves = read_statement(parts.by_field(fields_.body));
  }
  if (!ts_node_is_null(handler) && !read_statement(handler)) leaves = false;
  const bool finally_leaves = read_statement(parts.by_field(fields_.finalizer));
  return leaves || finally_leaves;
}

bool Walk::read_catch(TSNode node) {
  const Children parts(stack_, node);
  const ConditionScope handler(builder_, Condition::Kind::except_, kNone, false);
  if (const TSNode parameter = parts.by_field(fields_.parameter); !ts_node_is_null(parameter)) {
    Assignment caught;
    caught.kind = Assignment::Kind::except_;
    caught.target = read_target(parameter);
    caught.annotation = read_type(parts.by_field(fields_.type));
    builder_.add_assignment(caught, parameter);
  }
  return read_statement(parts.by_field(fields_.body));
}

void Walk::read_for(TSNode node) {
  const Children parts(stack_, node);
  const auto read_part = [this](TSNode part) {
    if (ts_node_is_null(part)) return;
    is_statement(kind(part)) ? void(read_statement(part)) : read_dropped(part);
  };
  read_part(parts.by_field(fields_.initializer));
  const TSNode test = parts.by_field(fields_.condition);
  const bool has_test = !ts_node_is_null(test) && ts_node_is_named(test) && !is_statement(kind(test));
  const ConditionScope loop(builder_, Condition::Kind::loop, has_test ? read_expression(test) : kNone, false);
  read_statement(parts.by_field(fields_.body));
  read_part(parts.by_field(fields_.increment));
}

// for (k in v) gives keys and for (x of v) elements, so the former's Assignment carries "in".
void Walk::read_for_each(TSNode node) {
  const Children parts(stack_, node);
  Assignment each;
  each.kind = Assignment::Kind::each;
  each.value = read_expression(parts.by_field(fields_.right));
  each.constant = has_token(parts, "const");
  const TSNode left = parts.by_field(fields_.left);
  const TSNode word = parts.by_field(fields_.operator_);
  if (!ts_node_is_null(word) && text(word) == "in") each.op = builder_.intern("in");
  const ConditionScope loop(builder_, Condition::Kind::loop, each.value, false);
  each.target = read_target(left);
  if (!ts_node_is_null(left)) builder_.add_assignment(each, left);
  read_statement(parts.by_field(fields_.body));
}

void Walk::read_while(TSNode node) {
  const Children parts(stack_, node);
  const Index test = read_expression(parts.by_field(fields_.condition));
  const ConditionScope loop(builder_, Condition::Kind::loop, test, false);
  read_statement(parts.by_field(fields_.body));
}

void Walk::read_switch(TSNode node) {
  const Children parts(stack_, node);
  const Index subject = read_expression(parts.by_field(fields_.value));
  const TSNode body = parts.by_field(fields_.body);
  if (ts_node_is_null(body)) return;
  const Children arms(stack_, body);
  Arm arm;
  for (std::size_t n = 0; n < arms.size(); ++n) {
    if (const Child child = arms[n]; child.named) read_arm(child.node, subject, arm);
  }
}

void Walk::read_arm(TSNode node, Index subject, Arm& arm) {
  const Children parts(stack_, node);
  const bool is_default = kind(node) == Node::switch_default;
  const TSNode value = parts.by_field(fields_.value);
  if (!ts_node_is_null(value)) {
    Operands sides(builder_);
    sides.add(subject);
    sides.add(read_expression(value));
    arm.tests.push_back(builder_.add_expr(ExprKind::operation, "==", value, sides));
  }
  if (ts_node_is_null(parts.by_field(fields_.body))) return;  // falls through to the next with nothing done
  const ConditionScope condition = arm_scope(node, arm, is_default);
  bool leaves = false;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.field == fields_.body && read_statement(child.node))
      leaves = true;
  }
  arm.tests.clear();
  arm.fell_through = !leaves;
}

// An arm that a filled one falls into runs for that one's values too: its test is left open.
FactsBuilder::ConditionScope Walk::arm_scope(TSNode node, const Arm& arm, bool is_default) {
  Index test = kNone;
  if (!arm.fell_through && !is_default && arm.tests.size() == 1) test = arm.tests.front();
  if (!arm.fell_through && !is_default && arm.tests.size() > 1) {
    Operands tests(builder_);
    for (const Index each : arm.tests) tests.add(each);
    test = builder_.add_expr(ExprKind::operation, "or", node, tests);
  }
  return ConditionScope(builder_, Condition::Kind::case_, test, is_default);
}

void Walk::read_with(TSNode node) {
  const Children parts(stack_, node);
  read_expression(parts.by_field(fields_.object));
  read_statement(parts.by_field(fields_.body));
}

// ERROR: what stands inside is read as far as it can be. A bare expression is one without its statement.
void Walk::read_broken(TSNode node) {
  if (ts_node_is_error(node)) {
    read_statements(node);
  } else {
    read_expression(node);
  }
}

void Walk::read_dropped(TSNode node) {
  const Nesting nesting(builder_, Nesting::Of::statement);
  node = unwrapped(node);
  if (ts_node_is_null(node) || nesting.too_deep()) return;
  switch (kind(node)) {
    case Node::assignment_expression: {
      const Children parts(stack_, node);
      const TSNode left = parts.by_field(fields_.left), right = parts.by_field(fields_.right);
      if (!read_module_binding(left, right, node)) read_assignment(node);
      return;
    }
    case Node::augmented_assignment_expression:
      read_augmented(node);
      return;
    case Node::update_expression:
      read_update(node);
      return;
    case Node::internal_module:
      read_namespace(node);
      return;
    case Node::sequence_expression: {
      const Children parts(stack_, node);
      for (std::size_t n = 0; n < parts.size(); ++n) {
        if (const Child child = parts[n]; child.named) read_dropped(child.node);
      }
      return;
    }
    default:
      mark_dropped(read_expression(node));
  }
}

// The calls whose value would be the expression's own. Bounded by the depth of expressions.
void Walk::mark_dropped(Index expr) {
  if (expr == kNone) return;
  FileFacts& facts = builder_.facts();
  const Expr& each = facts.exprs[expr];
  const std::string& op = facts.text(each.text);
  if (each.kind == ExprKind::call) {  // calls stand in the order of their expressions until they are sorted
    const auto found = std::lower_bound(facts.calls.begin(), facts.calls.end(), expr,
                                        [](const Call& call, Index sought) { return call.expr < sought; });
    if (found != facts.calls.end() && found->expr == expr) found->dropped = true;
  } else if (each.kind == ExprKind::await || (each.kind == ExprKind::operation && op == "void")) {
    mark_dropped(facts.operand(expr, 0));
  } else if (each.kind == ExprKind::operation && (op == "and" || op == "or" || op == "??")) {
    mark_dropped(facts.operand(expr, 1));
  } else if (each.kind == ExprKind::conditional) {
    mark_dropped(facts.operand(expr, 1));
    mark_dropped(facts.operand(expr, 2));
  }
}

}  // namespace assay::facts::javascript
