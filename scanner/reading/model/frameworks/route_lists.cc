// Routes that stand in lists or are added by calls: routes=[Route("/x", view), Mount("/y", routes=[...])],
// app.add_route("/x", view), app.router.add_get("/x", view), add_routes([web.get("/x", view)]).
#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "reading/model/frameworks/readers.h"
#include "reading/model/routes/app_middleware.h"
#include "reading/model/routes/methods.h"
#include "reading/model/routes/paths.h"
#include "reading/model/routes/stubs.h"
#include "reading/model/routes/views.h"

namespace assay::model {
namespace {

using Kind = Meaning::Kind;

constexpr int kMaxDepth = 8;  // lists of mounts in lists of mounts

class ListReader {
 public:
  ListReader(const RouteReading& reading, RouteGraph& graph)
      : reading_(reading),
        program_(reading.program),
        rule_(reading.rule),
        graph_(graph),
        following_(reading) {}

  void run() {
    reading_.for_each_call([&](const Origin& call, facts::Place place) { note_resource(call, place); });
    reading_.for_each_call([&](const Origin& call, facts::Place place) {
      note_router(call);
      note_mount(call, place);
      note_added(call, place);
      note_list(call, place);
    });
    read_app_middleware(reading_, following_, graph_);
    for (FileIndex f = 0; f < program_.files().size(); ++f)
      if (reading_.owned[f])
        for (Index d = 1; d < reading_.facts(f).definitions.size(); ++d) declare_decorated({f, d});
  }

 private:
  bool named(const Origin& call, const char* job) const {
    return is_listed(words_for(rule_, job), following_.method(call));
  }
  Spot spot_of(const Origin& call) const {
    return {call.file, reading_.facts(call.file).exprs[call.expr].range.start};
  }
  std::optional<std::string> path_of(const Origin& expr, const Turn& turn = {}) const {
    const auto written = following_.text(expr, turn);
    if (!written) return std::nullopt;
    std::string path = plain_path(*written, rule_.path_style);
    while (path.ends_with('/')) path.pop_back();
    return path;
  }

  std::vector<std::string> middleware(const Origin& call) const {
    return listed_middleware(reading_, following_, call);
  }

  // Starlette(routes=[...]), Router(routes=[...])
  void note_router(const Origin& call) {
    const MeaningRef callee = program_.evaluator().evaluate(following_.callee(call));
    const bool router = following_.stands_on(*callee, rule_.routers);
    if (!router && !following_.stands_on(*callee, rule_.constructors)) return;
    const RouterId id = router_of_call(call);
    graph_.own(id, "", middleware(call));
    attach(id, reading_.argument(call, router ? std::optional(0) : std::nullopt, "routes"), "", 0);
  }

  // app.mount("/x", other), app.add_subapp("/x", other)
  void note_mount(const Origin& call, facts::Place place) {
    if (!named(call, "mounting-method")) return;
    for (const Turn& turn : following_.turns(call)) {
      const auto prefix = path_of(reading_.argument(call, 0, "path"), turn);
      if (!prefix) continue;
      for (const RouterAt& outer : following_.routers(following_.receiver(call), turn))
        for (const RouterAt& inner : following_.routers(reading_.argument(call, 1, "app"), turn))
          mount(outer, inner, *prefix, {}, condition_at(reading_.facts(call.file), place), spot_of(call));
    }
  }

  void mount(const RouterAt& outer, const RouterAt& inner, const std::string& prefix,
             std::vector<std::string> guards, const std::string& condition, Spot spot) {
    Mount edge;
    edge.inner = inner.id;
    edge.prefix = prefix;
    edge.guards = std::move(guards);
    edge.condition = both_conditions(outer.condition, both_conditions(inner.condition, condition));
    edge.spot = spot;
    graph_.mount(outer.id, std::move(edge));
  }

  // resource = app.router.add_resource("/x"); resource.add_route("GET", view)
  void note_resource(const Origin& call, facts::Place place) {
    if (!named(call, "resource-maker")) return;
    const auto path = path_of(reading_.argument(call, 0, "path"));
    if (!path) return;
    resources_.insert(router_of_call(call));
    for (const RouterAt& outer : following_.routers(following_.receiver(call)))
      mount(outer, {router_of_call(call), ""}, *path, {}, condition_at(reading_.facts(call.file), place),
            spot_of(call));
  }

  void note_added(const Origin& call, facts::Place place) {
    const std::string method = following_.method(call);
    const bool by_path = named(call, "adding-method"), by_method = named(call, "adding-by-method");
    const bool by_verb = named(call, "adding-verb");
    if (!by_path && !by_method && !by_verb) return;
    for (const Turn& turn : following_.turns(call)) {
      auto routers = following_.routers(following_.receiver(call), turn);
      // A resource of an app that is a parameter has no value that could be told, but it is that call.
      const RouterId made = router_of_call(following_.written(following_.receiver(call)));
      if (routers.empty() && resources_.contains(made)) routers.push_back({made, ""});
      if (routers.empty()) continue;
      const bool resource = resources_.contains(routers.front().id);
      std::vector<std::string> methods;
      int at = 0;
      if (by_verb) methods = verb(last_part(method, '_'));
      if (by_method) {
        const auto told = following_.text(reading_.argument(call, at++, "method"), turn);
        if (!told) continue;
        methods = verb(*told);
      }
      if (by_path) methods = methods_of(following_.texts(reading_.argument(call, std::nullopt, "methods")));
      const auto path = resource ? std::optional<std::string>("")
                                 : following_.text(reading_.argument(call, at++, "path"), turn);
      const Origin view =
          following_.in_turn(reading_.argument(call, at, by_path ? "route" : "handler"), turn);
      if (path)
        declare_view(routers, call, *path, view, methods, {}, condition_at(reading_.facts(call.file), place));
    }
  }

  // "*" and "view": whatever the method is. A class then says which it has.
  static std::vector<std::string> verb(const std::string& word) {
    const std::string method = to_upper(word);
    if (is_http_method(method)) return {method};
    return method == "*" || method == "VIEW" ? std::vector<std::string>{"ANY"} : std::vector<std::string>{};
  }

  // app.add_routes([web.get("/x", view)]), app.add_routes(table)
  void note_list(const Origin& call, facts::Place place) {
    if (!is_listed(rule_.include, following_.method(call))) return;
    const Origin given = reading_.argument(call, 0, "routes");
    const std::string condition = condition_at(reading_.facts(call.file), place);
    for (const Turn& turn : following_.turns(call)) {
      const auto tables = following_.routers(given, turn);
      for (const RouterAt& outer : following_.routers(following_.receiver(call), turn)) {
        for (const RouterAt& table : tables) mount(outer, table, "", {}, condition, spot_of(call));
        if (tables.empty()) attach(outer.id, following_.in_turn(given, turn), condition, 0);
      }
    }
  }

  void attach(const RouterId& router, const Origin& list, const std::string& condition, int depth) {
    if (depth > kMaxDepth) return;
    for (const Origin& written : following_.items(list)) {
      const Origin item = following_.written(written);
      const Origin callee = following_.callee(item);
      if (!callee.known()) continue;
      const MeaningRef meaning = program_.evaluator().evaluate(callee);
      std::string own = condition_at(reading_.facts(item.file), following_.place_of(item));
      if (own != condition) own = both_conditions(condition, own);
      attach_entry(router, item, *meaning, own, depth);
    }
  }

  void attach_entry(const RouterId& router, const Origin& item, const Meaning& callee,
                    const std::string& condition, int depth) {
    if (following_.stands_on(callee, "mount-entry")) {
      const auto prefix = path_of(reading_.argument(item, 0, "path"));
      if (!prefix) return;
      const RouterId inside = router_of_call(item);
      mount({router, ""}, {inside, ""}, *prefix, middleware(item), condition, spot_of(item));
      if (!graph_entries_.insert(inside).second) return;
      attach(inside, reading_.argument(item, std::nullopt, "routes"), "", depth + 1);
      for (const RouterAt& app : following_.routers(reading_.argument(item, 1, "app")))
        mount({inside, ""}, app, "", {}, "", spot_of(item));
    } else if (following_.stands_on(callee, "route-entry")) {
      const auto path = following_.text(reading_.argument(item, 0, "path"));
      const auto methods = following_.texts(reading_.argument(item, std::nullopt, "methods"));
      if (path && methods)
        declare_view({{router, ""}}, item, *path, reading_.argument(item, 1, "endpoint"), methods_of(methods),
                     middleware(item), condition, !methods->empty());
    } else if (is_named(rule_, "verb-entry", callee)) {
      std::string word = last_part(callee.name, '.');
      int at = 0;
      if (word == "route") word = following_.text(reading_.argument(item, at++, "method")).value_or("");
      const auto path = following_.text(reading_.argument(item, at++, "path"));
      if (path)
        declare_view({{router, ""}}, item, *path, reading_.argument(item, at, "handler"), verb(word), {},
                     condition);
    }
  }

  // A function, or a class with a function for each method.
  void declare_view(const std::vector<RouterAt>& routers, const Origin& at, const std::string& written,
                    const Origin& view, const std::vector<std::string>& methods,
                    std::vector<std::string> guards, const std::string& condition, bool limited = false) {
    if (is_catch_all(written, rule_.path_style) && written.find('/', 1) == std::string::npos) return;
    Route route;
    route.path = plain_path(written, rule_.path_style);
    route.at = reading_.facts(at.file).location_of(at.expr);
    route.condition = condition;
    route.guards = std::move(guards);
    const MeaningRef meaning = program_.evaluator().evaluate(view);
    if (meaning->is(Kind::type)) {
      for (const ViewMethod& method : view_methods(program_, *meaning)) {
        if (limited && !is_listed(methods, method.method)) continue;
        declare(routers, at, route, method.method, method.place, 0);
      }
      return;
    }
    const FunctionPlace function = function_of(program_, view);
    route.handler = handler_name(program_, view);
    for (const std::string& method : methods) declare(routers, at, route, method, function, 0);
  }

  void declare(const std::vector<RouterAt>& routers, const Origin& at, Route route, const std::string& method,
               FunctionPlace function, std::uint32_t first_guard) {
    if (!counts_as_route(method)) return;
    route.method = method;
    if (function.known()) {
      if (route.handler.empty()) route.handler = handler_name(program_, function.file, function.definition);
      for (const Origin& decorator : decorators_from(program_, function, first_guard))
        if (!declares(decorator)) route.guards.push_back(guard_name(program_, decorator));
      Body body;
      if (method != "GET") add_fields_read_by(program_, rule_, function.file, function.definition, body);
      route.fields = std::move(body.fields);
      route.form = body.form;
      route.takes_files = body.takes_files;
      route.stub = only_refuses(reading_, following_, function);
    }
    for (const RouterAt& router : routers) {
      Route one = route;
      one.condition = both_conditions(router.condition, route.condition);
      graph_.declare(router.id, std::move(one), spot_of(at));
    }
  }

  bool declares(const Origin& decorator) const {
    return is_listed(rule_.methods, following_.method(decorator)) &&
           !following_.routers(following_.receiver(decorator)).empty();
  }

  // @routes.get("/x") above a function, @routes.view("/x") above a class, @app.route("/x", methods=[...])
  void declare_decorated(FunctionPlace place) {
    const facts::FileFacts& facts = reading_.facts(place.file);
    const facts::Definition& definition = facts.definitions[place.definition];
    std::uint32_t n = 0;
    for (const Origin& call : decorators_from(program_, place, 0)) {
      ++n;
      const std::string word = following_.method(call);
      if (!is_listed(rule_.methods, word)) continue;
      const auto routers = following_.routers(following_.receiver(call));
      if (routers.empty()) continue;
      std::vector<std::string> methods = verb(word);
      int at = 0;
      if (methods.empty() && is_listed(words_for(rule_, "adding-by-method"), "add_" + word))
        methods = verb(following_.text(reading_.argument(call, at++, "method")).value_or(""));
      else if (methods.empty())
        methods = methods_of(following_.texts(reading_.argument(call, std::nullopt, "methods")));
      const auto path = following_.text(reading_.argument(call, at, "path"));
      if (!path || is_catch_all(*path, rule_.path_style)) continue;
      Route route;
      route.path = plain_path(*path, rule_.path_style);
      route.at = facts.location_of(call.expr);
      route.condition = condition_at(facts, {call.definition, definition.condition});
      if (definition.kind != facts::Definition::Kind::class_) {
        for (const std::string& method : methods) declare(routers, call, route, method, place, n);
        continue;
      }
      Meaning type;
      type.kind = Kind::type;
      type.file = place.file;
      type.definition = place.definition;
      for (const ViewMethod& method : view_methods(program_, type))
        declare(routers, call, route, method.method, method.place, 0);
    }
  }

  const RouteReading& reading_;
  const Program& program_;
  const FrameworkRule& rule_;
  RouteGraph& graph_;
  Following following_;
  std::set<RouterId> resources_;      // paths made first, whose methods are added after
  std::set<RouterId> graph_entries_;  // mounts whose inside is read
};

}  // namespace

void read_route_lists(const RouteReading& reading, RouteGraph& graph) {
  ListReader(reading, graph).run();
}

}  // namespace assay::model
