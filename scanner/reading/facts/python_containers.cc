#include "reading/facts/python_walker.h"

namespace assay::facts {

Index PythonWalker::visit_container(Container container, TSNode node) {
  Operands items(builder_);
  visit_children(node, items);
  return builder_.add_container(container, node, items);
}

void PythonWalker::visit_children(TSNode node, Operands& items) {
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (const auto child = all[n]; child.named) items.add(visit(child.node));
  }
}

Index PythonWalker::visit_items(std::string_view op, TSNode node) {
  Operands items(builder_);
  visit_children(node, items);
  return builder_.add_operation(op, node, items);
}

Index PythonWalker::visit_dictionary(TSNode node) {
  Operands items(builder_);
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    if (kind(child.node) == Node::pair) {
      visit_pair(child.node, items);
    } else {
      items.add(visit(child.node));
    }
  }
  return builder_.add_container(Container::dict, node, items);
}

Symbol PythonWalker::constant_key(Index key) {
  if (key == kNone) return 0;
  const Expr& expr = builder_.facts().exprs[key];
  return expr.kind == ExprKind::literal ? expr.text : 0;
}

// Labelled where the key is constant, else a pair of its own.
void PythonWalker::visit_pair(TSNode node, Operands& items) {
  const Deeper pair_level(builder_, Deeper::Of::expression);
  const Children all(stack_, node);
  const Index key = visit_operand(all.by_field(field_.key), node);
  const Index value = visit_operand(all.by_field(field_.value), node);
  if (const Symbol label = constant_key(key); label != 0) return items.add(value, label);
  items.add(add_pair(key, value, node));
}

Index PythonWalker::add_pair(Index key, Index value, TSNode node) {
  Operands sides(builder_);
  sides.add(key);
  sides.add(value);
  return builder_.add_operation("pair", node, sides);
}

Index PythonWalker::visit_comprehension(TSNode node) {
  Operands items(builder_);
  const Symbol filter = builder_.intern("if");
  const Children all(stack_, node);
  items.add(visit_operand(all.by_field(field_.body), node));
  for (std::size_t n = 0; n < all.size(); ++n) {
    const TSNode clause = all[n].node;
    if (kind(clause) == Node::for_in_clause) items.add(visit_for_in(clause));
    if (kind(clause) == Node::if_clause) items.add(visit(Children(stack_, clause).first_named()), filter);
  }
  return builder_.add_container(Container::comprehension, node, items);
}

Index PythonWalker::visit_for_in(TSNode clause) {
  const Children all(stack_, clause);
  Assignment assignment;
  assignment.kind = Assignment::Kind::each;
  assignment.value = visit_index_of(all, field_.right, clause);
  assignment.target = visit_operand(all.by_field(field_.left), clause);
  builder_.add_assignment(assignment, clause);
  return assignment.value;
}

}  // namespace assay::facts
