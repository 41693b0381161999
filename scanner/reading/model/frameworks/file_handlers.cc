#include "reading/model/frameworks/file_handlers.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/base/text.h"
#include "reading/model/routes/trails.h"

namespace assay::model {
namespace {

using facts::Condition;
using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxWrappers = 12;
constexpr int kMaxSteps = 200;
constexpr std::array<std::string_view, 7> kMethods{"GET",    "POST", "PUT",    "PATCH",
                                                   "DELETE", "HEAD", "OPTIONS"};

bool is_method(const std::string& text) {
  return std::find(kMethods.begin(), kMethods.end(), text) != kMethods.end();
}

// The methods that one function asks for.
class MethodTests {
 public:
  MethodTests(const RouteReading& reading, const FunctionPlace& handler)
      : program_(reading.program),
        facts_(reading.facts(handler.file)),
        file_(handler.file),
        handler_(handler.definition),
        trails_(program_, handler.file, handler.definition, {{0, {"{0}"}}}) {}

  std::vector<MethodHandler> run() {
    for (const auto& [expr, definition] : program_.expressions_in(file_, handler_)) {
      const facts::Expr& written = facts_.exprs[expr];
      if (written.kind == ExprKind::operation) note_comparison(expr, definition);
      if (written.kind == ExprKind::index) note_object(expr, definition);
      if (written.kind == ExprKind::call) note_list(expr, definition);
    }
    return found_;
  }

 private:
  bool asks_method(Index expr, Index definition) {
    if (expr == kNone) return false;
    const auto trail = trails_.of(expr, definition);
    return trail && *trail == Trail{"{0}", "method"};
  }

  void add(const std::string& method, FunctionPlace function = {}) {
    const bool twice = std::any_of(found_.begin(), found_.end(),
                                   [&](const MethodHandler& other) { return other.method == method; });
    if (is_method(method) && !twice) found_.push_back({method, function});
  }

  // req.method === "POST", and `!==` where what comes after a refusal, or an else, is for that method.
  void note_comparison(Index expr, Index definition) {
    const std::string& op = facts_.text_of(expr);
    const bool equal = op == "==" || op == "===", unequal = op == "!=" || op == "!==";
    if (!equal && !unequal) return;
    for (const std::uint32_t side : {0U, 1U}) {
      if (!asks_method(facts_.operand(expr, side), definition)) continue;
      const MeaningRef other =
          program_.evaluator().evaluate({file_, facts_.operand(expr, 1 - side), definition, nullptr});
      if (other->is_text() && (equal || has_other_branch(expr))) add(other->text);
    }
  }

  bool has_other_branch(Index test) const {
    return std::any_of(facts_.conditions.begin(), facts_.conditions.end(),
                       [&](const Condition& branch) { return branch.test == test && branch.negated; });
  }

  // handlers[req.method]
  void note_object(Index expr, Index definition) {
    if (!asks_method(facts_.operand(expr, 1), definition)) return;
    const MeaningRef object =
        program_.evaluator().evaluate({file_, facts_.operand(expr, 0), definition, nullptr});
    for (const auto& [name, origin] : object->origins) add(name, function_of(program_, origin));
  }

  // ["GET", "POST"].includes(req.method)
  void note_list(Index expr, Index definition) {
    const Index callee = facts_.operand(expr, 0);
    if (callee == kNone || facts_.exprs[callee].kind != ExprKind::attribute ||
        facts_.text_of(callee) != "includes")
      return;
    if (!asks_method(facts_.operand(expr, 1), definition)) return;
    const MeaningRef list =
        program_.evaluator().evaluate({file_, facts_.operand(callee, 0), definition, nullptr});
    for (const auto& [_, item] : list->items)
      if (list->is(Kind::list) && item->is_text()) add(item->text);
  }

  const Program& program_;
  const facts::FileFacts& facts_;
  FileIndex file_;
  Index handler_;
  Trails trails_;
  std::vector<MethodHandler> found_;
};

// From a value through its wrappers to the function that answers.
class Unwrapping {
 public:
  explicit Unwrapping(const Program& program) : program_(program) {}

  FileHandler of(const Origin& value, int depth) {
    if (!value.known() || depth > kMaxWrappers || ++steps_ > kMaxSteps) return {};
    const facts::FileFacts& facts = program_.files()[value.file];
    const facts::Expr& expr = facts.exprs[value.expr];
    if (expr.kind != ExprKind::call) {
      if (const Origin written = written_at(program_, value); written.known()) return of(written, depth + 1);
      FileHandler handler;
      handler.function = function_of(program_, value);
      return handler;
    }
    const auto at = [&](Index part) { return Origin{value.file, part, value.definition, nullptr}; };
    // Of a wrapper's arguments the first that is a function, or a wrapper itself.
    for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
      FileHandler inner = of(at(facts.operand(value.expr, n)), depth + 1);
      if (!inner.function.known()) continue;
      inner.guards.insert(inner.guards.begin(), guard_name(program_, at(facts.operand(value.expr, 0))));
      return inner;
    }
    return {};
  }

 private:
  const Program& program_;
  int steps_ = 0;
};

}  // namespace

FileHandler handler_of(const RouteReading& reading, const Origin& value, const std::string& name) {
  FileHandler handler = Unwrapping(reading.program).of(value, 0);
  handler.name = name;
  return handler;
}

FileHandler handler_of(const RouteReading& reading, const GivenOut& given, FileIndex file,
                       const std::string& name) {
  const std::string called = reading.facts(file).file + "#" + name;
  if (given.definition == kNone) return handler_of(reading, given.value, called);
  FileHandler handler;
  handler.name = called;
  const bool is_function =
      reading.facts(given.file).definitions[given.definition].kind == facts::Definition::Kind::function;
  if (is_function) handler.function = {given.file, given.definition};
  return handler;
}

std::vector<MethodHandler> methods_told_apart(const RouteReading& reading, const FunctionPlace& handler) {
  return MethodTests(reading, handler).run();
}

std::vector<BuiltHandler> methods_built(const RouteReading& reading, const Origin& value) {
  const Program& program = reading.program;
  const auto names = reading.rule.names.find("method-router");
  if (names == reading.rule.names.end() || !value.known()) return {};
  // The call that began a chain of the builder's methods; its last is what was asked for.
  const auto maker = [&](Origin at) {
    for (int n = 0; n < 64 && at.known(); ++n) {
      const facts::FileFacts& facts = program.files()[at.file];
      if (facts.exprs[at.expr].kind != ExprKind::call) {
        at = written_at(program, at);
        continue;
      }
      const Origin callee{at.file, facts.operand(at.expr, 0), at.definition, nullptr};
      if (!callee.known()) return Origin{};
      const MeaningRef made = program.evaluator().evaluate(callee);
      if (made->is(Kind::external) && is_listed(names->second, made->name)) return at;
      if (facts.exprs[callee.expr].kind != ExprKind::attribute) return Origin{};
      at = {at.file, facts.operand(callee.expr, 0), at.definition, nullptr};
    }
    return Origin{};
  };
  const Origin made = maker(value);
  if (!made.known()) return {};
  const facts::FileFacts& facts = program.files()[made.file];
  // Chained calls begin at the same byte: in the order their methods stand.
  std::vector<std::pair<std::uint32_t, const facts::Call*>> calls;
  for (const facts::Call& call : facts.calls) {
    const Index callee = facts.operand(call.expr, 0);
    if (callee == kNone || facts.exprs[callee].kind != ExprKind::attribute) continue;
    const Origin begun = maker({made.file, call.expr, call.place.definition, nullptr});
    if (begun.known() && begun.file == made.file && begun.expr == made.expr && call.expr != made.expr)
      calls.emplace_back(facts.exprs[callee].range.end, &call);
  }
  std::sort(calls.begin(), calls.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<BuiltHandler> built;
  std::vector<std::string> guards;
  for (const auto& [_, call] : calls) {
    const std::string method = facts.text_of(facts.operand(call->expr, 0));
    std::vector<Origin> functions;
    for (std::uint32_t n = 1; n < facts.exprs[call->expr].operand_count; ++n) {
      const Origin argument{made.file, facts.operand(call->expr, n), call->place.definition, nullptr};
      if (argument.known() && text_of(program, argument).empty()) functions.push_back(argument);
    }
    if (method == "use")
      for (const Origin& function : functions) guards.push_back(guard_name(program, function));
    const bool all = method == "all";
    if ((!all && !is_method(to_upper(method))) || functions.empty()) continue;
    BuiltHandler one{all ? "ANY" : to_upper(method), handler_of(reading, functions.back(), "")};
    one.handler.name = handler_name(program, functions.back());
    std::vector<std::string> in_force = guards;
    for (std::size_t n = 0; n + 1 < functions.size(); ++n)
      in_force.push_back(guard_name(program, functions[n]));
    one.handler.guards.insert(one.handler.guards.begin(), in_force.begin(), in_force.end());
    built.push_back(std::move(one));
  }
  return built;
}

}  // namespace assay::model
