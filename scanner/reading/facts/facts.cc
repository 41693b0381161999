#include "reading/facts/facts.h"

namespace assay::facts {

Symbol SymbolTable::intern(std::string_view text) {
  if (const auto found = index_.find(text); found != index_.end()) return found->second;
  const auto symbol = static_cast<Symbol>(texts_.size());
  texts_.emplace_back(text);
  index_.emplace(texts_.back(), symbol);
  return symbol;
}

std::optional<Symbol> SymbolTable::find(std::string_view text) const {
  const auto found = index_.find(text);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

Location FileFacts::location(const Range& range) const {
  return {file, range.line, range.column, range.end_line, range.end_column};
}

std::string dotted_name(const FileFacts& facts, Index expr) {
  std::vector<const std::string*> parts;
  while (expr != kNone && facts.exprs[expr].kind == ExprKind::attribute) {
    parts.push_back(&facts.text_of(expr));
    expr = facts.operand(expr, 0);
  }
  if (expr == kNone || facts.exprs[expr].kind != ExprKind::name) return "";
  std::string out = facts.text_of(expr);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += "." + **part;
  return out;
}

}  // namespace assay::facts
