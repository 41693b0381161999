// What stands before a view's own code: decorators, bases that guard, permissions.
#include <algorithm>

#include "reading/model/frameworks/django_views.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr std::size_t kMaxBases = 24;  // of a class, and theirs

// Whether a function has a way out beside the one at its end: it may refuse what the end lets on.
bool may_turn_away(const facts::FileFacts& facts, Index function) {
  const facts::Range& range = facts.definitions[function].range;
  auto exit =
      std::lower_bound(facts.exits.begin(), facts.exits.end(), range.start,
                       [](const facts::Exit& one, std::uint32_t start) { return one.range.start < start; });
  for (; exit != facts.exits.end() && exit->range.start < range.end; ++exit)
    if (exit->place.definition == function && exit->place.condition != kNone) return true;
  return false;
}

}  // namespace

void DjangoViews::note_guard(const Origin& decorator, std::vector<std::string>& guards) const {
  if (!decorator.known()) return;
  const MeaningRef callee = callee_of(program_, decorator);
  if (is_job("not-a-guard", *callee)) return;
  const facts::FileFacts& facts = program_.files()[decorator.file];
  // @reset.mapping.delete: a further method of another action, none that runs before this one.
  const Index object = facts.operand(decorator.expr, 0);
  const bool further = facts.exprs[decorator.expr].kind == ExprKind::attribute && object != kNone &&
                       facts.exprs[object].kind == ExprKind::attribute &&
                       is_listed(names_for(rule_, "action-mapping"), facts.text_of(object));
  if (further) return;
  std::string name = guard_name(program_, decorator);
  if (name.ends_with("()")) name.resize(name.size() - 2);
  if (facts.exprs[decorator.expr].kind == ExprKind::name && name.find('.') == std::string::npos &&
      callee->is(Kind::external) && callee->name == name)
    return;  // a word of the language itself: staticmethod, property
  guards.push_back(std::move(name));
}

void DjangoViews::note_guards(const Origin& list, std::vector<std::string>& guards) const {
  for (const Origin& item : elements_of(program_, list)) note_guard(item, guards);
}

// method_decorator(login_required, name="dispatch"): what it wraps, where it stands for all methods or for
// this one.
void DjangoViews::note_wrapped(const Origin& decorator, const std::string& method,
                               std::vector<std::string>& guards) const {
  const std::string name = text_argument(program_, decorator, 1, "name");
  const bool holds = method.empty() || is_listed(names_for(rule_, "dispatch"), name) || name == method;
  if (holds) note_guards(program_.evaluator().argument(decorator, 0, "decorator"), guards);
}

void DjangoViews::note_class_guards(const ClassShape& shape, const std::string& method,
                                    std::vector<std::string>& guards) const {
  for (const ClassPart& part : shape.parts)
    for (const Origin& decorator : decorators_of(program_, part.file, part.definition))
      if (is_job("wrapped-decorator", *callee_of(program_, decorator)))
        note_wrapped(decorator, method, guards);
  std::set<std::pair<FileIndex, Index>> seen;
  note_bases(shape.parts.front(), guards, seen);
  for (const std::string& name : names_for(rule_, "dispatch")) {
    const FunctionPlace dispatch = method_of(program_, shape, name);
    if (!dispatch.known()) continue;
    for (const Origin& decorator : decorators_of(program_, dispatch.file, dispatch.definition))
      if (is_job("wrapped-decorator", *callee_of(program_, decorator))) note_wrapped(decorator, "", guards);
  }
}

// A base whose own dispatch lets some through and others not.
bool DjangoViews::turns_away(const ClassShape& shape) const {
  const std::vector<std::string>& names = names_for(rule_, "dispatch");
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const FunctionPlace method = method_of(program_, shape, name);
    return method.known() && may_turn_away(program_.files()[method.file], method.definition);
  });
}

// Whether a class is a library's view or derives from one.
bool DjangoViews::is_view(const Origin& type) const {
  const MeaningRef meaning = program_.evaluator().evaluate(type);
  std::vector<std::string> names{meaning->name};
  if (meaning->is(Kind::type)) names = shape_of(program_, meaning->file, meaning->definition).outside;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::vector<std::string>& views = names_for(rule_, "class-gives");
    return !name.empty() && std::any_of(views.begin(), views.end(), [&](const std::string& view) {
      return view == name || view.starts_with(name + " ");
    });
  });
}

// The bases that guard: a library's by its name, one of the repository's that derives from such and is no
// view itself by its own.
void DjangoViews::note_bases(const ClassPart& part, std::vector<std::string>& guards,
                             std::set<std::pair<FileIndex, Index>>& seen) const {
  if (seen.size() > kMaxBases || !seen.emplace(part.file, part.definition).second) return;
  const facts::FileFacts& facts = program_.files()[part.file];
  const std::vector<Index>& bases = facts.definitions[part.definition].bases;
  const auto place = [&](Index base) {
    return Origin{part.file, base, scope_of(facts, part.definition), nullptr};
  };
  // The order in which Python asks bases: a view's own dispatch comes before what is listed after the last
  // base that is a view, and hands on to nobody.
  const auto last_view =
      std::find_if(bases.rbegin(), bases.rend(), [&](Index base) { return is_view(place(base)); });
  const std::size_t asked =
      last_view == bases.rend() ? bases.size() : static_cast<std::size_t>(bases.rend() - last_view);
  for (std::size_t n = 0; n < asked; ++n) {
    const Origin at = place(bases[n]);
    const MeaningRef type = program_.evaluator().evaluate(at);
    if (type->is(Kind::external) && is_job("guard-base", *type)) {
      guards.push_back(type->name.substr(type->name.rfind('.') + 1));
    } else if (type->is(Kind::type)) {
      const ClassShape shape = shape_of(program_, type->file, type->definition);
      const auto guards_by = [&](const std::string& name) {
        return is_listed(names_for(rule_, "guard-base"), name);
      };
      const bool guarding = std::any_of(shape.outside.begin(), shape.outside.end(), guards_by);
      const bool mixin = std::all_of(shape.outside.begin(), shape.outside.end(), guards_by);
      if (mixin && (guarding || turns_away(shape)))
        guards.push_back(guard_name(program_, at));
      else
        note_bases({type->file, type->definition}, guards, seen);
    }
  }
}

// What is given for one action, what the class or its bases say, the project's default where none does.
void DjangoViews::note_permissions(const ClassShape& shape, const Origin& given,
                                   std::vector<std::string>& guards) const {
  for (const std::string& attribute : names_for(rule_, "permissions")) {
    if (given.known())
      if (const Origin own = program_.evaluator().argument(given, std::nullopt, attribute); own.known())
        return note_guards(own, guards);
  }
  // Worked out for each request: which of them it is can't be told.
  for (const std::string& method : names_for(rule_, "permissions-method"))
    if (method_of(program_, shape, method).known()) {
      guards.push_back(method);
      return;
    }
  for (const std::string& attribute : names_for(rule_, "permissions"))
    if (const Origin own = attribute_of(program_, shape, attribute); own.known())
      return note_guards(own, guards);
  const bool asks = std::any_of(shape.outside.begin(), shape.outside.end(), [&](const std::string& base) {
    const auto& modules = names_for(rule_, "permissions-base");
    return std::any_of(modules.begin(), modules.end(),
                       [&](const std::string& module) { return base.starts_with(module + "."); });
  });
  if (asks)
    guards.insert(guards.end(), project_.default_permissions.begin(), project_.default_permissions.end());
}

}  // namespace assay::model
