#include "reading/model/routes/refusals.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "common/base/text.h"

namespace assay::model {
namespace {

using facts::ExprKind;

constexpr int kMaxChain = 16;

bool is_refusal(int status) {
  return status == 403 || status == 404 || status == 405 || status == 410 || status == 501;
}

// The status that an expression is, by number or by its usual name.
std::optional<int> status_in(const facts::FileFacts& facts, Index expr) {
  const facts::Expr& written = facts.exprs[expr];
  const std::string& text = facts.text(written.text);
  if (written.kind == ExprKind::literal && written.literal == facts::Literal::integer) {
    int status = 0;
    const bool read = std::from_chars(text.data(), text.data() + text.size(), status).ec == std::errc{};
    return read && status >= 100 && status < 600 ? std::optional(status) : std::nullopt;
  }
  if (written.kind != ExprKind::attribute && written.kind != ExprKind::name) return std::nullopt;
  const std::string word = to_upper(text);
  if (word == "NOT_IMPLEMENTED" || word == "NOTIMPLEMENTED") return 501;
  if (word == "METHOD_NOT_ALLOWED" || word == "METHODNOTALLOWED") return 405;
  if (word == "FORBIDDEN") return 403;
  if (word == "NOT_FOUND" || word == "NOTFOUND") return 404;
  return word == "GONE" ? std::optional(410) : std::nullopt;
}

class Reading {
 public:
  Reading(const facts::FileFacts& facts, Index function)
      : facts_(facts), function_(function), outside_(facts.definitions[function].condition) {
    const facts::Range& whole = facts.definitions[function].range;
    for (const facts::Expr& expr : facts.exprs) {
      const std::string& op = expr.kind == ExprKind::operation ? facts.text(expr.text) : facts.text(0);
      const bool choice = expr.kind == ExprKind::conditional || op == "and" || op == "or" || op == "??";
      if (choice && expr.range.start >= whole.start && expr.range.end <= whole.end)
        choices_.push_back(expr.range);
    }
  }

  // By answers that are given back.
  bool only_returns(const RouteReading& reading, FileIndex file) {
    if (has_inner()) return false;
    std::set<Index> answers;
    for (const facts::Exit& exit : facts_.exits) {
      if (exit.place.definition != function_) continue;
      const bool refuses =
          exit.kind == facts::Exit::Kind::raise ? read_throw(exit) : read_answer(reading, file, exit);
      if (!refuses) return false;
      answers.insert(exit.value);
    }
    for (const facts::Call& call : facts_.calls) {
      if (call.place.definition != function_ || answers.contains(call.expr)) continue;
      const bool refuses = named(reading, file, call.expr, "refusal");
      if (refuses && !chooses(call.expr)) note(404, call.place);
      if (!refuses && facts::dotted_name(facts_, facts_.operand(call.expr, 0)) != "JSON.stringify")
        return false;
    }
    return always_;
  }

  bool only_refuses() {
    if (has_inner()) return false;
    for (const facts::Assignment& assignment : facts_.assignments)
      if (assignment.place.definition == function_ && !read_assignment(assignment)) return false;
    for (const facts::Call& call : facts_.calls)
      if (call.place.definition == function_ && (!read_call(call) || chooses(call.expr))) return false;
    for (const facts::Call& call : facts_.calls)
      if (call.place.definition == function_ && !has_status(call)) return false;
    for (const facts::Exit& exit : facts_.exits)
      if (exit.place.definition == function_ && exit.kind == facts::Exit::Kind::raise && !read_throw(exit))
        return false;
    return always_;
  }

 private:
  bool has_inner() const {
    for (Index d = function_ + 1; d < facts_.definitions.size(); ++d)
      if (facts_.definitions[d].parent == function_) return true;
    return false;
  }

  bool named(const RouteReading& reading, FileIndex file, Index call, const char* job) const {
    const Origin callee{file, facts_.operand(call, 0), function_, nullptr};
    return callee.known() && is_named(reading.rule, job, *reading.program.evaluator().evaluate(callee));
  }

  // return Response.json({...}, {status: 404})
  bool read_answer(const RouteReading& reading, FileIndex file, const facts::Exit& exit) {
    if (exit.value == kNone || facts_.exprs[exit.value].kind != ExprKind::call) return false;
    if (named(reading, file, exit.value, "refusal")) return note(404, exit.place);
    if (!named(reading, file, exit.value, "response")) return false;
    const Index options = facts_.operand(exit.value, 2);
    if (options == kNone || facts_.exprs[options].kind != ExprKind::container) return false;
    const facts::Expr& written = facts_.exprs[options];
    for (std::uint32_t n = 0; n < written.operand_count; ++n) {
      const facts::Operand& option = facts_.operands[written.first_operand + n];
      if (option.expr == kNone || facts_.text(option.label) != "status") continue;
      const auto status = status_in(facts_, option.expr);
      return status && note(*status, exit.place);
    }
    return false;
  }

  // Whether an expression begins at one of the function's parameters.
  bool is_given(Index expr) const {
    for (int i = 0; i < kMaxChain && expr != kNone; ++i) {
      const facts::Expr& written = facts_.exprs[expr];
      if (written.kind == ExprKind::name) {
        const auto& parameters = facts_.definitions[function_].parameters;
        return std::any_of(parameters.begin(), parameters.end(),
                           [&](const facts::Parameter& p) { return p.name == written.text; });
      }
      if (written.kind != ExprKind::attribute && written.kind != ExprKind::call) return false;
      expr = facts_.operand(expr, 0);
    }
    return false;
  }

  // Whether a place is reached in any case, or when all that could end before has not.
  bool is_always(Index condition) const {
    for (; condition != kNone && condition != outside_; condition = facts_.conditions[condition].parent)
      if (facts_.conditions[condition].kind != facts::Condition::Kind::if_ ||
          !facts_.conditions[condition].negated)
        return false;
    return true;
  }

  bool note(int status, const facts::Place& place) {
    always_ = always_ || is_always(place.condition);
    return is_refusal(status);
  }

  // a ? res.json(x) : res.status(404).end(): which of them runs is not told by conditions.
  bool chooses(Index call) const {
    const facts::Range& range = facts_.exprs[call].range;
    return std::any_of(choices_.begin(), choices_.end(), [&](const facts::Range& choice) {
      return choice.start <= range.start && range.end <= choice.end;
    });
  }

  // An answer says its status in its own chain of calls, or the function has said it before.
  bool has_status(const facts::Call& call) const {
    if (facts_.text_of(call.expr) == "new" || inner_.contains(call.expr) || said_) return true;
    for (Index expr = call.expr; expr != kNone;) {
      const facts::Expr& written = facts_.exprs[expr];
      if (written.kind == ExprKind::call && with_status_.contains(expr)) return true;
      if (written.kind != ExprKind::call && written.kind != ExprKind::attribute) return false;
      expr = facts_.operand(expr, 0);
    }
    return false;
  }

  // The statuses among the arguments of a call; false where one is no refusal.
  bool read_arguments(Index call, const facts::Place& place, bool& found) {
    for (std::uint32_t n = 1; n < facts_.exprs[call].operand_count; ++n) {
      const Index argument = facts_.operand(call, n);
      if (argument == kNone) continue;
      const auto status = status_in(facts_, argument);
      if (!status) continue;
      found = true;
      with_status_.insert(call);
      if (!note(*status, place)) return false;
    }
    return true;
  }

  bool read_call(const facts::Call& call) {
    const Index callee = facts_.operand(call.expr, 0);
    if (callee == kNone) return false;
    if (facts_.text_of(call.expr) == "new") return true;  // an error that is thrown or handed on
    if (facts_.exprs[callee].kind == ExprKind::attribute) inner_.insert(facts_.operand(callee, 0));
    bool found = false;
    if (!is_given(callee) || !read_arguments(call.expr, call.place, found)) return false;
    said_ = said_ || (found && call.dropped && is_always(call.place.condition));
    if (facts_.exprs[callee].kind != ExprKind::name) return true;
    // next(new HttpError(501)); next() alone lets the request pass.
    const Index error = facts_.operand(call.expr, 1);
    return error != kNone && facts_.exprs[error].kind == ExprKind::call &&
           read_arguments(error, call.place, found) && found && with_status_.insert(call.expr).second;
  }

  // ctx.status = 501
  bool read_assignment(const facts::Assignment& assignment) {
    if (assignment.target == kNone || assignment.value == kNone || !is_given(assignment.target)) return false;
    const auto status = status_in(facts_, assignment.value);
    said_ = said_ || (status && is_always(assignment.place.condition));
    return !status || note(*status, assignment.place);
  }

  bool read_throw(const facts::Exit& exit) {
    if (exit.value == kNone || facts_.exprs[exit.value].kind != ExprKind::call) return false;
    const Index callee = facts_.operand(exit.value, 0);
    const std::string name = callee == kNone ? "" : facts_.text_of(callee);
    if (name.find("NotImplemented") != std::string::npos) return note(501, exit.place);
    bool found = false;
    return read_arguments(exit.value, exit.place, found) && found;
  }

  const facts::FileFacts& facts_;
  const Index function_;
  const Index outside_;  // what encloses the function itself
  std::vector<facts::Range> choices_;
  std::set<Index> inner_;        // calls that another is made on
  std::set<Index> with_status_;  // calls that are given a status
  bool said_ = false, always_ = false;
};

}  // namespace

bool answers_only_refusal(const Program& program, FunctionPlace function, std::size_t& budget) {
  if (!function.known()) return false;
  const std::size_t work = program.files()[function.file].exprs.size();
  if (work > budget) return false;
  budget -= work;
  return Reading(program.files()[function.file], function.definition).only_refuses();
}

bool returns_only_refusal(const RouteReading& reading, FunctionPlace function, std::size_t& budget) {
  if (!function.known()) return false;
  const facts::FileFacts& facts = reading.facts(function.file);
  if (facts.exprs.size() > budget) return false;
  budget -= facts.exprs.size();
  return Reading(facts, function.definition).only_returns(reading, function.file);
}

}  // namespace assay::model
