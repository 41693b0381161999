// facts/javascript_grammar.h - the node types and fields that the adapter reads, as numbers, for each of the
// three grammars. In: a language. Out: its table, made once. A type that is not listed is Node::other, and so
// is ERROR.
#pragma once

#include <cstdint>

#include "common/vocabulary/app.h"
#include "reading/syntax/nodes.h"

namespace assay::facts::javascript {

enum class Node : std::uint8_t {
  other,
  program,

  // Statements; is_statement() relies on their standing together.
  statement_block,
  expression_statement,
  if_statement,
  else_clause,
  switch_statement,
  switch_body,
  switch_case,
  switch_default,
  for_statement,
  for_in_statement,
  while_statement,
  do_statement,
  try_statement,
  catch_clause,
  finally_clause,
  with_statement,
  labeled_statement,
  return_statement,
  throw_statement,
  break_statement,
  continue_statement,
  empty_statement,
  debugger_statement,
  import_statement,
  export_statement,
  lexical_declaration,
  variable_declaration,
  using_declaration,
  variable_declarator,
  function_declaration,
  generator_function_declaration,
  class_declaration,
  abstract_class_declaration,
  enum_declaration,
  internal_module,
  module_,
  import_alias,
  function_signature,
  ambient_declaration,
  interface_declaration,
  type_alias_declaration,

  // Expressions.
  identifier,
  property_identifier,
  private_property_identifier,
  shorthand_property_identifier,
  this_,
  super,
  undefined,
  null_,
  true_,
  false_,
  number,
  string,
  regex,
  template_string,
  template_substitution,
  meta_property,
  import_,
  member_expression,
  subscript_expression,
  call_expression,
  new_expression,
  arguments,
  spread_element,
  await_expression,
  yield_expression,
  unary_expression,
  binary_expression,
  update_expression,
  ternary_expression,
  sequence_expression,
  assignment_expression,
  augmented_assignment_expression,
  array,
  object,
  pair,
  function_expression,
  generator_function,
  arrow_function,
  class_,
  parenthesized_expression,
  as_expression,
  satisfies_expression,
  non_null_expression,
  type_assertion,
  instantiation_expression,
  jsx_element,
  jsx_self_closing_element,
  jsx_attribute,
  jsx_expression,

  // Patterns.
  object_pattern,
  array_pattern,
  assignment_pattern,
  object_assignment_pattern,
  pair_pattern,
  rest_pattern,
  shorthand_property_identifier_pattern,

  // Parts of definitions and modules.
  required_parameter,
  optional_parameter,
  decorator,
  method_definition,
  field_definition,
  public_field_definition,
  class_static_block,
  class_heritage,
  extends_clause,
  implements_clause,
  accessibility_modifier,
  override_modifier,
  computed_property_name,
  enum_assignment,
  import_clause,
  namespace_import,
  named_imports,
  import_specifier,
  import_require_clause,
  export_clause,
  export_specifier,
  namespace_export,

  // Types.
  type_identifier,
  predefined_type,
  nested_type_identifier,
  nested_identifier,
  generic_type,
  type_arguments,
  array_type,
  tuple_type,
  literal_type,
  union_type,
  intersection_type,
  parenthesized_type,
  readonly_type,
  optional_type,
  rest_type,
  object_type,
  property_signature,
  type_annotation,
  opting_type_annotation,
  lookup_type,
};

inline bool is_statement(Node node) {
  return node >= Node::statement_block && node <= Node::type_alias_declaration;
}

struct Fields {
  explicit Fields(const TSLanguage* language);

  TSFieldId alias, alternative, argument, arguments, attribute, body, condition, consequence, constructor,
      declaration, decorator, finalizer, function, handler, increment, index, initializer, key, kind, left,
      module, name, object, open_tag, operator_, parameter, parameters, pattern, property, return_type, right,
      source, type, type_arguments, value;
};

struct Grammar {
  explicit Grammar(const TSLanguage* language);

  syntax::KindTable<Node> kinds;
  Fields fields;
};

const Grammar& grammar_of(Language language);

}  // namespace assay::facts::javascript
