// Classes with their members, enums and namespaces.
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

Index Walk::read_class(TSNode node, Head head) {
  const Children parts(stack_, node);
  for (const Index decorator : read_decorators(parts)) head.decorators.push_back(decorator);
  const TSNode name = parts.by_field(fields_.name);
  head.kind = Definition::Kind::class_;
  Definition definition = make_definition(node, head, name);
  definition.bases = read_bases(parts);
  const FactsBuilder::DefinitionScope scope(builder_, std::move(definition));
  read_class_body(parts.by_field(fields_.body));
  return scope.index();
}

// JavaScript has the base right in the heritage, TypeScript in clauses.
std::vector<Index> Walk::read_bases(const Children& parts) {
  std::vector<Index> bases;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (kind(parts[n].node) != Node::class_heritage) continue;
    const Children heritage(stack_, parts[n].node);
    for (std::size_t m = 0; m < heritage.size(); ++m) {
      if (const Child child = heritage[m]; child.named) add_bases(child.node, bases);
    }
  }
  return bases;
}

void Walk::add_bases(TSNode clause, std::vector<Index>& bases) {
  const Node clause_kind = kind(clause);
  if (clause_kind != Node::extends_clause && clause_kind != Node::implements_clause) {
    bases.push_back(read_expression(clause));
    return;
  }
  const Children parts(stack_, clause);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named || kind(child.node) == Node::type_arguments) continue;
    bases.push_back(clause_kind == Node::extends_clause ? read_expression(child.node)
                                                        : read_type(child.node));
  }
}

// TypeScript's grammar puts a method's decorators before it, JavaScript's inside it. A signature (an
// overload, an abstract method) defines nothing, and takes the decorators before it along.
void Walk::read_class_body(TSNode body) {
  if (ts_node_is_null(body)) return;
  const Children members(stack_, body);
  Head head;
  for (std::size_t n = 0; n < members.size(); ++n) {
    const Child child = members[n];
    if (!child.named) continue;
    const Node member = kind(child.node);
    if (member == Node::decorator) {
      if (head.decorators.empty()) head.first = child.node;
      head.decorators.push_back(read_expression(first_named(child.node)));
      continue;
    }
    if (member == Node::method_definition) read_method(child.node, head);
    if (member == Node::field_definition || member == Node::public_field_definition) read_field(child.node);
    if (member == Node::class_static_block) read_statement(field_of(child.node, fields_.body));
    if (ts_node_is_error(child.node)) read_statement(child.node);
    head = {};
  }
}

void Walk::read_method(TSNode node, Head head) {
  const Nesting nesting(builder_, Nesting::Of::statement);
  if (nesting.too_deep()) return builder_.count_cut_block();
  for (const Index decorator : read_decorators(Children(stack_, node))) head.decorators.push_back(decorator);
  read_function(node, std::move(head));
}

void Walk::read_field(TSNode node) {
  const Nesting nesting(builder_, Nesting::Of::statement);
  if (nesting.too_deep()) return builder_.count_cut_block();
  const Children parts(stack_, node);
  TSNode name = parts.by_field(fields_.name);
  if (ts_node_is_null(name)) name = parts.by_field(fields_.property);
  const auto decorators = read_decorators(parts);
  Assignment field;
  field.kind = Assignment::Kind::field;
  field.target = read_property_name(name);
  field.annotation = read_declared_type(parts.by_field(fields_.type), has_token(parts, "?"));
  field.value = read_expression(parts.by_field(fields_.value));
  field.constant = has_token(parts, "readonly");
  field.decorators_first = builder_.add_decorators(decorators);
  field.decorators_count = static_cast<std::uint32_t>(decorators.size());
  builder_.add_assignment(field, node);
}

// A name where it is known before the program runs; else the expression that makes it, inside an unknown.
Index Walk::read_property_name(TSNode node) {
  if (ts_node_is_null(node)) return kNone;
  if (const auto constant = constant_key(node)) {
    return builder_.add_leaf(ExprKind::name, builder_.facts().text(*constant), node);
  }
  return read_expression(node);
}

std::vector<Index> Walk::read_decorators(const Children& parts) {
  std::vector<Index> out;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (kind(child.node) == Node::decorator) out.push_back(read_expression(first_named(child.node)));
  }
  return out;
}

void Walk::read_enum(TSNode node) {
  const Children parts(stack_, node);
  Head head;
  head.kind = Definition::Kind::class_;
  const FactsBuilder::DefinitionScope scope(builder_,
                                            make_definition(node, head, parts.by_field(fields_.name)));
  const TSNode body = parts.by_field(fields_.body);
  if (ts_node_is_null(body)) return;
  const Children members(stack_, body);
  for (std::size_t n = 0; n < members.size(); ++n) {
    if (const Child child = members[n]; child.named) read_enum_member(child.node);
  }
}

void Walk::read_enum_member(TSNode node) {
  const Children parts(stack_, node);
  const bool has_value = kind(node) == Node::enum_assignment;
  Assignment member;
  member.kind = Assignment::Kind::enum_member;
  member.target = read_property_name(has_value ? parts.by_field(fields_.name) : node);
  member.value = has_value ? read_expression(parts.by_field(fields_.value)) : kNone;
  member.constant = true;
  builder_.add_assignment(member, node);
}

void Walk::read_namespace(TSNode node) {
  const Children parts(stack_, node);
  const TSNode body = parts.by_field(fields_.body), name = parts.by_field(fields_.name);
  if (ts_node_is_null(body)) return;  // declare module "m";
  Head head;
  head.kind = Definition::Kind::module;
  const FactsBuilder::DefinitionScope scope(builder_, make_definition(node, head, name));
  read_statement(body);
}

}  // namespace assay::facts::javascript
