#include "telling/report/json_report.h"

#include <nlohmann/json.hpp>

#include "sample_report.h"
#include "support/catch.h"
#include "support/report_schema.h"
#include "telling/report/text_report.h"

using namespace assay;
using assay::test::schema_error;
using nlohmann::json;

namespace {

Report written_and_read(const Report& report) {
  auto read = read_json_report(write_json(report), "r.json");
  REQUIRE(read.ok());
  return std::move(*read);
}

}  // namespace

TEST_CASE("a report keeps to its published schema, whole and empty") {
  CHECK(schema_error(write_json(test::sample_report())) == "");
  CHECK(schema_error(write_json(Report{})) == "");
}

TEST_CASE("the schema refuses what is no report") {
  json report = json::parse(write_json(test::sample_report()));
  report["decisions"][0]["grade"] = "excellent";
  CHECK(schema_error(report.dump()) != "");
  report = json::parse(write_json(test::sample_report()));
  report["tests"][0]["surprise"] = 1;
  CHECK(schema_error(report.dump()) != "");
}

TEST_CASE("written, read and written again is the same bytes, and the same text") {
  const Report report = test::sample_report();
  const Report again = written_and_read(report);
  CHECK(write_json(again) == write_json(report));
  CHECK(write_text(again) == write_text(report));
}

TEST_CASE("every kind of parameter value survives the way there and back") {
  Report report;
  DecisionReport decision;
  decision.decision.chosen.parameters = {
      {"a", {std::monostate{}, ""}}, {"b", {true, ""}},
      {"c", {std::int64_t{-5}, ""}}, {"d", {2.0, ""}},
      {"e", {std::string("x"), ""}}, {"f", {std::vector<std::string>{"exp", "sub"}, ""}}};
  report.decisions.push_back(decision);
  const Report again = written_and_read(report);
  for (const auto& [name, parameter] : decision.decision.chosen.parameters)
    CHECK(again.decisions[0].decision.chosen.parameters.at(name).value == parameter.value);
}

TEST_CASE("all that two runs may differ in stands under run") {
  MergeInput first = test::sample_input(), second = test::sample_input();
  second.run = {"2030-01-01T00:00:00Z", "elsewhere", 1, {}, {}};
  Trial& trial = second.trials[0];
  trial.base_url = "http://127.0.0.1:9";
  trial.start_command = "other";
  trial.sandbox = {3, {}, {"all"}};
  trial.log_tail = {"line"};
  trial.tests[0].exchanges.clear();
  json a = json::parse(write_json(merge(std::move(first)))),
       b = json::parse(write_json(merge(std::move(second))));
  CHECK(a["run"] != b["run"]);
  a.erase("run");
  b.erase("run");
  CHECK(a == b);
}

TEST_CASE("broken UTF-8 becomes a replacement character, not an exception") {
  MergeInput input = test::sample_input();
  input.left_out = {{"caf\xE9.py", "is not UTF-8", false}};
  const std::string written = write_json(merge(std::move(input)));
  CHECK(written.find("caf\xEF\xBF\xBD.py") != std::string::npos);
}

TEST_CASE("what is no report is a problem that says where") {
  const auto what = [](const std::string& bytes) {
    const auto read = read_json_report(bytes, "r.json");
    return read.ok() ? "read" : read.problem().what;
  };
  CHECK(what("{") == "is not JSON");
  CHECK(what("[]") == "is no report of assay");
  CHECK(what(R"({"schema": 99})") == "is a report of another version; this assay reads \"schema\": 1");
  CHECK(what(R"({"schema": 1})") == "tool is missing");
  json report = json::parse(write_json(test::sample_report()));
  report["tests"][2]["verdict"] = "passed";
  CHECK(what(report.dump()) == "tests[2].verdict is not one of the known words");
  report = json::parse(write_json(test::sample_report()));
  report["summary"]["broken_live"] = -1;
  CHECK(what(report.dump()) == "summary.broken_live is out of range");
  CHECK(what(std::string(200000, '[')) == "is not JSON");
  CHECK(what(R"({"schema": 1, "tool": )" + std::string(100000, '[') + std::string(100000, ']') + "}") ==
        "tool is not an object");
}

TEST_CASE("the bounds of a field are numbers, and come back as they went") {
  MergeInput input = test::sample_input();
  REQUIRE_FALSE(input.apps.empty());
  REQUIRE_FALSE(input.apps[0].routes.empty());
  input.apps[0].routes[0].fields = {{"age", "number", true, 8, 0.5}};
  const std::string written = write_json(merge(std::move(input)));
  CHECK(written.find("\"min\": 8,") != std::string::npos);
  CHECK(written.find("\"max\": 0.5") != std::string::npos);
  CHECK(written == write_json(*read_json_report(written, "r.json")));
}
