// Routes of handlers that are objects of their own: @get("/x") makes one of a function, a controller's class
// holds several, and an app, a router or a plug-in's function is given a list of both.
#include <algorithm>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/methods.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"
#include "reading/model/routes/typed_parameters.h"
#include "reading/model/routes/views.h"

namespace assay::model {
namespace {

using facts::ExprKind;
using Kind = Meaning::Kind;

class HandlerReader {
 public:
  HandlerReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        following_(reading) {}

  void run() {
    for (FileIndex f = 0; f < program_.files().size(); ++f) {
      if (!reading_.owned[f]) continue;
      for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d) note_definition({f, d});
      for (const facts::Call& call : reading_.facts(f).calls) {
        const Origin origin{f, call.expr, call.place.definition, nullptr};
        note_router(origin);
        note_added(origin, call.place);
      }
    }
  }

 private:
  std::vector<std::string> guards_of(const Origin& list) const {
    std::vector<std::string> names;
    for (const Origin& item : following_.items(list)) names.push_back(guard_name(program_, item));
    return names;
  }

  static RouterId node_of(FunctionPlace place) {
    return {RouterId::Kind::definition, place.file, place.definition};
  }

  // A function that is a handler by itself, or a controller with all that it has from its bases.
  void note_definition(FunctionPlace place) {
    const facts::FileFacts& facts = reading_.facts(place.file);
    const facts::Definition& definition = facts.definitions[place.definition];
    if (definition.kind == facts::Definition::Kind::function) {
      const bool method = definition.parent != kNone &&
                          facts.definitions[definition.parent].kind == facts::Definition::Kind::class_;
      if (!method) declare_handler(node_of(place), place);
      return;
    }
    if (definition.kind != facts::Definition::Kind::class_) return;
    Meaning type;
    type.kind = Kind::type;
    type.file = place.file;
    type.definition = place.definition;
    if (!following_.stands_on(type, "controller")) return;
    const auto path = following_.text(class_value(program_, type, "path"));
    if (!path) return;
    graph_.own(node_of(place), plain_path(*path, rule_.path_style),
               guards_of(class_value(program_, type, "guards")));
    for (const FunctionPlace& function : functions_of(program_, type))
      declare_handler(node_of(place), function);
  }

  // Router(path="/x", route_handlers=[...], guards=[...]), and the app itself.
  void note_router(const Origin& call) {
    const MeaningRef callee = program_.evaluator().evaluate(following_.callee(call));
    if (!following_.stands_on(*callee, rule_.routers) && !following_.stands_on(*callee, rule_.constructors))
      return;
    const auto path = following_.text(reading_.argument(call, std::nullopt, "path"));
    if (!path) return;
    const RouterId id = router_of_call(call);
    graph_.own(id, plain_path(*path, rule_.path_style),
               guards_of(reading_.argument(call, std::nullopt, "guards")));
    mount_all(id, reading_.argument(call, std::nullopt, "route_handlers"), "");
  }

  // router.register(Controller); config.route_handlers.extend([...]) in what sets the app up.
  void note_added(const Origin& call, facts::Place place) {
    const std::string method = following_.method(call);
    const std::string condition = condition_at(reading_.facts(call.file), place);
    if (is_listed(rule_.include, method)) {
      for (const RouterAt& router : following_.routers(following_.receiver(call)))
        mount(router.id, reading_.argument(call, 0, "value"), both_conditions(router.condition, condition));
      return;
    }
    if (method != "append" && method != "extend") return;
    const Origin list = following_.receiver(call);
    const facts::FileFacts& facts = reading_.facts(call.file);
    if (facts.exprs[list.expr].kind != ExprKind::attribute) return;
    if (!is_listed(words_for(rule_, "handler-list"), facts.text_of(list.expr))) return;
    const RouterId app = router_of_call(reading_.app.constructor);
    if (method == "append")
      mount(app, reading_.argument(call, 0, ""), condition);
    else
      mount_all(app, reading_.argument(call, 0, ""), condition);
  }

  void mount_all(const RouterId& outer, const Origin& list, const std::string& condition) {
    for (const Origin& item : following_.items(list)) mount(outer, item, condition);
  }

  void mount(const RouterId& outer, const Origin& item, const std::string& condition) {
    for (const RouterAt& inner : following_.routers(item)) {
      Mount edge;
      edge.inner = inner.id;
      edge.condition = both_conditions(inner.condition, condition);
      edge.spot = {item.file, reading_.facts(item.file).exprs[item.expr].range.start};
      graph_.mount(outer, std::move(edge));
    }
  }

  // The routes of one function: one for each path and method of its decorator.
  void declare_handler(const RouterId& owner, FunctionPlace function) {
    const facts::FileFacts& facts = reading_.facts(function.file);
    const facts::Definition& definition = facts.definitions[function.definition];
    for (const Origin& decorator : decorators_from(program_, function, 0)) {
      const Origin callee = following_.callee(decorator);
      if (!callee.known()) continue;
      const MeaningRef meaning = program_.evaluator().evaluate(callee);
      if (!is_named(rule_, "handler-decorator", *meaning)) continue;
      const auto paths = following_.texts(reading_.argument(decorator, 0, "path"));
      if (!paths) continue;
      Route route;
      route.handler = handler_name(program_, function.file, function.definition);
      route.at = facts.location_of(decorator.expr);
      route.guards = guards_of(reading_.argument(decorator, std::nullopt, "guards"));
      route.condition = condition_at(facts, {decorator.definition, definition.condition});
      fill(function, route);
      const std::string verb = to_upper(last_part(meaning->name));
      const auto methods = is_http_method(verb)
                               ? std::vector<std::string>{verb}
                               : listed_methods(reading_.argument(decorator, std::nullopt, "http_method"));
      for (const std::string& path : paths->empty() ? std::vector<std::string>{""} : *paths) {
        if (is_catch_all(path, rule_.path_style) && path.find('/', 1) == std::string::npos) continue;
        route.path = plain_path(path, rule_.path_style);
        for (const std::string& method : methods) {
          if (!counts_as_route(method)) continue;
          Route one = route;
          one.method = method;
          graph_.declare(owner, std::move(one), {function.file, definition.range.start});
        }
      }
    }
  }

  // [HttpMethod.GET, "POST"]
  std::vector<std::string> listed_methods(const Origin& list) const {
    std::vector<std::string> methods;
    std::vector<Origin> items = following_.items(list);
    if (items.empty() && list.known()) items.push_back(list);
    for (const Origin& item : items) {
      const MeaningRef meaning = program_.evaluator().evaluate(item);
      const std::string word = to_upper(meaning->is_text() ? meaning->text : last_part(meaning->name));
      if (is_http_method(word)) methods.push_back(word);
    }
    return methods;
  }

  // The parameter called `data` is the body.
  void fill(FunctionPlace function, Route& route) const {
    const facts::FileFacts& facts = reading_.facts(function.file);
    const Index outside = scope_of(facts, function.definition);
    Body body;
    for (const facts::Parameter& parameter : facts.definitions[function.definition].parameters) {
      if (!is_listed(words_for(rule_, "body-argument"), facts.text(parameter.name))) continue;
      Annotated annotated =
          annotated_type(reading_, following_, {function.file, parameter.annotation, outside, nullptr});
      annotated.metadata.push_back({function.file, parameter.default_value, outside, nullptr});
      for (const Origin& marker : annotated.metadata) body.form = body.form || is_form(marker);
      const MeaningRef type = program_.evaluator().evaluate(annotated.type);
      if (type->is(Kind::external) && is_listed(rule_.file_types, type->name))
        body.form = body.takes_files = true;
      if (!annotated.many) add_fields_of_type(program_, type, body);
    }
    route.fields = std::move(body.fields);
    route.form = body.form;
    route.takes_files = body.takes_files;
    route.stub = only_refuses(reading_, following_, function);
  }

  // Body(media_type=RequestEncodingType.URL_ENCODED)
  bool is_form(const Origin& marker) const {
    if (!following_.callee(marker).known()) return false;
    const Origin media = reading_.argument(marker, std::nullopt, "media_type");
    if (!media.known()) return false;
    const MeaningRef meaning = program_.evaluator().evaluate(media);
    const std::string word = to_lower(meaning->is_text() ? meaning->text : last_part(meaning->name));
    return word.find("url") != std::string::npos || word.find("multi") != std::string::npos;
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  Following following_;
};

}  // namespace

void read_route_handlers(const RouteReading& reading, RouteGraph& graph) {
  HandlerReader(reading, graph).run();
}

}  // namespace assay::model
