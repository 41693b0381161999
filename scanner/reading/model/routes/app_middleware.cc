#include "reading/model/routes/app_middleware.h"

#include <algorithm>
#include <tuple>

#include "reading/model/routes/middleware.h"
#include "reading/model/routes/written.h"

namespace assay::model {
namespace {

// One piece of middleware, where it is added.
struct Added {
  Spot spot;
  RouterId router;
  std::string name;
};

class Reader {
 public:
  Reader(const RouteReading& reading, const Following& following)
      : reading_(reading), following_(following) {}

  std::vector<Added> read() {
    reading_.for_each_call([&](const Origin& call, facts::Place place) {
      note_call(call, place);
      note_decorated_by_hand(call, place);
    });
    for (FileIndex f = 0; f < reading_.program.files().size(); ++f)
      if (reading_.owned[f]) note_definitions(f);
    std::stable_sort(added_.begin(), added_.end(), [](const Added& a, const Added& b) {
      return std::tie(a.spot.file, a.spot.byte) < std::tie(b.spot.file, b.spot.byte);
    });
    return std::move(added_);
  }

 private:
  bool does(const Origin& call, const char* job) const {
    const std::string method = call.known() ? following_.method(call) : "";
    return !method.empty() && is_listed(words_for(reading_.rule, job), method);
  }

  // app.add_middleware(Class, option=...); of a base that only calls a function, the function tells more.
  void note_call(const Origin& call, facts::Place place) {
    if (!does(call, "adding-middleware")) return;
    const Origin dispatch = reading_.argument(call, std::nullopt, "dispatch");
    add(call, call, dispatch.known() ? dispatch : reading_.argument(call, 0, "middleware_class"), place);
  }

  // app.middleware("http")(function)
  void note_decorated_by_hand(const Origin& call, facts::Place place) {
    const Origin decorator = following_.callee(call);
    if (!decorator.known() || reading_.facts(call.file).exprs[decorator.expr].kind != facts::ExprKind::call)
      return;
    if (does(decorator, "middleware-decorator")) add(decorator, call, reading_.argument(call, 0, ""), place);
  }

  // @app.middleware("http")
  void note_definitions(FileIndex file) {
    const facts::FileFacts& facts = reading_.facts(file);
    for (Index d = 1; d < facts.definitions.size(); ++d)
      for (std::uint32_t n = 0; n < facts.definitions[d].decorators_count; ++n) {
        const Origin decorator{file, facts.decorators[facts.definitions[d].decorators_first + n],
                               scope_of(facts, d), nullptr};
        if (facts.exprs[decorator.expr].kind != facts::ExprKind::call ||
            !does(decorator, "middleware-decorator"))
          continue;
        put(decorator, decorator, facts.text(facts.definitions[d].name),
            {decorator.definition, facts.definitions[d].condition});
      }
  }

  void add(const Origin& adding, const Origin& whole, const Origin& given, facts::Place place) {
    std::vector<std::string> names;
    if (given.known()) add_guard_name(reading_, given, names);
    for (const std::string& name : names) put(adding, whole, name, place);
  }

  void put(const Origin& adding, const Origin& whole, const std::string& name, facts::Place place) {
    const facts::FileFacts& facts = reading_.facts(whole.file);
    const Spot spot{whole.file, facts.exprs[whole.expr].range.start};
    for (const RouterAt& router : following_.routers(following_.receiver(adding))) {
      const std::string condition = both_conditions(router.condition, condition_at(facts, place));
      added_.push_back({spot, router.id, condition.empty() ? name : name + " (if " + condition + ")"});
    }
  }

  const RouteReading& reading_;
  const Following& following_;
  std::vector<Added> added_;
};

}  // namespace

std::vector<std::string> listed_middleware(const RouteReading& reading, const Following& following,
                                           const Origin& call) {
  std::vector<std::string> names;
  for (const char* keyword : {"middleware", "middlewares"})
    for (const Origin& item : following.items(reading.argument(call, std::nullopt, keyword))) {
      const Origin callee = following.callee(item);
      const bool wrapped = callee.known() && is_named(reading.rule, "middleware-entry",
                                                      *reading.program.evaluator().evaluate(callee));
      const Origin given = wrapped ? reading.argument(item, 0, "cls") : item;
      if (given.known()) add_guard_name(reading, given, names);
    }
  return names;
}

void read_app_middleware(const RouteReading& reading, const Following& following, RouteGraph& graph) {
  for (Added& added : Reader(reading, following).read())
    graph.put_before(added.router, std::move(added.name));
}

}  // namespace assay::model
