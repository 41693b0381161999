#include "reading/model/routes/graph.h"

#include <algorithm>
#include <tuple>

#include "reading/model/routes/paths.h"

namespace assay::model {
namespace {

// A mount may lead back to where it came from; hostile code may mount a thousand routers on each other.
constexpr std::size_t kMaxMounts = 16;
constexpr std::size_t kMaxRoutes = 20'000;
constexpr std::size_t kMaxVisits = 50'000;
constexpr int kMaxPassedOn = 4;  // routers inside each other, whose guards are met on the way to another
constexpr std::size_t kMaxMet = 500'000;

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// What stands twice on the way to a route is in force once; not so where options are left out of the name.
void keep_first(std::vector<std::string>& names) {
  std::vector<std::string> kept;
  for (std::string& name : names)
    if (name.ends_with("(...)") || std::find(kept.begin(), kept.end(), name) == kept.end())
      kept.push_back(std::move(name));
  names = std::move(kept);
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

// Segment by segment; a parameter of the guard's stands for any.
bool is_guarded(const std::string& path, const Guarding& guarding) {
  const std::vector<std::string_view> wanted = segments_of(guarding.prefix), there = segments_of(path);
  if (there.size() < wanted.size() || (guarding.exact && there.size() > wanted.size())) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i] != there[i] && wanted[i] != "*" && !wanted[i].starts_with('{')) return false;
  return true;
}

// What is left of a path below a prefix that it was found to be below.
std::string without(const std::string& path, const std::string& prefix) {
  std::string out;
  const std::vector<std::string_view> segments = segments_of(path);
  for (std::size_t i = segments_of(prefix).size(); i < segments.size(); ++i)
    out.append("/").append(segments[i]);
  return out;
}

}  // namespace

std::string both_hold(const std::string& outer, const std::string& inner) {
  if (inner == outer || inner.starts_with(outer + " and ")) return inner;
  return outer.empty() || inner.empty() ? outer + inner : outer + " and " + inner;
}

// The routers passed from the root, each with the path it hangs at, the guards of its own and of its mount,
// and where in it the next one is mounted.
struct RouteGraph::Way {
  struct Stop {
    RouterId router;
    const Node* node = nullptr;
    std::string path;
    std::vector<std::string> guards;  // of the mount that leads on
    Spot spot;                        // where that stands
    bool apart = false;               // no guard from here on outwards holds behind it
  };
  std::string path;
  std::string condition;
  std::vector<Stop> passed;
};

void RouteGraph::own(const RouterId& router, std::string prefix, std::vector<std::string> guards) {
  Node& node = nodes_[router];
  node.prefix = std::move(prefix);
  node.guards = std::move(guards);
}

void RouteGraph::mount(const RouterId& outer, Mount mount) {
  nodes_[outer].mounts.push_back(std::move(mount));
}

void RouteGraph::put_before(const RouterId& router, std::string guard) {
  std::vector<std::string>& before = nodes_[router].before;
  before.insert(before.begin(), std::move(guard));
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

void RouteGraph::climb() {
  const auto outer_of = [&](const RouterId& inner) {
    return std::find_if(nodes_.begin(), nodes_.end(), [&](const auto& node) {
      return node.first != inner && std::any_of(node.second.mounts.begin(), node.second.mounts.end(),
                                                [&](const Mount& mount) { return mount.inner == inner; });
    });
  };
  for (auto& [root, prefix] : roots_)
    for (std::size_t n = 0; n < kMaxMounts && prefix.empty(); ++n) {
      const auto outer = outer_of(root);
      if (outer == nodes_.end()) break;
      root = outer->first;
    }
}

// A request on its way: what is left of its path where it meets a router, for which route, and how far into
// that router it gets.
struct RouteGraph::Met {
  std::string path;
  const std::string& condition;
  Spot spot;
  int depth = 0;
};

// The guards that a request meets in one router, those of routers mounted before what it looks for among
// them.
void RouteGraph::meet(const Node& node, const Met& met, Walked& walked,
                      std::vector<std::string>& names) const {
  append(names, node.guards);
  const auto too_late = [&](const Spot& spot) {
    return habits_.guards_in_order && spot.file == met.spot.file && spot.byte > met.spot.byte;
  };
  std::vector<std::pair<std::uint32_t, std::string>> found;
  const auto note = [&](const Spot& spot, const std::string& name, const std::string& condition) {
    const bool always = condition.empty() || met.condition.starts_with(condition);
    found.emplace_back(habits_.guards_in_order ? spot.byte : 0,
                       always ? name : name + " (if " + condition + ")");
  };
  const auto unloaded = [&](const Guarding& guarding) {
    return guarding.once_loaded && met.spot.loaded < guarding.spot.byte;
  };
  for (const Guarding& guarding : node.guardings)
    if (!too_late(guarding.spot) && !unloaded(guarding) && is_guarded(met.path, guarding))
      note(guarding.spot, guarding.name, guarding.condition);
  if (habits_.guards_pass_on && met.depth < kMaxPassedOn)
    for (const Mount& mount : node.mounts) {
      if (mount.spot.byte >= met.spot.byte || ++walked.met > kMaxMet) continue;
      const auto inner = nodes_.find(mount.inner);
      if (inner == nodes_.end() || !is_guarded(met.path, {mount.prefix, "", {}, false, ""})) continue;
      std::vector<std::string> passed;
      const Spot end{mount.spot.file, UINT32_MAX};
      meet(inner->second, {without(met.path, mount.prefix), met.condition, end, met.depth + 1}, walked,
           passed);
      for (const std::string& name : passed) note(mount.spot, name, mount.condition);
    }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [_, name] : found) names.push_back(std::move(name));
}

// All that stands between the root and a route, outermost first. A guard of an outer router may hold for a
// part only of what is mounted in it, so each is asked for the route's own path.
std::vector<std::string> RouteGraph::in_force(const Way& way, const Route& route, Spot spot,
                                              Walked& walked) const {
  std::vector<std::string> names, before;
  for (std::size_t i = 0; i < way.passed.size(); ++i) {
    const Way::Stop& stop = way.passed[i];
    const bool last = i + 1 == way.passed.size();
    const std::string path = route.path.substr(std::min(stop.path.size(), route.path.size()));
    append(before, stop.node->before);
    append(names, stop.node->before);
    meet(*stop.node, {path, route.condition, last ? spot : stop.spot}, walked, names);
    if (!last && stop.apart) names = before;
    if (!last) append(names, stop.guards);
  }
  return names;
}

void RouteGraph::walk(const RouterId& router, const Way& way, Walked& out) const {
  const auto found = nodes_.find(router);
  const bool again = std::any_of(way.passed.begin(), way.passed.end(),
                                 [&](const Way::Stop& stop) { return stop.router == router; });
  if (found == nodes_.end() || again || way.passed.size() > kMaxMounts) return;
  if (++out.visits > kMaxVisits) return;
  const Node& node = found->second;
  const std::string base = joined_path(way.path, node.prefix, habits_.join_segments);
  Way here{base, way.condition, way.passed};
  here.passed.push_back({router, &node, base, {}, {}});
  for (const auto& [declared, spot] : node.declared) {
    if (out.routes.size() >= kMaxRoutes) return;
    Route route = declared;
    route.path = joined_path(base, declared.path, habits_.join_segments);
    route.condition = both_hold(way.condition, declared.condition);
    route.guards = in_force(here, route, spot, out);
    append(route.guards, declared.guards);
    keep_first(route.guards);
    if (route.path.empty()) route.path = "/";
    out.routes.push_back(std::move(route));
  }
  for (const Mount& mount : node.mounts) {
    if (out.routes.size() >= kMaxRoutes) return;
    here.path = joined_path(base, mount.prefix, habits_.join_segments);
    here.condition = both_hold(way.condition, mount.condition);
    here.passed.back().guards = mount.guards;
    here.passed.back().spot = mount.spot;
    here.passed.back().apart = mount.apart;
    walk(mount.inner, here, out);
  }
}

std::vector<Route> RouteGraph::routes() const {
  Walked walked;
  for (const auto& [router, prefix] : roots_) walk(router, {prefix, "", {}}, walked);
  std::vector<Route> routes = std::move(walked.routes);
  const auto place = [](const Route& r) { return std::tie(r.path, r.method, r.at, r.handler); };
  std::stable_sort(routes.begin(), routes.end(),
                   [&](const Route& a, const Route& b) { return place(a) < place(b); });
  routes.erase(std::unique(routes.begin(), routes.end(),
                           [&](const Route& a, const Route& b) { return place(a) == place(b); }),
               routes.end());
  return routes;
}

}  // namespace assay::model
