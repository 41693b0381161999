#include "cli/arguments.h"

#include "support/catch.h"

using namespace assay;

namespace {

Result<Command> read(std::vector<const char*> words) {
  words.insert(words.begin(), "assay");
  return read_arguments(static_cast<int>(words.size()), words.data());
}

std::string problem_of(std::vector<const char*> words) {
  const auto command = read(std::move(words));
  if (command) return "accepted";
  const Problem& p = command.problem();
  CHECK(p.kind == ProblemKind::usage);
  return (p.where.empty() ? "" : p.where + ": ") + p.what + (p.cure.empty() ? "" : " / " + p.cure);
}

}  // namespace

TEST_CASE("audit takes its flags") {
  const auto command = read({"audit", "--prepare", "--start", "run {port}", "--port", "8001", "--env",
                             "A=b=c", "--env", "D=", "--format", "json", "--output", "r.json", "--quiet",
                             "--allow-weak-sandbox", "--jobs", "3", "dir"});
  REQUIRE(command.ok());
  const auto& audit = std::get<AuditOptions>(*command);
  CHECK(audit.folder == "dir");
  CHECK(audit.prepare);
  CHECK(audit.start_app);
  CHECK(audit.start == "run {port}");
  CHECK(audit.port == 8001);
  CHECK(audit.env == std::vector<std::pair<std::string, std::string>>{{"A", "b=c"}, {"D", ""}});
  CHECK(audit.output.format == OutputFormat::json);
  CHECK(audit.output.file == "r.json");
  CHECK(audit.output.quiet);
  CHECK(audit.allow_weak_sandbox);
  CHECK(audit.reading.jobs == 3);
}

TEST_CASE("an --env does not swallow the folder after it") {
  const auto command = read({"audit", "--env", "A=b", "dir"});
  REQUIRE(command.ok());
  CHECK(std::get<AuditOptions>(*command).folder == "dir");
}

TEST_CASE("scan, report and explain take theirs") {
  CHECK(std::get<ScanOptions>(*read({"scan", "dir", "--files"})).view == ScanView::files);
  CHECK(std::get<ScanOptions>(*read({"scan", "dir", "--routes"})).view == ScanView::routes);
  CHECK(std::get<ScanOptions>(*read({"scan", "dir", "--env"})).view == ScanView::env);
  CHECK_FALSE(read({"scan", "dir", "--env", "--routes"}).ok());
  CHECK(std::get<ReportOptions>(*read({"report", "r.json", "--format", "json"})).format ==
        OutputFormat::json);
  CHECK(std::get<ExplainOptions>(*read({"explain", "t1-04"})).id == "t1-04");
}

TEST_CASE("how code is read can be set") {
  const auto usual = std::get<ScanOptions>(*read({"scan", "dir"})).reading;
  CHECK(usual.prefilter);
  CHECK(usual.cache);
  CHECK(usual.max_file == std::size_t{2} << 20);
  const auto told =
      std::get<ScanOptions>(*read({"scan", "dir", "--no-prefilter", "--no-cache", "--max-file", "8MB"}))
          .reading;
  CHECK_FALSE(told.prefilter);
  CHECK_FALSE(told.cache);
  CHECK(told.max_file == std::size_t{8} << 20);
  CHECK_FALSE(read({"scan", "dir", "--max-file", "0"}).ok());
  CHECK_FALSE(read({"scan", "dir", "--max-file", "8GB"}).ok());
}

TEST_CASE("a wrong flag comes with the nearest right one") {
  CHECK(problem_of({"scan", "dir", "--fromat", "json"}) == "--fromat: unknown flag / Did you mean --format?");
  CHECK(problem_of({"audit", "dir", "--banana"}) ==
        "--banana: unknown flag / assay audit --help lists what it takes.");
  CHECK(problem_of({"--banana"}) == "--banana: unknown flag / assay --help lists the commands.");
}

TEST_CASE("what is missing or too much is said") {
  CHECK(problem_of({}) == "no command given / assay audit DIR, assay scan DIR; assay --help lists the rest.");
  CHECK(problem_of({"adit", "dir"}) == "adit: unknown command / Did you mean assay audit?");
  CHECK(problem_of({"scan", "a", "b"}) ==
        "b: is one argument too many / assay scan --help lists what it takes.");
  CHECK(problem_of({"scan"}).starts_with("DIR is required"));
  CHECK(problem_of({"scan", "dir", "--format", "xml"}).starts_with("--format:"));
  CHECK(problem_of({"audit", "dir", "--port", "70000"}).starts_with("--port:"));
  CHECK(problem_of({"audit", "dir", "--env", "=b"}) == "--env =b: is not of the form NAME=VALUE");
}

TEST_CASE("another machine is attacked only with the word that it is one's own") {
  CHECK(read({"audit", "dir", "--url", "http://127.0.0.1:8000"}).ok());
  CHECK(problem_of({"audit", "dir", "--url", "http://example.com"}) ==
        "--url: example.com is not this machine / add --i-own-this-target if it is yours to attack");
  CHECK(read({"audit", "dir", "--url", "http://example.com", "--i-own-this-target"}).ok());
  CHECK(problem_of({"audit", "dir", "--url", "file:///etc/passwd"}).starts_with("--url: "));
}

TEST_CASE("flags that contradict each other are refused") {
  CHECK(problem_of({"audit", "dir", "--no-start", "--prepare"}).starts_with("--no-start: excludes"));
  CHECK(problem_of({"audit", "dir", "--url", "http://127.0.0.1:1", "--start", "x"})
            .starts_with("--url: excludes"));
  CHECK(problem_of({"audit", "dir", "--i-own-this-target"}) == "--i-own-this-target: goes with --url");
}

TEST_CASE("help and version are texts, for commands too") {
  CHECK(std::get<PrintAndStop>(*read({"--version"})).text == "assay 0.1.0\n");
  CHECK(std::get<PrintAndStop>(*read({"audit", "--help"})).text.find("--allow-weak-sandbox") !=
        std::string::npos);
}
