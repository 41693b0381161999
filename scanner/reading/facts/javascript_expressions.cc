#include "reading/facts/javascript_literals.h"
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

Index Walk::read_expression(TSNode node) {
  node = unwrapped(node);
  if (ts_node_is_null(node)) return kNone;
  const Nesting nesting(builder_, Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  const Node node_kind = kind(node);
  switch (node_kind) {
    case Node::member_expression:
      return read_member(node);
    case Node::subscript_expression:
      return read_subscript(node);
    case Node::call_expression:
      return read_call(node);
    case Node::new_expression:
      return read_new(node);
    case Node::await_expression:
      return read_await(node);
    case Node::yield_expression:
      return read_yield(node);
    case Node::spread_element:
      return read_spread(node);
    case Node::unary_expression:
      return read_unary(node);
    case Node::binary_expression:
      return read_binary(node);
    case Node::ternary_expression:
      return read_ternary(node);
    case Node::sequence_expression:
      return read_sequence(node);
    case Node::assignment_expression:
    case Node::augmented_assignment_expression:
    case Node::update_expression:
      return read_assigned_value(node, node_kind);
    case Node::array:
      return read_elements(node, &Walk::read_expression);
    case Node::object:
      return read_object(node);
    case Node::object_pattern:
      return read_object_pattern(node);
    case Node::array_pattern:
      return read_array_pattern(node);
    case Node::function_expression:
    case Node::generator_function:
    case Node::arrow_function:
    case Node::class_:
      return read_lambda(node);
    case Node::template_string:
      return read_template(node);
    case Node::meta_property:
      return read_meta_property(node);
    case Node::jsx_element:
    case Node::jsx_self_closing_element:
      return read_jsx(node);
    default:
      return read_leaf(node, node_kind);
  }
}

Index Walk::read_leaf(TSNode node, Node node_kind) {
  switch (node_kind) {
    case Node::identifier:
    case Node::property_identifier:
    case Node::private_property_identifier:
    case Node::shorthand_property_identifier:
      return builder_.add_leaf(ExprKind::name, decode_identifier(text(node)), node);
    case Node::this_:
    case Node::super:
    case Node::import_:
      return builder_.add_leaf(ExprKind::name, text(node), node);
    case Node::undefined:
    case Node::null_:
      return builder_.add_literal(Literal::null, "null", node);
    case Node::true_:
    case Node::false_:
      return builder_.add_literal(Literal::boolean, text(node), node);
    case Node::number:
      return read_number(node);
    case Node::string:
      return read_string(node);
    case Node::regex: {
      const TSNode pattern = field_of(node, fields_.pattern);
      return builder_.add_literal(Literal::regex, ts_node_is_null(pattern) ? "" : text(pattern), node);
    }
    default:
      return read_inside(node);
  }
}

// Whatever it is, the expressions in it count, and so do statements that broken syntax left here.
Index Walk::read_inside(TSNode node) {
  const Children parts(stack_, node);
  Operands inside(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    if (is_statement(kind(child.node))) {
      read_statement(child.node);
    } else {
      inside.add(read_expression(child.node));
    }
  }
  return builder_.add_expr(ExprKind::unknown, "", node, inside);
}

// By cursor, so that what is too deep for the C++ stack never reaches it.
Index Walk::cut(TSNode node) {
  builder_.count_cut_expression();
  Operands inside(builder_);
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  for (bool more = true; more;) {
    const TSNode here = ts_tree_cursor_current_node(&cursor);
    const Node here_kind = kind(here);
    const bool leaf = here_kind != Node::property_identifier && is_plain(here);
    if (leaf) inside.add(read_leaf(here, here_kind));
    if (!leaf && ts_tree_cursor_goto_first_child(&cursor)) continue;
    while (more && !ts_tree_cursor_goto_next_sibling(&cursor)) more = ts_tree_cursor_goto_parent(&cursor);
  }
  ts_tree_cursor_delete(&cursor);
  return builder_.add_expr(ExprKind::unknown, "", node, inside);
}

bool Walk::is_plain(TSNode node) const {
  const Node node_kind = kind(node);
  return node_kind >= Node::identifier && node_kind <= Node::string;
}

Index Walk::read_member(TSNode node) {
  const Children parts(stack_, node);
  Operands object(builder_);
  object.add(read_expression(parts.by_field(fields_.object)));
  const TSNode property = parts.by_field(fields_.property);
  const std::string name = ts_node_is_null(property) ? "" : decode_identifier(text(property));
  return builder_.add_expr(ExprKind::attribute, name, node, object);
}

Index Walk::read_subscript(TSNode node) {
  const Children parts(stack_, node);
  Operands sides(builder_);
  sides.add(read_expression(parts.by_field(fields_.object)));
  sides.add(read_expression(parts.by_field(fields_.index)));
  return builder_.add_expr(ExprKind::index, "", node, sides);
}

// import.meta, new.target
Index Walk::read_meta_property(TSNode node) {
  const std::string_view all = text(node);
  Operands object(builder_);
  object.add(builder_.add_leaf(ExprKind::name, all.starts_with("import") ? "import" : "new", node));
  return builder_.add_expr(ExprKind::attribute, all.starts_with("import") ? "meta" : "target", node, object);
}

Index Walk::read_call(TSNode node) {
  const Children parts(stack_, node);
  const TSNode callee = parts.by_field(fields_.function), arguments = parts.by_field(fields_.arguments);
  Operands operands(builder_);
  operands.add(read_expression(callee));
  std::string_view how;
  if (!ts_node_is_null(callee) && kind(callee) == Node::import_) how = "import";
  if (!ts_node_is_null(arguments) && kind(arguments) == Node::template_string) {
    how = "tag";
    operands.add(read_expression(arguments));
  } else {
    read_arguments(arguments, operands);
  }
  return builder_.add_call(how, node, operands);
}

Index Walk::read_new(TSNode node) {
  const Children parts(stack_, node);
  Operands operands(builder_);
  operands.add(read_expression(parts.by_field(fields_.constructor)));
  read_arguments(parts.by_field(fields_.arguments), operands);
  return builder_.add_call("new", node, operands);
}

void Walk::read_arguments(TSNode node, Operands& operands) {
  if (ts_node_is_null(node)) return;
  const Children parts(stack_, node);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.named) operands.add(read_expression(child.node));
  }
}

Index Walk::read_await(TSNode node) {
  Operands value(builder_);
  value.add(read_expression(first_named(node)));
  builder_.mark_awaited(value.front());
  return builder_.add_expr(ExprKind::await, "", node, value);
}

Index Walk::read_yield(TSNode node) {
  const Children parts(stack_, node);
  Index value = read_expression(parts.first_named());
  if (value != kNone && has_token(parts, "*")) {
    Operands all(builder_);
    all.add(value);
    value = builder_.add_operation("spread", node, all);
  }
  builder_.add_exit(Exit::Kind::yield, value, node);
  Operands given(builder_);
  given.add(value);
  return builder_.add_operation("yield", node, given);
}

Index Walk::read_spread(TSNode node) {
  Operands value(builder_);
  value.add(read_expression(first_named(node)));
  return builder_.add_operation("spread", node, value);
}

Index Walk::read_unary(TSNode node) {
  const Children parts(stack_, node);
  const TSNode op = parts.by_field(fields_.operator_);
  Operands value(builder_);
  value.add(read_expression(parts.by_field(fields_.argument)));
  const std::string_view word = ts_node_is_null(op) ? "" : text(op);
  return builder_.add_operation(word == "!" ? "not" : word, node, value);
}

Index Walk::read_binary(TSNode node) {
  const Children parts(stack_, node);
  const TSNode op_node = parts.by_field(fields_.operator_);
  std::string_view op = ts_node_is_null(op_node) ? "" : text(op_node);
  if (op == "&&") op = "and";
  if (op == "||") op = "or";
  Operands sides(builder_);
  const Index left = read_expression(parts.by_field(fields_.left));
  sides.add(left);
  sides.add(read_when(parts.by_field(fields_.right), op, left));
  return builder_.add_operation(op, node, sides);
}

// The right side of && runs when the left is true, that of || when it is false, that of ?? when it is null.
Index Walk::read_when(TSNode node, std::string_view op, Index left) {
  if (op == "and" || op == "or") return read_branch(node, left, op == "or");
  if (op != "??" || left == kNone || ts_node_is_null(node) || is_plain(unwrapped(node))) {
    return read_expression(node);
  }
  Operands sides(builder_);
  sides.add(left);
  sides.add(builder_.add_literal(Literal::null, "null", node));
  return read_branch(node, builder_.add_expr(ExprKind::operation, "==", node, sides), false);
}

// A condition that holds no fact would only take room.
Index Walk::read_branch(TSNode node, Index test, bool negated) {
  node = unwrapped(node);
  if (ts_node_is_null(node) || is_plain(node)) return read_expression(node);
  const ConditionScope branch(builder_, Condition::Kind::if_, test, negated);
  return read_expression(node);
}

Index Walk::read_ternary(TSNode node) {
  const Children parts(stack_, node);
  Operands operands(builder_);
  const Index test = read_expression(parts.by_field(fields_.condition));
  operands.add(test);
  operands.add(read_branch(parts.by_field(fields_.consequence), test, false));
  operands.add(read_branch(parts.by_field(fields_.alternative), test, true));
  return builder_.add_expr(ExprKind::conditional, "", node, operands);
}

Index Walk::read_sequence(TSNode node) {
  const Children parts(stack_, node);
  Operands operands(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    const Index value = read_expression(child.node);
    operands.add(value);
    if (n + 1 < parts.size()) mark_dropped(value);
  }
  return builder_.add_operation("sequence", node, operands);
}

Index Walk::read_assigned_value(TSNode node, Node node_kind) {
  Assigned made;
  std::string op = ":=";
  if (node_kind == Node::assignment_expression) {
    made = read_assignment(node);
  } else {
    made = node_kind == Node::update_expression ? read_update(node) : read_augmented(node);
    op = builder_.facts().text(builder_.facts().assignments.back().op);
    const bool is_postfix = node_kind == Node::update_expression && !ts_node_is_null(node) &&
                            !text(node).starts_with("++") && !text(node).starts_with("--");
    if (is_postfix) return made.target;
  }
  Operands sides(builder_);
  sides.add(made.target);
  sides.add(made.value);
  return builder_.add_operation(op, node, sides);
}

// ---- Objects

Index Walk::read_object(TSNode node) {
  const Children parts(stack_, node);
  Operands entries(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.named) read_entry(child.node, entries);
  }
  return builder_.add_container(Container::dict, node, entries);
}

void Walk::read_entry(TSNode node, Operands& entries) {
  switch (kind(node)) {
    case Node::pair: {
      const Children parts(stack_, node);
      const Index value = read_expression(parts.by_field(fields_.value));
      add_entry(entries, parts.by_field(fields_.key), value, node);
      return;
    }
    case Node::method_definition: {
      const Index method = read_lambda(node);
      add_entry(entries, field_of(node, fields_.name), method, node);
      return;
    }
    case Node::shorthand_property_identifier:
      entries.add(read_expression(node), name_symbol(node));
      return;
    default:
      entries.add(read_expression(node));
  }
}

void Walk::add_entry(Operands& entries, TSNode key, Index value, TSNode entry) {
  if (value == kNone) return;
  if (const auto label = constant_key(key)) return entries.add(value, *label);
  Index pair = kNone;
  {
    Operands sides(builder_);
    sides.add(read_expression(first_named(key)));
    sides.add(value);
    pair = builder_.add_operation("pair", entry, sides);
  }
  entries.add(pair);
}

std::optional<Symbol> Walk::constant_key(TSNode key) {
  if (ts_node_is_null(key)) return 0;
  switch (kind(key)) {
    case Node::string:
      return string_symbol(key);
    case Node::number:
      return builder_.intern(decode_number(text(key)).text);
    case Node::computed_property_name: {
      const TSNode inner = unwrapped(first_named(key));
      if (ts_node_is_null(inner)) return 0;
      const Node inner_kind = kind(inner);
      if (inner_kind == Node::string || inner_kind == Node::number) return constant_key(inner);
      return std::nullopt;
    }
    default:
      return name_symbol(key);
  }
}

}  // namespace assay::facts::javascript
