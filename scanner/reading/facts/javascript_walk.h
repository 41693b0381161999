// facts/javascript_walk.h - the walk over one file's tree, for the adapter alone; its parts stand in
// javascript_{statements,expressions,literals,patterns,functions,classes,imports,exports,types,jsx}.cc.
// In: nodes. Out: facts in the builder, and the indexes of the expressions made. Every function that
// recursion enters opens a Nesting, so that the C++ stack stays bounded whatever the file nests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/facts/builder.h"
#include "reading/facts/javascript_grammar.h"
#include "reading/syntax/nodes.h"

namespace assay::facts::javascript {

class Walk {
 public:
  Walk(std::string file, Language language, const syntax::Tree& tree);
  FileFacts read();

 private:
  using Children = syntax::Children;
  using Child = syntax::Child;
  using Operands = FactsBuilder::OperandList;
  using Nesting = FactsBuilder::Nesting;
  using ConditionScope = FactsBuilder::ConditionScope;

  // ---- Nodes
  Node kind(TSNode node) const { return kinds_.of(node); }
  std::string_view text(TSNode node) const { return builder_.text(node); }
  Symbol name_symbol(TSNode node);  // of an identifier, however it is spelled
  Symbol string_symbol(TSNode string);
  TSNode first_named(TSNode node) { return Children(stack_, node).first_named(); }
  TSNode field_of(TSNode node, TSFieldId field) { return Children(stack_, node).by_field(field); }
  TSNode unwrapped(TSNode node);  // without parentheses, `as`, `satisfies`, `!` and type arguments
  static bool has_token(const Children& children, std::string_view token);

  // ---- Statements. True: control never goes past it to the next one.
  bool read_statement(TSNode node);
  bool read_statements(TSNode parent);
  bool read_if(TSNode node);
  bool read_side(TSNode statement, Index test, bool negated);
  bool read_try(TSNode node);
  bool read_catch(TSNode node);
  bool read_exit(TSNode node, Exit::Kind kind);
  void read_for(TSNode node);
  void read_for_each(TSNode node);
  void read_while(TSNode node);
  void read_switch(TSNode node);
  struct Arm {
    std::vector<Index> tests;   // of the empty cases just above, and its own
    bool fell_through = false;  // reached from a filled case above as well
  };
  void read_arm(TSNode node, Index subject, Arm& arm);
  ConditionScope arm_scope(TSNode node, const Arm& arm, bool is_default);
  void read_with(TSNode node);
  void read_broken(TSNode node);
  void read_dropped(TSNode expression);  // its value goes nowhere
  void mark_dropped(Index expr);

  // ---- Assignments and patterns
  void read_declaration(TSNode node, bool exported);
  void read_declarator(TSNode node, bool constant, bool exported);
  struct Assigned {
    Index target = kNone, value = kNone;
  };
  Assigned read_assignment(TSNode node);
  Assigned read_augmented(TSNode node);
  Assigned read_update(TSNode node);
  Index read_target(TSNode node);
  Index read_object_pattern(TSNode node);
  Index read_array_pattern(TSNode node);
  Index read_default(TSNode node);
  Index read_elements(TSNode node, Index (Walk::*read_element)(TSNode));

  // ---- Expressions
  Index read_expression(TSNode node);
  Index read_leaf(TSNode node, Node kind);
  Index read_assigned_value(TSNode node, Node kind);
  Index read_member(TSNode node);
  Index read_subscript(TSNode node);
  Index read_meta_property(TSNode node);
  Index read_call(TSNode node);
  Index read_new(TSNode node);
  void read_arguments(TSNode node, Operands& operands);
  Index read_await(TSNode node);
  Index read_yield(TSNode node);
  Index read_spread(TSNode node);
  Index read_unary(TSNode node);
  Index read_binary(TSNode node);
  Index read_when(TSNode node, std::string_view op,
                  Index left);  // the side of && and the like that may not run
  Index read_branch(TSNode node, Index test, bool negated);
  Index read_ternary(TSNode node);
  Index read_sequence(TSNode node);
  Index read_object(TSNode node);
  void read_entry(TSNode node, Operands& operands);
  void add_entry(Operands& operands, TSNode key, Index value, TSNode entry);
  std::optional<Symbol> constant_key(TSNode key);
  Index read_inside(TSNode node);  // unknown
  Index cut(TSNode node);          // unknown, not entered
  bool is_plain(TSNode node) const;

  // ---- Literals
  Index read_string(TSNode node);
  Index read_number(TSNode node);
  Index read_template(TSNode node);
  Index read_template_text(TSNode first, TSNode last);
  Index read_jsx(TSNode node);
  std::string_view read_jsx_tag(const Children& tag, Operands& operands);
  void read_jsx_attribute(TSNode node, Operands& operands);

  // ---- Types, as expressions
  Index read_type(TSNode node);
  Index read_declared_type(TSNode annotation, bool optional);
  Index read_optional_type(TSNode type);  // T | null
  Index read_generic_type(TSNode node);
  Index read_lookup_type(TSNode node);
  Index read_type_arguments(TSNode node);
  Index read_alternatives(TSNode node);
  Index read_object_type(TSNode node);
  Index read_tuple_type(TSNode node);
  Index read_array_type(TSNode node);
  Index read_qualified_name(TSNode node);

  // ---- Definitions
  struct Head {  // what the surroundings of a definition know of it
    Definition::Kind kind = Definition::Kind::function;
    Symbol name = 0;  // where the node has none of its own
    std::vector<Index> decorators;
    TSNode first{};  // where its range starts; null: at its own node
  };
  using ParameterDecorators = std::vector<std::vector<Index>>;
  Index read_function(TSNode node, Head head);
  Index read_lambda(TSNode node);  // the expression
  Definition make_definition(TSNode node, const Head& head, TSNode name);
  Range head_range(TSNode node);
  void read_function_body(TSNode body);
  void read_directives(TSNode body);
  std::vector<Parameter> read_single_parameter(TSNode node);
  std::vector<Parameter> read_parameters(TSNode node, const ParameterDecorators& decorators);
  bool read_parameter(TSNode node, Parameter& parameter);
  bool read_typed_parameter(TSNode node, Parameter& parameter);
  void read_parameter_pattern(TSNode node, Parameter& parameter);
  bool has_modifier(const Children& parts) const;
  void add_parameter_property(TSNode node, const Parameter& parameter, bool constant);
  ParameterDecorators read_parameter_decorators(TSNode parameters);

  Index read_class(TSNode node, Head head);
  std::vector<Index> read_bases(const Children& parts);
  void add_bases(TSNode clause, std::vector<Index>& bases);
  void read_class_body(TSNode body);
  void read_method(TSNode node, Head head);
  void read_field(TSNode node);
  Index read_property_name(TSNode node);
  std::vector<Index> read_decorators(const Children& parts);
  void read_enum(TSNode node);
  void read_enum_member(TSNode node);
  void read_namespace(TSNode node);

  // ---- Imports
  static constexpr std::size_t kMaxImportPath = 200;
  struct Source {  // require("m").a.b or (await import("m")).a.b
    Import::Via via = Import::Via::require;
    Symbol module = 0;
    std::string path;  // "a.b"
  };
  void read_import(TSNode node);
  void read_import_clause(TSNode clause, Import import);
  void read_import_specifier(TSNode node, Import import);
  void read_import_require(TSNode clause, Import import);
  void read_import_alias(TSNode node);
  std::optional<Source> module_source(TSNode value);
  std::optional<Symbol> loaded_module(TSNode call, Import::Via via);
  bool read_module_binding(TSNode target, TSNode value, TSNode node);
  void bind_pattern(TSNode target, const Source& source, TSNode node);
  void bind_entry(TSNode entry, const Source& source);

  // ---- Exports
  void read_export(TSNode node);
  void read_export_declaration(TSNode node, const Head& head, bool is_default);
  void read_export_clause(TSNode clause, Symbol module);
  void read_spelled_clause(TSNode clause, Symbol module);
  void read_export_value(TSNode value, TSNode node);
  void add_export(Symbol name, Symbol local, Symbol module, TSNode node);
  void export_name(Symbol local, bool is_default, TSNode node);
  void export_targets(Index target, TSNode node);
  Symbol exported_name(TSNode node);
  Export export_of(Symbol name, Index value);
  void note_commonjs(Index target, Index value, TSNode node);
  void export_all(Index value, TSNode node);

  const Grammar& grammar_;
  const syntax::KindTable<Node>& kinds_;
  const Fields& fields_;
  FactsBuilder builder_;
  syntax::ChildStack stack_;
  const syntax::Tree& tree_;
};

}  // namespace assay::facts::javascript
