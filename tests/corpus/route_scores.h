// corpus/route_scores.h - the routes of a report against those that were counted by hand.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace assay::test {

struct RouteScore {
  std::size_t labelled = 0, right = 0;  // of the listed ones, or of the total where only that is given
  std::vector<std::string> missing;     // "GET /jobs/{id}"
  std::vector<std::string> extra;
  std::vector<std::string> roles;  // what differs at the labelled register and login routes
};

// `label` is one apps[] entry. Without a list of routes only the totals can be compared.
RouteScore score_routes(const nlohmann::json& report, const YAML::Node& label);

}  // namespace assay::test
