#include <cctype>

#include "reading/facts/dump.h"

namespace assay::facts {
namespace {

constexpr std::size_t kMaxExprChars = 2000;
constexpr std::size_t kMaxBriefChars = 80;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_word(std::string_view op) {
  return !op.empty() && std::isalpha(static_cast<unsigned char>(op[0]));
}

bool is_infix(const Expr& expr, std::string_view op) {
  static constexpr std::string_view kWords[] = {"and", "or", "is", "is-not", "in", "not-in", "instanceof"};
  if (expr.operand_count != 2) return false;
  for (const auto word : kWords) {
    if (op == word) return true;
  }
  return !is_word(op);
}

// Facts from an adapter nest no deeper than the builder lets them, so the recursion is bounded.
class ExprPrinter {
 public:
  explicit ExprPrinter(const FileFacts& facts) : facts_(facts) {}

  void print(Index index) {
    if (index == kNone) return put("none");
    if (out_.size() > kMaxExprChars) return;
    const Expr& expr = facts_.exprs[index];
    switch (expr.kind) {
      case ExprKind::name:
        return put(facts_.text(expr.text));
      case ExprKind::attribute:
        return print_attribute(expr);
      case ExprKind::index:
        return print_index(expr);
      case ExprKind::call:
        return print_call(expr);
      case ExprKind::literal:
        return print_literal(expr);
      case ExprKind::template_:
        return print_list("@template(", expr, ")");
      case ExprKind::operation:
        return print_operation(expr);
      case ExprKind::conditional:
        return print_list("@conditional(", expr, ")");
      case ExprKind::await:
        return print_list("await(", expr, ")");
      case ExprKind::container:
        return print_container(expr);
      case ExprKind::lambda:
        return put("@lambda." + std::to_string(expr.definition));
      case ExprKind::unknown:
        return print_list("@unknown(", expr, ")");
    }
  }

  std::string take() {
    if (out_.size() > kMaxExprChars) out_.replace(kMaxExprChars, std::string::npos, "...");
    return std::move(out_);
  }

 private:
  void put(std::string_view text) { out_ += text; }
  const Operand& operand(const Expr& expr, std::uint32_t n) const {
    return facts_.operands[expr.first_operand + n];
  }

  void print_operands(const Expr& expr, std::uint32_t first, bool is_dict = false) {
    for (std::uint32_t n = first; n < expr.operand_count && out_.size() <= kMaxExprChars; ++n) {
      if (n > first) put(", ");
      const Operand& each = operand(expr, n);
      if (is_dict && facts_.exprs[each.expr].kind != ExprKind::operation) {
        put(quoted(facts_.text(each.label)) + ": ");
      } else if (is_dict && each.label != 0) {
        put(quoted(facts_.text(each.label)) + ": ");
      } else if (each.label != 0) {
        put(facts_.text(each.label) + "=");
      }
      print(each.expr);
    }
  }

  void print_list(std::string_view open, const Expr& expr, std::string_view close) {
    put(open);
    print_operands(expr, 0);
    put(close);
  }

  void print_first(const Expr& expr) { expr.operand_count == 0 ? put("?") : print(operand(expr, 0).expr); }

  void print_attribute(const Expr& expr) {
    print_first(expr);
    put("." + facts_.text(expr.text));
  }

  void print_index(const Expr& expr) {
    print_first(expr);
    put("[");
    print_operands(expr, 1);
    put("]");
  }

  void print_call(const Expr& expr) {
    if (expr.text != 0) put(facts_.text(expr.text) + " ");
    print_first(expr);
    put("(");
    print_operands(expr, 1);
    put(")");
  }

  void print_literal(const Expr& expr) {
    const std::string& text = facts_.text(expr.text);
    switch (expr.literal) {
      case Literal::string:
        return put(quoted(text));
      case Literal::bytes:
        return put("b" + quoted(text));
      case Literal::regex:
        return put("/" + text + "/");
      case Literal::null:
        return put("null");
      case Literal::integer:
      case Literal::real:
      case Literal::boolean:
        return put(text);
    }
  }

  void print_operation(const Expr& expr) {
    const std::string& op = facts_.text(expr.text);
    if (is_infix(expr, op)) {
      put("(");
      print(operand(expr, 0).expr);
      put(" " + op + " ");
      print(operand(expr, 1).expr);
      return put(")");
    }
    print_list((is_word(op) && op != "not" ? "@" : "") + op + "(", expr, ")");
  }

  void print_container(const Expr& expr) {
    switch (expr.container) {
      case Container::list:
        return print_list("[", expr, "]");
      case Container::tuple:
        return print_list("(", expr, expr.operand_count == 1 ? ",)" : ")");
      case Container::set:
        return print_list("set{", expr, "}");
      case Container::comprehension:
        return print_list("comprehension{", expr, "}");
      case Container::dict:
        put("{");
        print_operands(expr, 0, true);
        return put("}");
    }
  }

  const FileFacts& facts_;
  std::string out_;
};

}  // namespace

std::string dump_expr(const FileFacts& facts, Index expr) {
  ExprPrinter printer(facts);
  printer.print(expr);
  return printer.take();
}

// Cut, but not inside a character: the bytes after its first begin with 10.
static std::string whole_characters(std::string text) {
  text.resize(kMaxBriefChars);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
  if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0xC0) text.pop_back();
  return text;
}

std::string brief(const FileFacts& facts, Index expr) {
  std::string text = dump_expr(facts, expr);
  const bool bracketed = facts.exprs[expr].kind == ExprKind::operation && text.starts_with('(');
  if (bracketed) text = text.substr(1, text.size() - 2);
  return text.size() > kMaxBriefChars ? whole_characters(std::move(text)) + "..." : text;
}

}  // namespace assay::facts
