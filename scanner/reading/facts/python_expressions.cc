#include "reading/facts/python_walker.h"

namespace assay::facts {

Index PythonWalker::visit(TSNode node) {
  if (ts_node_is_null(node)) return kNone;
  node = unwrap(node);
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  return visit_kind(kind(node), node);
}

Index PythonWalker::visit_operand(TSNode node, TSNode parent) {
  return ts_node_is_null(node) ? builder_.add_leaf(ExprKind::unknown, "", parent) : visit(node);
}

// Parentheses and the wrappers of the grammar vanish, however many there are.
TSNode PythonWalker::unwrap(TSNode node) {
  while (true) {
    const Node which = kind(node);
    const bool wraps =
        which == Node::parenthesized || which == Node::type || which == Node::as_pattern_target;
    if (!wraps) return node;
    const Children all(stack_, node);
    const TSNode inner = all.first_named();
    if (ts_node_is_null(inner)) return node;
    for (std::size_t n = 0; n < all.size(); ++n) {
      if (all[n].named && ts_node_is_error(all[n].node)) return node;
    }
    node = inner;
  }
}

Index PythonWalker::visit_kind(Node which, TSNode node) {
  switch (which) {
    case Node::identifier:
      return builder_.add_leaf(ExprKind::name, builder_.text(node), node);
    case Node::attribute:
    case Node::member_type:
      return visit_attribute(node);
    case Node::subscript:
      return visit_subscript(node);
    case Node::generic_type:
      return visit_generic(node);
    case Node::slice:
      return visit_slice(node);
    case Node::call:
      return visit_call(node);
    case Node::await:
      return visit_await(node);
    case Node::binary_operator:
    case Node::boolean_operator:
      return visit_binary(node);
    case Node::unary_operator:
    case Node::not_operator:
      return visit_unary_operator(node);
    case Node::comparison_operator:
      return visit_comparison(node);
    case Node::conditional_expression:
      return visit_conditional(node);
    case Node::named_expression:
      return visit_named(node);
    case Node::lambda:
      return visit_lambda(node);
    case Node::list:
      return visit_container(Container::list, node);
    case Node::tuple:
      return visit_container(Container::tuple, node);
    case Node::set:
      return visit_container(Container::set, node);
    case Node::dictionary:
      return visit_dictionary(node);
    case Node::comprehension:
      return visit_comprehension(node);
    case Node::pair:
      return visit_items("pair", node);
    case Node::splat:
      return visit_items("spread", node);
    case Node::union_type:
      return visit_items("|", node);
    case Node::yield:
      return visit_yield(node);
    case Node::string:
    case Node::concatenated_string:
      return visit_string(node);
    case Node::integer:
    case Node::float_:
      return visit_number(node);
    case Node::true_:
      return builder_.add_literal(Literal::boolean, "true", node);
    case Node::false_:
      return builder_.add_literal(Literal::boolean, "false", node);
    case Node::none:
      return builder_.add_literal(Literal::null, "null", node);
    case Node::ellipsis:
      return builder_.add_leaf(ExprKind::name, "Ellipsis", node);
    default:
      return visit_unknown(node);
  }
}

Index PythonWalker::visit_attribute(TSNode node) {
  const Children all(stack_, node);
  Operands object(builder_);
  object.add(visit_operand(all.first_named(), node));
  const TSNode attribute = all.size() == 0 ? node : all[all.size() - 1].node;
  return builder_.add_expr(ExprKind::attribute, builder_.text(attribute), node, object);
}

Index PythonWalker::visit_subscript(TSNode node) {
  const Children all(stack_, node);
  Operands operands(builder_);
  operands.add(visit_operand(all.by_field(field_.value), node));
  operands.add(visit_index_of(all, field_.subscript, node));
  return builder_.add_expr(ExprKind::index, "", node, operands);
}

// a[b, c] takes one index, a tuple.
Index PythonWalker::visit_index_of(const Children& all, TSFieldId field, TSNode node) {
  std::size_t count = 0;
  for (std::size_t n = 0; n < all.size(); ++n) count += all[n].named && all[n].field == field ? 1 : 0;
  const Deeper tuple_level(builder_, Deeper::Of::expression, count > 1 ? 1 : 0);
  Operands items(builder_);
  TSNode first{}, last{};
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named || child.field != field) continue;
    first = ts_node_is_null(first) ? child.node : first;
    last = child.node;
    items.add(visit(child.node));
  }
  if (items.size() == 0) return visit_operand(TSNode{}, node);
  if (items.size() == 1) return items.front();
  const Index tuple = builder_.add_container(Container::tuple, first, items);
  builder_.facts().exprs[tuple].range = builder_.range(first, last);
  return tuple;
}

Index PythonWalker::visit_generic(TSNode node) {
  const Children all(stack_, node);
  Operands operands(builder_);
  operands.add(visit_operand(all.first_named(), node));
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) != Node::type_parameter) continue;
    const Children arguments(stack_, all[n].node);
    operands.add(visit_index_of(arguments, 0, node));
  }
  return builder_.add_expr(ExprKind::index, "", node, operands);
}

Index PythonWalker::visit_slice(TSNode node) {
  Index bounds[3] = {kNone, kNone, kNone};
  std::size_t at = 0;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (child.named) {
      bounds[at] = visit(child.node);
    } else if (at < 2) {
      ++at;
    }
  }
  Operands operands(builder_);
  for (std::size_t n = 0; n < 2 || (n == 2 && bounds[2] != kNone); ++n) {
    operands.add(bounds[n] == kNone ? builder_.add_literal(Literal::null, "null", node) : bounds[n]);
  }
  return builder_.add_operation("slice", node, operands);
}

Index PythonWalker::visit_call(TSNode node) {
  const Children all(stack_, node);
  Operands operands(builder_);
  operands.add(visit_operand(all.by_field(field_.function), node));
  const TSNode arguments = all.by_field(field_.arguments);
  if (kind(arguments) == Node::comprehension) {
    operands.add(visit(arguments));
  } else if (!ts_node_is_null(arguments)) {
    visit_arguments(arguments, operands);
  }
  return builder_.add_call("", node, operands);
}

void PythonWalker::visit_arguments(TSNode list, Operands& operands) {
  const Children all(stack_, list);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    if (kind(child.node) != Node::keyword_argument) {
      operands.add(visit(child.node));
      continue;
    }
    const Children parts(stack_, child.node);
    const TSNode name = parts.by_field(field_.name);
    const Symbol label = ts_node_is_null(name) ? 0 : builder_.intern(builder_.text(name));
    operands.add(visit_operand(parts.by_field(field_.value), child.node), label);
  }
}

Index PythonWalker::visit_await(TSNode node) {
  Operands operands(builder_);
  operands.add(visit_operand(Children(stack_, node).first_named(), node));
  builder_.mark_awaited(operands.front());
  return builder_.add_expr(ExprKind::await, "", node, operands);
}

Index PythonWalker::visit_binary(TSNode node) {
  const Children all(stack_, node);
  Operands operands(builder_);
  operands.add(visit_operand(all.by_field(field_.left), node));
  operands.add(visit_operand(all.by_field(field_.right), node));
  const TSNode op = all.by_field(field_.operator_);
  return builder_.add_operation(ts_node_is_null(op) ? "" : builder_.text(op), node, operands);
}

Index PythonWalker::visit_unary_operator(TSNode node) {
  const Children all(stack_, node);
  const TSNode op = all.by_field(field_.operator_);
  return visit_unary(ts_node_is_null(op) ? "not" : builder_.text(op), all.by_field(field_.argument), node);
}

Index PythonWalker::visit_unary(std::string_view op, TSNode operand, TSNode node) {
  Operands operands(builder_);
  operands.add(visit_operand(operand, node));
  return builder_.add_operation(op, node, operands);
}

std::string_view PythonWalker::comparison_of(TSNode op) {
  const std::string_view type = ts_node_type(op);  // not its text: "not   in" is spelled in many ways
  if (type == "not in") return "not-in";
  if (type == "is not") return "is-not";
  return type == "<>" ? "!=" : type;
}

// a < b < c is a < b and b < c, flat for any length.
Index PythonWalker::visit_comparison(TSNode node) {
  Operands links(builder_);
  const Children all(stack_, node);
  const Deeper chain_level(builder_, Deeper::Of::expression, all.size() > 3 ? 1 : 0);
  TSNode left_node{};
  Index left = kNone;
  std::string_view op;
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (child.field == field_.operators) {
      op = comparison_of(child.node);
      continue;
    }
    if (!child.named) continue;
    const Index right = visit(child.node);
    if (left != kNone) links.add(add_link(op, left, right, links.size() > 0, left_node, child.node));
    left = right;
    left_node = child.node;
  }
  if (links.size() == 0) return left == kNone ? visit_unknown(node) : left;
  return links.size() == 1 ? links.front() : builder_.add_operation("and", node, links);
}

Index PythonWalker::add_link(std::string_view op, Index left, Index right, bool again, TSNode from,
                             TSNode to) {
  Operands sides(builder_);
  sides.add(again ? builder_.repeat_expr(left) : left);
  sides.add(right);
  const Index link = builder_.add_operation(op, from, sides);
  builder_.facts().exprs[link].range = builder_.range(from, to);
  return link;
}

Index PythonWalker::visit_conditional(TSNode node) {
  TSNode parts[3] = {};  // value if test else other
  std::size_t count = 0;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size() && count < 3; ++n) {
    if (all[n].named) parts[count++] = all[n].node;
  }
  Operands operands(builder_);
  const Index test = visit_operand(parts[1], node);
  operands.add(test);
  for (const bool negated : {false, true}) {
    const FactsBuilder::ConditionScope scope(builder_, Condition::Kind::if_, test, negated);
    operands.add(visit_operand(parts[negated ? 2 : 0], node));
  }
  return builder_.add_expr(ExprKind::conditional, "", node, operands);
}

Index PythonWalker::visit_named(TSNode node) {
  const Children all(stack_, node);
  Assignment assignment;
  Operands operands(builder_);
  assignment.target = visit_operand(all.by_field(field_.name), node);
  assignment.value = visit_operand(all.by_field(field_.value), node);
  operands.add(assignment.target);
  operands.add(assignment.value);
  builder_.add_assignment(assignment, node);
  return builder_.add_operation(":=", node, operands);
}

// `yield from x` gives out each of x.
Index PythonWalker::visit_yield(TSNode node) {
  const Children all(stack_, node);
  const TSNode value = all.first_named();
  const bool from = all.size() > 1 && !all[1].named && builder_.text(all[1].node) == "from";
  const Deeper spread_level(builder_, Deeper::Of::expression, from ? 1 : 0);
  Operands operands(builder_);
  operands.add(visit(value));
  if (from && operands.size() > 0) {
    Operands outer(builder_);
    outer.add(builder_.add_operation("spread", value, operands));
    builder_.add_exit(Exit::Kind::yield, outer.front(), node);
    return builder_.add_operation("yield", node, outer);
  }
  builder_.add_exit(Exit::Kind::yield, operands.front(), node);
  return builder_.add_operation("yield", node, operands);
}

Index PythonWalker::visit_number(TSNode node) {
  const std::string value = normalize_python_number(builder_.text(node));
  const bool is_real = kind(node) == Node::float_ || value.ends_with('j');
  return builder_.add_literal(is_real ? Literal::real : Literal::integer, value, node);
}

Index PythonWalker::visit_unknown(TSNode node) {
  Operands items(builder_);
  visit_children(node, items);
  return builder_.add_expr(ExprKind::unknown, "", node, items);
}

// Past the limit nothing recurses: a cursor collects the names and literals below.
Index PythonWalker::cut(TSNode node) {
  builder_.count_cut_expression();
  Operands leaves(builder_);
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  for (bool more = true; more;) {
    const TSNode at = ts_tree_cursor_current_node(&cursor);
    const Index leaf = visit_leaf(at);
    leaves.add(leaf);
    if (leaf == kNone && ts_tree_cursor_goto_first_child(&cursor)) continue;
    while (more && !ts_tree_cursor_goto_next_sibling(&cursor)) more = ts_tree_cursor_goto_parent(&cursor);
  }
  ts_tree_cursor_delete(&cursor);
  return builder_.add_expr(ExprKind::unknown, "", node, leaves);
}

Index PythonWalker::visit_leaf(TSNode node) {
  const Node which = kind(node);
  switch (which) {
    case Node::string:
      if (!is_plain_string(node)) return kNone;
      [[fallthrough]];
    case Node::identifier:
    case Node::integer:
    case Node::float_:
    case Node::true_:
    case Node::false_:
    case Node::none:
      return visit_kind(which, node);
    default:
      return kNone;
  }
}

}  // namespace assay::facts
