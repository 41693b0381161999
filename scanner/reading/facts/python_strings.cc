#include "reading/facts/python_walker.h"

namespace assay::facts {

// The pieces of a string, or of several that stand side by side: text is gathered until an expression comes.
class PythonWalker::StringPieces {
 public:
  explicit StringPieces(FactsBuilder& builder) : builder_(builder), operands_(builder) {}

  void add_text(std::string_view text, TSNode node) {
    if (text_.empty()) first_ = node;
    last_ = node;
    text_ += text;
  }
  void add_expr(Index expr) {
    flush();
    operands_.add(expr);
    has_exprs_ = true;
  }
  void set_bytes() { literal_ = Literal::bytes; }

  Index finish(TSNode node) {
    if (!has_exprs_) return builder_.add_literal(literal_, text_, node);
    flush();
    return builder_.add_expr(ExprKind::template_, "", node, operands_);
  }

 private:
  void flush() {
    if (text_.empty()) return;
    const Index literal = builder_.add_literal(literal_, text_, first_);
    builder_.facts().exprs[literal].range = builder_.range(first_, last_);
    operands_.add(literal);
    text_.clear();
  }

  FactsBuilder& builder_;
  Operands operands_;
  std::string text_;
  TSNode first_{}, last_{};
  Literal literal_ = Literal::string;
  bool has_exprs_ = false;
};

Index PythonWalker::visit_string(TSNode node) {
  StringPieces pieces(builder_);
  if (kind(node) == Node::concatenated_string) {
    const Children all(stack_, node);
    for (std::size_t n = 0; n < all.size(); ++n) {
      if (kind(all[n].node) == Node::string) add_pieces(all[n].node, pieces);
    }
  } else {
    add_pieces(node, pieces);
  }
  return pieces.finish(node);
}

void PythonWalker::add_pieces(TSNode string, StringPieces& pieces) {
  PythonStringForm form;
  const Children all(stack_, string);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const TSNode part = all[n].node;
    switch (kind(part)) {
      case Node::string_start:
        form = python_string_form(builder_.text(part));
        if (form.bytes) pieces.set_bytes();
        break;
      case Node::string_content:
        pieces.add_text(decode_python_string(builder_.text(part), form), part);
        break;
      case Node::interpolation:
        add_interpolation(part, pieces);
        break;
      default:
        break;
    }
  }
}

// {value!r:>{width}}: the value, then what its format takes in.
void PythonWalker::add_interpolation(TSNode node, StringPieces& pieces) {
  const FactsBuilder::Nesting nesting(builder_, FactsBuilder::Nesting::Of::expression);
  if (nesting.too_deep()) return pieces.add_expr(cut(node));
  TSNode format{};
  {
    const Children all(stack_, node);
    pieces.add_expr(visit_operand(all.by_field(field_.expression), node));
    format = all.by_field(field_.format_specifier);
  }
  if (ts_node_is_null(format)) return;
  const Children inner(stack_, format);
  for (std::size_t n = 0; n < inner.size(); ++n) {
    if (kind(inner[n].node) == Node::interpolation) add_interpolation(inner[n].node, pieces);
  }
}

bool PythonWalker::is_plain_string(TSNode node) {
  if (kind(node) != Node::string) return false;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (kind(all[n].node) == Node::interpolation || ts_node_is_error(all[n].node)) return false;
  }
  return true;
}

std::string PythonWalker::plain_string(TSNode node) {
  std::string out;
  PythonStringForm form;
  const Children all(stack_, node);
  for (std::size_t n = 0; n < all.size(); ++n) {
    const TSNode part = all[n].node;
    if (kind(part) == Node::string_start) form = python_string_form(builder_.text(part));
    if (kind(part) == Node::string_content) out += decode_python_string(builder_.text(part), form);
  }
  return out;
}

}  // namespace assay::facts
