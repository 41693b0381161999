// facts/python_grammar.h - the node and field names of tree-sitter-python that facts are made of.
// In: nodes. Out: their kind, as an enum. The only place where the grammar's names are spelled.
#pragma once

#include "reading/syntax/nodes.h"

namespace assay::facts {

enum class PythonNode : std::uint8_t {
  other,
  // statements
  assert_statement,
  assignment,
  augmented_assignment,
  block,
  break_statement,
  class_definition,
  continue_statement,
  decorated_definition,
  decorator,
  delete_statement,
  exec_statement,
  expression_statement,
  for_statement,
  function_definition,
  future_import_statement,
  if_statement,
  import_from_statement,
  import_statement,
  match_statement,
  module,
  nothing,  // pass, global, nonlocal: no facts
  print_statement,
  raise_statement,
  return_statement,
  try_statement,
  type_alias_statement,
  while_statement,
  with_statement,
  // parts of statements
  aliased_import,
  case_clause,
  dotted_name,
  elif_clause,
  else_clause,
  except_clause,
  finally_clause,
  if_clause,
  import_prefix,
  relative_import,
  wildcard_import,
  with_clause,
  with_item,
  // expressions
  as_pattern,
  as_pattern_target,
  attribute,
  await,
  binary_operator,
  boolean_operator,
  call,
  comparison_operator,
  comprehension,  // of a list, a set, a dictionary, and a generator
  concatenated_string,
  conditional_expression,
  dictionary,
  ellipsis,
  false_,
  float_,
  for_in_clause,
  identifier,
  integer,
  keyword_argument,
  lambda,
  list,
  named_expression,
  none,
  not_operator,
  pair,
  parenthesized,
  set,
  slice,
  splat,  // list and dictionary, in expressions and in patterns
  string,
  subscript,
  true_,
  tuple,  // also a list of expressions or patterns without parentheses
  unary_operator,
  yield,
  // parts of strings
  format_specifier,
  interpolation,
  string_content,
  string_start,
  // types
  generic_type,
  member_type,
  type,
  type_parameter,
  union_type,
  // patterns of a match
  case_pattern,
  class_pattern,
  dict_pattern,
  keyword_pattern,
  union_pattern,
  // parameters
  default_parameter,
  typed_parameter,
};

struct PythonFields {
  explicit PythonFields(const TSLanguage* language);

  TSFieldId alias, alternative, argument, arguments, attribute, body, cause, code, condition, consequence,
      definition, expression, format_specifier, function, guard, key, left, module_name, name, object,
      operators, operator_, parameters, return_type, right, subject, subscript, superclasses, type, value;
};

class PythonGrammar {
 public:
  static const PythonGrammar& get();  // made once, never changed

  PythonNode kind(TSNode node) const { return kinds_.of(node); }
  const PythonFields& field() const { return fields_; }

 private:
  explicit PythonGrammar(const TSLanguage* language);

  syntax::KindTable<PythonNode> kinds_;
  PythonFields fields_;
};

}  // namespace assay::facts
