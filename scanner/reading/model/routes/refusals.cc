#include "reading/model/routes/refusals.h"
#include "common/base/text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

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

  bool only_refuses() {
    for (Index d = function_ + 1; d < facts_.definitions.size(); ++d)
      if (facts_.definitions[d].parent == function_) return false;
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

}  // namespace assay::model
