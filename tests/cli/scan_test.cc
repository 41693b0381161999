// What a scan promises: no network, the same bytes whatever the jobs, one report in every form.
#include <seccomp.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "run_program.h"
#include "support/catch.h"
#include "support/report_schema.h"

using namespace assay::test;
using nlohmann::json;

namespace {

const std::vector<std::string> kSamples{"jobs-fastapi-stdlib", "jobs-nextjs-packages"};

std::string sample(const std::string& name) {
  return std::string(ASSAY_SOURCE_DIR) + "/samples/" + name;
}

// All of a report but what may differ between two runs.
std::string lasting_part(const ProgramRun& run) {
  CAPTURE(run.err, run.signal);
  REQUIRE((run.exit_code == 0 || run.exit_code == 1));
  auto report = nlohmann::ordered_json::parse(run.out);
  report.erase("run");
  return report.dump(2);
}

ProgramRun scan(const std::string& name, std::vector<std::string> more = {}, const RunOptions& options = {}) {
  std::vector<std::string> arguments{"scan", sample(name), "--format", "json", "--quiet"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_assay_binary(arguments, options);
}

// Any socket at all ends the process.
void forbid_sockets() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  const bool set = filter && seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(socket), 0) == 0 &&
                   seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(connect), 0) == 0 &&
                   seccomp_load(filter) == 0;
  if (!set) ::_exit(125);
}

}  // namespace

TEST_CASE("a scan opens no socket, and without the right to one gives the same bytes") {
  RunOptions without_network;
  without_network.before_exec = forbid_sockets;
  for (const std::string& name : kSamples)
    CHECK(lasting_part(scan(name, {}, without_network)) == lasting_part(scan(name)));
}

TEST_CASE("any number of jobs gives the same bytes") {
  for (const std::string& name : kSamples)
    CHECK(lasting_part(scan(name, {"--jobs", "1"})) == lasting_part(scan(name, {"--jobs", "7"})));
}

TEST_CASE("a kept report is rendered again, in text and in JSON, as the run itself wrote it") {
  const TempFolder folder;
  const std::string kept = (folder.path() / "r.json").string();
  const ProgramRun text = run_assay_binary({"scan", sample(kSamples[0]), "--output", kept, "--quiet"});
  const ProgramRun text_again = run_assay_binary({"report", kept});
  CHECK(text_again.out == text.out);
  CHECK(text_again.exit_code == text.exit_code);
  const ProgramRun json_again = run_assay_binary({"report", kept, "--format", "json"});
  std::ifstream file(kept, std::ios::binary);
  CHECK(json_again.out == std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST_CASE("a real report keeps to the published schema") {
  for (const std::string& name : kSamples) CHECK(schema_error(scan(name).out) == "");
  CHECK(schema_error(
            run_assay_binary({"audit", "--no-start", sample(kSamples[0]), "--format", "json", "--quiet"})
                .out) == "");
}

TEST_CASE("machine output is alone on stdout, progress on stderr") {
  const ProgramRun run = run_assay_binary({"scan", sample(kSamples[0]), "--format", "json"});
  CHECK(json::parse(run.out).is_object());
  CHECK(run.err.starts_with("reading "));
  CHECK(run.err.find('\x1b') == std::string::npos);
}

TEST_CASE("--files lists what would be parsed, one path a line") {
  const ProgramRun run = run_assay_binary({"scan", sample(kSamples[0]), "--files"});
  CHECK(run.exit_code == 0);
  CHECK(run.out.find("app/main.py\n") != std::string::npos);
  CHECK(run.out.find("requirements.txt") == std::string::npos);
}

TEST_CASE("a report that standard output refuses is exit 3") {
  RunOptions full;
  full.stdout_to = "/dev/full";
  CHECK(run_assay_binary({"scan", sample(kSamples[0]), "--quiet"}, full).exit_code == 3);
}
