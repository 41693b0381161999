#include "reading/model/frameworks/django_views.h"

#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"

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
  route.method = to_upper(method);
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

// View.as_view(...)
bool DjangoViews::makes_view(const Origin& call) const {
  const facts::FileFacts& facts = program_.files()[call.file];
  if (facts.exprs[call.expr].kind != ExprKind::call) return false;
  const Index callee = facts.operand(call.expr, 0);
  return callee != kNone && facts.exprs[callee].kind == ExprKind::attribute &&
         is_listed(names_for(rule_, "make-view"), facts.text_of(callee));
}

// What a wrapper is called with, where that may be a view; unknown for a call that makes one of other things.
Origin DjangoViews::wrapped(const Origin& call, int depth) const {
  const facts::FileFacts& facts = program_.files()[call.file];
  if (depth > kMaxWraps || facts.exprs[call.expr].kind != ExprKind::call || makes_view(call)) return {};
  const std::vector<Origin> arguments = positional_arguments(program_, call);
  if (arguments.size() != 1) return {};
  const Origin inner = as_assigned(arguments.front());
  const MeaningRef meaning = program_.evaluator().evaluate(inner);
  const bool view = meaning->is(Kind::function) || meaning->is(Kind::external) || meaning->is(Kind::object) ||
                    makes_view(inner) || wrapped(inner, depth + 1).known();
  return view ? inner : Origin{};
}

// login_required(view), cache_page(60)(view): the view itself, and what is put around it.
DjangoViews::Unwrapped DjangoViews::unwrapped(const Origin& view) const {
  Unwrapped result{as_assigned(view), {}, {}};
  for (int turn = 0; turn < kMaxWraps; ++turn) {
    const Origin inner = wrapped(result.view, turn);
    if (!inner.known()) break;
    const Origin& at = result.view;
    const Origin wrapper{at.file, program_.files()[at.file].operand(at.expr, 0), at.definition, at.frame};
    const auto methods = words_for(rule_, "method-decorator", callee_of(program_, wrapper)->name);
    if (methods.empty())
      note_guard(wrapper, result.guards);
    else
      result.methods = methods;
    result.view = inner;
  }
  return result;
}

std::vector<Route> DjangoViews::routes_of(const Origin& view, const Route& pattern) const {
  const Unwrapped inner = unwrapped(view);
  if (!inner.view.known()) return {};
  Route base = pattern;
  base.guards.insert(base.guards.end(), inner.guards.begin(), inner.guards.end());
  std::vector<Route> routes = answered(inner.view, base);
  if (inner.methods.empty()) return routes;
  // require_POST(view): what lets one method through lets no other.
  for (Route& route : routes)
    if (route.method == "ANY") route.method = inner.methods.front();
  std::erase_if(routes, [&](const Route& route) { return !is_listed(inner.methods, route.method); });
  return routes;
}

std::vector<Route> DjangoViews::answered(const Origin& view, const Route& pattern) const {
  if (makes_view(view)) return class_routes(view, pattern);
  if (const FunctionPlace function = function_of(program_, view); function.known())
    return function_routes(function, pattern);
  const MeaningRef meaning = program_.evaluator().evaluate(view);
  if (meaning->is(Kind::external) || meaning->is(Kind::instance))
    return outside_routes(*meaning, view, pattern);
  if (!meaning->is(Kind::object)) return {};
  // An object that is called as a function.
  Route route = with_method(pattern, "any");
  route.handler = handler_name(program_, meaning->file, meaning->definition);
  return {route};
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
      // It makes the view of what stands below it: permissions above it are set on what nobody asks.
      if (asks_permissions) permissions = {};
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
    route.stub = only_refuses(reading_, following_, function);
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
  // A base that nobody here knows may answer to whatever it likes.
  if (routes.empty() && (has_method(shape, "any") || stands_on_unknown(shape)))
    routes.push_back(action_route(shape, "any", "any", pattern, made));
  return routes;
}

bool DjangoViews::stands_on_unknown(const ClassShape& shape) const {
  const std::vector<std::string>& known = names_for(rule_, "class-gives");
  return std::any_of(shape.outside.begin(), shape.outside.end(), [&](const std::string& base) {
    const bool told = std::any_of(known.begin(), known.end(), [&](const std::string& entry) {
      return entry == base || entry.starts_with(base + " ");
    });
    return !told && !is_listed(names_for(rule_, "guard-base"), base) && base.find('.') != std::string::npos;
  });
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
      if (words_for(rule_, job, action) != std::vector<std::string>{to_upper(method)}) continue;
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
  route.stub = only_refuses(reading_, following_, function);
  if (route.method != "GET" && route.method != "DELETE") fill_body(shape, function, given, route);
  return route;
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
