#include "corpus/route_scores.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace assay::test {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

std::string name_of(const json& route) {
  return route["method"].get<std::string>() + " " + route["path"].get<std::string>();
}

// The routes of the labelled app, by "METHOD /path".
std::map<std::string, json> routes_of(const json& report, const std::string& root) {
  std::map<std::string, json> routes;
  for (const json& route : report["routes"])
    if (route["app"] == root) routes.emplace(name_of(route), route);
  return routes;
}

Names names(const YAML::Node& list) {
  Names out;
  for (const YAML::Node& item : list) out.insert(item.as<std::string>());
  return out;
}

Names without(const Names& a, const Names& b) {
  Names out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

// What differs at the route of a role; empty: nothing.
std::string role_differs(const std::map<std::string, json>& routes, const std::string& role,
                         const YAML::Node& label) {
  const std::string wanted = label["method"].as<std::string>() + " " + label["path"].as<std::string>();
  const auto found = routes.find(wanted);
  if (found == routes.end()) return fmt::format("{} {} not found", role, wanted);
  Names fields;
  for (const json& field : found->second["fields"]) fields.insert(field["name"].get<std::string>());
  const Names labelled = names(label["fields"]);
  if (fields == labelled) return "";
  return fmt::format("{} {}: fields {} instead of {}", role, wanted, fmt::join(fields, ", "),
                     fmt::join(labelled, ", "));
}

}  // namespace

RouteScore score_routes(const json& report, const YAML::Node& label) {
  // The report's app of that root is meant, or its only one.
  std::string root = label["root"].as<std::string>();
  if (report["apps"].size() == 1) root = report["apps"][0]["root"].get<std::string>();
  const auto routes = routes_of(report, root);
  RouteScore score;
  for (const char* role : {"register", "login"}) {
    const YAML::Node& wanted = label[role];
    if (!wanted || !wanted.IsMap() || !wanted["path"]) continue;
    if (std::string differs = role_differs(routes, role, wanted); !differs.empty())
      score.roles.push_back(std::move(differs));
  }
  if (label["routes"]) {
    Names found;
    for (const auto& [name, _] : routes) found.insert(name);
    const Names wanted = names(label["routes"]);
    const Names missing = without(wanted, found), extra = without(found, wanted);
    score.labelled = wanted.size();
    score.right = wanted.size() - missing.size();
    score.missing.assign(missing.begin(), missing.end());
    score.extra.assign(extra.begin(), extra.end());
  } else if (label["routes_total"] && label["routes_total"].IsScalar()) {
    score.labelled = label["routes_total"].as<std::size_t>(0);
    score.right = std::min(score.labelled, routes.size());
    if (routes.size() < score.labelled)
      score.missing.push_back(fmt::format("{} of {}", score.labelled - routes.size(), score.labelled));
    if (routes.size() > score.labelled)
      score.extra.push_back(fmt::format("{} more than {}", routes.size() - score.labelled, score.labelled));
  }
  return score;
}

}  // namespace assay::test
