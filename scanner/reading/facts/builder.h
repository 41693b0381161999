// facts/builder.h - what the language adapters share in making facts: interning, expressions with their
// operands, the stacks of definitions and conditions, limits of depth, and the order of the result.
//
// In: calls from an adapter that walks a tree. Out: FileFacts by finish(), each list in source order.
// Knows no node type of any grammar. An adapter sees to these, so that the languages agree:
//   - a definition's decorators, defaults and annotations are evaluated outside it: before its
//   DefinitionScope;
//   - a := makes an operation and an Assignment of kind plain as well;
//   - the branches of a conditional expression stand under a Condition of kind if_;
//   - after a branch that always leaves (return, raise, continue, break) what follows in the same block
//   stands
//     under that branch's condition, negated: add it with push_guard, and drop it with restore at the block's
//     end;
//   - a case arm's test is the operation == of subject and pattern, made by add_expr (nobody wrote a
//   comparison, so
//     no Comparison); the default arm has no test and is negated;
//   - an Assignment's op is the operator alone: "+" for +=;
//   - a boolean's text is "true" or "false", that of null "null", an integer's its decimal digits;
//   - no expression is an operand twice: who walks operands would take exponential time on a nest of such;
//   - nesting past the limit becomes unknown, whose operands are the names and literals found inside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/facts/facts.h"
#include "reading/syntax/parse.h"

namespace assay::facts {

inline constexpr std::size_t kMaxWalkDepth = 800;       // nodes on the C++ stack at once, of whatever kind
inline constexpr std::size_t kMaxConditionDepth = 100;  // a longer chain keeps its outer part
inline constexpr std::size_t kMaxGuardDepth =
    50;  // less, so that a function of many guards keeps its branches

class FactsBuilder {
 public:
  FactsBuilder(std::string file, Language language, const syntax::Tree& tree);

  FileFacts& facts() { return facts_; }
  TSNode root() const { return tree_.root(); }
  Symbol intern(std::string_view text) { return facts_.symbols.intern(text); }
  std::string_view text(TSNode node) const { return tree_.text(node); }
  Range range(TSNode node) const;
  Range range(TSNode first, TSNode last) const;  // from the start of one to the end of the other

  // ---- Expressions. Operands are gathered in an OperandList, which lives on the C++ stack like the walk
  // itself.
  class OperandList {
   public:
    explicit OperandList(FactsBuilder& builder) : pending_(builder.pending_), first_(pending_.size()) {}
    ~OperandList() { pending_.resize(first_); }
    OperandList(const OperandList&) = delete;
    OperandList& operator=(const OperandList&) = delete;

    void add(Index expr, Symbol label = 0) {
      if (expr != kNone) pending_.push_back({label, expr});
    }
    std::size_t size() const { return pending_.size() - first_; }
    const Operand* begin() const { return pending_.data() + first_; }
    const Operand* end() const { return pending_.data() + pending_.size(); }
    Index front() const { return size() == 0 ? kNone : begin()->expr; }

   private:
    std::vector<Operand>& pending_;
    std::size_t first_;
  };

  Index add_expr(Expr expr, const OperandList& operands);
  Index add_expr(ExprKind kind, std::string_view text, TSNode node, const OperandList& operands);
  Index add_leaf(ExprKind kind, std::string_view text, TSNode node);
  Index add_literal(Literal literal, std::string_view value, TSNode node);
  Index add_container(Container container, TSNode node, const OperandList& operands);
  // A Comparison too, where the operator compares.
  Index add_operation(std::string_view op, TSNode node, const OperandList& operands);
  // A Call too. `how` is the text of a call: "", "new", "tag", "import".
  Index add_call(std::string_view how, TSNode node, const OperandList& operands);
  void mark_awaited(Index expr);  // right after the call was made
  void mark_dropped(Index expr);  // the expression of an expression statement; looks through await

  // The same expression once more, for a second operand made of it (a < b < c). What is more than a dotted
  // name or a literal becomes unknown, since no expression is an operand twice.
  Index repeat_expr(Index expr);

  // ---- Where the walk is
  Place place() const { return place_; }
  const Definition& definition() const { return facts_.definitions[place_.definition]; }

  // Opens a condition (parent: the current one) until the scope ends.
  class ConditionScope {
   public:
    ConditionScope(FactsBuilder& builder, Condition::Kind kind, Index test, bool negated)
        : builder_(builder), before_(builder.place_.condition) {
      builder.push_condition(kind, test, negated, kMaxConditionDepth);
    }
    ~ConditionScope() { builder_.place_.condition = before_; }
    ConditionScope(const ConditionScope&) = delete;
    ConditionScope& operator=(const ConditionScope&) = delete;

   private:
    FactsBuilder& builder_;
    Index before_;
  };

  // What earlier branches of the same block tell of the statements that follow; holds until the BlockScope
  // ends.
  void push_guard(Condition::Kind kind, Index test, bool negated) {
    push_condition(kind, test, negated, kMaxGuardDepth);
  }

  // Restores at its end the condition that held at its start: one for each block of statements.
  class BlockScope {
   public:
    explicit BlockScope(FactsBuilder& builder) : builder_(builder), before_(builder.place_.condition) {}
    ~BlockScope() { builder_.place_.condition = before_; }
    BlockScope(const BlockScope&) = delete;
    BlockScope& operator=(const BlockScope&) = delete;

   private:
    FactsBuilder& builder_;
    Index before_;
  };
  // Adds the definition, its parent and condition being the current ones, and stays in it until the scope
  // ends.
  class DefinitionScope {
   public:
    DefinitionScope(FactsBuilder& builder, Definition definition);
    ~DefinitionScope();
    DefinitionScope(const DefinitionScope&) = delete;
    DefinitionScope& operator=(const DefinitionScope&) = delete;
    Index index() const { return index_; }

   private:
    FactsBuilder& builder_;
    Place before_;
    std::size_t depth_before_;
    Index index_;
  };

  // Appends expressions to FileFacts::decorators; the index of the first.
  Index add_decorators(const std::vector<Index>& decorators);

  void add_import(Import import, TSNode node);
  void add_export(Export export_, TSNode node);
  void add_assignment(Assignment assignment, TSNode node) { add_assignment(assignment, range(node)); }
  void add_assignment(Assignment assignment, Range range);
  void add_exit(Exit::Kind kind, Index value, TSNode node);

  // ---- Depth. One Nesting for each node that recursion enters; where too_deep(), don't enter.
  // An expression's depth counts anew in each definition (what readers of facts recurse over); the walk's
  // never does.
  class Nesting {
   public:
    enum class Of : std::uint8_t { expression, statement };
    // `levels`: 0 or 2 for what may add none, or a level of its own between it and its children.
    Nesting(FactsBuilder& builder, Of of, std::size_t levels = 1)
        : builder_(builder), of_(of), levels_(levels) {
      builder_.walk_depth_ += levels_;
      if (of_ == Of::expression) builder_.expression_depth_ += levels_;
    }
    ~Nesting() {
      builder_.walk_depth_ -= levels_;
      if (of_ == Of::expression) builder_.expression_depth_ -= levels_;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    bool too_deep() const {
      return builder_.walk_depth_ > kMaxWalkDepth || builder_.expression_depth_ > limits::kMaxExpressionDepth;
    }

   private:
    FactsBuilder& builder_;
    Of of_;
    std::size_t levels_;
  };
  void count_cut_expression() { ++facts_.cut_expressions; }
  void count_cut_block() { ++facts_.cut_blocks; }

  // Counts errors and finds comments that direct assay, sorts every list into source order, and gives the
  // facts away.
  FileFacts finish();

 private:
  void push_condition(Condition::Kind kind, Index test, bool negated, std::size_t max_depth);
  void survey_tree();
  void keep_comment(TSNode node);
  void sort_facts();

  const syntax::Tree& tree_;
  FileFacts facts_;
  std::vector<std::uint32_t> line_starts_;
  std::vector<Operand> pending_;
  std::vector<std::uint32_t> condition_depths_;
  Place place_;
  std::size_t walk_depth_ = 0;
  std::size_t expression_depth_ = 0;
};

bool is_comparison_operator(std::string_view op);

}  // namespace assay::facts
