// Literals, template literals, and JSX, which is a template too: fixed parts around expressions.
#include "reading/facts/javascript_literals.h"
#include "reading/facts/javascript_walk.h"

namespace assay::facts::javascript {

Index Walk::read_string(TSNode node) {
  return builder_.add_literal(Literal::string, decode_string(without_quotes(text(node))), node);
}

Index Walk::read_number(TSNode node) {
  const Number number = decode_number(text(node));
  return builder_.add_literal(number.is_integer ? Literal::integer : Literal::real, number.text, node);
}

// Without a substitution it is a string like any other.
Index Walk::read_template(TSNode node) {
  const Children parts(stack_, node);
  bool has_substitution = false;
  for (std::size_t n = 0; n < parts.size() && !has_substitution; ++n) {
    has_substitution = kind(parts[n].node) == Node::template_substitution;
  }
  if (!has_substitution) return read_string(node);

  Operands pieces(builder_);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (!child.named) continue;
    if (kind(child.node) == Node::template_substitution) {
      pieces.add(read_expression(first_named(child.node)));
      continue;
    }
    std::size_t last = n;  // text and escapes up to the next substitution
    while (last + 1 < parts.size() && parts[last + 1].named &&
           kind(parts[last + 1].node) != Node::template_substitution) {
      ++last;
    }
    pieces.add(read_template_text(child.node, parts[last].node));
    n = last;
  }
  return builder_.add_expr(ExprKind::template_, "", node, pieces);
}

Index Walk::read_template_text(TSNode first, TSNode last) {
  Expr piece;
  piece.kind = ExprKind::literal;
  piece.literal = Literal::string;
  piece.range = builder_.range(first, last);
  piece.text = builder_.intern(
      decode_string(tree_.bytes().substr(piece.range.start, piece.range.end - piece.range.start)));
  return builder_.add_expr(piece, Operands(builder_));
}

// ---- JSX

Index Walk::read_jsx(TSNode node) {
  const Children parts(stack_, node);
  Operands operands(builder_);
  std::string_view tag;
  if (const TSNode open = parts.by_field(fields_.open_tag); !ts_node_is_null(open)) {
    tag = read_jsx_tag(Children(stack_, open), operands);
  } else {
    tag = read_jsx_tag(parts, operands);
  }
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Child child = parts[n];
    if (child.field != 0) continue;
    const Node child_kind = kind(child.node);
    if (child_kind == Node::jsx_expression) operands.add(read_expression(first_named(child.node)));
    if (child_kind == Node::jsx_element || child_kind == Node::jsx_self_closing_element) {
      operands.add(read_expression(child.node));
    }
  }
  return builder_.add_expr(ExprKind::unknown, tag, node, operands);
}

std::string_view Walk::read_jsx_tag(const Children& tag, Operands& operands) {
  for (std::size_t n = 0; n < tag.size(); ++n) {
    const Child child = tag[n];
    if (child.field != fields_.attribute) continue;
    if (kind(child.node) == Node::jsx_attribute) {
      read_jsx_attribute(child.node, operands);
    } else {
      operands.add(read_expression(first_named(child.node)));  // {...props}
    }
  }
  const TSNode name = tag.by_field(fields_.name);
  return ts_node_is_null(name) ? "" : text(name);
}

// Its value is raw text (HTML's entities are left as they stand), an expression in braces, or an element;
// without one it is true.
void Walk::read_jsx_attribute(TSNode node, Operands& operands) {
  const Children parts(stack_, node);
  const TSNode name = parts.first_named();
  if (ts_node_is_null(name)) return;
  const Symbol label = builder_.intern(text(name));
  TSNode value{};
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (const Child child = parts[n]; child.named && !ts_node_eq(child.node, name)) value = child.node;
  }
  if (ts_node_is_null(value)) {
    operands.add(builder_.add_literal(Literal::boolean, "true", node), label);
  } else if (kind(value) == Node::string) {
    operands.add(builder_.add_literal(Literal::string, without_quotes(text(value)), value), label);
  } else if (kind(value) == Node::jsx_expression) {
    operands.add(read_expression(first_named(value)), label);
  } else {
    operands.add(read_expression(value), label);
  }
}

}  // namespace assay::facts::javascript
