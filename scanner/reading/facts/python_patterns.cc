#include "reading/facts/python_walker.h"

namespace assay::facts {

Index PythonWalker::visit_pattern(TSNode node) {
  if (ts_node_is_null(node)) return kNone;
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  return visit_pattern_kind(node);
}

Index PythonWalker::visit_pattern_kind(TSNode node) {
  Operands items(builder_);
  switch (kind(node)) {
    case Node::case_pattern:
      return visit_case_pattern(node);
    case Node::dotted_name:
      return visit_dotted_pattern(node);
    case Node::identifier:
      return add_capture(node);
    case Node::string:
    case Node::concatenated_string:
    case Node::integer:
    case Node::float_:
    case Node::true_:
    case Node::false_:
    case Node::none:
      return visit(node);
    case Node::list:
      visit_pattern_items(node, items);
      return builder_.add_container(Container::list, node, items);
    case Node::tuple:
      visit_pattern_items(node, items);
      return builder_.add_container(Container::tuple, node, items);
    case Node::dict_pattern:
      return visit_dict_pattern(node);
    case Node::as_pattern:
      visit_pattern_items(node, items);
      return items.front();  // the name is a capture
    case Node::splat:
      visit_pattern_items(node, items);
      return builder_.add_operation("spread", node, items);
    case Node::union_pattern:
      visit_pattern_items(node, items);
      return builder_.add_operation("|", node, items);
    default:
      visit_pattern_items(node, items);
      return builder_.add_expr(ExprKind::unknown, "", node, items);
  }
}

bool PythonWalker::is_minus(const syntax::Child& child) {
  return !child.named && builder_.text(child.node) == "-";
}

// One thing, or a minus and a number, or _.
Index PythonWalker::visit_case_pattern(TSNode node) {
  const Children all(stack_, node);
  const TSNode inner = all.first_named();
  if (all.size() > 1 && !all[0].named && builder_.text(all[0].node) == "-")
    return visit_unary("-", inner, node);
  if (!ts_node_is_null(inner)) return visit_pattern(inner);
  return builder_.add_leaf(ExprKind::name, builder_.text(node), node);
}

// x binds; module.x is a value.
Index PythonWalker::visit_dotted_pattern(TSNode node) {
  const Children all(stack_, node);
  if (all.size() == 1) return add_capture(all[0].node);
  Index out = kNone;
  for (std::size_t n = 0; n < all.size(); ++n) {
    const TSNode part = all[n].node;
    if (kind(part) != Node::identifier) continue;
    Operands object(builder_);
    object.add(out);
    out = builder_.add_expr(out == kNone ? ExprKind::name : ExprKind::attribute, builder_.text(part), part,
                            object);
    builder_.facts().exprs[out].range = builder_.range(all[0].node, part);
  }
  return out;
}

// What a capture holds is a part of the subject that no expression names: it is declared, without a value.
Index PythonWalker::add_capture(TSNode node) {
  Assignment assignment;
  assignment.kind = Assignment::Kind::declared;
  assignment.target = builder_.add_leaf(ExprKind::name, builder_.text(node), node);
  if (builder_.text(node) != "_") builder_.add_assignment(assignment, node);
  return assignment.target;
}

void PythonWalker::visit_pattern_items(TSNode node, Operands& items) {
  const bool is_class = kind(node) == Node::class_pattern;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    if (is_class && n == 0) {
      items.add(visit_class_name(child.node));
    } else if (const TSNode keyword = keyword_of(child.node); !ts_node_is_null(keyword)) {
      const Children parts(stack_, keyword);  // x=pattern
      const Symbol label = builder_.intern(builder_.text(parts.first_named()));
      items.add(visit_pattern(parts[parts.size() - 1].node), label);
    } else if (n > 0 && is_minus(all[n - 1])) {
      items.add(visit_unary("-", child.node, child.node));
    } else {
      items.add(visit_pattern(child.node));
    }
  }
}

// The keyword pattern that a case pattern wraps, or a null node.
TSNode PythonWalker::keyword_of(TSNode node) {
  if (kind(node) != Node::case_pattern) return TSNode{};
  const TSNode inner = Children(stack_, node).first_named();
  return kind(inner) == Node::keyword_pattern ? inner : TSNode{};
}

Index PythonWalker::visit_class_name(TSNode node) {
  const std::string name = dotted(node);
  return name.find('.') == name.npos ? builder_.add_leaf(ExprKind::name, name, node)
                                     : visit_dotted_pattern(node);
}

Index PythonWalker::visit_dict_pattern(TSNode node) {
  Operands items(builder_);
  const Children all(stack_, node);
  Symbol label = 0;
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    if (child.field == field_.key) {
      const Index key = visit_pattern(child.node);
      label = constant_key(key);
      continue;
    }
    items.add(visit_pattern(child.node), label);
    label = 0;
  }
  return builder_.add_container(Container::dict, node, items);
}

bool PythonWalker::matches_anything(TSNode pattern) {
  const Children all(stack_, pattern);
  if (all.size() != 1) return false;
  if (!all[0].named) return builder_.text(all[0].node) == "_";
  if (kind(all[0].node) != Node::dotted_name) return false;
  return Children(stack_, all[0].node).size() == 1;
}

}  // namespace assay::facts
