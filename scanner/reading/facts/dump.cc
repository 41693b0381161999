#include "reading/facts/dump.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/base/text.h"

namespace assay::facts {
namespace {

constexpr std::size_t kMaxConditions = 8;  // the innermost; a long chain would drown its fact

struct Line {
  std::uint32_t start;
  std::string text;
};

class Dumper {
 public:
  explicit Dumper(const FileFacts& facts) : facts_(facts) {}

  std::string dump() {
    for (const auto& each : facts_.imports) add_import(each);
    for (const auto& each : facts_.exports) add_export(each);
    for (Index n = 1; n < facts_.definitions.size(); ++n) add_definition(facts_.definitions[n]);
    for (const auto& each : facts_.assignments) add_assignment(each);
    for (const auto& each : facts_.calls) add_call(each);
    for (const auto& each : facts_.comparisons) add_expr("compare ", each.expr, each.place);
    for (const auto& each : facts_.exits) add_exit(each);
    for (const auto& each : facts_.comments) add(each.range, "comment " + facts_.text(each.text));
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const Line& a, const Line& b) { return a.start < b.start; });
    return head() + body();
  }

 private:
  const std::string& text(Symbol symbol) const { return facts_.text(symbol); }
  std::string expr(Index index) const { return dump_expr(facts_, index); }

  void add(const Range& range, std::string text) {
    lines_.push_back({range.start, fmt::format("{}  {}", range.line, text)});
  }
  void add(const Range& range, std::string text, const Place& place) { add(range, text + where(place)); }
  void add_expr(std::string_view word, Index index, const Place& place) {
    add(facts_.exprs[index].range, std::string(word) + expr(index), place);
  }

  std::string head() const {
    std::string out;
    if (const Symbol directive = facts_.definitions[0].directive; directive != 0) {
      out += "directive " + escaped_for_terminal(text(directive)) + "\n";
    }
    if (facts_.docstring != 0) out += "docstring " + escaped_for_terminal(text(facts_.docstring)) + "\n";
    if (facts_.error_nodes != 0) out += fmt::format("errors {}\n", facts_.error_nodes);
    if (facts_.cut_expressions != 0) out += fmt::format("cut expressions {}\n", facts_.cut_expressions);
    if (facts_.cut_blocks != 0) out += fmt::format("cut blocks {}\n", facts_.cut_blocks);
    return out;
  }

  std::string body() const {
    std::string out;
    for (const Line& line : lines_) out += escaped_for_terminal(line.text) + "\n";
    return out;
  }

  // "  in Class.method  if test, except Error"
  std::string where(const Place& place) const {
    std::string out;
    if (place.definition != 0) out += "  in " + qualified_name(place.definition);
    const std::string conditions = condition_chain(place.condition);
    return conditions.empty() ? out : out + "  " + conditions;
  }

  std::string qualified_name(Index index) const {
    std::string out;
    for (; index != 0 && index != kNone; index = facts_.definitions[index].parent) {
      const Definition& each = facts_.definitions[index];
      const std::string name = each.name != 0 ? text(each.name) : fmt::format("@lambda.{}", index);
      out = out.empty() ? name : name + "." + out;
    }
    return out;
  }

  std::string condition_chain(Index index) const {
    std::string out;
    for (std::size_t n = 0; index != kNone; index = facts_.conditions[index].parent, ++n) {
      if (n == kMaxConditions) return "..., " + out;
      const std::string each = condition(facts_.conditions[index]);
      out = out.empty() ? each : each + ", " + out;
    }
    return out;
  }

  std::string condition(const Condition& condition) const {
    static constexpr std::string_view kWords[] = {"if", "loop", "try", "except", "case"};
    std::string out(kWords[static_cast<std::size_t>(condition.kind)]);
    const std::string test = condition.test == kNone ? "" : expr(condition.test);
    if (condition.negated) return out + " not(" + test + ")";
    return test.empty() ? out : out + " " + test;
  }

  void add_import(const Import& import) {
    static constexpr std::string_view kWords[] = {"import ", "require ", "dynamic "};
    std::string out(kWords[static_cast<std::size_t>(import.via)]);
    out += std::string(import.level, '.') + text(import.module);
    if (import.name != 0) out += "#" + text(import.name);
    if (import.local != 0) out += " as " + text(import.local);
    if (import.type_only) out += "  type-only";
    add(import.range, out, import.place);
  }

  void add_export(const Export& each) {
    std::string out = "export " + text(each.name);
    if (each.local != 0) out += " = " + text(each.local);
    if (each.value != kNone) out += " = " + expr(each.value);
    if (each.module != 0) out += "  from " + text(each.module);
    add(each.range, out);
  }

  void add_definition(const Definition& each) {
    static constexpr std::string_view kWords[] = {"module ", "function ", "class ", "lambda"};
    std::string out;
    if (each.is_static) out += "static ";
    if (each.is_async) out += "async ";
    if (each.is_getter) out += "get ";
    out += kWords[static_cast<std::size_t>(each.kind)];
    out += text(each.name) + "(" + (each.kind == Definition::Kind::class_ ? bases(each) : parameters(each)) +
           ")";
    if (each.returns != kNone) out += " -> " + expr(each.returns);
    out += decorators(each.decorators_first, each.decorators_count);
    if (each.directive != 0) out += "  directive " + text(each.directive);
    add(each.range, out, {each.parent, each.condition});
  }

  std::string decorators(Index first, std::uint32_t count) const {
    std::string out;
    for (Index n = first; n < first + count; ++n) out += "  @ " + expr(facts_.decorators[n]);
    return out;
  }

  std::string bases(const Definition& each) const {
    std::string out;
    for (const Index base : each.bases) out += (out.empty() ? "" : ", ") + expr(base);
    for (const Operand& keyword : each.keywords)
      out += (out.empty() ? "" : ", ") + text(keyword.label) + "=" + expr(keyword.expr);
    return out;
  }

  std::string parameters(const Definition& each) const {
    std::string out;
    for (const Parameter& parameter : each.parameters) out += (out.empty() ? "" : ", ") + describe(parameter);
    return out;
  }

  std::string describe(const Parameter& parameter) const {
    std::string out = parameter.rest ? "..." : "";
    out += parameter.pattern != kNone ? expr(parameter.pattern) : text(parameter.name);
    if (parameter.annotation != kNone) out += ": " + expr(parameter.annotation);
    if (parameter.default_value != kNone) out += " = " + expr(parameter.default_value);
    return out + decorators(parameter.decorators_first, parameter.decorators_count);
  }

  void add_assignment(const Assignment& each) {
    static constexpr std::string_view kWords[] = {"assign ", "assign ", "declare ", "field ",
                                                  "each ",   "with ",   "except ",  "member "};
    std::string out(kWords[static_cast<std::size_t>(each.kind)]);
    if (each.constant) out += "const ";
    out += expr(each.target);
    if (each.annotation != kNone) out += ": " + expr(each.annotation);
    if (each.value != kNone) out += " " + text(each.op) + "= " + expr(each.value);
    out += decorators(each.decorators_first, each.decorators_count);
    add(each.range, out, each.place);
  }

  void add_call(const Call& call) {
    std::string word = "call ";
    if (call.dropped) word = "dropped " + word;
    if (call.awaited) word = "awaited " + word;
    add_expr(word, call.expr, call.place);
  }

  void add_exit(const Exit& each) {
    static constexpr std::string_view kWords[] = {"return", "raise", "yield"};
    std::string out(kWords[static_cast<std::size_t>(each.kind)]);
    if (each.value != kNone) out += " " + expr(each.value);
    add(each.range, out, each.place);
  }

  const FileFacts& facts_;
  std::vector<Line> lines_;
};

}  // namespace

std::string dump(const FileFacts& facts) {
  return Dumper(facts).dump();
}

}  // namespace assay::facts
