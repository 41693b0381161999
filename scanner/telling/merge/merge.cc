#include "telling/merge/merge.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "telling/merge/findings.h"
#include "telling/merge/join_routes.h"
#include "telling/merge/mask.h"
#include "telling/merge/observe.h"
#include "telling/merge/record_run.h"
#include "telling/merge/scores.h"

namespace assay {
namespace {

const Trial* trial_of(const std::vector<Trial>& trials, const std::string& app) {
  for (const Trial& trial : trials)
    if (trial.app == app) return &trial;
  return nullptr;
}

AppReport report_app(const App& app, const Trial* trial) {
  AppReport report;
  report.root = app.root;
  report.framework = app.framework;
  report.language = app.language;
  report.entry_point = app.entry_point;
  report.entry_at = app.entry_at;
  report.start = app.plan.start;
  report.route_count = app.routes.size();
  if (!trial) return report;
  report.started = trial->started;
  report.bindings = trial->bindings;
  report.unbound = trial->unbound;
  return report;
}

bool is_exact(const Dependency& dependency) {
  const std::string& bound = dependency.specifier;
  if (bound.empty() || bound.find('*') != std::string::npos) return false;
  return bound.starts_with("==") || (bound.front() >= '0' && bound.front() <= '9');
}

bool is_unbounded(const Dependency& dependency) {
  return dependency.specifier.empty() || dependency.specifier == "*" || dependency.specifier == "latest";
}

ManifestReport report_manifest(const Manifest& manifest) {
  ManifestReport report;
  report.file = manifest.file;
  report.ecosystem = manifest.ecosystem;
  report.locked = manifest.locked.size();
  for (const Dependency& dependency : manifest.direct) {
    report.runtime += dependency.group == DependencyGroup::runtime;
    report.development += dependency.group == DependencyGroup::development;
    report.optional += dependency.group == DependencyGroup::optional;
    report.exact += is_exact(dependency);
    report.unbounded += is_unbounded(dependency);
    report.ranges += !is_exact(dependency) && !is_unbounded(dependency);
  }
  return report;
}

std::vector<TestLink> links_of(const std::vector<DecisionLinks>& catalogue, const std::string& decision) {
  for (const DecisionLinks& entry : catalogue)
    if (entry.id == decision) return entry.tests;
  return {};
}

std::vector<std::string> decisions_of(const std::vector<DecisionLinks>& catalogue, const std::string& test) {
  std::vector<std::string> ids;
  for (const DecisionLinks& entry : catalogue)
    if (std::any_of(entry.tests.begin(), entry.tests.end(),
                    [&](const TestLink& l) { return l.test == test; }))
      ids.push_back(entry.id);
  return ids;
}

// A decision's identity is app, id and subject; the line only orders several that share it.
void sort_decisions(std::vector<DecisionReport>& decisions, const std::vector<DecisionLinks>& catalogue) {
  std::map<std::string, std::size_t> rank;
  for (std::size_t i = 0; i < catalogue.size(); ++i) rank.emplace(catalogue[i].id, i);
  const auto key = [&](const DecisionReport& report) {
    const Decision& d = report.decision;
    const auto found = rank.find(d.id);
    const Location at = d.chosen.evidence.empty() ? Location{} : d.chosen.evidence.front().at;
    return std::make_tuple(d.app, found == rank.end() ? rank.size() : found->second, d.id, d.subject, at);
  };
  std::stable_sort(decisions.begin(), decisions.end(),
                   [&](const DecisionReport& a, const DecisionReport& b) { return key(a) < key(b); });
}

void add_decisions(MergeInput& input, Report& report, const std::vector<Trial>& trials) {
  for (Decision& decision : input.decisions) {
    const Trial* trial = trial_of(trials, decision.app);
    static const std::vector<TestResult> no_tests;
    const std::vector<TestResult>& ledger = trial ? trial->tests : no_tests;
    Observed observed = observe(decision, links_of(input.catalogue, decision.id), ledger);
    for (ObservedTest& seen : observed.tests)
      for (const TestResult& test : ledger)
        if (test.id == seen.test) seen.routes = routes_of(test, report.routes);
    report.decisions.push_back({std::move(decision), std::move(observed)});
  }
  sort_decisions(report.decisions, input.catalogue);
}

void add_trial(const Trial& trial, const std::vector<DecisionLinks>& catalogue, Report& report) {
  for (const TestResult& test : trial.tests) {
    report.tests.push_back({test, decisions_of(catalogue, test.id)});
    report.tests.back().result.exchanges.clear();
  }
  if (!trial.tests.empty()) report.scores.push_back(score(trial.app, trial.tests));
}

}  // namespace

Report merge(MergeInput input) {
  Report report;
  report.tool = std::move(input.tool);
  report.run = std::move(input.run);
  report.target = std::move(input.target);
  std::vector<Trial> trials;
  for (Trial& trial : input.trials)
    trials.push_back(mask_trial(std::move(trial), input.known_secrets, report.run));
  for (const App& app : input.apps) {
    const Trial* trial = trial_of(trials, app.root);
    report.apps.push_back(report_app(app, trial));
    for (RouteReport& route : join_routes(app, trial)) report.routes.push_back(std::move(route));
  }
  add_decisions(input, report, trials);
  for (const Trial& trial : trials) add_trial(trial, input.catalogue, report);
  for (const Manifest& manifest : input.manifests)
    report.supply.manifests.push_back(report_manifest(manifest));
  report.left_out = std::move(input.left_out);
  std::sort(report.left_out.begin(), report.left_out.end(), [](const LeftOutFile& a, const LeftOutFile& b) {
    return std::tie(a.path, a.cause) < std::tie(b.path, b.cause);
  });
  report.summary = summarise(report);
  return report;
}

}  // namespace assay
