#include "reading/model/routes/classes.h"

#include <algorithm>

#include "common/base/text.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;
using facts::ExprKind;

constexpr int kMaxReExports = 8;
constexpr std::size_t kMaxParts = 24;  // a class and its bases

class ShapeBuilder {
 public:
  explicit ShapeBuilder(const Program& program) : program_(program) {}

  void add(FileIndex file, Index definition) {
    const bool known = std::any_of(shape_.parts.begin(), shape_.parts.end(), [&](const ClassPart& part) {
      return part.file == file && part.definition == definition;
    });
    if (known || shape_.parts.size() >= kMaxParts) return;
    shape_.parts.push_back({file, definition});
    const facts::FileFacts& facts = program_.files()[file];
    for (const Index base : facts.definitions[definition].bases) {
      const MeaningRef type =
          program_.evaluator().evaluate({file, base, scope_of(facts, definition), nullptr});
      if (type->is(Kind::type))
        add(type->file, type->definition);
      else if (type->is(Kind::external))
        shape_.outside.push_back(type->name);
    }
  }

  ClassShape take() { return std::move(shape_); }

 private:
  const Program& program_;
  ClassShape shape_;
};

// What a class's own body gives to a name: its last binding there.
const Binding* own_member(const Program& program, const ClassPart& part, const std::string& name) {
  const auto symbol = program.files()[part.file].symbols.find(name);
  if (!symbol) return nullptr;
  const std::vector<Binding>& bindings =
      program.evaluator().scopes(part.file).member(part.definition, *symbol);
  return bindings.empty() ? nullptr : &bindings.back();
}

}  // namespace

ClassShape shape_of(const Program& program, FileIndex file, Index definition) {
  ShapeBuilder builder(program);
  builder.add(file, definition);
  return builder.take();
}

FunctionPlace method_of(const Program& program, const ClassShape& shape, const std::string& name) {
  for (const ClassPart& part : shape.parts) {
    const Binding* binding = own_member(program, part, name);
    if (binding == nullptr) continue;
    if (binding->kind == Binding::Kind::definition) return {part.file, binding->index};
    return {};
  }
  return {};
}

Origin attribute_of(const Program& program, const ClassShape& shape, const std::string& name) {
  for (const ClassPart& part : shape.parts) {
    const Binding* binding = own_member(program, part, name);
    if (binding == nullptr || binding->kind != Binding::Kind::assignment) continue;
    const facts::Assignment& assignment = program.files()[part.file].assignments[binding->index];
    if (assignment.value != kNone) return {part.file, assignment.value, part.definition, nullptr};
  }
  return {};
}

std::vector<Index> methods_in(const facts::FileFacts& facts, Index class_definition) {
  std::vector<Index> methods;
  const std::uint32_t end = facts.definitions[class_definition].range.end;
  for (Index d = class_definition + 1; d < facts.definitions.size(); ++d) {
    if (facts.definitions[d].range.start >= end) break;
    const bool own = facts.definitions[d].parent == class_definition;
    if (own && facts.definitions[d].kind == facts::Definition::Kind::function) methods.push_back(d);
  }
  return methods;
}

std::vector<Origin> decorators_of(const Program& program, FileIndex file, Index definition) {
  const facts::FileFacts& facts = program.files()[file];
  const facts::Definition& decorated = facts.definitions[definition];
  std::vector<Origin> decorators;
  for (std::uint32_t n = 0; n < decorated.decorators_count; ++n)
    decorators.push_back(
        {file, facts.decorators[decorated.decorators_first + n], scope_of(facts, definition), nullptr});
  return decorators;
}

MeaningRef callee_of(const Program& program, const Origin& expr) {
  if (!expr.known()) return unknown_meaning();
  const facts::FileFacts& facts = program.files()[expr.file];
  if (facts.exprs[expr.expr].kind != ExprKind::call) return program.evaluator().evaluate(expr);
  return program.evaluator().evaluate({expr.file, facts.operand(expr.expr, 0), expr.definition, expr.frame});
}

std::vector<Origin> positional_arguments(const Program& program, const Origin& call) {
  std::vector<Origin> arguments;
  if (!call.known()) return arguments;
  const facts::FileFacts& facts = program.files()[call.file];
  const facts::Expr& expr = facts.exprs[call.expr];
  if (expr.kind != ExprKind::call) return arguments;
  for (std::uint32_t n = 1; n < expr.operand_count; ++n) {
    const facts::Operand& operand = facts.operands[expr.first_operand + n];
    if (operand.label == 0 && operand.expr != kNone)
      arguments.push_back({call.file, operand.expr, call.definition, call.frame});
  }
  return arguments;
}

const std::vector<std::string>& names_for(const FrameworkRule& rule, const std::string& job) {
  static const std::vector<std::string> kNoNames;
  const auto found = rule.names.find(job);
  return found == rule.names.end() ? kNoNames : found->second;
}

std::vector<std::string> words_for(const FrameworkRule& rule, const std::string& job,
                                   const std::string& name) {
  for (const std::string& entry : names_for(rule, job)) {
    std::vector<std::string> words = split(entry, ' ');
    if (words.front() != name) continue;
    words.erase(words.begin());
    return words;
  }
  return {};
}

FrameworkRule with_foundations(const RuleBook& rules, const FrameworkRule& rule) {
  FrameworkRule whole = rule;
  // A framework stands in the book before those it stands on, so one pass reaches them all.
  std::vector<std::string> wanted = rule.stands_on;
  for (const FrameworkRule& other : rules.frameworks) {
    if (!is_listed(wanted, other.id)) continue;
    wanted.insert(wanted.end(), other.stands_on.begin(), other.stands_on.end());
    for (const auto& [job, names] : other.names)
      whole.names[job].insert(whole.names[job].end(), names.begin(), names.end());
    whole.routers.insert(whole.routers.end(), other.routers.begin(), other.routers.end());
  }
  return whole;
}

namespace {

// One step: the same name, or the one of another module that it was imported from.
ModuleName imported_from(const Program& program, const ModuleName& name) {
  const facts::FileFacts& facts = program.files()[name.file];
  const std::vector<Binding>& bindings = program.evaluator().scopes(name.file).in(0, name.name);
  const auto there = [&](const facts::Import& import, const std::string& wanted) -> ModuleName {
    const auto target = program.modules().resolve(name.file, facts.text(import.module), import.level);
    if (!target.file || *target.file == name.file) return {};
    const auto symbol = program.files()[*target.file].symbols.find(wanted);
    return symbol ? ModuleName{*target.file, *symbol} : ModuleName{};
  };
  if (!bindings.empty()) {
    if (bindings.back().kind != Binding::Kind::import) return name;
    const facts::Import& import = facts.imports[bindings.back().index];
    return import.name == 0 ? ModuleName{} : there(import, facts.text(import.name));
  }
  for (const facts::Import& import : facts.imports)
    if (facts.text(import.name) == "*")
      if (const ModuleName found = there(import, facts.text(name.name)); found.known()) return found;
  return {};
}

}  // namespace

ModuleName module_name_of(const Program& program, const Origin& expr) {
  if (!expr.known()) return {};
  const facts::FileFacts& facts = program.files()[expr.file];
  const facts::Expr& written = facts.exprs[expr.expr];
  ModuleName name;
  if (written.kind == ExprKind::attribute) {
    const MeaningRef module =
        program.evaluator().evaluate({expr.file, facts.operand(expr.expr, 0), expr.definition, expr.frame});
    if (!module->is(Kind::module) || module->file == UINT32_MAX) return {};
    const auto symbol = program.files()[module->file].symbols.find(facts.text(written.text));
    if (symbol) name = {module->file, *symbol};
  } else if (written.kind == ExprKind::name) {
    const auto& bindings = program.evaluator().scopes(expr.file).visible(expr.definition, written.text);
    if (bindings.empty() || bindings.back().definition == 0) name = {expr.file, written.text};
  }
  for (int turn = 0; turn < kMaxReExports && name.known(); ++turn) {
    const ModuleName next = imported_from(program, name);
    if (next.file == name.file && next.name == name.name) return name;
    name = next;
  }
  return {};
}

Origin last_value(const Program& program, const ModuleName& name) {
  if (!name.known()) return {};
  const std::vector<Binding>& bindings = program.evaluator().scopes(name.file).in(0, name.name);
  if (bindings.empty() || bindings.back().kind != Binding::Kind::assignment || !bindings.back().path.empty())
    return {};
  return {name.file, program.files()[name.file].assignments[bindings.back().index].value, 0, nullptr};
}

std::string CallConditions::of(const Origin& call) {
  const facts::FileFacts& facts = program_.files()[call.file];
  auto [places, fresh] = places_.try_emplace(call.file);
  if (fresh)
    for (const facts::Call& one : facts.calls) places->second.emplace(one.expr, one.place);
  const auto found = places->second.find(call.expr);
  return found == places->second.end() ? "" : condition_at(facts, found->second);
}

std::optional<std::string> known_text(const Program& program, const Origin& expr) {
  if (!expr.known()) return std::nullopt;
  const MeaningRef meaning = program.meaning_of(expr);
  if (meaning->is_text()) return meaning->text;
  const bool defaulted = meaning->is(Kind::environment) && meaning->fallback && meaning->fallback->is_text();
  if (defaulted) return meaning->fallback->text;
  return std::nullopt;
}

}  // namespace assay::model
