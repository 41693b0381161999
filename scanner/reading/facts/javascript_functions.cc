#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

// Decorators are evaluated where the definition stands; defaults, unlike Python's, each time inside it.
Index Walk::read_function(TSNode node, Head head) {
  const Children parts(stack_, node);
  const TSNode parameters = parts.by_field(fields_.parameters);
  const bool is_method = kind(node) == Node::method_definition;
  const auto decorators = is_method ? read_parameter_decorators(parameters) : ParameterDecorators{};

  Definition definition = make_definition(node, head, parts.by_field(fields_.name));
  definition.is_async = has_token(parts, "async");
  definition.is_static = has_token(parts, "static") || has_token(parts, "static get");
  definition.is_getter = has_token(parts, "get") || has_token(parts, "static get");
  definition.returns = read_type(parts.by_field(fields_.return_type));
  const FactsBuilder::DefinitionScope scope(builder_, std::move(definition));

  TSNode single = parts.by_field(fields_.parameter);  // of x => x
  auto read =
      ts_node_is_null(single) ? read_parameters(parameters, decorators) : read_single_parameter(single);
  builder_.facts().definitions[scope.index()].parameters = std::move(read);
  read_function_body(parts.by_field(fields_.body));
  return scope.index();
}

Definition Walk::make_definition(TSNode node, const Head& head, TSNode name) {
  Definition out;
  out.kind = head.kind;
  out.name = head.name;
  out.range = builder_.range(ts_node_is_null(head.first) ? node : head.first, node);
  const bool is_lambda = head.kind == Definition::Kind::lambda;
  if (!ts_node_is_null(name) && !is_lambda) {
    out.name = constant_key(name).value_or(0);  // 0: a method whose name is computed
    out.name_range = builder_.range(name);
  } else {
    out.name_range = head_range(node);
  }
  out.decorators_first = builder_.add_decorators(head.decorators);
  out.decorators_count = static_cast<std::uint32_t>(head.decorators.size());
  return out;
}

// What stands before the body: `async (req, res)`, `class extends Base`.
Range Walk::head_range(TSNode node) {
  const Children parts(stack_, node);
  TSNode last = node;
  for (std::size_t n = 0; n < parts.size() && parts[n].field != fields_.body; ++n) {
    if (parts[n].named || n == 0) last = parts[n].node;
  }
  return builder_.range(node, last);
}

Index Walk::read_lambda(TSNode node) {
  Head head;
  head.kind = Definition::Kind::lambda;
  const Node node_kind = kind(node);
  Index definition = kNone;
  if (node_kind == Node::class_) {
    head.kind = Definition::Kind::class_;
    definition = read_class(node, head);
  } else {
    const TSNode name = field_of(node, fields_.name);  // of a function expression: known inside it alone
    if (node_kind != Node::method_definition && !ts_node_is_null(name)) head.name = name_symbol(name);
    definition = read_function(node, head);
  }
  Expr lambda;
  lambda.kind = ExprKind::lambda;
  lambda.definition = definition;
  lambda.range = builder_.range(node);
  return builder_.add_expr(lambda, Operands(builder_));
}

void Walk::read_function_body(TSNode body) {
  if (ts_node_is_null(body)) return;
  if (kind(body) == Node::statement_block) {
    read_directives(body);
    read_statement(body);
  } else {
    builder_.add_exit(Exit::Kind::return_, read_expression(body), body);
  }
}

// "use server" and the like: strings that stand first.
void Walk::read_directives(TSNode body) {
  const Children parts(stack_, body);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named || kind(child.node) == Node::other) continue;  // #!/usr/bin/env node
    if (kind(child.node) != Node::expression_statement) return;
    const TSNode said = first_named(child.node);
    if (ts_node_is_null(said) || kind(said) != Node::string) return;
    const Symbol directive = string_symbol(said);
    if (builder_.facts().text(directive) == "use strict") continue;
    builder_.facts().definitions[builder_.place().definition].directive = directive;
    return;
  }
}

// ---- Parameters

std::vector<Parameter> Walk::read_single_parameter(TSNode node) {
  Parameter parameter;
  read_parameter_pattern(node, parameter);
  return {parameter};
}

std::vector<Parameter> Walk::read_parameters(TSNode node, const ParameterDecorators& decorators) {
  std::vector<Parameter> out;
  if (ts_node_is_null(node)) return out;
  const Children parts(stack_, node);
  for (std::size_t n = 0, nth = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    Parameter parameter;
    if (nth < decorators.size() && !decorators[nth].empty()) {
      parameter.decorators_first = builder_.add_decorators(decorators[nth]);
      parameter.decorators_count = static_cast<std::uint32_t>(decorators[nth].size());
    }
    ++nth;
    if (read_parameter(child.node, parameter)) out.push_back(parameter);
  }
  return out;
}

bool Walk::read_parameter(TSNode node, Parameter& parameter) {
  const Node node_kind = kind(node);
  if (node_kind == Node::required_parameter || node_kind == Node::optional_parameter) {
    return read_typed_parameter(node, parameter);
  }
  if (node_kind == Node::assignment_pattern) {
    const Children parts(stack_, node);
    read_parameter_pattern(parts.by_field(fields_.left), parameter);
    parameter.default_value = read_expression(parts.by_field(fields_.right));
  } else {
    read_parameter_pattern(node, parameter);
  }
  return parameter.name != 0 || parameter.pattern != kNone;
}

// TypeScript's `this` parameter is only a type: false.
bool Walk::read_typed_parameter(TSNode node, Parameter& parameter) {
  const Children parts(stack_, node);
  const TSNode pattern = parts.by_field(fields_.pattern);
  if (ts_node_is_null(pattern) || kind(pattern) == Node::this_) return false;
  read_parameter_pattern(pattern, parameter);
  const bool optional = kind(node) == Node::optional_parameter;
  parameter.annotation = read_declared_type(parts.by_field(fields_.type), optional);
  parameter.default_value = read_expression(parts.by_field(fields_.value));
  const bool constant = has_token(parts, "readonly");
  if (constant || has_modifier(parts)) add_parameter_property(node, parameter, constant);
  return true;
}

bool Walk::has_modifier(const Children& parts) const {
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Node part = kind(parts[n].node);
    if (part == Node::accessibility_modifier || part == Node::override_modifier) return true;
  }
  return false;
}

void Walk::read_parameter_pattern(TSNode node, Parameter& parameter) {
  if (ts_node_is_null(node)) return;
  if (kind(node) == Node::rest_pattern) {
    parameter.rest = true;
    node = first_named(node);
    if (ts_node_is_null(node)) return;
  }
  if (kind(node) == Node::identifier) {
    parameter.name = name_symbol(node);
  } else {
    parameter.pattern = read_target(node);
  }
}

// `constructor(private users: Users)` declares this.users as well.
void Walk::add_parameter_property(TSNode node, const Parameter& parameter, bool constant) {
  Assignment field;
  field.kind = Assignment::Kind::field;
  field.target = builder_.add_leaf(ExprKind::name, builder_.facts().text(parameter.name), node);
  field.annotation = parameter.annotation;
  field.constant = constant;
  const Definition& constructor = builder_.definition();
  field.place = {constructor.parent, constructor.condition};
  field.range = builder_.range(node);
  builder_.facts().assignments.push_back(field);
}

// Theirs are evaluated with the class, before the method is entered; one list for each parameter.
Walk::ParameterDecorators Walk::read_parameter_decorators(TSNode parameters) {
  ParameterDecorators out;
  if (ts_node_is_null(parameters)) return out;
  const Children parts(stack_, parameters);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (child.named) out.push_back(read_decorators(Children(stack_, child.node)));
  }
  return out;
}

}  // namespace assay::facts::javascript
