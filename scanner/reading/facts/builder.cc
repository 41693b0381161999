#include "reading/facts/builder.h"

#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "reading/syntax/nodes.h"

namespace assay::facts {
namespace {

constexpr std::string_view kDirective = "assay:";

std::vector<std::uint32_t> find_line_starts(std::string_view bytes) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// "# x", "// x" and "/* x */" to "x".
std::string_view without_marker(std::string_view comment) {
  if (comment.starts_with("/*")) {
    comment.remove_prefix(2);
    if (comment.ends_with("*/")) comment.remove_suffix(2);
  }
  while (!comment.empty() && (comment.front() == '#' || comment.front() == '/' || comment.front() == '*')) {
    comment.remove_prefix(1);
  }
  return trim(comment);
}

}  // namespace

bool is_comparison_operator(std::string_view op) {
  static constexpr std::array<std::string_view, 12> kOperators{
      "==", "!=", "===", "!==", "<", "<=", ">", ">=", "is", "is-not", "in", "not-in"};
  return std::find(kOperators.begin(), kOperators.end(), op) != kOperators.end();
}

FactsBuilder::FactsBuilder(std::string file, Language language, const syntax::Tree& tree)
    : tree_(tree), line_starts_(find_line_starts(tree.bytes())) {
  facts_.file = std::move(file);
  facts_.language = language;
  Definition module;
  module.range = range(tree.root());
  facts_.definitions.push_back(std::move(module));
}

Range FactsBuilder::range(TSNode node) const {
  return range(node, node);
}

Range FactsBuilder::range(TSNode first, TSNode last) const {
  const TSPoint from = ts_node_start_point(first), to = ts_node_end_point(last);
  Range out{ts_node_start_byte(first), ts_node_end_byte(last), from.row + 1, from.column + 1, 0, 0};
  if (out.end <= out.start) {
    out.end_line = out.line;
    out.end_column = out.column;
    return out;
  }
  std::uint32_t last_byte = out.end - 1;
  while (last_byte > out.start && continues_character(tree_.bytes()[last_byte])) --last_byte;
  out.end_line = to.column == 0 ? to.row : to.row + 1;  // an end right after a newline is that newline
  out.end_column = last_byte - line_starts_[out.end_line - 1] + 1;
  return out;
}

// ---- Expressions

Index FactsBuilder::add_expr(Expr expr, const OperandList& operands) {
  expr.first_operand = static_cast<std::uint32_t>(facts_.operands.size());
  expr.operand_count = static_cast<std::uint32_t>(operands.size());
  facts_.operands.insert(facts_.operands.end(), operands.begin(), operands.end());
  facts_.exprs.push_back(expr);
  return static_cast<Index>(facts_.exprs.size() - 1);
}

Index FactsBuilder::add_expr(ExprKind kind, std::string_view text, TSNode node, const OperandList& operands) {
  Expr expr;
  expr.kind = kind;
  expr.text = intern(text);
  expr.range = range(node);
  return add_expr(expr, operands);
}

Index FactsBuilder::add_leaf(ExprKind kind, std::string_view text, TSNode node) {
  return add_expr(kind, text, node, OperandList(*this));
}

Index FactsBuilder::add_literal(Literal literal, std::string_view value, TSNode node) {
  Expr expr;
  expr.kind = ExprKind::literal;
  expr.literal = literal;
  expr.text = intern(value);
  expr.range = range(node);
  return add_expr(expr, OperandList(*this));
}

Index FactsBuilder::add_container(Container container, TSNode node, const OperandList& operands) {
  Expr expr;
  expr.kind = ExprKind::container;
  expr.container = container;
  expr.range = range(node);
  return add_expr(expr, operands);
}

Index FactsBuilder::add_operation(std::string_view op, TSNode node, const OperandList& operands) {
  const Index expr = add_expr(ExprKind::operation, op, node, operands);
  if (is_comparison_operator(op)) facts_.comparisons.push_back({expr, place_});
  return expr;
}

Index FactsBuilder::add_call(std::string_view how, TSNode node, const OperandList& operands) {
  const Index expr = add_expr(ExprKind::call, how, node, operands);
  Call call;
  call.expr = expr;
  call.place = place_;
  facts_.calls.push_back(call);
  return expr;
}

// The outermost call of an expression is made last, so a mark that comes right after it needs no search.
void FactsBuilder::mark_awaited(Index expr) {
  if (!facts_.calls.empty() && facts_.calls.back().expr == expr) facts_.calls.back().awaited = true;
}

void FactsBuilder::mark_dropped(Index expr) {
  if (expr != kNone && facts_.exprs[expr].kind == ExprKind::await) expr = facts_.operand(expr, 0);
  if (!facts_.calls.empty() && facts_.calls.back().expr == expr) facts_.calls.back().dropped = true;
}

Index FactsBuilder::repeat_expr(Index expr) {
  if (expr == kNone) return kNone;
  Index root = expr;
  for (int steps = 0; steps < 8 && facts_.exprs[root].kind == ExprKind::attribute; ++steps)
    root = facts_.operand(root, 0);
  const ExprKind kind = facts_.exprs[root].kind;
  if (kind == ExprKind::name || kind == ExprKind::literal) return expr;
  Expr again;
  again.range = facts_.exprs[expr].range;
  return add_expr(again, OperandList(*this));
}

// ---- Where the walk is

void FactsBuilder::push_condition(Condition::Kind kind, Index test, bool negated, std::size_t max_depth) {
  const Index parent = place_.condition;
  const std::uint32_t depth = parent == kNone ? 1 : condition_depths_[parent] + 1;
  if (depth > max_depth) return;
  facts_.conditions.push_back({kind, test, negated, parent});
  condition_depths_.push_back(depth);
  place_.condition = static_cast<Index>(facts_.conditions.size() - 1);
}

FactsBuilder::DefinitionScope::DefinitionScope(FactsBuilder& builder, Definition definition)
    : builder_(builder),
      before_(builder.place_),
      depth_before_(builder.expression_depth_),
      index_(static_cast<Index>(builder.facts_.definitions.size())) {
  definition.parent = before_.definition;
  definition.condition = before_.condition;
  builder.facts_.definitions.push_back(std::move(definition));
  builder.place_.definition = index_;
  builder.expression_depth_ = 0;
}

FactsBuilder::DefinitionScope::~DefinitionScope() {
  builder_.place_ = before_;
  builder_.expression_depth_ = depth_before_;
}

Index FactsBuilder::add_decorators(const std::vector<Index>& decorators) {
  const auto first = static_cast<Index>(facts_.decorators.size());
  facts_.decorators.insert(facts_.decorators.end(), decorators.begin(), decorators.end());
  return first;
}

void FactsBuilder::add_import(Import import, TSNode node) {
  import.place = place_;
  import.range = range(node);
  facts_.imports.push_back(import);
}

void FactsBuilder::add_export(Export export_, TSNode node) {
  export_.range = range(node);
  facts_.exports.push_back(export_);
}

void FactsBuilder::add_assignment(Assignment assignment, Range range) {
  assignment.place = place_;
  assignment.range = range;
  facts_.assignments.push_back(assignment);
}

void FactsBuilder::add_exit(Exit::Kind kind, Index value, TSNode node) {
  facts_.exits.push_back({kind, value, place_, range(node)});
}

// ---- The end

FileFacts FactsBuilder::finish() {
  if (ts_node_has_error(tree_.root()) || tree_.bytes().find(kDirective) != std::string_view::npos)
    survey_tree();
  sort_facts();
  return std::move(facts_);
}

// Every node once, by cursor: no depth of input reaches the C++ stack.
void FactsBuilder::survey_tree() {
  TSTreeCursor cursor = ts_tree_cursor_new(tree_.root());
  for (bool more = true; more;) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    if (syntax::is_error(node)) ++facts_.error_nodes;
    if (ts_node_is_extra(node) && ts_node_is_named(node)) keep_comment(node);
    if (ts_tree_cursor_goto_first_child(&cursor)) continue;
    while (more && !ts_tree_cursor_goto_next_sibling(&cursor)) more = ts_tree_cursor_goto_parent(&cursor);
  }
  ts_tree_cursor_delete(&cursor);
}

void FactsBuilder::keep_comment(TSNode node) {
  const std::string_view comment = text(node);
  if (!comment.starts_with('#') && !comment.starts_with('/')) return;
  const std::string_view said = without_marker(comment);
  if (said.starts_with(kDirective)) facts_.comments.push_back({range(node), intern(said)});
}

void FactsBuilder::sort_facts() {
  const auto by_range = [](const auto& a, const auto& b) { return a.range.start < b.range.start; };
  const auto by_expr = [this](const auto& a, const auto& b) {
    return facts_.exprs[a.expr].range.start < facts_.exprs[b.expr].range.start;
  };
  std::stable_sort(facts_.imports.begin(), facts_.imports.end(), by_range);
  std::stable_sort(facts_.exports.begin(), facts_.exports.end(), by_range);
  std::stable_sort(facts_.assignments.begin(), facts_.assignments.end(), by_range);
  std::stable_sort(facts_.exits.begin(), facts_.exits.end(), by_range);
  std::stable_sort(facts_.calls.begin(), facts_.calls.end(), by_expr);
  std::stable_sort(facts_.comparisons.begin(), facts_.comparisons.end(), by_expr);
}

}  // namespace assay::facts
