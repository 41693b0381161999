// assay_corpus --assay BINARY --labels FILE DIR: scans the labelled repositories that are checked out as
// DIR/owner+name and prints each answer as right, wrong or unclear, then a total. Exit 1 when one is wrong.
// With --routes it holds the routes to the labels instead: right, missing and extra, and what differs at the
// labelled register and login routes.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/run_program.h"
#include "corpus/route_scores.h"
#include "support/labels.h"

using namespace assay::test;
namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 5> kDecisions{"password-hashing", "token-scheme", "secret-comparison",
                                                "docs-exposure", "dependency-footprint"};

struct Totals {
  std::map<std::string, std::map<Score, int>> by_decision;
  std::map<Score, int> all;

  void add(const ScoredAnswer& answer) {
    ++by_decision[answer.decision][answer.score];
    ++all[answer.score];
  }
};

std::string folder_name(std::string repo) {
  const std::size_t slash = repo.find('/');
  return slash == std::string::npos ? repo : repo.replace(slash, 1, "+");
}

void print(const std::string& repo, const ScoredAnswer& answer) {
  const std::string site = answer.subject.empty() ? "" : " " + answer.subject;
  fmt::print("{:<8} {:<45} {}{}{}\n", to_string(answer.score), repo, answer.decision, site,
             answer.why.empty() ? "" : ": " + answer.why);
}

void print_totals(Totals& totals) {
  const auto line = [](const std::string& name, std::map<Score, int>& counts) {
    const int labels = counts[Score::right] + counts[Score::wrong] + counts[Score::unclear];
    const double share = labels == 0 ? 0 : 100.0 * counts[Score::right] / labels;
    fmt::print("{:<22} {:>3} right {:>3} wrong {:>3} unclear of {:>3} labels ({:.0f}%), {} extra\n", name,
               counts[Score::right], counts[Score::wrong], counts[Score::unclear], labels, share,
               counts[Score::extra]);
  };
  fmt::print("\n");
  for (const char* id : kDecisions) line(id, totals.by_decision[id]);
  line("total", totals.all);
}

struct RouteTotals {
  std::size_t labelled = 0, right = 0, missing = 0, extra = 0, roles = 0;
};

void print_routes(const std::string& repo, const YAML::Node& label, const RouteScore& score, bool listed,
                  RouteTotals& totals) {
  fmt::print("{:<45} {:<12} {:<10} {:>3} of {:>3} right, {} missing, {} extra\n", repo,
             label["root"].as<std::string>(), label["framework"].as<std::string>(), score.right,
             score.labelled, score.missing.size(), score.extra.size());
  for (const std::string& differs : score.roles) fmt::print("    {}\n", differs);
  if (listed) {
    for (const std::string& route : score.missing) fmt::print("    missing {}\n", route);
    for (const std::string& route : score.extra) fmt::print("    extra   {}\n", route);
  }
  totals.labelled += score.labelled;
  totals.right += score.right;
  totals.missing += score.missing.size();
  totals.extra += score.extra.size();
  totals.roles += score.roles.size();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Scores assay's answers against labelled repositories"};
  std::string assay, labels, folder;
  app.add_option("--assay", assay, "the binary")->required();
  app.add_option("--labels", labels, "the file of labels")->required()->check(CLI::ExistingFile);
  bool routes = false, listed = false;
  app.add_flag("--routes", routes, "score the routes instead of the decisions");
  app.add_flag("--list", listed, "with --routes: name each that is missing or extra");
  app.add_option("DIR", folder, "where the repositories are checked out, as owner+name")
      ->required()
      ->check(CLI::ExistingDirectory);
  CLI11_PARSE(app, argc, argv);
  ::setenv("ASSAY", assay.c_str(), 1);  // where run_assay_binary looks

  Totals totals;
  RouteTotals route_totals;
  int missing = 0;
  for (const YAML::Node& repo : YAML::LoadFile(labels)) {
    const std::string name = repo["repo"].as<std::string>();
    const fs::path path = fs::path(folder) / folder_name(name);
    if (!fs::is_directory(path)) {
      fmt::print("missing  {}: not checked out in {}\n", name, folder);
      ++missing;
      continue;
    }
    const ProgramRun run = run_assay_binary({"scan", path.string(), "--format", "json"});
    const nlohmann::json report = nlohmann::json::parse(run.out, nullptr, false);
    if (report.is_discarded()) {
      fmt::print("wrong    {}: the scan gave no report (exit {}): {}\n", name, run.exit_code, run.err);
      ++totals.all[Score::wrong];
      continue;
    }
    for (const YAML::Node& label : repo["apps"]) {
      if (routes) {
        print_routes(name, label, score_routes(report, label), listed, route_totals);
        continue;
      }
      for (const ScoredAnswer& answer :
           score_app(report, label, {{kDecisions.begin(), kDecisions.end()}, false})) {
        print(name, answer);
        totals.add(answer);
      }
    }
  }
  if (routes)
    fmt::print("\ntotal {} of {} right, {} missing, {} extra, {} roles differ\n", route_totals.right,
               route_totals.labelled, route_totals.missing, route_totals.extra, route_totals.roles);
  else
    print_totals(totals);
  if (missing > 0) fmt::print("{} not checked out\n", missing);
  return totals.all[Score::wrong] == 0 && missing == 0 ? 0 : 1;
}
