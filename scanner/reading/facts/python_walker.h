// facts/python_walker.h - the walk over one Python tree, in parts: statements, branches, definitions,
// imports, expressions, containers, strings, and patterns of match, each in the source file of that name.
// Private to the Python adapter. Recursion is bounded by FactsBuilder::Nesting, once for every block and
// expression.
#pragma once

#include <string>
#include <vector>

#include "reading/facts/builder.h"
#include "reading/facts/python_grammar.h"
#include "reading/facts/python_literals.h"

namespace assay::facts {

class PythonWalker {
 public:
  PythonWalker(std::string file, const syntax::Tree& tree);
  FileFacts walk();

 private:
  using Node = PythonNode;
  using Children = syntax::Children;
  using Operands = FactsBuilder::OperandList;
  using Deeper =
      FactsBuilder::Nesting;  // where an expression has a tuple, a pair between it and what it visits

  PythonNode kind(TSNode node) const { return ts_node_is_null(node) ? Node::other : grammar_.kind(node); }
  // A named child with no part in its parent's form: an ERROR inside it.
  static bool is_stray(const syntax::Child& child) { return child.named && ts_node_is_error(child.node); }

  // ---- python_statements.cc. A statement answers whether it always leaves its block (return, raise, ...).
  bool walk_block(TSNode block);
  bool walk_statements(TSNode parent);
  bool walk_statement(TSNode node);
  void walk_fragments(TSNode node);  // what an ERROR holds, and clauses that stand alone because of one
  void walk_expression_statement(TSNode node);
  void walk_return(TSNode node);
  void walk_raise(TSNode node);
  void walk_assert(TSNode node);
  void walk_command(TSNode node);  // print and exec of Python 2, as calls
  void walk_assignment(TSNode node);
  void walk_augmented_assignment(TSNode node);
  void walk_type_alias(TSNode node);
  Index visit_type_call(TSNode node, TSNode type);
  bool is_final(Index annotation);
  bool walk_with(TSNode node);
  void walk_with_item(TSNode node);
  void read_docstring(TSNode root);

  // ---- python_branches.cc
  struct Branch {
    Index test = kNone;
    bool leaves = false;
  };
  bool walk_if(TSNode node);
  Branch walk_if_branch(Index test, TSNode block);
  void guard_what_follows(const std::vector<Branch>& branches, bool has_else);
  void walk_for(TSNode node);
  void walk_while(TSNode node);
  void walk_else_of_loop(TSNode clause, Index test);
  bool walk_try(TSNode node);
  bool walk_except(TSNode clause);
  bool walk_clause_body(TSNode clause);  // the block of an else, except or finally
  bool walk_match(TSNode node);
  bool walk_case(TSNode clause, Index subject, bool& is_default);
  bool tests_type_checking(Index test);

  // ---- python_definitions.cc
  void walk_decorated(TSNode node);
  void walk_function(TSNode node, TSNode whole, const std::vector<Index>& decorators);
  void walk_class(TSNode node, TSNode whole, const std::vector<Index>& decorators);
  void start_definition(TSNode name, TSNode whole, const std::vector<Index>& decorators,
                        Definition& definition);
  bool is_static_method(const std::vector<Index>& decorators);
  void read_bases(TSNode arguments, Definition& definition);
  Index visit_lambda(TSNode node);
  std::vector<Parameter> read_parameters(TSNode list);
  bool read_parameter(TSNode node, Parameter& parameter);
  bool read_parameter_name(TSNode node, Parameter& parameter);

  // ---- python_imports.cc
  void walk_import(TSNode node);
  void walk_import_from(TSNode node);
  void walk_future_import(TSNode node);
  void add_imported_names(TSNode node, const Import& from);
  std::string dotted(TSNode node);
  static std::uint8_t count_dots(std::string_view prefix);

  // ---- python_expressions.cc. Every visit gives an expression, or kNone for a null node.
  Index visit(TSNode node);
  Index visit_operand(TSNode node, TSNode parent);  // a missing one becomes unknown
  Index visit_kind(Node which, TSNode node);
  TSNode unwrap(TSNode node);
  Index visit_attribute(TSNode node);
  Index visit_subscript(TSNode node);
  Index visit_index_of(const Children& all, TSFieldId field, TSNode node);
  Index visit_generic(TSNode node);
  Index visit_slice(TSNode node);
  Index visit_call(TSNode node);
  void visit_arguments(TSNode list, Operands& operands);
  Index visit_await(TSNode node);
  Index visit_binary(TSNode node);
  Index visit_unary_operator(TSNode node);
  Index visit_unary(std::string_view op, TSNode operand, TSNode node);
  Index visit_comparison(TSNode node);
  static std::string_view comparison_of(TSNode op);
  Index add_link(std::string_view op, Index left, Index right, bool again, TSNode from, TSNode to);
  Index visit_conditional(TSNode node);
  Index visit_named(TSNode node);
  Index visit_yield(TSNode node);
  Index visit_number(TSNode node);
  Index visit_unknown(TSNode node);
  Index cut(TSNode node);
  Index visit_leaf(TSNode node);

  // ---- python_containers.cc
  Index visit_container(Container container, TSNode node);
  void visit_children(TSNode node, Operands& items);
  Index visit_items(std::string_view op, TSNode node);
  Index visit_dictionary(TSNode node);
  Symbol constant_key(Index key);
  void visit_pair(TSNode node, Operands& items);
  Index add_pair(Index key, Index value, TSNode node);
  Index visit_comprehension(TSNode node);
  Index visit_for_in(TSNode clause);

  // ---- python_strings.cc
  class StringPieces;
  Index visit_string(TSNode node);
  void add_pieces(TSNode string, StringPieces& pieces);
  void add_interpolation(TSNode node, StringPieces& pieces);
  bool is_plain_string(TSNode node);
  std::string plain_string(TSNode node);

  // ---- python_patterns.cc: the patterns of match
  Index visit_pattern(TSNode node);
  Index visit_pattern_kind(TSNode node);
  Index visit_case_pattern(TSNode node);
  Index visit_dotted_pattern(TSNode node);
  Index add_capture(TSNode node);
  void visit_pattern_items(TSNode node, Operands& items);
  bool is_minus(const syntax::Child& child);
  TSNode keyword_of(TSNode node);
  Index visit_class_name(TSNode node);
  Index visit_dict_pattern(TSNode node);
  bool matches_anything(TSNode pattern);

  const PythonGrammar& grammar_;
  const PythonFields& field_;
  syntax::ChildStack stack_;
  FactsBuilder builder_;
  int type_checking_ = 0;  // blocks of `if TYPE_CHECKING:` around the walk
};

}  // namespace assay::facts
