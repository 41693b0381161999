// What a scanned folder can hold to hurt or to hide: each such file is named with its cause, and costs
// little.
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "run_program.h"
#include "support/catch.h"

using namespace assay::test;
using nlohmann::json;

namespace {

json scan(const TempFolder& folder, const RunOptions& options = {}) {
  const ProgramRun run =
      run_assay_binary({"scan", folder.path().string(), "--format", "json", "--quiet"}, options);
  CAPTURE(run.err, run.signal);
  REQUIRE(run.exit_code == 0);
  return json::parse(run.out);
}

std::string cause_of(const json& report, const std::string& path) {
  for (const json& file : report["left_out"])
    if (file["path"] == path) return file["cause"];
  return "not left out";
}

void write_app(const TempFolder& folder) {
  folder.write("main.py", "from fastapi import FastAPI\napp = FastAPI()\n");
}

}  // namespace

TEST_CASE("a line of 50 MB is left out and listed, in bounded time and memory") {
  const TempFolder folder;
  write_app(folder);
  folder.write("huge.js", "var x = '" + std::string(50u << 20, 'a') + "';\n");
  const ProgramRun run = run_assay_binary({"scan", folder.path().string(), "--quiet"});
  CHECK(run.exit_code == 0);
  CHECK(run.out.find("huge.js: ") != std::string::npos);
  CHECK(run.out.starts_with("  PARTIAL"));
#ifndef ASSAY_SANITIZED
  CHECK(run.seconds < 5);
  CHECK(run.peak_kib < 300 * 1024);
#endif
}

TEST_CASE("broken syntax is listed as read in part, in text and in JSON") {
  const TempFolder folder;
  write_app(folder);
  folder.write("broken.py", "import hashlib\ndef (:\n  ]]]\nclass\n");
  const json report = scan(folder);
  REQUIRE(report["left_out"].size() == 1);
  CHECK(report["left_out"][0]["path"] == "broken.py");
  CHECK(report["left_out"][0]["partly"] == true);
  CHECK(report["summary"]["partial"] == true);
  const ProgramRun text = run_assay_binary({"scan", folder.path().string(), "--quiet"});
  CHECK(text.out.find("broken.py: ") != std::string::npos);
}

TEST_CASE("a link out of the root is named, and neither followed nor told where it leads") {
  const TempFolder folder, outside;
  write_app(folder);
  outside.write("secret.py", "import hashlib\nmarker_of_the_outside = 1\n");
  std::filesystem::create_symlink(outside.path() / "secret.py", folder.path() / "link.py");
  std::filesystem::create_directory_symlink(outside.path(), folder.path() / "linked");
  const json report = scan(folder);
  CHECK(cause_of(report, "link.py") != "not left out");
  CHECK(report.dump().find(outside.path().filename().string()) == std::string::npos);
  CHECK(report.dump().find("marker_of_the_outside") == std::string::npos);
}

TEST_CASE("a FIFO and a folder that bear a source file's name are not opened") {
  const TempFolder folder;
  write_app(folder);
  REQUIRE(::mkfifo((folder.path() / "pipe.py").c_str(), 0600) == 0);
  std::filesystem::create_directory(folder.path() / "folder.py");
  const json report = scan(folder);
  CHECK(cause_of(report, "pipe.py") != "not left out");
  CHECK(report["summary"]["partial"] == true);
}

TEST_CASE("a file that may not be read is left out with that cause") {
  const TempFolder folder;
  write_app(folder);
  folder.write("closed.py", "x = 1\n");
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder.path() / "closed.py", std::filesystem::perms::none);
  RunOptions as_nobody;  // root reads anything
  as_nobody.before_exec = [] {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(125);
  };
  const json report = scan(folder, as_nobody);
  CHECK(cause_of(report, "closed.py").find("Permission denied") != std::string::npos);
}

TEST_CASE("a file name can neither colour the screen nor forge a line") {
  const TempFolder folder;
  write_app(folder);
  folder.write("x\x1b[2J\n  BROKEN  forged.py", "import hashlib\ndef (:\n");
  const ProgramRun run = run_assay_binary({"scan", folder.path().string(), "--quiet"});
  CHECK(run.out.find('\x1b') == std::string::npos);
  CHECK(run.out.find("\n  BROKEN  forged") == std::string::npos);
  CHECK(run.out.find("\\x1b[2J") != std::string::npos);
}
