#include "reading/model/setting_limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "reading/model/apps.h"
#include "reading/model/numbers.h"
#include "reading/model/routes/fields.h"

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Condition;
using facts::Definition;
using facts::Exit;
using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxCallers = 64;  // of a function that asks for variables by their names
constexpr int kMaxDepth = 12;            // tests in tests
constexpr double kMaxLength = 1'000'000;

std::string_view mirrored(const std::string& op) {
  if (op == "<") return ">";
  if (op == "<=") return ">=";
  if (op == ">") return "<";
  return op == ">=" ? "<=" : std::string_view(op);
}

std::string_view opposite(std::string_view op) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOpposites{{{"<", ">="},
                                                                                     {"<=", ">"},
                                                                                     {">", "<="},
                                                                                     {">=", "<"},
                                                                                     {"==", "!="},
                                                                                     {"!=", "=="},
                                                                                     {"===", "!=="},
                                                                                     {"!==", "==="}}};
  for (const auto& [one, other] : kOpposites)
    if (one == op) return other;
  return "";
}

// The shortest value that is left where lengths that stand so to a number are refused.
std::optional<int> shortest_left(std::string_view op, double number) {
  if (number < 0 || number > kMaxLength || number != std::floor(number)) return std::nullopt;
  const int n = static_cast<int>(number);
  const bool equal = op == "==" || op == "===";
  if (op == "<" && n > 0) return n;
  if (op == "<=" || (equal && n == 0)) return n + 1;
  return std::nullopt;
}

class Limits {
 public:
  Limits(const Program& program, const std::string& root) : program_(program), root_(root) {}

  std::map<std::string, SettingLimit> find() {
    for (file_ = 0; file_ < program_.files().size(); ++file_) {
      const facts::FileFacts& facts = program_.files()[file_];
      if (program_.is_test(file_) || !is_inside(facts.file, root_)) continue;
      facts_ = &facts;
      find_refusals();
      for (const Refusal& refusal : refusals_) read_refusal(refusal);
      for (const facts::Call& call : facts.calls) read_schema(call);
      for (Index d = 1; d < facts.definitions.size(); ++d)
        if (facts.definitions[d].kind == Definition::Kind::class_) read_class(d);
    }
    return std::move(limits_);
  }

 private:
  void note(const std::string& variable, int min_length, const Location& at) {
    const auto [slot, fresh] = limits_.try_emplace(variable, SettingLimit{min_length, at});
    if (!fresh && slot->second.min_length < min_length) slot->second = {min_length, at};
  }

  // ---- Branches that refuse

  struct Refusal {
    facts::Place place;
    Location at;
  };

  // The branches that raise or end the program.
  void find_refusals() {
    refusals_.clear();
    refusing_.clear();
    for (const Exit& exit : facts_->exits)
      if (exit.kind == Exit::Kind::raise) refusals_.push_back({exit.place, facts_->location(exit.range)});
    for (const facts::Call& call : facts_->calls) {
      const Origin callee{file_, facts_->operand(call.expr, 0), call.place.definition, nullptr};
      if (callee.known() && has_effect(*program_.evaluator().evaluate(callee), "end-program"))
        refusals_.push_back({call.place, facts_->location_of(call.expr)});
    }
    std::erase_if(refusals_, [&](const Refusal& refusal) {
      return refusal.place.condition == kNone ||
             facts_->conditions[refusal.place.condition].kind != Condition::Kind::if_ ||
             facts_->conditions[refusal.place.condition].test == kNone;
    });
    for (const Refusal& refusal : refusals_) {
      const Condition& branch = facts_->conditions[refusal.place.condition];
      if (!branch.negated) refusing_.insert(branch.test);
    }
  }

  void read_refusal(const Refusal& refusal) {
    const Condition& branch = facts_->conditions[refusal.place.condition];
    // What stands behind another refusal is reached unless that one was; under any other condition it may not
    // be.
    for (Index outer = branch.parent; outer != kNone; outer = facts_->conditions[outer].parent)
      if (!facts_->conditions[outer].negated || !refusing_.contains(facts_->conditions[outer].test)) return;
    read_test(branch.test, branch.negated, refusal.place.definition, refusal.at, 0);
  }

  // A test whose truth (or falsehood, when `negated`) refuses.
  void read_test(Index test, bool negated, Index definition, const Location& at, int depth) {
    if (test == kNone || depth > kMaxDepth) return;
    const facts::Expr& expr = facts_->exprs[test];
    if (expr.kind == ExprKind::operation) {
      const std::string& op = facts_->text(expr.text);
      if (op == "not") return read_test(facts_->operand(test, 0), !negated, definition, at, depth + 1);
      // Either side alone refuses.
      if (op == (negated ? "and" : "or")) {
        read_test(facts_->operand(test, 0), negated, definition, at, depth + 1);
        read_test(facts_->operand(test, 1), negated, definition, at, depth + 1);
        return;
      }
      return read_comparison(test, negated, definition, at);
    }
    // Whatever is empty is false.
    if (negated) note_all(subject_of(test), 1, definition, at);
  }

  void read_comparison(Index test, bool negated, Index definition, const Location& at) {
    const std::string& written = facts_->text_of(test);
    if (opposite(written).empty()) return;
    for (const std::uint32_t side : {0U, 1U}) {
      const Index subject = facts_->operand(test, side), other = facts_->operand(test, 1 - side);
      if (subject == kNone || other == kNone) continue;
      std::string_view op = side == 0 ? std::string_view(written) : mirrored(written);
      if (negated) op = opposite(op);
      const MeaningRef value = program_.evaluator().evaluate({file_, other, definition, nullptr});
      if (const Index measured = measured_by(subject); measured != kNone) {
        const auto number = number_of(*value);
        const auto shortest = number ? shortest_left(op, number->value) : std::nullopt;
        if (shortest) note_all(measured, *shortest, definition, at);
      } else if ((op == "==" || op == "===") && value->is_text() && value->text.empty()) {
        note_all(subject, 1, definition, at);
      }
    }
  }

  // Of len(x) and x.length: x.
  Index measured_by(Index expr) const {
    const facts::Expr& written = facts_->exprs[expr];
    if (written.kind == ExprKind::attribute && facts_->text(written.text) == "length")
      return facts_->operand(expr, 0);
    const Index callee = written.kind == ExprKind::call ? facts_->operand(expr, 0) : kNone;
    const bool length =
        callee != kNone && facts_->exprs[callee].kind == ExprKind::name && facts_->text_of(callee) == "len";
    return length ? facts_->operand(expr, 1) : kNone;
  }

  // Of what is false where a text is empty, the text: a length is.
  Index subject_of(Index expr) const {
    const Index measured = measured_by(expr);
    return measured == kNone ? expr : measured;
  }

  // ---- From an expression to variables

  void note_all(Index expr, int min_length, Index definition, const Location& at) {
    if (expr == kNone) return;
    const Origin origin{file_, expr, definition, nullptr};
    if (note_meaning(*program_.evaluator().evaluate(origin), min_length, at)) return;
    if (note_checked_fields(origin, min_length, at)) return;
    // require("JWT_SECRET"): a function that asks for the variable it is given the name of.
    const Index function = program_.enclosing_function(file_, definition);
    if (function == 0) return;
    std::size_t asked = 0;
    for (const CallSite* caller : program_.callers_of(file_, function)) {
      if (++asked > kMaxCallers) return;
      const FrameRef frame = program_.evaluator().frame_for(caller->origin, file_, function);
      if (!frame) continue;
      note_meaning(*program_.evaluator().evaluate({file_, expr, definition, frame}), min_length, at);
    }
  }

  bool note_meaning(const Meaning& meaning, int min_length, const Location& at) {
    if (!meaning.is(Kind::environment)) return false;
    // An empty one may have made way for the default before.
    const bool defaulted = meaning.fallback && meaning.fallback->is(Kind::constant) &&
                           meaning.fallback->literal != facts::Literal::null &&
                           !meaning.fallback->text.empty();
    if (!defaulted || min_length > 1) note(meaning.text, min_length, at);
    return true;
  }

  // @field_validator("secret_key") above a function that looks at its parameter
  bool note_checked_fields(const Origin& value, int min_length, const Location& at) {
    if (facts_->exprs[value.expr].kind != ExprKind::name) return false;
    const std::vector<Binding>& bindings =
        program_.evaluator().scopes(file_).visible(value.definition, facts_->exprs[value.expr].text);
    if (bindings.size() != 1 || bindings.front().kind != Binding::Kind::parameter) return false;
    const Definition& function = facts_->definitions[bindings.front().definition];
    if (function.parent == kNone) return false;
    bool checks = false;
    for (std::uint32_t n = 0; n < function.decorators_count; ++n) {
      const Index decorator = facts_->decorators[function.decorators_first + n];
      if (facts_->exprs[decorator].kind != ExprKind::call) continue;
      const Origin callee{file_, facts_->operand(decorator, 0), function.parent, nullptr};
      if (!has_effect(*program_.evaluator().evaluate(callee), "check-field")) continue;
      checks = true;
      for (std::uint32_t a = 1; a < facts_->exprs[decorator].operand_count; ++a) {
        const facts::Operand& given = facts_->operands[facts_->exprs[decorator].first_operand + a];
        if (given.label != 0 || given.expr == kNone) continue;
        const MeaningRef name = program_.evaluator().evaluate({file_, given.expr, function.parent, nullptr});
        if (name->is_text()) note_meaning(*field(function.parent, name->text, given.expr), min_length, at);
      }
    }
    return checks;
  }

  MeaningRef field(Index type, const std::string& name, Index at) {
    auto object = std::make_shared<Meaning>();
    object->kind = Kind::object;
    object->file = file_;
    object->definition = type;
    return program_.evaluator().member(object, name, {file_, at, type, nullptr});
  }

  // ---- What schemas say

  // A text of some length, or of a form that an empty one has not.
  static std::optional<int> min_length_of(const Field& field) {
    if (field.type == "email" || field.type == "url" || field.type == "uuid") return 1;
    const bool text = field.type == "string" && field.min && *field.min >= 1 && *field.min <= kMaxLength;
    return text ? std::optional(static_cast<int>(*field.min)) : std::nullopt;
  }

  // Whether a class of settings takes an empty variable for one that is not set.
  bool ignores_empty(Index type) {
    Meaning meaning;
    meaning.kind = Kind::type;
    meaning.file = file_;
    meaning.definition = type;
    const MeaningRef self = std::make_shared<const Meaning>(meaning);
    MeaningRef base = self;
    for (int n = 0; n < kMaxDepth && base->is(Kind::type); ++n) {
      const Definition& of = program_.files()[base->file].definitions[base->definition];
      if (of.bases.empty()) return false;
      base = program_.evaluator().evaluate(
          {base->file, of.bases.front(), of.parent == kNone ? 0 : of.parent, nullptr});
    }
    const CallRule* rule = rule_of(*base);
    if (rule == nullptr) return false;
    return std::any_of(rule->ignores_empty.begin(), rule->ignores_empty.end(), [&](const std::string& path) {
      const std::size_t dot = path.find('.');
      const Origin at{file_, kNone, type, nullptr};
      const MeaningRef outer = program_.evaluator().member(self, path.substr(0, dot), at);
      const MeaningRef flag = program_.evaluator().member(outer, path.substr(dot + 1), at);
      return flag->is_constant(facts::Literal::boolean) && flag->text == "true";
    });
  }

  // secret_key: str = Field(min_length=32), of a class that reads the environment
  void read_class(Index type) {
    if (facts_->definitions[type].bases.empty()) return;
    for (const Assignment& assignment : facts_->assignments) {
      if (assignment.place.definition != type || assignment.annotation == kNone || assignment.target == kNone)
        continue;
      const std::string& name = facts_->text_of(assignment.target);
      const MeaningRef variable = field(type, name, assignment.target);
      if (!variable->is(Kind::environment)) continue;
      const Field said = field_of(program_, name, {file_, assignment.annotation, type, nullptr},
                                  {file_, assignment.value, type, nullptr});
      const auto shortest = min_length_of(said);
      if (!shortest || (*shortest == 1 && variable->fallback && ignores_empty(type))) continue;
      note(variable->text, *shortest, facts_->location(assignment.range));
    }
  }

  // schema.parse(process.env)
  void read_schema(const facts::Call& call) {
    const Index callee = facts_->operand(call.expr, 0);
    if (callee == kNone || facts_->exprs[callee].kind != ExprKind::attribute) return;
    const MeaningRef parsed =
        program_.evaluator().evaluate({file_, call.expr, call.place.definition, nullptr});
    const bool variables = parsed->is(Kind::dict) &&
                           std::any_of(parsed->items.begin(), parsed->items.end(),
                                       [](const auto& item) { return item.second->is(Kind::environment); });
    if (!variables) return;
    Body body;
    add_fields_of_schema(program_, {file_, facts_->operand(callee, 0), call.place.definition, nullptr}, body);
    for (const auto& [name, item] : parsed->items) {
      const auto said = std::find_if(body.fields.begin(), body.fields.end(),
                                     [&, &key = name](const Field& field) { return field.name == key; });
      if (said == body.fields.end() || !item->is(Kind::environment)) continue;
      if (const auto shortest = min_length_of(*said))
        note(item->text, *shortest,
             program_.location(item->at.known() ? item->at : Origin{file_, call.expr, 0, nullptr}));
    }
  }

  const Program& program_;
  const std::string& root_;
  FileIndex file_ = 0;
  const facts::FileFacts* facts_ = nullptr;
  std::vector<Refusal> refusals_;  // of the file
  std::set<Index> refusing_;       // tests whose truth refuses
  std::map<std::string, SettingLimit> limits_;
};

}  // namespace

std::map<std::string, SettingLimit> find_setting_limits(const Program& program, const std::string& root) {
  return Limits(program, root).find();
}

}  // namespace assay::model
