#include "reading/facts/python_walker.h"

namespace assay::facts {

void PythonWalker::walk_decorated(TSNode node) {
  std::vector<Index> decorators;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) != Node::decorator) continue;
    const Index expr = visit(Children(stack_, all[n].node).first_named());
    if (expr != kNone) decorators.push_back(expr);
  }
  const TSNode definition = all.by_field(field_.definition);
  if (kind(definition) == Node::class_definition) return walk_class(definition, node, decorators);
  if (kind(definition) == Node::function_definition) walk_function(definition, node, decorators);
}

void PythonWalker::walk_function(TSNode node, TSNode whole, const std::vector<Index>& decorators) {
  Definition definition;
  definition.kind = Definition::Kind::function;
  const Children all(stack_, node);
  start_definition(all.by_field(field_.name), whole, decorators, definition);
  definition.is_async = all.size() > 0 && !all[0].named && builder_.text(all[0].node) == "async";
  definition.is_static = is_static_method(decorators);
  definition.parameters = read_parameters(all.by_field(field_.parameters));
  definition.returns = visit(all.by_field(field_.return_type));
  const FactsBuilder::DefinitionScope scope(builder_, std::move(definition));
  walk_block(all.by_field(field_.body));
}

void PythonWalker::walk_class(TSNode node, TSNode whole, const std::vector<Index>& decorators) {
  Definition definition;
  definition.kind = Definition::Kind::class_;
  const Children all(stack_, node);
  start_definition(all.by_field(field_.name), whole, decorators, definition);
  read_bases(all.by_field(field_.superclasses), definition);
  const FactsBuilder::DefinitionScope scope(builder_, std::move(definition));
  walk_block(all.by_field(field_.body));
}

void PythonWalker::start_definition(TSNode name, TSNode whole, const std::vector<Index>& decorators,
                                    Definition& definition) {
  definition.range = builder_.range(whole);
  definition.decorators_first = builder_.add_decorators(decorators);
  definition.decorators_count = static_cast<std::uint32_t>(decorators.size());
  if (ts_node_is_null(name)) return;
  definition.name = builder_.intern(builder_.text(name));
  definition.name_range = builder_.range(name);
}

bool PythonWalker::is_static_method(const std::vector<Index>& decorators) {
  for (const Index decorator : decorators) {
    if (dotted_name(builder_.facts(), decorator) == "staticmethod") return true;
  }
  return false;
}

void PythonWalker::read_bases(TSNode arguments, Definition& definition) {
  if (ts_node_is_null(arguments)) return;
  const Children all(stack_, arguments);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const auto child = all[n];
    if (!child.named) continue;
    if (kind(child.node) != Node::keyword_argument) {
      definition.bases.push_back(visit(child.node));
      continue;
    }
    const Children keyword(stack_, child.node);
    const TSNode name = keyword.by_field(field_.name);
    const Index value = visit(keyword.by_field(field_.value));
    if (!ts_node_is_null(name) && value != kNone)
      definition.keywords.push_back({builder_.intern(builder_.text(name)), value});
  }
}

Index PythonWalker::visit_lambda(TSNode node) {
  const Children all(stack_, node);
  const TSNode parameters = all.by_field(field_.parameters);
  const TSNode body = all.by_field(field_.body);
  Definition definition;
  definition.kind = Definition::Kind::lambda;
  definition.range = builder_.range(node);
  definition.parameters = read_parameters(parameters);
  if (all.size() > 0) {
    definition.name_range =
        builder_.range(all[0].node, ts_node_is_null(parameters) ? all[0].node : parameters);
  }
  Expr expr;
  expr.kind = ExprKind::lambda;
  expr.range = definition.range;
  {
    const FactsBuilder::DefinitionScope scope(builder_, std::move(definition));
    expr.definition = scope.index();
    const Index value = visit(body);
    builder_.add_exit(Exit::Kind::return_, value, ts_node_is_null(body) ? node : body);
  }
  return builder_.add_expr(expr, Operands(builder_));
}

std::vector<Parameter> PythonWalker::read_parameters(TSNode list) {
  std::vector<Parameter> out;
  if (ts_node_is_null(list)) return out;
  const Children all(stack_, list);
  for (std::size_t n = 0; n < all.size(); ++n) {
    Parameter parameter;
    if (all[n].named && read_parameter(all[n].node, parameter)) out.push_back(parameter);
  }
  return out;
}

// False for what is no parameter: the / and * that part the list, and errors.
bool PythonWalker::read_parameter(TSNode node, Parameter& parameter) {
  const Children all(stack_, node);
  switch (kind(node)) {
    case Node::default_parameter:
      parameter.annotation = visit(all.by_field(field_.type));
      parameter.default_value = visit(all.by_field(field_.value));
      return read_parameter_name(all.by_field(field_.name), parameter);
    case Node::typed_parameter:
      parameter.annotation = visit(all.by_field(field_.type));
      return read_parameter_name(all.first_named(), parameter);
    default:
      return read_parameter_name(node, parameter);
  }
}

bool PythonWalker::read_parameter_name(TSNode node, Parameter& parameter) {
  switch (kind(node)) {
    case Node::identifier:
      parameter.name = builder_.intern(builder_.text(node));
      return true;
    case Node::splat:
      parameter.rest = true;
      return read_parameter_name(Children(stack_, node).first_named(), parameter);
    case Node::tuple:
      parameter.pattern = visit(node);
      return true;
    default:
      return false;
  }
}

}  // namespace assay::facts
