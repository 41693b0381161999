#include "cli/views.h"

#include "support/catch.h"

using namespace assay;

TEST_CASE("a variable is told with its default, and with what is refused of it where") {
  App app;
  app.root = ".";
  app.framework = "express";
  const Location at{"a.ts", 3, 1, 3, 9};
  app.settings = {{"HOST", "localhost", false, at},
                  {"NAME", std::nullopt, true, at, 1, {"b.ts", 7, 1, 7, 9}},
                  {"SECRET", std::nullopt, true, at, 32, {"b.ts", 9, 1, 9, 9}}};
  const std::string text = env_text({app});
  CHECK(text.find("default \"localhost\"  at a.ts:3\n") != std::string::npos);
  CHECK(text.find("required; empty refused at b.ts:7  at a.ts:3\n") != std::string::npos);
  CHECK(text.find("required; under 32 characters refused at b.ts:9  at a.ts:3\n") != std::string::npos);
}
