// Expressions: constants folded, containers built, calls followed.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "reading/model/evaluator.h"

namespace assay::model {
namespace {

using facts::Expr;
using facts::ExprKind;
using facts::Literal;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxItems = 512;
constexpr int kMaxCallDepth = 6;

MeaningRef constant(Literal literal, std::string text, const Origin& at) {
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::constant;
  meaning->literal = literal;
  meaning->text = std::move(text);
  meaning->at = at;
  return meaning;
}

struct Number {
  double value = 0;
  bool whole = true;
};

std::optional<Number> number_of(const Meaning& meaning) {
  if (!meaning.is(Kind::constant) ||
      (meaning.literal != Literal::integer && meaning.literal != Literal::real))
    return std::nullopt;
  double value = 0;
  const char* end = meaning.text.data() + meaning.text.size();
  const auto [stop, error] = std::from_chars(meaning.text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return Number{value, meaning.literal == Literal::integer};
}

std::optional<double> folded(const std::string& op, double a, double b) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "*") return a * b;
  if (op == "/" && b != 0) return a / b;
  if (op == "//" && b != 0) return std::floor(a / b);
  if (op == "%" && b != 0) return std::fmod(a, b);
  if (op == "**") return std::pow(a, b);
  if (op == "<<" && b >= 0 && b < 53) return a * std::pow(2, b);
  if (op == ">>" && b >= 0 && b < 53) return std::floor(a / std::pow(2, b));
  return std::nullopt;
}

// Doubles hold whole numbers to 2^53: larger results are not told.
MeaningRef number(double value, const Origin& at) {
  if (!std::isfinite(value) || std::fabs(value) > 9'007'199'254'740'992.0) return unknown_meaning();
  if (value == std::floor(value)) return constant(Literal::integer, fmt::format("{:.0f}", value), at);
  return constant(Literal::real, fmt::format("{}", value), at);
}

}  // namespace

MeaningRef Evaluator::evaluate_new(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  switch (expr.kind) {
    case ExprKind::literal:
      return constant(expr.literal, file.text(expr.text), origin);
    case ExprKind::name:
      return name_meaning(origin);
    case ExprKind::attribute:
      return member(evaluate(at(origin, file.operand(origin.expr, 0))), file.text(expr.text), origin);
    case ExprKind::index:
      return index_meaning(origin);
    case ExprKind::call:
      return call_meaning(origin);
    case ExprKind::template_:
      return template_meaning(origin);
    case ExprKind::operation:
      return operation_meaning(origin);
    case ExprKind::conditional: {
      std::vector<MeaningRef> branches;
      branches.push_back(evaluate(at(origin, file.operand(origin.expr, 1))));
      branches.push_back(evaluate(at(origin, file.operand(origin.expr, 2))));
      return either(std::move(branches), origin);
    }
    case ExprKind::await:
      return evaluate(at(origin, file.operand(origin.expr, 0)));
    case ExprKind::container:
      return container_meaning(origin);
    case ExprKind::lambda: {
      auto meaning = std::make_shared<Meaning>();
      meaning->kind = Kind::function;
      meaning->file = origin.file;
      meaning->definition = expr.definition;
      meaning->at = origin;
      return meaning;
    }
    case ExprKind::unknown:
      return unknown_meaning();
  }
  return unknown_meaning();
}

MeaningRef Evaluator::container_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = expr.container == facts::Container::dict ? Kind::dict : Kind::list;
  meaning->at = origin;
  if (expr.container == facts::Container::comprehension) return unknown_meaning();
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    const facts::Operand& operand = file.operands[expr.first_operand + n];
    if (operand.expr == kNone) continue;
    if (meaning->items.size() >= kMaxItems) {
      meaning->open = true;
      break;
    }
    const Expr& item = file.exprs[operand.expr];
    const std::string& op = item.kind == ExprKind::operation ? file.text(item.text) : file.text(0);
    if (op == "spread") {
      const MeaningRef inner = evaluate(at(origin, file.operand(operand.expr, 0)));
      const bool same = inner->kind == meaning->kind;
      if (same) {
        meaning->items.insert(meaning->items.end(), inner->items.begin(), inner->items.end());
        meaning->origins.insert(meaning->origins.end(), inner->origins.begin(), inner->origins.end());
      }
      meaning->open = meaning->open || !same || inner->open;
    } else if (op == "pair") {
      const MeaningRef name = evaluate(at(origin, file.operand(operand.expr, 0)));
      if (name->is_text()) {
        meaning->items.emplace_back(name->text, evaluate(at(origin, file.operand(operand.expr, 1))));
        meaning->origins.emplace_back(name->text, at(origin, file.operand(operand.expr, 1)));
      } else {
        meaning->open = true;
      }
    } else {
      if (operand.label != 0)
        meaning->origins.emplace_back(file.text(operand.label), at(origin, operand.expr));
      meaning->items.emplace_back(file.text(operand.label), evaluate(at(origin, operand.expr)));
    }
  }
  return meaning;
}

MeaningRef Evaluator::template_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::text;
  meaning->at = origin;
  std::string whole;
  bool fixed = true;
  for (std::uint32_t n = 0; n < expr.operand_count; ++n) {
    MeaningRef piece = evaluate(at(origin, file.operand(origin.expr, n)));
    if (piece->is(Kind::constant))
      whole += piece->text;
    else
      fixed = false;
    meaning->items.emplace_back("", std::move(piece));
  }
  return fixed ? constant(Literal::string, std::move(whole), origin) : MeaningRef(meaning);
}

MeaningRef Evaluator::environment_variable(const MeaningRef& name, const MeaningRef& fallback,
                                           const Origin& at) const {
  if (!name->is_text()) return unknown_meaning();
  auto variable = std::make_shared<Meaning>();
  variable->kind = Kind::environment;
  variable->text = name->text;
  variable->at = at;
  if (fallback && !fallback->is(Kind::unknown)) variable->fallback = fallback;
  return variable;
}

MeaningRef Evaluator::index_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const MeaningRef object = evaluate(at(origin, file.operand(origin.expr, 0)));
  const MeaningRef key = evaluate(at(origin, file.operand(origin.expr, 1)));
  if (key->is_text()) return member(object, key->text, origin);
  // Auth[User](...): a type given to a library's class changes nothing that is asked here.
  if (object->is(Kind::external) && object->library != nullptr && !key->is(Kind::constant)) return object;
  const auto place = number_of(*key);
  if (place && object->is(Kind::list) && !object->open && place->value >= 0 &&
      place->value < static_cast<double>(object->items.size()))
    return object->items[static_cast<std::size_t>(place->value)].second;
  return unknown_meaning();
}

MeaningRef Evaluator::operation_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Expr& expr = file.exprs[origin.expr];
  const std::string& op = file.text(expr.text);
  if (expr.operand_count == 0) return unknown_meaning();
  const MeaningRef left = evaluate(at(origin, file.operand(origin.expr, 0)));
  if (expr.operand_count == 1) {
    const auto value = number_of(*left);
    if (op == "-" && value) return number(-value->value, origin);
    return op == "+" && value ? left : unknown_meaning();
  }
  const MeaningRef right = evaluate(at(origin, file.operand(origin.expr, 1)));
  if (op == ":=") return right;
  if (op == "or" || op == "??") {
    if (left->is(Kind::environment) && !left->fallback) {
      auto variable = std::make_shared<Meaning>(*left);
      variable->fallback = right;
      return variable;
    }
    const bool absent =
        left->is_constant(Literal::null) || (op == "or" && left->is_text() && left->text.empty());
    if (absent) return right;
    if (left->is(Kind::constant)) return left;
    return either({left, right}, origin);
  }
  const auto a = number_of(*left), b = number_of(*right);
  if (a && b) {
    const auto value = folded(op, a->value, b->value);
    return value ? number(*value, origin) : unknown_meaning();
  }
  if (op == "+" && left->is_text() && right->is_text())
    return constant(left->literal, left->text + right->text, origin);
  if (op == "+" && (left->is_text() || right->is_text() || left->is(Kind::text))) {
    auto meaning = std::make_shared<Meaning>();
    meaning->kind = Kind::text;
    meaning->at = origin;
    meaning->items = {{"", left}, {"", right}};
    return meaning;
  }
  return unknown_meaning();
}

MeaningRef Evaluator::call_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const Index callee_expr = file.operand(origin.expr, 0);
  if (callee_expr == kNone) return unknown_meaning();
  if (MeaningRef loaded = loaded_module(origin)) return loaded;
  const MeaningRef callee = evaluate(at(origin, callee_expr));
  // value.encode(), text.strip(): the value itself, unless a library says otherwise of its own method.
  const Expr& written = file.exprs[callee_expr];
  if (written.kind == ExprKind::attribute) {
    const std::string& method = file.text(written.text);
    const bool ruled = callee->is(Kind::external) && rule_of(*callee) != nullptr;
    const bool ours = callee->is(Kind::function) || callee->is(Kind::type);
    if (!ruled && !ours) {
      const Origin object = at(origin, file.operand(callee_expr, 0));
      if (transparent_.contains(method)) return evaluate(object);
      if (method == "get") {
        const MeaningRef mapping = evaluate(object);
        const Origin key = argument(origin, 0, "key");
        const Origin fallback = argument(origin, 1, "default");
        if (mapping->is(Kind::external)) {
          const CallRule* rule = rule_of(*mapping);
          if (rule != nullptr && rule->does == "environment")
            return environment_variable(evaluate(key), fallback.known() ? evaluate(fallback) : nullptr,
                                        origin);
        }
        if (mapping->is(Kind::dict)) {
          const MeaningRef name = evaluate(key);
          if (name->is_text())
            if (MeaningRef item = item_of(*mapping, name->text)) return item;
          return fallback.known() && !mapping->open ? evaluate(fallback) : unknown_meaning();
        }
      }
    }
  }
  return result_of(callee, origin, 0);
}

MeaningRef Evaluator::result_of(const MeaningRef& callee, const Origin& call, int depth) {
  if (depth > kMaxCallDepth) return unknown_meaning();
  switch (callee->kind) {
    case Kind::external:
    case Kind::instance:
      return library_result(callee, call);
    case Kind::type: {
      auto meaning = std::make_shared<Meaning>();
      meaning->kind = Kind::object;
      meaning->file = callee->file;
      meaning->definition = callee->definition;
      meaning->made_by = call;
      meaning->at = call;
      return meaning;
    }
    case Kind::function:
      return returned_by(*callee, call);
    case Kind::either: {
      std::vector<MeaningRef> results;
      for (const auto& [_, item] : callee->items) results.push_back(result_of(item, call, depth + 1));
      std::erase_if(results, [](const MeaningRef& result) { return result->is(Kind::unknown); });
      return either(std::move(results), call);
    }
    default:
      return unknown_meaning();
  }
}

MeaningRef Evaluator::library_result(const MeaningRef& callee, const Origin& call) {
  const CallRule* rule = rule_of(*callee);
  if (rule != nullptr) {
    if (rule->returns_argument) {
      const Origin given = argument(call, *rule->returns_argument, rule->returns_keyword);
      if (given.known()) return evaluate(given);
    }
    if (rule->does == "read-environment") {
      const auto located = [&](const char* name) -> Origin {
        const auto found = rule->arguments.find(name);
        return found == rule->arguments.end() ? Origin{}
                                              : argument(call, found->second.position, found->second.keyword);
      };
      const Origin fallback = located("default");
      return environment_variable(evaluate(located("name")), fallback.known() ? evaluate(fallback) : nullptr,
                                  call);
    }
  }
  if (MeaningRef parsed = parsed_by_schema(callee, call)) return parsed;
  auto meaning = std::make_shared<Meaning>(*callee);
  meaning->kind = Kind::instance;
  meaning->made_by = call;
  meaning->at = call;
  // A builder's method gives an instance of the builder's class; the chain stays visible through receiver.
  if (rule != nullptr && rule->returns_receiver && callee->receiver) meaning->name = callee->receiver->name;
  return meaning;
}

const std::vector<Index>& Evaluator::exits_of(FileIndex file, Index definition) const {
  static const std::vector<Index> kNoExits;
  const auto found = exits_[file].find(definition);
  return found == exits_[file].end() ? kNoExits : found->second;
}

MeaningRef Evaluator::returned_by(const Meaning& function, const Origin& call) {
  const FrameRef frame = frame_for(call, function.file, function.definition);
  if (!frame) {
    ++given_up_;
    return unknown_meaning();
  }
  std::vector<MeaningRef> results;
  const auto exits = exits_[function.file].find(function.definition);
  if (exits == exits_[function.file].end()) return unknown_meaning();
  const facts::FileFacts& facts = files_[function.file];
  for (const Index n : exits->second) {
    const facts::Exit& exit = facts.exits[n];
    MeaningRef result = evaluate({function.file, exit.value, function.definition, frame});
    if (!result->is_constant(Literal::null)) results.push_back(std::move(result));
  }
  if (MeaningRef defaulted = with_default(results, exits->second, function, frame)) return defaulted;
  return either(std::move(results), call);
}

// `if raw is None: return default` and then the variable itself: the variable, with that default. Only where
// the branch that gives the constant asks for that very variable; any other condition leaves both.
MeaningRef Evaluator::with_default(const std::vector<MeaningRef>& results, const std::vector<Index>& exits,
                                   const Meaning& function, const FrameRef& frame) {
  if (results.size() != 2 || exits.size() != 2) return nullptr;
  const facts::FileFacts& facts = files_[function.file];
  for (const std::size_t n : {0, 1}) {
    const MeaningRef &variable = results[1 - n], &constant = results[n];
    if (!variable->is(Kind::environment) || variable->fallback || !constant->is(Kind::constant)) continue;
    const Index condition = facts.exits[exits[n]].place.condition;
    if (condition == kNone || facts.conditions[condition].test == kNone) continue;
    if (!asks_for(variable->text,
                  {function.file, facts.conditions[condition].test, function.definition, frame}))
      continue;
    auto defaulted = std::make_shared<Meaning>(*variable);
    defaulted->fallback = constant;
    return defaulted;
  }
  return nullptr;
}

// Whether a test looks at an environment variable: `raw is None`, `!raw`.
bool Evaluator::asks_for(const std::string& variable, const Origin& test) {
  const facts::FileFacts& facts = files_[test.file];
  const Expr& expr = facts.exprs[test.expr];
  if (expr.kind != ExprKind::operation) {
    const MeaningRef meaning = evaluate(test);
    return meaning->is(Kind::environment) && meaning->text == variable;
  }
  const MeaningRef operand = evaluate(at(test, facts.operand(test.expr, 0)));
  return operand->is(Kind::environment) && operand->text == variable;
}

}  // namespace assay::model
