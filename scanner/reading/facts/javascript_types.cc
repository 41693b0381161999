// Types as annotations: as far as names, generics, literals, unions and inline objects go; else unknown.
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

Index Walk::read_type(TSNode node) {
  if (ts_node_is_null(node)) return kNone;
  const Nesting nesting(builder_, Nesting::Of::expression);
  if (nesting.too_deep()) return cut(node);
  switch (kind(node)) {
    case Node::type_annotation:
    case Node::opting_type_annotation:
    case Node::parenthesized_type:
    case Node::readonly_type:
      return read_type(first_named(node));
    case Node::type_identifier:
    case Node::predefined_type:
      return builder_.add_leaf(ExprKind::name, text(node), node);
    case Node::nested_type_identifier:
    case Node::nested_identifier:
      return read_qualified_name(node);
    case Node::generic_type:
      return read_generic_type(node);
    case Node::array_type:
      return read_array_type(node);
    case Node::lookup_type:
      return read_lookup_type(node);
    case Node::union_type:
    case Node::intersection_type:
      return read_alternatives(node);
    case Node::tuple_type:
      return read_tuple_type(node);
    case Node::object_type:
      return read_object_type(node);
    case Node::optional_type:
      return read_optional_type(first_named(node));
    case Node::literal_type:
      return read_expression(first_named(node));
    case Node::identifier:
    case Node::string:
    case Node::number:
      return read_expression(node);
    default:
      return builder_.add_leaf(ExprKind::unknown, "", node);
  }
}

Index Walk::read_declared_type(TSNode annotation, bool optional) {
  return optional && !ts_node_is_null(annotation) ? read_optional_type(annotation) : read_type(annotation);
}

Index Walk::read_optional_type(TSNode type) {
  if (ts_node_is_null(type)) return kNone;
  Operands sides(builder_);
  sides.add(read_type(type));
  sides.add(builder_.add_literal(Literal::null, "null", type));
  return builder_.add_operation("|", type, sides);
}

// express.Request
Index Walk::read_qualified_name(TSNode node) {
  const Children parts(stack_, node);
  const bool is_type = kind(node) == Node::nested_type_identifier;
  Operands object(builder_);
  object.add(read_type(parts.by_field(is_type ? fields_.module : fields_.object)));
  const TSNode name = parts.by_field(is_type ? fields_.name : fields_.property);
  return builder_.add_expr(ExprKind::attribute, ts_node_is_null(name) ? "" : text(name), node, object);
}

Index Walk::read_generic_type(TSNode node) {
  const Children parts(stack_, node);
  Operands sides(builder_);
  sides.add(read_type(parts.by_field(fields_.name)));
  sides.add(read_type_arguments(parts.by_field(fields_.type_arguments)));
  return builder_.add_expr(ExprKind::index, "", node, sides);
}

// One argument is the index itself, several are a tuple, as in Python's dict[str, int].
Index Walk::read_type_arguments(TSNode node) {
  if (ts_node_is_null(node)) return kNone;
  const Children parts(stack_, node);
  Operands types(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.named) types.add(read_type(child.node));
  }
  return types.size() == 1 ? types.front() : builder_.add_container(Container::tuple, node, types);
}

// T[] is Array<T>.
Index Walk::read_array_type(TSNode node) {
  Operands sides(builder_);
  sides.add(builder_.add_leaf(ExprKind::name, "Array", node));
  sides.add(read_type(first_named(node)));
  return builder_.add_expr(ExprKind::index, "", node, sides);
}

Index Walk::read_lookup_type(TSNode node) {
  const Children parts(stack_, node);
  Operands sides(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.named) sides.add(read_type(child.node));
  }
  return builder_.add_expr(ExprKind::index, "", node, sides);
}

// A | B | C is one operation of three, for the grammar nests a union of 500 names 500 deep to the left.
Index Walk::read_alternatives(TSNode node) {
  std::vector<TSNode> types;
  const Node op = kind(node);
  TSNode left = node;
  while (!ts_node_is_null(left) && kind(left) == op) {
    const Children parts(stack_, left);
    left = TSNode{};
    for (std::size_t n = parts.size(); n-- > 0;) {
      const Child child = parts[n];
      if (!child.named) continue;
      if (kind(child.node) == op && ts_node_is_null(left)) {
        left = child.node;
      } else {
        types.push_back(child.node);
      }
    }
  }
  Operands alternatives(builder_);
  for (auto type = types.rbegin(); type != types.rend(); ++type) alternatives.add(read_type(*type));
  if (alternatives.size() == 1) return alternatives.front();
  return builder_.add_operation(op == Node::union_type ? "|" : "&", node, alternatives);
}

Index Walk::read_tuple_type(TSNode node) {
  const Children parts(stack_, node);
  Operands types(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    const TSNode labelled = field_of(child.node, fields_.type);
    types.add(read_type(ts_node_is_null(labelled) ? child.node : labelled));
  }
  return builder_.add_container(Container::tuple, node, types);
}

Index Walk::read_object_type(TSNode node) {
  const Children parts(stack_, node);
  Operands properties(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (kind(child.node) != Node::property_signature) continue;
    const Children property(stack_, child.node);
    const TSNode type = property.by_field(fields_.type);
    const Index value = read_declared_type(type, has_token(property, "?"));
    if (const auto label = constant_key(property.by_field(fields_.name))) properties.add(value, *label);
  }
  return builder_.add_container(Container::dict, node, properties);
}

}  // namespace assay::facts::javascript
