// The resources of blueprints.cc: interfaces on an app or a blueprint, namespaces in them, classes that are
// added with their paths.
#include "reading/model/frameworks/blueprints.h"
#include "reading/model/routes/paths.h"

namespace assay::model {

using Kind = Meaning::Kind;

// Namespace("users", path="/people"); without a path its name is one.
std::optional<std::string> BlueprintReader::namespace_path(const Origin& call) const {
  const Origin given = reading_.argument(call, std::nullopt, "path");
  const auto path = following_.text(given);
  if (!path || given.known()) return prefix_of(given);
  const auto name = following_.text(reading_.argument(call, 0, "name"));
  if (!name) return std::nullopt;
  return "/" + plain_path(*name, rule_.path_style);
}

void BlueprintReader::mount_at(const Origin& call, const RouterAt& outer, const RouterId& inner,
                               const std::string& prefix, facts::Place place) {
  const facts::FileFacts& facts = reading_.facts(call.file);
  Mount mount;
  mount.inner = inner;
  mount.prefix = prefix;
  mount.condition = both_conditions(outer.condition, condition_at(facts, place));
  mount.spot = {call.file, facts.exprs[call.expr].range.start};
  graph_.mount(outer.id, std::move(mount));
}

// Api(app, prefix="/v1"), api.init_app(app), api.namespace("users"), api.add_namespace(ns, path="/x").
void BlueprintReader::note_interface(const Origin& call, facts::Place place) {
  const MeaningRef callee = program_.evaluator().evaluate(following_.callee(call));
  if (following_.stands_on(*callee, "interface")) {
    const auto prefix = prefix_of(reading_.argument(call, std::nullopt, "prefix"));
    if (!prefix) return;
    graph_.own(router_of_call(call), *prefix, {});
    for (const RouterAt& outer : following_.routers(reading_.argument(call, 0, "app")))
      mount_at(call, outer, router_of_call(call), "", place);
    return;
  }
  const std::string method = following_.method(call);
  const auto is = [&](const char* job) { return is_listed(words_for(rule_, job), method); };
  if (is("interface-start")) {
    for (const RouterAt& inner : following_.routers(following_.receiver(call)))
      for (const RouterAt& outer : following_.routers(reading_.argument(call, 0, "app")))
        mount_at(call, {outer.id, both_conditions(outer.condition, inner.condition)}, inner.id, "", place);
  } else if (is("namespace-maker")) {
    const auto path = namespace_path(call);
    if (!path) return;
    for (const RouterAt& outer : following_.routers(following_.receiver(call)))
      mount_at(call, outer, router_of_call(call), *path, place);
  } else if (is("namespace-mount")) {
    for (const Turn& turn : following_.turns(call)) {
      const auto path = prefix_of(reading_.argument(call, 1, "path"), turn);
      if (!path) continue;
      for (const RouterAt& outer : following_.routers(following_.receiver(call), turn))
        for (const RouterAt& inner : following_.routers(reading_.argument(call, 0, "ns"), turn)) {
          const auto own = prefixes_.find(inner.id);
          if (own == prefixes_.end() || (path->empty() && !own->second)) continue;
          mount_at(call, {outer.id, both_conditions(outer.condition, inner.condition)}, inner.id,
                   path->empty() ? *own->second : *path, place);
        }
    }
  }
}

// api.add_resource(Users, "/users", "/people")
void BlueprintReader::note_resource(const Origin& call, facts::Place place) {
  if (!is_listed(words_for(rule_, "resource-adder"), following_.method(call))) return;
  const facts::FileFacts& facts = reading_.facts(call.file);
  const auto routers = following_.routers(following_.receiver(call));
  const MeaningRef type = program_.evaluator().evaluate(reading_.argument(call, 0, "resource"));
  if (routers.empty() || !type->is(Kind::type)) return;
  Route route;
  route.at = facts.location_of(call.expr);
  route.condition = condition_at(facts, place);
  for (const std::string& rule : rules_of(call, 1)) {
    route.path = plain_path(rule, rule_.path_style);
    declare_class(*type, routers, route, {}, {call.file, facts.exprs[call.expr].range.start});
  }
}

}  // namespace assay::model
