// Assignments, and the patterns on their left: a target is a name, a member, or a container of targets.
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

void Walk::read_declaration(TSNode node, bool exported) {
  const Children parts(stack_, node);
  const bool constant = !has_token(parts, "let") && !has_token(parts, "var");
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (kind(child.node) == Node::variable_declarator) {
      read_declarator(child.node, constant, exported);
    } else if (child.named) {
      read_statement(child.node);
    }
  }
}

void Walk::read_declarator(TSNode node, bool constant, bool exported) {
  const Children parts(stack_, node);
  const TSNode name = parts.by_field(fields_.name), value = parts.by_field(fields_.value);
  const std::size_t imports_before = builder_.facts().imports.size();
  if (read_module_binding(name, value, node)) {
    const auto& imports = builder_.facts().imports;
    for (std::size_t n = imports_before; exported && n < imports.size(); ++n) {
      export_name(imports[n].local, false, node);
    }
    return;
  }
  Assignment made;
  made.kind = ts_node_is_null(value) ? Assignment::Kind::declared : Assignment::Kind::plain;
  made.value = read_expression(value);
  made.annotation = read_type(parts.by_field(fields_.type));
  made.target = read_target(name);
  made.constant = constant;
  builder_.add_assignment(made, node);
  if (exported) export_targets(made.target, node);
}

Walk::Assigned Walk::read_assignment(TSNode node) {
  const Children parts(stack_, node);
  Assignment made;
  made.value = read_expression(parts.by_field(fields_.right));
  made.target = read_target(parts.by_field(fields_.left));
  builder_.add_assignment(made, node);
  note_commonjs(made.target, made.value, node);
  return {made.target, made.value};
}

Walk::Assigned Walk::read_augmented(TSNode node) {
  const Children parts(stack_, node);
  const TSNode op_node = parts.by_field(fields_.operator_);
  std::string_view op = ts_node_is_null(op_node) ? "" : text(op_node);
  if (op.ends_with('=')) op.remove_suffix(1);
  if (op == "&&") op = "and";
  if (op == "||") op = "or";
  Assignment made;
  made.kind = Assignment::Kind::augmented;
  made.op = builder_.intern(op);
  made.target = read_target(parts.by_field(fields_.left));
  made.value = read_when(parts.by_field(fields_.right), op, made.target);
  builder_.add_assignment(made, node);
  return {made.target, made.value};
}

// i++ is i += 1.
Walk::Assigned Walk::read_update(TSNode node) {
  const Children parts(stack_, node);
  const TSNode op = parts.by_field(fields_.operator_);
  Assignment made;
  made.kind = Assignment::Kind::augmented;
  made.op = builder_.intern(!ts_node_is_null(op) && text(op) == "--" ? "-" : "+");
  made.target = read_target(parts.by_field(fields_.argument));
  made.value = builder_.add_literal(Literal::integer, "1", node);
  builder_.add_assignment(made, node);
  return {made.target, made.value};
}

Index Walk::read_target(TSNode node) {
  node = unwrapped(node);
  if (ts_node_is_null(node)) return kNone;
  const Nesting nesting(builder_, Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  switch (kind(node)) {
    case Node::object_pattern:
      return read_object_pattern(node);
    case Node::array_pattern:
      return read_array_pattern(node);
    case Node::assignment_pattern:
    case Node::object_assignment_pattern:
      return read_default(node);
    case Node::rest_pattern: {
      Operands inside(builder_);
      inside.add(read_target(first_named(node)));
      return builder_.add_operation("spread", node, inside);
    }
    case Node::shorthand_property_identifier_pattern:
    case Node::undefined:
      return builder_.add_leaf(ExprKind::name, text(node), node);
    default:
      return read_expression(node);
  }
}

// {a, b: c, d = 1, [k]: e, ...rest} to the container of a dict whose values are targets.
Index Walk::read_object_pattern(TSNode node) {
  const Children parts(stack_, node);
  Operands entries(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    const Node entry = kind(child.node);
    if (entry == Node::pair_pattern) {
      const Children pair(stack_, child.node);
      const Index target = read_target(pair.by_field(fields_.value));
      add_entry(entries, pair.by_field(fields_.key), target, child.node);
    } else if (entry == Node::shorthand_property_identifier_pattern) {
      entries.add(read_target(child.node), name_symbol(child.node));
    } else if (entry == Node::object_assignment_pattern) {
      const TSNode left = field_of(child.node, fields_.left);
      entries.add(read_target(child.node), ts_node_is_null(left) ? 0 : name_symbol(left));
    } else {
      entries.add(read_target(child.node));
    }
  }
  return builder_.add_container(Container::dict, node, entries);
}

Index Walk::read_array_pattern(TSNode node) {
  return read_elements(node, &Walk::read_target);
}

Index Walk::read_default(TSNode node) {
  const Children parts(stack_, node);
  Operands sides(builder_);
  sides.add(read_target(parts.by_field(fields_.left)));
  sides.add(read_expression(parts.by_field(fields_.right)));
  return builder_.add_operation(":=", node, sides);
}

// Of an array or its pattern. A hole keeps its place, or what follows would take another's.
Index Walk::read_elements(TSNode node, Index (Walk::*read_element)(TSNode)) {
  const Children parts(stack_, node);
  Operands elements(builder_);
  bool filled = false;
  for (std::size_t n = 1; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (child.named) {
      elements.add((this->*read_element)(child.node));
      filled = true;
    } else if (text(child.node) == ",") {
      if (!filled) elements.add(builder_.add_literal(Literal::null, "null", child.node));
      filled = false;
    }
  }
  return builder_.add_container(Container::list, node, elements);
}

}  // namespace assay::facts::javascript
