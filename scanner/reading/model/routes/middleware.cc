#include "reading/model/routes/middleware.h"

#include <algorithm>

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxWrappers = 4;
constexpr int kMaxNesting = 4;
constexpr std::size_t kMaxFunctions = 64;  // named in one declaration
constexpr std::size_t kErrorHandlerParameters = 4;

void open(const Program& program, const Origin& expr, int depth, std::vector<Origin>& out) {
  if (!expr.known() || out.size() >= kMaxFunctions) return;
  const Origin spread = spread_in(program, expr);
  const Origin& inner = spread.known() ? spread : expr;
  const MeaningRef meaning = program.evaluator().evaluate(inner);
  if (meaning->is(Kind::list) && meaning->at.known() && depth < kMaxNesting) {
    const facts::FileFacts& facts = program.files()[meaning->at.file];
    if (facts.exprs[meaning->at.expr].kind == ExprKind::container) {
      for (std::uint32_t n = 0; n < facts.exprs[meaning->at.expr].operand_count; ++n)
        open(
            program,
            {meaning->at.file, facts.operand(meaning->at.expr, n), meaning->at.definition, meaning->at.frame},
            depth + 1, out);
      return;
    }
  }
  out.push_back(inner);
}

Handler resolve(const Program& program, const Origin& expr, int depth);

// Of the arguments of a wrapper's call, the last that is a function of the repository.
Handler wrapped_in(const Program& program, const Origin& call, int depth) {
  Handler found;
  for (const Origin& argument : arguments_from(program, call, 0)) {
    Handler inner = resolve(program, argument, depth + 1);
    if (inner.function.known()) found = std::move(inner);
  }
  return found;
}

Handler called(const Program& program, const Origin& call, int depth) {
  const facts::FileFacts& facts = program.files()[call.file];
  const Index callee = facts.operand(call.expr, 0);
  const bool bound =
      callee != kNone && facts.exprs[callee].kind == ExprKind::attribute && facts.text_of(callee) == "bind";
  if (bound)
    return resolve(program, {call.file, facts.operand(callee, 0), call.definition, call.frame}, depth + 1);
  return wrapped_in(program, call, depth);
}

// `const list = wrap(async () => {})`: what the name was given is a call; the function inside answers.
Handler named(const Program& program, const Origin& expr, int depth) {
  MeaningRef meaning = program.evaluator().evaluate(expr);
  if (meaning->is(Kind::either) && !meaning->items.empty()) meaning = meaning->items.front().second;
  const facts::FileFacts& facts = program.files()[expr.file];
  const std::string& written = facts.text_of(expr.expr);
  Origin wrapper;
  if (meaning->is(Kind::instance)) wrapper = meaning->made_by;
  if (meaning->is(Kind::function) && meaning->at.frame && !meaning->at.frame->by_library)
    wrapper = meaning->at.frame->call;
  if (wrapper.known()) {
    Handler inner = called(program, wrapper, depth + 1);
    const facts::FileFacts& there = program.files()[wrapper.file];
    if (inner.function.known()) {
      const bool unnamed =
          program.files()[inner.function.file].definitions[inner.function.definition].name == 0;
      if (unnamed) inner.name = there.file + "#" + written;
      return inner;
    }
  }
  if (!meaning->is(Kind::function)) return {};
  return {{meaning->file, meaning->definition}, handler_name(program, expr)};
}

Handler resolve(const Program& program, const Origin& expr, int depth) {
  if (!expr.known() || depth > kMaxWrappers) return {};
  const facts::FileFacts& facts = program.files()[expr.file];
  switch (facts.exprs[expr.expr].kind) {
    case ExprKind::lambda: {
      const Index definition = facts.exprs[expr.expr].definition;
      return {{expr.file, definition}, handler_name(program, expr.file, definition)};
    }
    case ExprKind::call:
      return called(program, expr, depth);
    case ExprKind::name:
    case ExprKind::attribute:
      return named(program, expr, depth);
    default:
      return {};
  }
}

// The item of a dict by name, as it is written.
Origin written_item(const Meaning& dict, const std::string& name) {
  for (const auto& [key, origin] : dict.origins)
    if (key == name) return origin;
  return {};
}

// Which part of the request a validator is told to look at.
enum class Part { unsaid, body, form, other };

Part part_of(const std::string& word) {
  if (word == "json" || word == "body") return Part::body;
  if (word == "form") return Part::form;
  const bool other = word == "query" || word == "param" || word == "params" || word == "header" ||
                     word == "headers" || word == "cookie" || word == "cookies";
  return other ? Part::other : Part::unsaid;
}

}  // namespace

Origin spread_in(const Program& program, const Origin& expr) {
  const facts::FileFacts& facts = program.files()[expr.file];
  const bool spread =
      facts.exprs[expr.expr].kind == ExprKind::operation && facts.text_of(expr.expr) == "spread";
  return {expr.file, spread ? facts.operand(expr.expr, 0) : kNone, expr.definition, expr.frame};
}

std::vector<Origin> opened(const Program& program, const Origin& expr) {
  std::vector<Origin> out;
  open(program, expr, 0, out);
  return out;
}

std::vector<Origin> arguments_from(const Program& program, const Origin& call, std::size_t first) {
  std::vector<Origin> out;
  const facts::FileFacts& facts = program.files()[call.file];
  for (std::size_t n = first + 1; n < facts.exprs[call.expr].operand_count; ++n)
    open(program,
         {call.file, facts.operand(call.expr, static_cast<std::uint32_t>(n)), call.definition, call.frame}, 0,
         out);
  return out;
}

Handler handler_of(const Program& program, const Origin& expr) {
  Handler handler = resolve(program, expr, 0);
  if (handler.name.empty() && program.files()[expr.file].exprs[expr.expr].kind == ExprKind::call)
    handler.name = program.files()[expr.file].file + "#" + guard_name(program, expr);
  if (handler.name.empty()) handler.name = handler_name(program, expr);
  if (!handler.function.known()) handler.function = function_of(program, expr);
  return handler;
}

bool can_be_called(const Program& program, const Origin& expr) {
  if (!expr.known()) return false;
  const MeaningRef meaning = program.evaluator().evaluate(expr);
  return !meaning->is(Kind::constant) && !meaning->is(Kind::dict) && !meaning->is(Kind::list) &&
         !meaning->is(Kind::text) && !meaning->is(Kind::environment);
}

void add_guard_name(const RouteReading& reading, const Origin& expr, std::vector<std::string>& names) {
  if (!can_be_called(reading.program, expr)) return;
  const MeaningRef meaning = reading.program.evaluator().evaluate(expr);
  if (is_named(reading.rule, "not-a-guard", *meaning)) return;
  if (const FunctionPlace function = function_of(reading.program, expr); function.known()) {
    const facts::Definition& definition = reading.facts(function.file).definitions[function.definition];
    if (definition.parameters.size() >= kErrorHandlerParameters) return;
  }
  names.push_back(guard_name(reading.program, expr));
}

void add_fields_of_guard(const RouteReading& reading, const Origin& expr, Body& body) {
  const MeaningRef meaning = reading.program.evaluator().evaluate(expr);
  if (is_named(reading.rule, "upload", *meaning)) body.takes_files = true;
  const facts::FileFacts& facts = reading.facts(expr.file);
  Origin call = expr;
  if (facts.exprs[expr.expr].kind != ExprKind::call) {
    if (meaning->is(Kind::instance)) call = meaning->made_by;
    if (meaning->is(Kind::function) && meaning->at.frame) call = meaning->at.frame->call;
    if (!call.known() || reading.facts(call.file).exprs[call.expr].kind != ExprKind::call) {
      add_fields_of_schema(reading.program, expr, body);
      return;
    }
  }
  Part part = Part::unsaid;
  std::vector<Origin> schemas;
  for (const Origin& argument : arguments_from(reading.program, call, 0)) {
    const MeaningRef given = reading.program.evaluator().evaluate(argument);
    if (given->is_text()) {
      if (part == Part::unsaid) part = part_of(given->text);
      continue;
    }
    const bool parts = given->is(Kind::dict) && (item_of(*given, "body") || item_of(*given, "query") ||
                                                 item_of(*given, "params") || item_of(*given, "headers"));
    if (!parts)
      schemas.push_back(argument);
    else if (const Origin inner = written_item(*given, "body"); inner.known())
      schemas.push_back(inner);
  }
  if (part == Part::other) return;
  const std::size_t before = body.fields.size();
  for (const Origin& schema : schemas) add_fields_of_schema(reading.program, schema, body);
  if (part == Part::form && body.fields.size() > before) body.form = true;
}

}  // namespace assay::model
