// How a meaning is read as a parameter: numbers, spans of time, digests, claims.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "common/base/text.h"
#include "reading/model/knowledge.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr int kMaxLifetimeDepth = 12;

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

Value numeric(double value) {
  if (value == std::floor(value) && std::fabs(value) < 9e15) return static_cast<std::int64_t>(value);
  return value;
}

// "15m", "1 day", "2 hours", "30d": seconds. A bare number counts `unit`.
std::optional<double> spelled_duration(std::string_view text, double unit) {
  text = trim(text);
  std::size_t end = 0;
  while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) || text[end] == '.'))
    ++end;
  const auto amount = to_number(text.substr(0, end));
  if (!amount) return std::nullopt;
  std::string word = to_lower(trim(text.substr(end)));
  if (word.ends_with(" from now")) word.resize(word.size() - 9);
  if (word.empty()) return *amount * unit;
  struct Unit {
    std::string_view names;  // separated by spaces
    double seconds;
  };
  constexpr std::array<Unit, 7> units{{{"ms msec msecs millisecond milliseconds", 0.001},
                                       {"s sec secs second seconds", 1},
                                       {"m min mins minute minutes", 60},
                                       {"h hr hrs hour hours", 3600},
                                       {"d day days", 86400},
                                       {"w week weeks", 604800},
                                       {"y yr yrs year years", 31557600}}};
  for (const Unit& candidate : units)
    for (const std::string& name : split(candidate.names, ' '))
      if (name == word) return *amount * candidate.seconds;
  return std::nullopt;
}

// The argument names of a rule that makes a span of time, with what one of each is worth.
constexpr std::array<std::pair<std::string_view, double>, 7> kSpanUnits{{{"weeks", 604800},
                                                                         {"days", 86400},
                                                                         {"hours", 3600},
                                                                         {"minutes", 60},
                                                                         {"seconds", 1},
                                                                         {"milliseconds", 1e-3},
                                                                         {"microseconds", 1e-6}}};

std::optional<double> made_duration(const Program& program, const Meaning& span) {
  const CallRule* rule = rule_of(span);
  if (rule == nullptr || rule->does != "make-duration" || !span.made_by.known()) return std::nullopt;
  double total = 0;
  for (const auto& [name, seconds] : kSpanUnits) {
    const auto locator = rule->arguments.find(std::string(name));
    if (locator == rule->arguments.end()) continue;
    const Origin given =
        program.evaluator().argument(span.made_by, locator->second.position, locator->second.keyword);
    if (!given.known()) continue;
    const auto amount = duration_of(program, program.meaning_of(given), 1);
    if (!amount) return std::nullopt;
    total += *amount * seconds;
  }
  return total;
}

// What two readings of one parameter agree on.
Found agreed(const std::vector<Found>& readings) {
  Found result = readings.front();
  for (const Found& other : readings)
    if (!is_known(other.value) || other.value != result.value) {
      result.value = std::monostate{};
      result.why = other.why.empty() ? "set to different values in different places" : other.why;
      return result;
    }
  return result;
}

std::string digest_name(std::string_view text) {
  std::string out;
  for (const char c : to_lower(text.substr(text.rfind('.') + 1)))
    if (c != '-' && c != '_') out += c;
  return out;
}

Found read_constant(const Meaning& meaning, Reading reading, double unit) {
  Found found;
  if (meaning.literal == Literal::null) {
    found.null = true;
    return found;
  }
  if (reading == Reading::duration) {
    const bool text = meaning.is_text();
    const auto seconds = text ? spelled_duration(meaning.text, unit) : to_number(meaning.text);
    if (seconds) found.value = numeric(text ? *seconds : *seconds * unit);
    return found;
  }
  switch (meaning.literal) {
    case Literal::boolean:
      found.value = meaning.text == "true" || meaning.text == "True";
      break;
    case Literal::integer:
    case Literal::real:
      if (const auto number = to_number(meaning.text)) found.value = numeric(*number * unit);
      break;
    default:
      found.value = reading == Reading::digest ? digest_name(meaning.text) : meaning.text;
  }
  // A number given as text ("12") by a settings default is still a number.
  if (const auto* text = std::get_if<std::string>(&found.value);
      text && reading == Reading::plain && !text->empty())
    if (const auto number = to_number(*text)) found.value = numeric(*number * unit);
  return found;
}

}  // namespace

std::optional<double> duration_of(const Program& program, const MeaningRef& meaning, double unit) {
  switch (meaning->kind) {
    case Kind::constant:
      if (meaning->is_text()) return spelled_duration(meaning->text, unit);
      if (const auto number = to_number(meaning->text)) return *number * unit;
      return std::nullopt;
    case Kind::environment:
      return meaning->fallback ? duration_of(program, meaning->fallback, unit) : std::nullopt;
    case Kind::instance:
      return made_duration(program, *meaning);
    case Kind::either: {
      std::optional<double> common;
      for (const auto& [_, item] : meaning->items) {
        const auto one = duration_of(program, item, unit);
        if (!one || (common && *common != *one)) return std::nullopt;
        common = one;
      }
      return common;
    }
    default:
      return std::nullopt;
  }
}

Found read_value(const Program& program, const MeaningRef& meaning, const Origin& origin, Reading reading,
                 double unit) {
  Found found;
  found.meaning = meaning;
  found.origin = meaning->at.known() ? meaning->at : origin;
  found.from = to_string(program.location(found.origin));
  const auto fill = [&](Found inner) {
    found.value = inner.value;
    found.why = inner.why;
    found.null = inner.null;
    return found;
  };
  if (meaning->is(Kind::environment)) {
    if (!meaning->fallback) {
      found.why = fmt::format("set by the environment variable {}", meaning->text);
      return found;
    }
    fill(read_value(program, meaning->fallback, origin, reading, unit));
    found.from = fmt::format("default of {}, {}", meaning->text, found.from);
    return found;
  }
  if (meaning->is(Kind::either)) {
    std::vector<Found> readings;
    for (const auto& [_, item] : meaning->items)
      readings.push_back(read_value(program, item, origin, reading, unit));
    return agreed(readings);
  }
  switch (reading) {
    case Reading::expiry:
      return read_expiry(program, meaning, origin);
    case Reading::keys:
      if (meaning->is(Kind::dict) && !meaning->open) {
        std::vector<std::string> keys;
        for (const auto& [name, _] : meaning->items)
          if (std::find(keys.begin(), keys.end(), name) == keys.end()) keys.push_back(name);
        std::sort(keys.begin(), keys.end());
        found.value = keys;
      } else {
        found.why = "claims that can't be read whole";
      }
      return found;
    case Reading::duration:
      if (const auto seconds = duration_of(program, meaning, unit))
        found.value = numeric(*seconds);
      else
        found.why = "a span of time that can't be told";
      return found;
    case Reading::digest:
      if (meaning->is(Kind::external) || meaning->is(Kind::instance)) {
        found.value = digest_name(meaning->name);
        return found;
      }
      break;
    default:
      break;
  }
  if (meaning->is(Kind::constant)) return fill(read_constant(*meaning, reading, unit));
  if (meaning->is(Kind::list) && !meaning->open) {
    std::vector<std::string> texts;
    for (const auto& [_, item] : meaning->items) {
      if (!item->is(Kind::constant)) {
        found.why = "a list that is partly unknown";
        return found;
      }
      texts.push_back(item->text);
    }
    // A list of one says the same as its item where one is asked for.
    if (reading == Reading::algorithm && texts.size() == 1)
      found.value = texts.front();
    else
      found.value = texts;
    return found;
  }
  found.why = "set to something that can't be told";
  return found;
}

namespace {

// Follows an "exp" expression to the span that is added to the present: `int((now() + span).timestamp())` is
// span.
class LifetimeReader {
 public:
  explicit LifetimeReader(const Program& program) : program_(program) {}

  std::optional<double> read(const Origin& origin, int depth) const {
    if (!origin.known() || depth > kMaxLifetimeDepth) return std::nullopt;
    const facts::FileFacts& facts = program_.files()[origin.file];
    const facts::Expr& expr = facts.exprs[origin.expr];
    const auto inner = [&](Index e) { return Origin{origin.file, e, origin.definition, origin.frame}; };
    switch (expr.kind) {
      case ExprKind::operation:
        return read_operation(origin, facts, expr, depth);
      case ExprKind::name:
        return read_name(origin, facts, depth);
      case ExprKind::call: {
        const Index callee = facts.operand(origin.expr, 0);
        const bool method = callee != kNone && facts.exprs[callee].kind == ExprKind::attribute;
        if (expr.operand_count > 1)
          if (const auto span = read(inner(facts.operand(origin.expr, 1)), depth + 1)) return span;
        if (method) return read(inner(facts.operand(callee, 0)), depth + 1);
        return std::nullopt;
      }
      default:
        return std::nullopt;
    }
  }

 private:
  // now + span, now / 1000 + span, (now + span) / 1000
  std::optional<double> read_operation(const Origin& origin, const facts::FileFacts& facts,
                                       const facts::Expr& expr, int depth) const {
    const std::string& op = facts.text(expr.text);
    if (expr.operand_count != 2) return std::nullopt;
    const Origin left{origin.file, facts.operand(origin.expr, 0), origin.definition, origin.frame};
    const Origin right{origin.file, facts.operand(origin.expr, 1), origin.definition, origin.frame};
    if (op == "+") {
      const auto a = duration_of(program_, program_.meaning_of(left), 1);
      const auto b = duration_of(program_, program_.meaning_of(right), 1);
      if (a && b) return std::nullopt;  // a fixed moment, no span
      if (a || b) return a ? a : b;
      // A parenthesis further in: now + (span + jitter) is not told.
      if (const auto span = read(left, depth + 1)) return span;
      return std::nullopt;
    }
    if (op == "/" || op == "//") {
      const auto divisor = duration_of(program_, program_.meaning_of(right), 1);
      const auto span = read(left, depth + 1);
      if (divisor && *divisor != 0 && span) return *span / *divisor;
    }
    return std::nullopt;
  }

  std::optional<double> read_name(const Origin& origin, const facts::FileFacts& facts, int depth) const {
    const auto& bindings =
        program_.evaluator().scopes(origin.file).visible(origin.definition, facts.exprs[origin.expr].text);
    std::optional<double> common;
    for (const Binding& binding : bindings) {
      if (binding.kind != Binding::Kind::assignment || !binding.path.empty()) return std::nullopt;
      const facts::Assignment& assignment = facts.assignments[binding.index];
      if (assignment.value == kNone) continue;
      const auto span =
          read({origin.file, assignment.value, assignment.place.definition, origin.frame}, depth + 1);
      if (!span) return std::nullopt;
      // `if expires_delta: expire = now + delta else: expire = now + 15 min`: the one that callers ask for
      // decides.
      if (common && *common != *span) return first_given(bindings, facts, origin);
      common = span;
    }
    return common;
  }

  // Of two branches over an optional span, the first is taken when callers always give one.
  std::optional<double> first_given(const std::vector<Binding>& bindings, const facts::FileFacts& facts,
                                    const Origin& origin) const {
    const facts::Assignment& first = facts.assignments[bindings.front().index];
    if (first.place.condition == kNone) return std::nullopt;
    const facts::Condition& condition = facts.conditions[first.place.condition];
    if (condition.kind != facts::Condition::Kind::if_ || condition.test == kNone || condition.negated)
      return std::nullopt;
    const MeaningRef test =
        program_.meaning_of({origin.file, condition.test, first.place.definition, origin.frame});
    if (!duration_of(program_, test, 1)) return std::nullopt;
    return read({origin.file, first.value, first.place.definition, origin.frame}, 1);
  }

  const Program& program_;
};

}  // namespace

Found read_expiry(const Program& program, const MeaningRef& claims, const Origin& origin) {
  Found found;
  found.origin = origin;
  found.meaning = claims;
  if (!claims->is(Kind::dict)) {
    found.why = "claims that can't be read";
    return found;
  }
  const MeaningRef expiry = item_of(*claims, "exp");
  if (!expiry) {
    found.absent = !claims->open;
    if (claims->open) found.why = "claims that can't be read whole";
    return found;
  }
  const Origin* written = nullptr;
  for (const auto& [name, where] : claims->origins)
    if (name == "exp") written = &where;
  if (written == nullptr) {
    found.why = "an expiry that can't be followed";
    return found;
  }
  found.origin = *written;
  found.from = to_string(program.location(*written));
  if (const auto span = LifetimeReader(program).read(*written, 0))
    found.value = numeric(*span);
  else
    found.why = "an expiry that can't be followed";
  return found;
}

}  // namespace assay::model
