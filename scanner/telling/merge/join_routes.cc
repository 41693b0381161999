#include "telling/merge/join_routes.h"

#include <algorithm>

#include "common/base/text.h"

namespace assay {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() >= 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return split(path, '/');
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void bind(std::vector<RouteReport>& routes, const Binding& binding, const std::string& app) {
  for (RouteReport& route : routes) {
    if (route.route.method != binding.method || !same_path(route.route.path, binding.path)) continue;
    route.roles.push_back(binding.role);
    return;
  }
  RouteReport live;  // the code does not declare it: no place to show
  live.app = app;
  live.route.method = binding.method;
  live.route.path = binding.path;
  live.roles.push_back(binding.role);
  routes.push_back(std::move(live));
}

bool needs_one_of(const TestResult& test, const std::vector<std::string>& roles) {
  return std::any_of(roles.begin(), roles.end(),
                     [&](const std::string& role) { return contains(test.roles, role); });
}

}  // namespace

bool same_path(std::string_view a, std::string_view b) {
  const auto left = segments_of(a), right = segments_of(b);
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left[i] != right[i] && !(is_parameter(left[i]) && is_parameter(right[i]))) return false;
  return true;
}

std::vector<RouteReport> join_routes(const App& app, const Trial* trial) {
  std::vector<RouteReport> routes;
  for (const Route& route : app.routes) routes.push_back({app.root, route, {}, {}});
  if (trial) {
    for (const Binding& binding : trial->bindings) bind(routes, binding, app.root);
    for (RouteReport& route : routes)
      for (const TestResult& test : trial->tests)
        if (needs_one_of(test, route.roles)) route.tests.push_back(test.id);
  }
  std::stable_sort(routes.begin(), routes.end(), [](const RouteReport& a, const RouteReport& b) {
    return std::tie(a.route.path, a.route.method, a.route.at) <
           std::tie(b.route.path, b.route.method, b.route.at);
  });
  return routes;
}

std::vector<RouteRef> routes_of(const TestResult& test, const std::vector<RouteReport>& routes) {
  std::vector<RouteRef> refs;
  for (const RouteReport& route : routes)
    if (route.app == test.app && needs_one_of(test, route.roles))
      refs.push_back({route.route.method, route.route.path, route.route.at});
  return refs;
}

}  // namespace assay
