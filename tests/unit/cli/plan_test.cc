#include "cli/plan.h"

#include "support/catch.h"

using namespace assay;

namespace {

App app_at(const char* root, const char* start) {
  App app;
  app.root = root;
  app.plan.start = start;
  return app;
}

Config config_with(AppConfig entry) {
  Config config;
  config.apps.push_back(std::move(entry));
  return config;
}

}  // namespace

TEST_CASE("a flag wins over assay.yaml, and that over the code") {
  AppConfig entry;
  entry.start = "from file";
  entry.ready = "/ready";
  AuditOptions options;
  CHECK(plan_apps({app_at(".", "from code")}, config_with(entry), options)->at(0).plan.start == "from file");
  options.start = "from flag";
  const auto apps = plan_apps({app_at(".", "from code")}, config_with(entry), options);
  CHECK(apps->at(0).plan.start == "from flag");
  CHECK(apps->at(0).plan.ready_path == "/ready");
  CHECK(plan_apps({app_at("api", "from code")}, config_with(entry), {})->at(0).plan.start == "from code");
}

TEST_CASE("an app that only assay.yaml or a flag names is an app") {
  AppConfig entry;
  entry.root = "api";
  entry.start = "x";
  CHECK(plan_apps({}, config_with(entry), {})->at(0).root == "api");
  AuditOptions options;
  options.start = "y";
  CHECK(plan_apps({}, {}, options)->at(0).plan.start == "y");
}

TEST_CASE("a flag that speaks of one app is refused where there are several") {
  AuditOptions options;
  options.port = 8000;
  const auto apps = plan_apps({app_at("a", "x"), app_at("b", "x")}, {}, options);
  REQUIRE_FALSE(apps.ok());
  CHECK(apps.problem().kind == ProblemKind::usage);
}

TEST_CASE("the flags' environment lies over the file's") {
  AppConfig entry;
  entry.env = {{"A", "file"}, {"B", "file"}};
  AuditOptions options;
  options.env = {{"B", "flag"}};
  CHECK(environment_of(entry, options) == std::map<std::string, std::string>{{"A", "file"}, {"B", "flag"}});
}
