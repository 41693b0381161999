// Looking into the run folder of a hostile app.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "unit/launch/sandbox_support.h"

namespace assay::testing {
namespace {

std::vector<std::string> paths_of(const Result<std::vector<AppFile>>& files) {
  REQUIRE(files);
  std::vector<std::string> paths;
  for (const auto& file : *files) paths.push_back(file.path);
  return paths;
}

bool holds(const std::vector<std::string>& paths, const std::string& path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

class Sources {
 public:
  Sources()
      : path_(std::filesystem::temp_directory_path() / ("assay-sources-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_ / "sub");
    std::ofstream(path_ / "kept.txt") << "kept";
    std::ofstream(path_ / "changed.txt") << "before";
    std::ofstream(path_ / "sub/same.txt") << "same";
  }
  ~Sources() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("what the app wrote is listed, what it was given is not") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  const Sources sources;
  auto spec =
      spec_for(rung,
               "echo new > new.txt; echo after >> changed.txt; echo h > $HOME/at-home; echo t > $WORK/tmp/t; "
               "touch -r kept.txt changed.txt; echo said");
  spec.source = sources.path();
  auto sandbox = SandboxProcess::start(spec);
  REQUIRE(sandbox);
  REQUIRE((*sandbox)->wait_for_end(Milliseconds(10'000)));
  const auto files = (*sandbox)->list();
  CHECK(paths_of(files) ==
        std::vector<std::string>{"app.log", "app/changed.txt", "app/new.txt", "home/at-home", "tmp/t"});
  const auto text = (*sandbox)->read("app/changed.txt", 100);
  REQUIRE(text);
  CHECK(*text == "beforeafter\n");
  CHECK(*(*sandbox)->read("app/changed.txt", 3) == "bef");
  CHECK(*(*sandbox)->read("app.log", 100) == "said\n");
}

TEST_CASE("no link, pipe or device leads out of the run folder") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  auto spec =
      spec_for(rung,
               "ln -s /etc/passwd link; ln -s / root; ln -s /proc/self self; mkdir real; echo x > real/x; "
               "ln -s real inner; mkfifo pipe; echo done");
  auto sandbox = SandboxProcess::start(spec);
  REQUIRE(sandbox);
  REQUIRE((*sandbox)->wait_for_end(Milliseconds(10'000)));
  CHECK(paths_of((*sandbox)->list()) == std::vector<std::string>{"app.log", "app/real/x"});
  for (const char* path :
       {"app/link", "app/root/etc/passwd", "app/self/environ", "app/inner/x", "app/pipe", "app/real",
        "../../etc/passwd", "/etc/passwd", "app/../../../etc/passwd", "", "app/none"}) {
    CHECK_FALSE((*sandbox)->read(path, 100).ok());
  }
  CHECK((*sandbox)->read("app/real/x", 100).ok());
}

TEST_CASE("names may hold anything") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  auto sandbox = SandboxProcess::start(spec_for(
      rung, "/usr/bin/python3 -c " +
                quoted("open(b'a\\nb \\xff\\x1b', 'w').write('odd')\nopen('\"q\"', 'w').write('x')")));
  REQUIRE(sandbox);
  REQUIRE((*sandbox)->wait_for_end(Milliseconds(10'000)));
  const std::string odd = "app/a\nb \xff\x1b";
  CHECK(holds(paths_of((*sandbox)->list()), odd));
  const auto text = (*sandbox)->read(odd, 100);
  REQUIRE(text);
  CHECK(*text == "odd");
}

TEST_CASE("a tree too deep or too wide costs no more than the limit") {
  if (!rung_holds(0) && !rung_holds(1)) return;
  auto sandbox = SandboxProcess::start(spec_for(1,
                                                "i=0; while [ $i -lt 200 ]; do mkdir d && cd d || break; "
                                                "i=$((i+1)); done; echo deep > file; echo done"));
  REQUIRE(sandbox);
  REQUIRE((*sandbox)->wait_for_end(Milliseconds(20'000)));
  CHECK(paths_of((*sandbox)->list()) == std::vector<std::string>{"app.log"});
}

TEST_CASE("a flood of output is bounded and keeps its ends") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  auto sandbox = SandboxProcess::start(spec_for(rung, "echo first; yes | head -c 60000000; echo last"));
  REQUIRE(sandbox);
  REQUIRE((*sandbox)->wait_for_end(Milliseconds(20'000)));
  const std::string log = (*sandbox)->log();
  CHECK(log.starts_with("first\n"));
  CHECK(log.ends_with("last\n"));
  CHECK(log.size() < (9u << 20));
  CHECK(log.find("bytes of output left out") != std::string::npos);
}

}  // namespace assay::testing
