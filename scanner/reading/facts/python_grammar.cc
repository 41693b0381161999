#include "reading/facts/python_grammar.h"

#include "reading/syntax/parse.h"

namespace assay::facts {
namespace {

using Node = PythonNode;

const std::initializer_list<std::pair<const char*, PythonNode>> kNames = {
    {"assert_statement", Node::assert_statement},
    {"assignment", Node::assignment},
    {"augmented_assignment", Node::augmented_assignment},
    {"block", Node::block},
    {"break_statement", Node::break_statement},
    {"class_definition", Node::class_definition},
    {"continue_statement", Node::continue_statement},
    {"decorated_definition", Node::decorated_definition},
    {"decorator", Node::decorator},
    {"delete_statement", Node::delete_statement},
    {"exec_statement", Node::exec_statement},
    {"expression_statement", Node::expression_statement},
    {"for_statement", Node::for_statement},
    {"function_definition", Node::function_definition},
    {"future_import_statement", Node::future_import_statement},
    {"global_statement", Node::nothing},
    {"if_statement", Node::if_statement},
    {"import_from_statement", Node::import_from_statement},
    {"import_statement", Node::import_statement},
    {"match_statement", Node::match_statement},
    {"module", Node::module},
    {"nonlocal_statement", Node::nothing},
    {"pass_statement", Node::nothing},
    {"print_statement", Node::print_statement},
    {"raise_statement", Node::raise_statement},
    {"return_statement", Node::return_statement},
    {"try_statement", Node::try_statement},
    {"type_alias_statement", Node::type_alias_statement},
    {"while_statement", Node::while_statement},
    {"with_statement", Node::with_statement},
    {"aliased_import", Node::aliased_import},
    {"case_clause", Node::case_clause},
    {"dotted_name", Node::dotted_name},
    {"elif_clause", Node::elif_clause},
    {"else_clause", Node::else_clause},
    {"except_clause", Node::except_clause},
    {"finally_clause", Node::finally_clause},
    {"if_clause", Node::if_clause},
    {"import_prefix", Node::import_prefix},
    {"relative_import", Node::relative_import},
    {"wildcard_import", Node::wildcard_import},
    {"with_clause", Node::with_clause},
    {"with_item", Node::with_item},
    {"as_pattern", Node::as_pattern},
    {"as_pattern_target", Node::as_pattern_target},
    {"attribute", Node::attribute},
    {"await", Node::await},
    {"binary_operator", Node::binary_operator},
    {"boolean_operator", Node::boolean_operator},
    {"call", Node::call},
    {"comparison_operator", Node::comparison_operator},
    {"concatenated_string", Node::concatenated_string},
    {"conditional_expression", Node::conditional_expression},
    {"dictionary", Node::dictionary},
    {"dictionary_comprehension", Node::comprehension},
    {"dictionary_splat", Node::splat},
    {"dictionary_splat_pattern", Node::splat},
    {"ellipsis", Node::ellipsis},
    {"expression_list", Node::tuple},
    {"false", Node::false_},
    {"float", Node::float_},
    {"for_in_clause", Node::for_in_clause},
    {"format_expression", Node::interpolation},
    {"format_specifier", Node::format_specifier},
    {"generator_expression", Node::comprehension},
    {"identifier", Node::identifier},
    {"integer", Node::integer},
    {"interpolation", Node::interpolation},
    {"keyword_argument", Node::keyword_argument},
    {"lambda", Node::lambda},
    {"list", Node::list},
    {"list_comprehension", Node::comprehension},
    {"list_pattern", Node::list},
    {"list_splat", Node::splat},
    {"list_splat_pattern", Node::splat},
    {"named_expression", Node::named_expression},
    {"none", Node::none},
    {"not_operator", Node::not_operator},
    {"pair", Node::pair},
    {"parenthesized_expression", Node::parenthesized},
    {"parenthesized_list_splat", Node::parenthesized},
    {"pattern_list", Node::tuple},
    {"set", Node::set},
    {"set_comprehension", Node::comprehension},
    {"slice", Node::slice},
    {"splat_pattern", Node::splat},
    {"splat_type", Node::splat},
    {"string", Node::string},
    {"string_content", Node::string_content},
    {"string_start", Node::string_start},
    {"subscript", Node::subscript},
    {"true", Node::true_},
    {"tuple", Node::tuple},
    {"tuple_pattern", Node::tuple},
    {"unary_operator", Node::unary_operator},
    {"yield", Node::yield},
    {"generic_type", Node::generic_type},
    {"member_type", Node::member_type},
    {"type", Node::type},
    {"type_parameter", Node::type_parameter},
    {"union_type", Node::union_type},
    {"case_pattern", Node::case_pattern},
    {"class_pattern", Node::class_pattern},
    {"dict_pattern", Node::dict_pattern},
    {"keyword_pattern", Node::keyword_pattern},
    {"union_pattern", Node::union_pattern},
    {"default_parameter", Node::default_parameter},
    {"typed_default_parameter", Node::default_parameter},
    {"typed_parameter", Node::typed_parameter},
};

}  // namespace

PythonFields::PythonFields(const TSLanguage* language) {
  const auto id = [language](const char* field) { return syntax::field_id(language, field); };
  alias = id("alias");
  alternative = id("alternative");
  argument = id("argument");
  arguments = id("arguments");
  attribute = id("attribute");
  body = id("body");
  cause = id("cause");
  code = id("code");
  condition = id("condition");
  consequence = id("consequence");
  definition = id("definition");
  expression = id("expression");
  format_specifier = id("format_specifier");
  function = id("function");
  guard = id("guard");
  key = id("key");
  left = id("left");
  module_name = id("module_name");
  name = id("name");
  object = id("object");
  operators = id("operators");
  operator_ = id("operator");
  parameters = id("parameters");
  return_type = id("return_type");
  right = id("right");
  subject = id("subject");
  subscript = id("subscript");
  superclasses = id("superclasses");
  type = id("type");
  value = id("value");
}

PythonGrammar::PythonGrammar(const TSLanguage* language) : kinds_(language, kNames), fields_(language) {}

const PythonGrammar& PythonGrammar::get() {
  static const PythonGrammar grammar(syntax::grammar_of(Language::python));
  return grammar;
}

}  // namespace assay::facts
