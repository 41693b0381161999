#include "cli/plan.h"

#include <algorithm>

namespace assay {
namespace {

void override_by(const AppConfig& config, App& app) {
  if (!config.start.empty()) app.plan.start = config.start;
  if (!config.build.empty()) app.plan.build = config.build;
  if (!config.ready.empty()) app.plan.ready_path = config.ready;
}

void add_roots_of(const Config& config, std::vector<App>& apps) {
  for (const AppConfig& entry : config.apps) {
    const bool known =
        std::any_of(apps.begin(), apps.end(), [&](const App& app) { return app.root == entry.root; });
    if (known) continue;
    App app;
    app.root = entry.root;
    apps.push_back(std::move(app));
  }
}

bool speaks_of_one_app(const AuditOptions& options) {
  return !options.start.empty() || options.port != 0 || !options.env.empty() || !options.url.empty();
}

}  // namespace

AppConfig config_of(const Config& config, const App& app) {
  for (const AppConfig& entry : config.apps)
    if (entry.root == app.root) return entry;
  AppConfig none;
  none.root = app.root;
  return none;
}

Result<std::vector<App>> plan_apps(std::vector<App> apps, const Config& config, const AuditOptions& options) {
  add_roots_of(config, apps);
  for (App& app : apps) override_by(config_of(config, app), app);
  if (speaks_of_one_app(options) && apps.size() > 1)
    return Problem{ProblemKind::usage, options.folder,
                   "holds several apps, and --start, --port, --env and --url speak of one",
                   "Name the app's own folder, or say it for each app in assay.yaml."};
  if (speaks_of_one_app(options) && apps.empty()) apps.emplace_back().root = ".";
  if (!options.start.empty()) apps.front().plan.start = options.start;
  return apps;
}

std::map<std::string, std::string> environment_of(const AppConfig& config, const AuditOptions& options) {
  std::map<std::string, std::string> environment = config.env;
  for (const auto& [name, value] : options.env) environment[name] = value;
  return environment;
}

}  // namespace assay
