// Each framework's rule names readers that exist: a word without one would be a framework without routes.
#include "reading/model/frameworks/readers.h"

#include "common/rules/load.h"
#include "support/catch.h"

using namespace assay;

TEST_CASE("every framework that ships is read by readers that exist") {
  const auto rules = load_builtin_rules();
  REQUIRE(rules);
  for (const FrameworkRule& framework : rules->frameworks) {
    INFO(framework.id);
    CHECK_FALSE(framework.routes.empty());
    for (const std::string& word : framework.routes) {
      INFO(word);
      CHECK(model::is_route_reader(word));
    }
  }
  CHECK_FALSE(model::is_route_reader("decorator"));
}
