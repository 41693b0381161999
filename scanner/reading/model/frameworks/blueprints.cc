// Routes of views: functions under @app.route("/x", methods=[...]), classes given by as_view, blueprints
// registered under prefixes, and the classes of resources that interfaces and namespaces hold.
#include "reading/model/frameworks/blueprints.h"

#include <algorithm>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/methods.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"

namespace assay::model {

using facts::ExprKind;
using Kind = Meaning::Kind;

namespace {

constexpr int kMaxWrappers = 8;  // login_required(cached(View.as_view("x")))

// Prefixes and rules meet in one slash; a slash at a rule's end stays.
std::string as_prefix(std::string written) {
  while (written.ends_with('/')) written.pop_back();
  return written.empty() || written.starts_with('/') ? written : "/" + written;
}

std::string as_rule(const std::string& written) {
  return written.empty() || written.starts_with('/') ? written : "/" + written;
}

}  // namespace

void BlueprintReader::run() {
  reading_.for_each_call([&](const Origin& call, facts::Place) { note_router(call); });
  reading_.for_each_call([&](const Origin& call, facts::Place place) {
    note_mount(call, place);
    note_interface(call, place);
    note_rule(call, place);
    note_resource(call, place);
    note_hook_call(call);
  });
  for (FileIndex f = 0; f < program_.files().size(); ++f)
    if (reading_.owned[f])
      for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d) declare_in({f, d});
}

std::optional<std::string> BlueprintReader::prefix_of(const Origin& expr, const Turn& turn) const {
  const auto written = following_.text(expr, turn);
  if (!written) return std::nullopt;
  return as_prefix(plain_path(*written, rule_.path_style));
}

// ---- Blueprints ------------------------------------------------------------------------------------------

void BlueprintReader::note_router(const Origin& call) {
  const MeaningRef callee = program_.evaluator().evaluate(following_.callee(call));
  if (following_.stands_on(*callee, rule_.routers))
    prefixes_[router_of_call(call)] = prefix_of(reading_.argument(call, std::nullopt, "url_prefix"));
  if (following_.stands_on(*callee, "namespace")) prefixes_[router_of_call(call)] = namespace_path(call);
}

// app.register_blueprint(bp, url_prefix="/x"): that prefix stands in place of the blueprint's own.
void BlueprintReader::note_mount(const Origin& call, facts::Place place) {
  if (!is_listed(rule_.include, following_.method(call))) return;
  const facts::FileFacts& facts = reading_.facts(call.file);
  for (const Turn& turn : following_.turns(call)) {
    const auto given = prefix_of(reading_.argument(call, std::nullopt, "url_prefix"), turn);
    if (!given) continue;
    const auto inner = following_.routers(reading_.argument(call, 0, "blueprint"), turn);
    for (const RouterAt& outer : following_.routers(following_.receiver(call), turn))
      for (const RouterAt& router : inner) {
        const auto own = prefixes_.find(router.id);
        if (own == prefixes_.end()) continue;
        if (given->empty() && !own->second) continue;
        Mount mount;
        mount.inner = router.id;
        mount.prefix = given->empty() ? *own->second : *given;
        mount.condition =
            both_conditions(outer.condition, both_conditions(router.condition, condition_at(facts, place)));
        mount.spot = {call.file, facts.exprs[call.expr].range.start};
        graph_.mount(outer.id, std::move(mount));
      }
  }
}

// ---- Guards ----------------------------------------------------------------------------------------------

void BlueprintReader::hook(const std::string& method, const Origin& receiver, const std::string& name,
                           Spot spot) {
  const bool for_app = is_listed(words_for(rule_, "app-hook"), method);
  if (!for_app && !is_listed(words_for(rule_, "hook"), method)) return;
  for (const RouterAt& router : following_.routers(receiver))
    graph_.guard(for_app ? router_of_call(reading_.app.constructor) : router.id, {"", name, spot, false, ""});
}

// app.before_request(check)
void BlueprintReader::note_hook_call(const Origin& call) {
  const Origin given = reading_.argument(call, 0, "f");
  if (given.known())
    hook(following_.method(call), following_.receiver(call), guard_name(program_, given),
         {call.file, reading_.facts(call.file).exprs[call.expr].range.start});
}

// A decorator that tells of a view instead of guarding it: @app.route, @ns.doc, @api.expect.
bool BlueprintReader::describes(const Origin& decorator) const {
  const facts::FileFacts& facts = reading_.facts(decorator.file);
  const Origin called = following_.callee(decorator).known() ? following_.callee(decorator) : decorator;
  if (facts.exprs[called.expr].kind == ExprKind::attribute) {
    const std::string& method = facts.text_of(called.expr);
    const bool describing = is_listed(rule_.methods, method) ||
                            is_listed(words_for(rule_, "describing-decorator"), method) ||
                            is_listed(words_for(rule_, "body-decorator"), method);
    const Origin object{decorator.file, facts.operand(called.expr, 0), decorator.definition, nullptr};
    if (describing && !following_.routers(object).empty()) return true;
  }
  const MeaningRef meaning = program_.evaluator().evaluate(called);
  return is_named(rule_, "describing-decorator", *meaning) || is_named(rule_, "body-decorator", *meaning);
}

std::vector<std::string> BlueprintReader::guards_from(FunctionPlace place, std::uint32_t n) const {
  std::vector<std::string> guards;
  for (const Origin& decorator : decorators_from(program_, place, n))
    if (!describes(decorator)) guards.push_back(guard_name(program_, decorator));
  return guards;
}

// ---- Bodies ----------------------------------------------------------------------------------------------

// @blueprint.arguments(Schema), @api.expect(model): what a decorator says of the body.
void BlueprintReader::add_described(FunctionPlace view, Body& body) const {
  for (const Origin& decorator : decorators_from(program_, view, 0)) {
    const Origin called = following_.callee(decorator);
    if (!called.known()) continue;
    const MeaningRef meaning = program_.evaluator().evaluate(called);
    const std::string method = following_.method(decorator);
    const bool ours = is_listed(words_for(rule_, "body-decorator"), method) &&
                      !following_.routers(following_.receiver(decorator)).empty();
    if (!ours && !is_named(rule_, "body-decorator", *meaning)) continue;
    const std::string where =
        following_.text(reading_.argument(decorator, std::nullopt, "location")).value_or("?");
    if (!where.empty() && where != "json" && where != "form" && where != "files") continue;
    add_fields_of_schema(program_, reading_.argument(decorator, 0, "schema"), body);
    body.form = body.form || where == "form" || where == "files";
  }
}

// form = LoginForm(); if form.validate_on_submit(): the form that is checked is the body.
void BlueprintReader::add_checked_forms(FunctionPlace view, Body& body) const {
  for (const CallSite* site : program_.calls_in(view.file, view.definition)) {
    if (!is_listed(words_for(rule_, "form-check"), following_.method(site->origin))) continue;
    const MeaningRef form = program_.evaluator().evaluate(following_.receiver(site->origin));
    if (!form->is(Kind::object) || !following_.stands_on(*form, "form-class")) continue;
    add_fields_of_schema(program_, following_.callee(form->made_by), body);
    body.form = true;
  }
}

void BlueprintReader::fill(FunctionPlace view, Route& route) const {
  if (!view.known()) return;
  route.stub = only_refuses(reading_, following_, view);
  if (route.method == "GET") return;
  Body body;
  add_described(view, body);
  add_checked_forms(view, body);
  add_fields_read_by(program_, rule_, view.file, view.definition, body);
  route.fields = std::move(body.fields);
  route.form = body.form;
  route.takes_files = body.takes_files;
}

// ---- Views -----------------------------------------------------------------------------------------------

void BlueprintReader::declare(const std::vector<RouterAt>& routers, const Route& route, Spot spot) {
  if (!counts_as_route(route.method)) return;
  for (const RouterAt& router : routers) {
    Route one = route;
    one.condition = both_conditions(router.condition, route.condition);
    graph_.declare(router.id, std::move(one), spot);
  }
}

// One route for each method of a class, below the guards that the class brings along. `methods`: those the
// rule is limited to; none: all.
void BlueprintReader::declare_class(const Meaning& type, const std::vector<RouterAt>& routers, Route route,
                                    const std::vector<std::string>& methods, Spot spot) {
  std::vector<std::string> before = route.guards;
  for (const char* list : {"decorators", "method_decorators"}) {
    const Origin decorators = class_value(program_, type, list);
    const auto names = applied_guards(program_, following_, decorators);
    before.insert(before.end(), names.begin(), names.end());
  }
  for (const ViewMethod& view : view_methods(program_, type)) {
    if (!methods.empty() && !is_listed(methods, view.method)) continue;
    Route one = route;
    one.method = view.method;
    one.handler = handler_name(program_, view.place.file, view.place.definition);
    one.guards = before;
    const auto own = guards_from(view.place, 0);
    one.guards.insert(one.guards.end(), own.begin(), own.end());
    fill(view.place, one);
    declare(routers, one, spot);
  }
}

// What add_url_rule is given: a function, a class's as_view(...), either inside of wrappers that guard it.
void BlueprintReader::note_rule(const Origin& call, facts::Place place) {
  if (!is_listed(words_for(rule_, "adding-method"), following_.method(call))) return;
  const facts::FileFacts& facts = reading_.facts(call.file);
  for (const Turn& turn : following_.turns(call)) {
    const auto rule = following_.text(reading_.argument(call, 0, "rule"), turn);
    const auto routers = following_.routers(following_.receiver(call), turn);
    if (!rule || routers.empty()) continue;
    Route route;
    route.path = plain_path(as_rule(*rule), rule_.path_style);
    route.at = facts.location_of(call.expr);
    route.condition = condition_at(facts, place);
    const Spot spot{call.file, facts.exprs[call.expr].range.start};
    const auto given = following_.texts(reading_.argument(call, std::nullopt, "methods"));
    if (!given) continue;
    declare_given(following_.in_turn(reading_.argument(call, 2, "view_func"), turn), routers, route, *given,
                  spot);
  }
}

void BlueprintReader::declare_given(Origin view, const std::vector<RouterAt>& routers, Route route,
                                    const std::vector<std::string>& methods, Spot spot) {
  for (int n = 0; n < kMaxWrappers && view.known(); ++n) {
    const Origin written = following_.written(view);
    if (!following_.callee(written).known()) break;
    view = written;
    if (following_.method(view) == "as_view") {
      const MeaningRef type = program_.evaluator().evaluate(following_.receiver(view));
      if (type->is(Kind::type))
        declare_view_class(*type, routers, std::move(route), methods_of(methods), !methods.empty(), spot);
      return;
    }
    route.guards.push_back(guard_name(program_, following_.callee(view)));
    view = reading_.argument(view, 0, "");
  }
  const FunctionPlace function = function_of(program_, view);
  if (!function.known()) return;
  const auto own = guards_from(function, 0);
  route.guards.insert(route.guards.end(), own.begin(), own.end());
  route.handler = handler_name(program_, view);
  for (const std::string& method : methods_of(methods)) {
    Route one = route;
    one.method = method;
    fill(function, one);
    declare(routers, one, spot);
  }
}

// A class by its functions get, post, ...; one without any answers by its dispatch function whatever its
// `methods` say.
void BlueprintReader::declare_view_class(const Meaning& type, const std::vector<RouterAt>& routers,
                                         Route route, const std::vector<std::string>& methods, bool limited,
                                         Spot spot) {
  if (!view_methods(program_, type).empty()) {
    declare_class(type, routers, std::move(route), limited ? methods : std::vector<std::string>{}, spot);
    return;
  }
  const facts::FileFacts& facts = reading_.facts(type.file);
  const auto symbol = facts.symbols.find("dispatch_request");
  if (!symbol) return;
  const auto own =
      limited ? std::optional(methods) : following_.texts(class_value(program_, type, "methods"));
  if (!own) return;
  const auto guards = applied_guards(program_, following_, class_value(program_, type, "decorators"));
  route.guards.insert(route.guards.end(), guards.begin(), guards.end());
  for (const Binding& binding : program_.evaluator().scopes(type.file).member(type.definition, *symbol)) {
    if (binding.kind != Binding::Kind::definition) continue;
    route.handler = handler_name(program_, type.file, binding.index);
    for (const std::string& method : methods_of(own)) {
      Route one = route;
      one.method = method;
      fill({type.file, binding.index}, one);
      declare(routers, one, spot);
    }
  }
}

// @bp.route("/x", methods=["POST"]) above a function or a class, @app.before_request above a function.
void BlueprintReader::declare_in(FunctionPlace place) {
  const facts::FileFacts& facts = reading_.facts(place.file);
  const facts::Definition& definition = facts.definitions[place.definition];
  const Index outside = scope_of(facts, place.definition);
  for (std::uint32_t n = 0; n < definition.decorators_count; ++n) {
    const Origin decorator{place.file, facts.decorators[definition.decorators_first + n], outside, nullptr};
    const facts::Expr& expr = facts.exprs[decorator.expr];
    if (expr.kind == ExprKind::attribute)
      hook(facts.text(expr.text), {place.file, facts.operand(decorator.expr, 0), outside, nullptr},
           facts.text(definition.name), {place.file, expr.range.start});
    if (!is_listed(rule_.methods, following_.method(decorator))) continue;
    declare_decorated(place, n, decorator, condition_at(facts, {outside, definition.condition}));
  }
}

void BlueprintReader::declare_decorated(FunctionPlace place, std::uint32_t n, const Origin& decorator,
                                        const std::string& condition) {
  const facts::FileFacts& facts = reading_.facts(place.file);
  const auto routers = following_.routers(following_.receiver(decorator));
  if (routers.empty()) return;
  const std::string verb = to_upper(following_.method(decorator));
  const auto given = following_.texts(reading_.argument(decorator, std::nullopt, "methods"));
  const bool is_class = facts.definitions[place.definition].kind == facts::Definition::Kind::class_;
  Route route;
  route.at = facts.location_of(decorator.expr);
  route.condition = condition;
  const Spot spot{place.file, facts.exprs[decorator.expr].range.start};
  for (const std::string& rule : rules_of(decorator)) {
    route.path = plain_path(as_rule(rule), rule_.path_style);
    if (is_class) {
      Meaning type;
      type.kind = Kind::type;
      type.file = place.file;
      type.definition = place.definition;
      declare_class(type, routers, route, {}, spot);
      continue;
    }
    // Decorators above this one are applied to what it gives back, not to what it registers.
    route.guards = guards_from(place, n + 1);
    route.handler = handler_name(program_, place.file, place.definition);
    for (const std::string& method : is_http_method(verb) ? std::vector{verb} : methods_of(given)) {
      Route one = route;
      one.method = method;
      fill(place, one);
      declare(routers, one, spot);
    }
  }
}

// The paths among a call's arguments: all that have no keyword, or the one that is called `rule`.
std::vector<std::string> BlueprintReader::rules_of(const Origin& call, int first) const {
  std::vector<std::string> rules;
  for (int n = first; n < first + 8; ++n) {
    const Origin given = reading_.argument(call, n, n == first ? "rule" : "");
    if (!given.known()) break;
    if (const auto told = following_.text(given)) rules.push_back(*told);
  }
  return rules;
}

void read_blueprints(const RouteReading& reading, RouteGraph& graph) {
  BlueprintReader(reading, graph).run();
}

}  // namespace assay::model
