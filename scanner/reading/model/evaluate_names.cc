// Names: through scopes and imports to what they were given.
#include "reading/model/evaluator.h"
#include "reading/model/numbers.h"

#include <algorithm>

namespace assay::model {
namespace {

using facts::Assignment;
using facts::Definition;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxAlternatives = 4;  // of one name's assignments
constexpr std::size_t kMaxOfEither = 16;     // of one value; with more it is as good as unknown

MeaningRef repo_thing(Kind kind, FileIndex file, Index definition, const Origin& at) {
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = kind;
  meaning->file = file;
  meaning->definition = definition;
  meaning->at = at;
  return meaning;
}

bool knows_methods(const Meaning& type) {
  if (type.library == nullptr) return false;
  const std::string prefix = type.name + ".";
  return std::any_of(type.library->calls.begin(), type.library->calls.end(),
                     [&](const CallRule& rule) { return rule.name.starts_with(prefix); });
}

bool is_same(const Meaning& a, const Meaning& b) {
  if (&a == &b) return true;
  if (a.kind != b.kind) return false;
  if (a.is(Kind::constant)) return a.literal == b.literal && a.text == b.text;
  if (a.is(Kind::function) || a.is(Kind::type)) return a.file == b.file && a.definition == b.definition;
  return false;
}

void add_alternative(std::vector<MeaningRef>& kept, const MeaningRef& meaning) {
  const auto same = [&](const MeaningRef& other) { return is_same(*other, *meaning); };
  if (kept.size() <= kMaxOfEither && std::none_of(kept.begin(), kept.end(), same)) kept.push_back(meaning);
}

}  // namespace

// One of several. An alternative that is one of several itself is spread, so that what is asked of all of
// them is asked of each once: nested, their number doubles with every line of a loop over a linked list.
MeaningRef either(std::vector<MeaningRef> meanings, const Origin& at) {
  std::vector<MeaningRef> kept;
  for (const MeaningRef& meaning : meanings) {
    if (meaning->is(Kind::either))
      for (const auto& [_, item] : meaning->items) add_alternative(kept, item);
    else
      add_alternative(kept, meaning);
  }
  if (kept.empty() || kept.size() > kMaxOfEither) return unknown_meaning();
  if (kept.size() == 1) return kept.front();
  auto result = std::make_shared<Meaning>();
  result->kind = Kind::either;
  result->at = at;
  for (MeaningRef& meaning : kept) result->items.emplace_back("", std::move(meaning));
  return result;
}

// A variable that is given a default; anything else as it is.
MeaningRef or_default(const MeaningRef& meaning, const MeaningRef& fallback) {
  if (!meaning->is(Kind::environment) || meaning->fallback) return meaning;
  auto variable = std::make_shared<Meaning>(*meaning);
  variable->fallback = fallback;
  return variable;
}

MeaningRef Evaluator::name_meaning(const Origin& origin) {
  const facts::FileFacts& file = files_[origin.file];
  const facts::Symbol name = file.exprs[origin.expr].text;
  const std::string& text = file.text(name);
  if (text == "this" || text == "self")
    if (MeaningRef receiver = receiver_of(origin)) return receiver;
  if (text == "cls")
    for (Index d = origin.definition; d != kNone; d = file.definitions[d].parent)
      if (file.definitions[d].kind == Definition::Kind::class_)
        return repo_thing(Kind::type, origin.file, d, origin);
  const std::vector<Binding>& bindings = scopes_[origin.file].visible(origin.definition, name);
  if (!bindings.empty()) return mutated(bindings_meaning(bindings, origin), origin);
  for (const facts::Import& import : file.imports) {
    if (file.text(import.name) != "*") continue;
    const ModuleTarget target = modules_.resolve(origin.file, file.text(import.module), import.level);
    if (!target.file) continue;
    const MeaningRef found = module_member(*target.file, text);
    if (!found->is(Kind::unknown)) return found;
  }
  return global_meaning(origin.file, text);
}

// The receiver of the method that a place stands in; null where there is none.
MeaningRef Evaluator::receiver_of(const Origin& place) {
  const facts::FileFacts& file = files_[place.file];
  for (Index d = place.definition; d != kNone; d = file.definitions[d].parent)
    if (file.definitions[d].kind == Definition::Kind::class_) {
      if (MeaningRef receiver = receiver_in(place, d)) return receiver;
      return repo_thing(Kind::object, place.file, d, place);
    }
  return nullptr;
}

// `this` or `self` in a method whose call is followed: the object the call was made on, or the one `new` is
// making.
MeaningRef Evaluator::receiver_in(const Origin& use, Index class_definition) {
  for (const Frame* frame = use.frame.get(); frame != nullptr; frame = frame->call.frame.get()) {
    if (frame->file != use.file || frame->by_library) continue;
    if (files_[frame->file].definitions[frame->definition].parent != class_definition) continue;
    const facts::FileFacts& caller = files_[frame->call.file];
    const Index callee = caller.operand(frame->call.expr, 0);
    if (callee == kNone) return nullptr;
    const std::string& method =
        files_[frame->file].text(files_[frame->file].definitions[frame->definition].name);
    if (caller.text_of(frame->call.expr) == "new" || method == "__init__") {
      const MeaningRef made = evaluate(frame->call);
      return made->is(Kind::object) ? made : nullptr;
    }
    if (caller.exprs[callee].kind != facts::ExprKind::attribute) return nullptr;
    const MeaningRef object = evaluate(at(frame->call, caller.operand(callee, 0)));
    // super().method(): the receiver of the method that says so
    if (is_super(*object)) return receiver_of(frame->call);
    return object->is(Kind::object) ? object : nullptr;
  }
  return nullptr;
}

// A dict that entries were put into after it was made, as far as the use sees them.
MeaningRef Evaluator::mutated(const MeaningRef& made, const Origin& use) {
  const facts::FileFacts& file = files_[use.file];
  const std::vector<Mutation>& mutations =
      scopes_[use.file].mutations(use.definition, file.exprs[use.expr].text);
  if (mutations.empty()) return made;
  auto dict = std::make_shared<Meaning>();
  dict->kind = Kind::dict;
  dict->at = use;
  dict->open = true;
  if (const MeaningRef base = as_dict(made)) {
    *dict = *base;
    dict->kind = Kind::dict;
  } else if (!made->is(Kind::unknown) && !made->is(Kind::parameter)) {
    return made;  // an object of another kind: its fields are no entries
  }
  bool any = false;
  for (const Mutation& mutation : mutations) {
    if (mutation.start >= file.exprs[use.expr].range.start) break;
    any = true;
    const Origin value{use.file, mutation.value, mutation.definition, use.frame};
    if (mutation.key != 0) {
      dict->items.emplace_back(file.text(mutation.key), evaluate(value));
      dict->origins.emplace_back(file.text(mutation.key), value);
      continue;
    }
    const MeaningRef more = as_dict(evaluate(value));
    dict->open = dict->open || !more || more->open;
    if (!more) continue;
    dict->items.insert(dict->items.end(), more->items.begin(), more->items.end());
    dict->origins.insert(dict->origins.end(), more->origins.begin(), more->origins.end());
  }
  return any ? MeaningRef(dict) : made;
}

// A dict as it is, or the keywords a record of the repository was made with; null for anything else.
MeaningRef Evaluator::as_dict(const MeaningRef& meaning) {
  if (meaning->is(Kind::dict)) return meaning;
  if (!meaning->is(Kind::object) || !meaning->made_by.known()) return nullptr;
  return keywords_of(meaning->made_by);
}

MeaningRef Evaluator::global_meaning(FileIndex file, const std::string& name) const {
  const bool python = files_[file].language == Language::python;
  MeaningRef& known = (python ? python_names_ : javascript_names_)[name];
  if (known) return known;
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::external;
  meaning->name = name;
  meaning->distribution = python ? "stdlib:python" : "stdlib:node";
  meaning->library = python ? python_globals_ : javascript_globals_;
  return known = meaning;
}

// Of several bindings in one scope, those that can be in force at the use: the last before it and, as long as
// a binding stands under a condition, the ones before that too.
MeaningRef Evaluator::bindings_meaning(const std::vector<Binding>& bindings, const Origin& use) {
  const facts::FileFacts& file = files_[use.file];
  const std::uint32_t position = file.exprs[use.expr].range.start;
  std::vector<MeaningRef> alternatives;
  bool only_empty = true;
  for (auto binding = bindings.rbegin(); binding != bindings.rend(); ++binding) {
    const bool same_scope = binding->definition == use.definition;
    const bool later = same_scope && binding->start > position && binding->kind == Binding::Kind::assignment;
    if (later) continue;
    bool conditional = false;
    if (binding->kind == Binding::Kind::assignment) {
      const Assignment& assignment = file.assignments[binding->index];
      // The value of `x = f(x)` must not be looked for in itself.
      if (same_scope && assignment.range.start <= position && position < assignment.range.end &&
          bindings.size() > 1 && assignment.kind != Assignment::Kind::declared && assignment.value != kNone &&
          file.exprs[assignment.value].range.start <= position)
        continue;
      if (assignment.kind == Assignment::Kind::declared && assignment.annotation == kNone) continue;
      conditional = assignment.place.condition != kNone;
    } else if (binding->kind == Binding::Kind::import) {
      if (file.imports[binding->index].type_only && bindings.size() > 1) continue;  // none at run time
      conditional = file.imports[binding->index].place.condition != kNone;
    }
    MeaningRef meaning = binding_meaning(*binding, use);
    only_empty = only_empty && meaning->is_constant(facts::Literal::null);
    alternatives.push_back(std::move(meaning));
    const bool sequential = same_scope && !conditional;
    if (sequential || alternatives.size() == kMaxAlternatives) break;
  }
  // `let cached;` at the top and `cached = ...` in a function: the value is given elsewhere in the file.
  if (only_empty && !bindings.empty()) {
    const facts::Symbol name = file.exprs[use.expr].text;
    for (Index i = 0; i < file.assignments.size() && alternatives.size() < kMaxAlternatives; ++i) {
      const Assignment& assignment = file.assignments[i];
      if (assignment.value == kNone || assignment.target == kNone) continue;
      const facts::Expr& target = file.exprs[assignment.target];
      if (target.kind != facts::ExprKind::name || target.text != name) continue;
      if (assignment.place.definition == bindings.front().definition) continue;
      alternatives.push_back(
          assignment_meaning(i, {}, {use.file, assignment.value, assignment.place.definition, nullptr}));
    }
  }
  if (alternatives.size() > 1) {
    std::vector<MeaningRef> filled;
    for (const MeaningRef& meaning : alternatives)
      if (!meaning->is_constant(facts::Literal::null)) filled.push_back(meaning);
    if (!filled.empty()) alternatives = std::move(filled);
  }
  return either(std::move(alternatives), use);
}

MeaningRef Evaluator::binding_meaning(const Binding& binding, const Origin& use) {
  const facts::FileFacts& file = files_[use.file];
  switch (binding.kind) {
    case Binding::Kind::assignment:
      return assignment_meaning(binding.index, binding.path, use);
    case Binding::Kind::import:
      return import_meaning(use.file, file.imports[binding.index]);
    case Binding::Kind::parameter:
      return parameter_meaning(binding, use);
    case Binding::Kind::definition: {
      const Definition& definition = file.definitions[binding.index];
      // A TypeScript namespace is asked for its members as a class is.
      const bool members =
          definition.kind == Definition::Kind::class_ || definition.kind == Definition::Kind::module;
      const Kind kind = members ? Kind::type : Kind::function;
      return repo_thing(kind, use.file, binding.index, {use.file, kNone, binding.definition, nullptr});
    }
  }
  return unknown_meaning();
}

MeaningRef Evaluator::assignment_meaning(Index index, const std::vector<Step>& path, const Origin& use) {
  const Assignment& assignment = files_[use.file].assignments[index];
  // A frame belongs to one function; a value assigned elsewhere is looked at without it.
  const bool framed = use.frame && assignment.place.definition != 0;
  const Origin value{use.file, assignment.value, assignment.place.definition, framed ? use.frame : nullptr};
  switch (assignment.kind) {
    case Assignment::Kind::declared:
      return annotated(assignment.annotation, value);
    case Assignment::Kind::augmented: {
      const std::string& op = files_[use.file].text(assignment.op);
      if (op == "??" || op == "or") return along(evaluate(value), path, value);
      return unknown_meaning();
    }
    case Assignment::Kind::each:
    case Assignment::Kind::except_:
      return unknown_meaning();
    case Assignment::Kind::enum_member:
      if (assignment.value == kNone) return counted_member(use.file, index);
      [[fallthrough]];
    case Assignment::Kind::plain:
    case Assignment::Kind::field:
    case Assignment::Kind::with: {
      if (assignment.value == kNone) return annotated(assignment.annotation, value);
      MeaningRef meaning = along(evaluate(value), path, value);
      if (meaning->is(Kind::unknown) && assignment.annotation != kNone && path.empty())
        return annotated(assignment.annotation, value);
      return meaning;
    }
  }
  return unknown_meaning();
}

// An enum's member without a value is one more than the member before it; the first is 0.
MeaningRef Evaluator::counted_member(FileIndex file, Index assignment) {
  constexpr Index kMaxSteps = 4096;
  const auto& assignments = files_[file].assignments;
  const Index owner = assignments[assignment].place.definition;
  Index steps = 0;
  for (; steps <= assignment && steps < kMaxSteps; ++steps) {
    const Assignment& member = assignments[assignment - steps];
    if (member.kind != Assignment::Kind::enum_member || member.place.definition != owner) break;
    if (member.value == kNone) continue;
    const auto base = number_of(*evaluate({file, member.value, owner, nullptr}));
    return base ? number(base->value + steps, {file, member.target, owner, nullptr}) : unknown_meaning();
  }
  return number(steps - 1, {file, assignments[assignment].target, owner, nullptr});
}

// The part of a value that a pattern takes. Keys and fallbacks are the pattern's own: they stand where the
// pattern does, which for a parameter is another place than where its value comes from.
MeaningRef Evaluator::along(MeaningRef meaning, const std::vector<Step>& path, const Origin& pattern) {
  for (const Step& step : path) {
    MeaningRef part = unknown_meaning();
    if (step.key != 0)
      part = member(meaning, files_[pattern.file].text(step.key), pattern);
    else if (meaning->is(Kind::list) && !meaning->open && step.element < meaning->items.size())
      part = meaning->items[step.element].second;
    if (step.fallback != kNone) {
      const bool absent = part->is_constant(facts::Literal::null) ||
                          (part->is(Kind::unknown) && meaning->is(Kind::dict) && !meaning->open);
      const MeaningRef fallback = evaluate({pattern.file, step.fallback, pattern.definition, pattern.frame});
      part = absent ? fallback : or_default(part, fallback);
    }
    meaning = std::move(part);
  }
  return meaning;
}

MeaningRef Evaluator::parameter_meaning(const Binding& binding, const Origin& use) {
  const Definition& definition = files_[use.file].definitions[binding.definition];
  const facts::Parameter& parameter = definition.parameters[binding.index];
  for (FrameRef frame = use.frame; frame != nullptr; frame = frame->call.frame) {
    if (frame->file != use.file || frame->definition != binding.definition) continue;
    const Origin given = argument_for(*frame, binding.index);
    if (!given.known()) break;
    return along(evaluate(given), binding.path, {use.file, use.expr, binding.definition, frame});
  }
  const Origin outside{use.file, parameter.annotation, definition.parent == kNone ? 0 : definition.parent,
                       nullptr};
  if (binding.path.empty())
    if (MeaningRef given = injected(parameter.default_value, outside)) return given;
  if (parameter.annotation != kNone && binding.path.empty()) {
    MeaningRef typed = annotated(parameter.annotation, outside);
    if (!typed->is(Kind::unknown)) return typed;
  }
  if (MeaningRef given = callback_value(binding, use))
    return along(given, binding.path, {use.file, use.expr, binding.definition, use.frame});
  auto meaning = std::make_shared<Meaning>();
  meaning->kind = Kind::parameter;
  meaning->file = use.file;
  meaning->definition = binding.definition;
  meaning->element = binding.index;
  meaning->at = use;
  if (!binding.path.empty() && binding.path.back().key != 0)
    meaning->text = files_[use.file].text(binding.path.back().key);
  return meaning;
}

// An annotation stands for an instance of its type: Optional[T], T | None and Annotated[T, ...] for one of T.
MeaningRef Evaluator::annotated(Index annotation, const Origin& use, int depth) {
  constexpr int kMaxDepth = 8;
  if (annotation == kNone || depth > kMaxDepth) return unknown_meaning();
  const facts::FileFacts& file = files_[use.file];
  const facts::Expr& expr = file.exprs[annotation];
  if (expr.kind == facts::ExprKind::index) {
    const std::string outer = facts::dotted_name(file, file.operand(annotation, 0));
    const bool wrapper = outer.ends_with("Optional") || outer.ends_with("Annotated") || outer == "Final" ||
                         outer == "ClassVar";
    if (!wrapper) return unknown_meaning();
    Index inner = file.operand(annotation, 1);
    if (inner != kNone && file.exprs[inner].kind == facts::ExprKind::container) {
      for (std::uint32_t n = 1; n < file.exprs[inner].operand_count; ++n)
        if (MeaningRef given = injected(file.operand(inner, n), use)) return given;
      inner = file.operand(inner, 0);
    }
    return annotated(inner, use, depth + 1);
  }
  if (expr.kind == facts::ExprKind::operation && file.text(expr.text) == "|")
    return annotated(file.operand(annotation, 0), use, depth + 1);
  if (expr.kind != facts::ExprKind::name && expr.kind != facts::ExprKind::attribute) return unknown_meaning();
  const MeaningRef type = evaluate({use.file, annotation, use.definition, nullptr});
  if (type->is(Kind::unknown) && type->name == kAnnotated)
    return annotated(type->at.expr, type->at, depth + 1);
  if (type->is(Kind::type)) return repo_thing(Kind::object, type->file, type->definition, use);
  // Only a library's class whose methods the rules know tells anything: `n: int` says nothing of n.
  const bool builtin = type->library == python_globals_ || type->library == javascript_globals_;
  if (type->is(Kind::external) && !builtin && knows_methods(*type)) {
    auto meaning = std::make_shared<Meaning>(*type);
    meaning->kind = Kind::instance;
    meaning->at = use;
    return meaning;
  }
  return unknown_meaning();
}

}  // namespace assay::model
