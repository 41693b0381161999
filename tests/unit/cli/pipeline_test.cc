#include "cli/pipeline.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "support/catch.h"

using namespace assay;

namespace {

class TempFolder {
 public:
  TempFolder() {
    char name[] = "/tmp/assay-test-XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct Streams {
  std::ostringstream out, err;
  Screen screen{out, err};
};

}  // namespace

TEST_CASE("machine output is alone on stdout, and --output keeps the JSON beside it") {
  TempFolder folder;
  Streams s;
  OutputOptions options;
  options.file = folder / "r.json";
  CHECK(deliver(Report{}, options, s.screen) == ExitCode::clean);
  CHECK(s.out.str().find("no app found") != std::string::npos);
  CHECK(std::filesystem::file_size(options.file) > 100);
  Streams json;
  options.format = OutputFormat::json;
  deliver(Report{}, options, json.screen);
  CHECK(json.out.str().starts_with("{"));
  CHECK(json.err.str().empty());
}

TEST_CASE("a report is never renamed over a pipe or a device") {
  TempFolder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  Streams s;
  OutputOptions options;
  options.file = pipe;
  CHECK(deliver(Report{}, options, s.screen) == ExitCode::usage);
  CHECK(std::filesystem::is_fifo(pipe));
  CHECK(s.err.str().find("is not a regular file") != std::string::npos);
}

TEST_CASE("a report that cannot be kept is exit 3, and still printed") {
  Streams s;
  OutputOptions options;
  options.file = "/no/such/folder/r.json";
  CHECK(deliver(Report{}, options, s.screen) == ExitCode::incomplete);
  CHECK_FALSE(s.out.str().empty());
}

TEST_CASE("a folder with nothing to read is a problem, not a clean report") {
  ReadResult read;
  REQUIRE(nothing_to_read(read, "x"));
  CHECK(nothing_to_read(read, "x")->what == "no source files found");
  read.left_out.push_back({"a.py", "too large", false});
  CHECK(nothing_to_read(read, "x")->what == "no source file could be read");
  read.readable_files = 1;
  CHECK_FALSE(nothing_to_read(read, "x"));
}
