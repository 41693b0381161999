#include "reading/model/routes/graph.h"

#include <algorithm>
#include <tuple>

#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

// A mount may lead back to where it came from; hostile code may mount a thousand routers on each other.
constexpr std::size_t kMaxMounts = 16;
constexpr std::size_t kMaxRoutes = 20'000;

std::string both(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " and " + b;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

bool is_below(const std::string& path, const std::string& prefix) {
  if (prefix.empty() || prefix == "/") return true;
  if (!path.starts_with(prefix)) return false;
  return path.size() == prefix.size() || prefix.ends_with('/') || path[prefix.size()] == '/';
}

}  // namespace

// The mounts passed from the root to a router.
struct RouteGraph::Way {
  std::string path;
  std::vector<std::string> guards;
  std::string condition;
  std::vector<RouterId> passed;
};

void RouteGraph::own(const RouterId& router, std::string prefix, std::vector<std::string> guards) {
  Node& node = nodes_[router];
  node.prefix = std::move(prefix);
  node.guards = std::move(guards);
}

void RouteGraph::mount(const RouterId& outer, Mount mount) {
  nodes_[outer].mounts.push_back(std::move(mount));
}

void RouteGraph::guard(const RouterId& router, Guarding guarding) {
  nodes_[router].guardings.push_back(std::move(guarding));
}

void RouteGraph::declare(const RouterId& router, Route route, Spot spot) {
  nodes_[router].declared.emplace_back(std::move(route), spot);
}

void RouteGraph::add_root(const RouterId& router, std::string prefix) {
  roots_.emplace_back(router, std::move(prefix));
}

// The guards of a router that hold for a path of it declared at `spot`.
std::vector<std::string> RouteGraph::in_force(const Node& node, const std::string& path, Spot spot) const {
  std::vector<std::string> names = node.guards;
  for (const Guarding& guarding : node.guardings) {
    const bool too_late =
        habits_.guards_in_order && guarding.spot.file == spot.file && guarding.spot.byte > spot.byte;
    if (!too_late && is_below(path, guarding.prefix)) names.push_back(guarding.name);
  }
  return names;
}

void RouteGraph::walk(const RouterId& router, const Way& way, std::vector<Route>& out) const {
  const auto found = nodes_.find(router);
  const bool again = std::find(way.passed.begin(), way.passed.end(), router) != way.passed.end();
  if (found == nodes_.end() || again || way.passed.size() > kMaxMounts) return;
  const Node& node = found->second;
  const std::string base = joined_path(way.path, node.prefix, habits_.join_segments);
  for (const auto& [declared, spot] : node.declared) {
    if (out.size() >= kMaxRoutes) return;
    Route route = declared;
    route.path = joined_path(base, declared.path, habits_.join_segments);
    if (route.path.empty()) route.path = "/";
    route.guards = way.guards;
    append(route.guards, in_force(node, declared.path, spot));
    append(route.guards, declared.guards);
    route.condition = both(way.condition, declared.condition);
    out.push_back(std::move(route));
  }
  for (const Mount& mount : node.mounts) {
    Way further{joined_path(base, mount.prefix, habits_.join_segments), way.guards,
                both(way.condition, mount.condition), way.passed};
    append(further.guards, in_force(node, mount.prefix, mount.spot));
    append(further.guards, mount.guards);
    further.passed.push_back(router);
    walk(mount.inner, further, out);
  }
}

std::vector<Route> RouteGraph::routes() const {
  std::vector<Route> routes;
  for (const auto& [router, prefix] : roots_) walk(router, {prefix, {}, {}, {}}, routes);
  const auto place = [](const Route& r) { return std::tie(r.path, r.method, r.at, r.handler); };
  std::stable_sort(routes.begin(), routes.end(),
                   [&](const Route& a, const Route& b) { return place(a) < place(b); });
  routes.erase(std::unique(routes.begin(), routes.end(),
                           [&](const Route& a, const Route& b) { return place(a) == place(b); }),
               routes.end());
  return routes;
}

}  // namespace assay::model
