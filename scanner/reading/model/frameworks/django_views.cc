#include "reading/model/frameworks/django_views.h"

#include <algorithm>
#include <array>

#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

constexpr int kMaxWraps = 8;  // decorators around a view, names that stand for names

// HEAD and OPTIONS come with the others; they are no routes of their own.
constexpr std::array<const char*, 5> kMethods{"get", "post", "put", "patch", "delete"};

bool is_counted(const std::string& method) {
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

Route with_method(const Route& pattern, const std::string& method) {
  Route route = pattern;
  route.method = upper_case(method);
  return route;
}

}  // namespace

// ---- From a pattern's view to what it is ------------------------------------------------------------------

Origin DjangoViews::as_assigned(const Origin& expr) const {
  Origin at = expr;
  for (int turn = 0; turn < kMaxWraps; ++turn) {
    const Origin value = last_value(program_, module_name_of(program_, at));
    if (!value.known()) return at;
    at = value;
  }
  return at;
}

// login_required(view), cache_page(60)(view): the view itself, and what is put around it.
DjangoViews::Unwrapped DjangoViews::unwrapped(const Origin& view) const {
  Unwrapped result{view, {}};
  for (int turn = 0; turn < kMaxWraps && result.view.known(); ++turn) {
    result.view = as_assigned(result.view);
    if (!result.view.known()) break;
    const Origin& at = result.view;
    const facts::FileFacts& facts = program_.files()[at.file];
    if (facts.exprs[at.expr].kind != ExprKind::call) break;
    const Index callee = facts.operand(at.expr, 0);
    const bool makes = callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
                       is_listed(names_for(rule_, "make-view"), facts.text_of(callee));
    const std::vector<Origin> arguments = positional_arguments(program_, at);
    if (makes || callee == kNone || arguments.size() != 1) break;
    const Origin inner = as_assigned(arguments.front());
    const bool view_inside =
        function_of(program_, inner).known() ||
        (inner.known() && program_.files()[inner.file].exprs[inner.expr].kind == ExprKind::call);
    if (!view_inside) break;
    note_guard({at.file, callee, at.definition, at.frame}, result.guards);
    result.view = inner;
  }
  return result;
}

std::vector<Route> DjangoViews::routes_of(const Origin& view, const Route& pattern) const {
  Unwrapped inner = unwrapped(view);
  if (!inner.view.known()) return {};
  Route base = pattern;
  base.guards.insert(base.guards.end(), inner.guards.begin(), inner.guards.end());
  const facts::FileFacts& facts = program_.files()[inner.view.file];
  const Index callee = facts.operand(inner.view.expr, 0);
  const bool made = facts.exprs[inner.view.expr].kind == ExprKind::call && callee != kNone &&
                    facts.exprs[callee].kind == ExprKind::attribute &&
                    is_listed(names_for(rule_, "make-view"), facts.text_of(callee));
  if (made) return class_routes(inner.view, base);
  if (const FunctionPlace function = function_of(program_, inner.view); function.known())
    return function_routes(function, base);
  const MeaningRef meaning = program_.evaluator().evaluate(inner.view);
  if (meaning->is(Kind::external) || meaning->is(Kind::instance))
    return outside_routes(*meaning, inner.view, base);
  return {};
}

// A view that a library gives: its methods where the rules know them.
std::vector<Route> DjangoViews::outside_routes(const Meaning& view, const Origin& at,
                                               const Route& pattern) const {
  if (view.name.find('.') == std::string::npos || is_job("not-counted", view)) return {};
  std::vector<Route> routes;
  for (const std::string& method : words_for(rule_, "class-gives", view.name))
    if (is_counted(method)) routes.push_back(with_method(pattern, method));
  if (routes.empty()) routes.push_back(with_method(pattern, "any"));
  for (Route& route : routes) route.handler = handler_name(program_, at);
  return routes;
}

// ---- Functions --------------------------------------------------------------------------------------------

std::vector<Route> DjangoViews::function_routes(const FunctionPlace& function, const Route& pattern) const {
  std::vector<std::string> methods, guards;
  Origin permissions;
  bool asks_permissions = false;
  for (const Origin& decorator : decorators_of(program_, function.file, function.definition)) {
    const MeaningRef callee = callee_of(program_, decorator);
    if (const auto words = words_for(rule_, "method-decorator", callee->name); !words.empty()) {
      methods = words;
    } else if (is_job("methods-decorator", *callee)) {
      methods.clear();
      const Origin list = program_.evaluator().argument(decorator, 0, "");
      for (const Origin& item : elements_of(program_, list)) methods.push_back(text_of(program_, item));
      if (!list.known()) methods = {"GET"};
      // A view of functions that asks permissions as classes do.
      asks_permissions = is_job("permissions-view", *callee);
    } else if (is_job("permissions-decorator", *callee)) {
      permissions = program_.evaluator().argument(decorator, 0, "");
    } else {
      note_guard(decorator, guards);
    }
  }
  if (permissions.known())
    note_guards(permissions, guards);
  else if (asks_permissions)
    guards.insert(guards.end(), project_.default_permissions.begin(), project_.default_permissions.end());
  if (methods.empty()) methods = {"any"};
  std::vector<Route> routes;
  for (const std::string& method : methods) {
    if (!is_counted(lower_case(method)) && method != "any") continue;
    Route route = with_method(pattern, method);
    route.handler = handler_name(program_, function.file, function.definition);
    route.guards.insert(route.guards.end(), guards.begin(), guards.end());
    Body body;
    add_fields_read_by(program_, rule_, function.file, function.definition, body);
    if (route.method != "GET" && route.method != "DELETE") {
      route.fields = body.fields;
      route.form = body.form;
      route.takes_files = body.takes_files;
    }
    routes.push_back(std::move(route));
  }
  return routes;
}

// ---- Classes ----------------------------------------------------------------------------------------------

bool DjangoViews::has_method(const ClassShape& shape, const std::string& name) const {
  if (method_of(program_, shape, name).known()) return true;
  return std::any_of(shape.outside.begin(), shape.outside.end(), [&](const std::string& base) {
    return is_listed(words_for(rule_, "class-gives", base), name);
  });
}

bool DjangoViews::allows(const ClassShape& shape, const std::string& method) const {
  Origin names;
  for (const std::string& attribute : names_for(rule_, "methods-attribute"))
    names = attribute_of(program_, shape, attribute);
  if (!names.known()) return true;
  const MeaningRef list = program_.meaning_of(names);
  if (!list->is(Kind::list) || list->open) return true;
  return std::any_of(list->items.begin(), list->items.end(), [&](const auto& item) {
    return item.second->is_text() && lower_case(item.second->text) == lower_case(method);
  });
}

// `made` is the call View.as_view(...).
std::vector<Route> DjangoViews::class_routes(const Origin& made, const Route& pattern) const {
  const facts::FileFacts& facts = program_.files()[made.file];
  const Index callee = facts.operand(made.expr, 0);
  const Origin view{made.file, facts.operand(callee, 0), made.definition, made.frame};
  const MeaningRef type = program_.evaluator().evaluate(view);
  if (type->is(Kind::external)) return outside_routes(*type, view, pattern);
  if (!type->is(Kind::type)) return {};
  const ClassShape shape = shape_of(program_, type->file, type->definition);
  for (const std::string& base : shape.outside)
    if (is_listed(names_for(rule_, "not-counted"), base)) return {};
  if (const Origin mapping = program_.evaluator().argument(made, 0, "actions"); mapping.known())
    return mapped_routes(shape, mapping, pattern);
  std::vector<Route> routes;
  for (const char* method : kMethods)
    if (has_method(shape, method) && allows(shape, method))
      routes.push_back(action_route(shape, answering(shape, method), method, pattern, made));
  return routes;
}

// as_view({"get": "list", "post": "create"})
std::vector<Route> DjangoViews::mapped_routes(const ClassShape& shape, const Origin& mapping,
                                              const Route& pattern) const {
  const MeaningRef map = program_.meaning_of(mapping);
  std::vector<Route> routes;
  if (!map->is(Kind::dict)) return routes;
  for (const auto& [method, name] : map->items) {
    if (!is_counted(lower_case(method)) || !name->is_text() || !allows(shape, method)) continue;
    if (has_method(shape, name->text)) routes.push_back(action_route(shape, name->text, method, pattern));
  }
  return routes;
}

// A library's get() hands on to list() or retrieve(): the class's own method of that name is the one that
// answers.
std::string DjangoViews::answering(const ClassShape& shape, const std::string& method) const {
  if (method_of(program_, shape, method).known()) return method;
  for (const char* job : {"list-actions", "item-actions"})
    for (const std::string& entry : names_for(rule_, job)) {
      const std::string action = entry.substr(0, entry.find(' '));
      if (words_for(rule_, job, action) != std::vector<std::string>{upper_case(method)}) continue;
      const bool brought = std::any_of(shape.outside.begin(), shape.outside.end(), [&](const auto& base) {
        return is_listed(words_for(rule_, "class-gives", base), action);
      });
      if (brought && method_of(program_, shape, action).known()) return action;
    }
  return method;
}

Route DjangoViews::action_route(const ClassShape& shape, const std::string& name, const std::string& method,
                                const Route& pattern, const Origin& given) const {
  Route route = with_method(pattern, method);
  const FunctionPlace function = method_of(program_, shape, name);
  const ClassPart& own = shape.parts.front();
  const std::string type = handler_name(program_, own.file, own.definition);
  route.handler = function.known() ? handler_name(program_, function.file, function.definition) : type;
  note_class_guards(shape, name, route.guards);
  note_permissions(shape, given, route.guards);
  if (function.known())
    for (const Origin& decorator : decorators_of(program_, function.file, function.definition))
      if (!is_job("action", *callee_of(program_, decorator))) {
        if (is_job("wrapped-decorator", *callee_of(program_, decorator)))
          note_guards(program_.evaluator().argument(decorator, 0, "decorator"), route.guards);
        else
          note_guard(decorator, route.guards);
      }
  if (route.method != "GET" && route.method != "DELETE") fill_body(shape, function, given, route);
  return route;
}

// ---- Guards -----------------------------------------------------------------------------------------------

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
  note_bases(shape.parts.front(), guards, 0);
  for (const std::string& name : names_for(rule_, "dispatch")) {
    const FunctionPlace dispatch = method_of(program_, shape, name);
    if (!dispatch.known()) continue;
    for (const Origin& decorator : decorators_of(program_, dispatch.file, dispatch.definition))
      if (is_job("wrapped-decorator", *callee_of(program_, decorator))) note_wrapped(decorator, "", guards);
  }
}

// The bases that guard: a library's by its name, one of the repository's that derives from such and is no
// view itself by its own.
void DjangoViews::note_bases(const ClassPart& part, std::vector<std::string>& guards, int depth) const {
  if (depth > kMaxWraps) return;
  const facts::FileFacts& facts = program_.files()[part.file];
  for (const Index base : facts.definitions[part.definition].bases) {
    const Origin at{part.file, base, scope_of(facts, part.definition), nullptr};
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
      const bool dispatches = std::any_of(
          names_for(rule_, "dispatch").begin(), names_for(rule_, "dispatch").end(),
          [&](const std::string& name) { return mixin && method_of(program_, shape, name).known(); });
      if ((guarding && mixin) || dispatches)
        guards.push_back(guard_name(program_, at));
      else
        note_bases({type->file, type->definition}, guards, depth + 1);
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

// ---- Bodies -----------------------------------------------------------------------------------------------

void DjangoViews::fill_body(const ClassShape& shape, const FunctionPlace& function, const Origin& given,
                            Route& route) const {
  Body body;
  if (function.known()) add_fields_read_by(program_, rule_, function.file, function.definition, body);
  if (body.fields.empty())
    for (const std::string& attribute : names_for(rule_, "schema")) {
      Origin schema;
      if (given.known()) schema = program_.evaluator().argument(given, std::nullopt, attribute);
      if (!schema.known()) schema = attribute_of(program_, shape, attribute);
      if (schema.known()) add_fields_of_schema(program_, schema, body);
    }
  for (const std::string& attribute : names_for(rule_, "form-schema"))
    if (const Origin schema = attribute_of(program_, shape, attribute); schema.known()) {
      add_fields_of_schema(program_, schema, body);
      body.form = true;
    }
  // A part of the whole may be left out of a PATCH.
  if (route.method == "PATCH")
    for (Field& field : body.fields) field.required = false;
  route.fields = std::move(body.fields);
  route.form = body.form;
  route.takes_files = body.takes_files;
}

}  // namespace assay::model
