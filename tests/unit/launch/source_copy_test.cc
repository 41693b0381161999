#include "trying/launch/source_copy.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "support/catch.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

class Folders {
 public:
  Folders() : root_(fs::temp_directory_path() / ("assay-copy-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(from());
    fs::create_directories(to());
  }
  ~Folders() { fs::remove_all(root_); }
  fs::path from() const { return root_ / "from"; }
  fs::path to() const { return root_ / "to"; }

  void file(const std::string& path, const std::string& text = "x") {
    fs::create_directories((from() / path).parent_path());
    std::ofstream(from() / path) << text;
  }

  std::vector<std::string> copied() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(to())) {
      if (!entry.is_directory() || entry.is_symlink())
        names.push_back(entry.path().lexically_relative(to()).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("sources come along, secrets, history and leftovers stay behind") {
  Folders folders;
  for (const char* path : {"main.py", "app/deep/er.py", ".env", ".env.local", "app/.env.production",
                           ".git/config", "node_modules/x/index.js", "my/pyvenv.cfg", "my/lib/x.py",
                           ".next/BUILD_ID", "app/__pycache__/x.pyc", ".npmrc", "environment.py"}) {
    folders.file(path);
  }
  REQUIRE(copy_sources(folders.from(), folders.to(), {}, {}));
  CHECK(folders.copied() ==
        std::vector<std::string>{".npmrc", "app/deep/er.py", "environment.py", "main.py"});
}

TEST_CASE("links inside are kept, links out and devices are left out") {
  Folders folders;
  folders.file("a/target.txt");
  fs::create_symlink("a/target.txt", folders.from() / "inner");
  fs::create_symlink("../a/target.txt", folders.from() / "a/back");
  fs::create_symlink("/etc/passwd", folders.from() / "absolute");
  fs::create_symlink("../../../etc/passwd", folders.from() / "a/out");
  fs::create_symlink("..", folders.from() / "up");
  REQUIRE(::mkfifo((folders.from() / "pipe").c_str(), 0600) == 0);
  REQUIRE(copy_sources(folders.from(), folders.to(), {}, {}));
  CHECK(folders.copied() == std::vector<std::string>{"a/back", "a/target.txt", "inner"});
  CHECK(fs::is_symlink(folders.to() / "inner"));
}

TEST_CASE("programs stay programs and nothing keeps special rights") {
  Folders folders;
  folders.file("run.sh");
  folders.file("plain");
  ::chmod((folders.from() / "run.sh").c_str(), 04700);
  ::chmod((folders.from() / "plain").c_str(), 0600);
  REQUIRE(copy_sources(folders.from(), folders.to(), {}, {}));
  struct stat info {};
  REQUIRE(::stat((folders.to() / "run.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0755);
  REQUIRE(::stat((folders.to() / "plain").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0644);
}

TEST_CASE("too many bytes or files is a problem, not half a copy") {
  Folders folders;
  folders.file("big", std::string(5000, 'x'));
  folders.file("small");
  CopyLimits bytes;
  bytes.bytes = 4000;
  CHECK_FALSE(copy_sources(folders.from(), folders.to(), {}, bytes));
  CopyLimits files;
  files.files = 1;
  fs::remove_all(folders.to());
  fs::create_directories(folders.to());
  CHECK_FALSE(copy_sources(folders.from(), folders.to(), {}, files));
}

TEST_CASE("what a build made is laid over the sources whole") {
  Folders folders;
  folders.file(".next/BUILD_ID", "1");
  folders.file("tsconfig.json", "new");
  std::ofstream(folders.to() / "tsconfig.json") << "old";
  CopyLimits limits;
  limits.everything = true;
  REQUIRE(copy_sources(folders.from(), folders.to(), {}, limits));
  CHECK(folders.copied() == std::vector<std::string>{".next/BUILD_ID", "tsconfig.json"});
  std::string text;
  std::ifstream(folders.to() / "tsconfig.json") >> text;
  CHECK(text == "new");
}

}  // namespace assay::testing
