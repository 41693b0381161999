// Preparing with clients that need no network: local packages, a project's own folders, a cache.
#include "trying/launch/prepare.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "trying/launch/running_app.h"
#include "trying/launch/user_clients.h"
#include "unit/launch/sandbox_support.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

class Project {
 public:
  Project() : root_(fs::temp_directory_path() / ("assay-project-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(source());
  }
  ~Project() { fs::remove_all(root_); }
  fs::path source() const { return root_ / "source"; }
  fs::path cache() const { return root_ / "cache"; }

  void file(const std::string& path, const std::string& text) {
    fs::create_directories((source() / path).parent_path());
    std::ofstream(source() / path) << text;
  }

  std::size_t cached() const {
    std::size_t count = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(cache(), none)) count += entry.is_directory() ? 1 : 0;
    return count;
  }

 private:
  fs::path root_;
};

PrepareOptions options_for(const Project& project, int rung, bool install) {
  PrepareOptions options;
  options.sandbox = plan_of(rung);
  options.install = install;
  options.cache = project.cache();
  return options;
}

App python_app() {
  App app;
  app.root = ".";
  app.framework = "fastapi";
  app.plan.start = "python3 -m http.server --bind 127.0.0.1 {port}";
  return app;
}

// A build of anything: what it leaves in the app's folder is what it built. No manifest: nothing to install.
App built_app(const std::string& build) {
  App app = python_app();
  app.language = Language::javascript;
  app.plan.build = build;
  return app;
}

}  // namespace

TEST_CASE("what is missing is named at its line, with the flag") {
  if (!rung_holds(1)) return;
  Project project;
  project.file("requirements.txt", "# what it needs\nuvicorn==0.1\nfastapi==0.165.0\n");
  const auto prepared = prepare_app(python_app(), project.source(), options_for(project, 1, false));
  REQUIRE_FALSE(prepared);
  CHECK(prepared.problem().where == "requirements.txt:3");
  CHECK(prepared.problem().what == "fastapi is not installed for this app");
  CHECK(prepared.problem().cure == "add --prepare");
  CHECK(prepared.problem().kind == ProblemKind::cannot);
  CHECK(project.cached() == 0);
}

TEST_CASE("an app that declares nothing needs nothing") {
  if (!rung_holds(1)) return;
  Project project;
  project.file("main.py", "");
  const auto prepared = prepare_app(python_app(), project.source(), options_for(project, 1, false));
  REQUIRE(prepared);
  CHECK(prepared->runtime.starts_with("Python 3."));
}

TEST_CASE("an environment is made once, and again when the manifest changes") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  Project project;
  project.file("requirements.txt", "# nothing\n");
  const auto first = prepare_app(python_app(), project.source(), options_for(project, rung, true));
  if (!first) FAIL(first.problem().what << first.problem().cure);
  CHECK(project.cached() == 1);
  CHECK(prepare_app(python_app(), project.source(), options_for(project, rung, false)).ok());
  CHECK(project.cached() == 1);
  project.file("requirements.txt", "# changed\n");
  CHECK_FALSE(prepare_app(python_app(), project.source(), options_for(project, rung, false)).ok());

  const auto started = RunningApp::start(*first, python_app(), {});
  if (started.failure) FAIL(started.failure->problem.what);
  CHECK(started.app->alive());
}

TEST_CASE("a failed install leaves nothing and says what the client said") {
  if (!rung_holds(1)) return;
  Project project;
  project.file("requirements.txt", "./no-such-folder\n");  // a path, so nothing is asked for it
  const auto prepared = prepare_app(python_app(), project.source(), options_for(project, 1, true));
  REQUIRE_FALSE(prepared);
  CHECK(prepared.problem().what == "pip install failed: exit code 1");
  CHECK(prepared.problem().cure.find("no-such-folder") != std::string::npos);
  CHECK(project.cached() == 0);
}

TEST_CASE("a build has no network, sees production and secrets, and its result is laid over the sources") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  Project project;
  project.file("main.py", "");
  const App app = built_app(
      "[ $NODE_ENV = production ] && [ ${#JWT_SECRET} = 64 ] && mkdir -p dist/deep && "
      "echo built > dist/deep/out.txt && ! /usr/bin/python3 -c " +
      quoted("import socket; socket.create_connection(('192.0.2.1', 80), 1)") + " 2>/dev/null");
  CHECK(prepare_app(app, project.source(), options_for(project, rung, false)).problem().what ==
        "this app is not built");
  auto prepared = prepare_app(app, project.source(), options_for(project, rung, true));
  if (!prepared) FAIL(prepared.problem().what << "\n" << prepared.problem().cure);
  const auto started = RunningApp::start(*prepared, app, {});
  if (started.failure) FAIL(started.failure->problem.what);
  const auto files = started.app->list();
  REQUIRE(files);
  for (const auto& file : *files) CHECK(file.path.find("out.txt") == std::string::npos);
  const auto text = started.app->read("app/dist/deep/out.txt", 100);
  REQUIRE(text);
  CHECK(*text == "built\n");
  project.file("main.py", "changed");
  CHECK_FALSE(prepare_app(app, project.source(), options_for(project, rung, false)).ok());
}

TEST_CASE("the user's client configuration reaches the client, not the app") {
  if (!rung_holds(1)) return;
  Project project;
  const auto home = project.cache().parent_path() / "user";
  fs::create_directories(home / ".config/pip");
  fs::create_directories(home / "wheels");
  std::ofstream(home / ".config/pip/pip.conf")
      << "[global]\nfind-links = " << (home / "wheels").string() << "\n";
  std::ofstream(home / ".npmrc") << "fund=false\n";
  const std::string old_home = std::getenv("HOME");
  ::setenv("HOME", home.c_str(), 1);
  ::setenv("PIP_TIMEOUT", "7", 1);
  ::setenv("PIP_TARGET", "/elsewhere", 1);
  ::setenv("UNRELATED_TOKEN", "x", 1);
  const auto setup = client_setup(spec_for(1, ""));
  ::setenv("HOME", old_home.c_str(), 1);
  ::unsetenv("PIP_TIMEOUT");
  ::unsetenv("PIP_TARGET");
  ::unsetenv("UNRELATED_TOKEN");
  const auto has = [&](const std::string& name) {
    for (const auto& [known, value] : setup.environment) {
      if (known == name) return true;
    }
    return false;
  };
  CHECK(has("PIP_TIMEOUT"));
  CHECK_FALSE(has("PIP_TARGET"));
  CHECK_FALSE(has("UNRELATED_TOKEN"));
  REQUIRE(setup.files.size() == 2);
  CHECK(setup.files[0].path == "home/.config/pip/pip.conf");
  CHECK(setup.files[1].bytes == "fund=false\n");
  bool bound = false;
  for (const auto& bind : setup.binds) {
    bound = bound || bind.host == (home / "wheels").string();
    CHECK_FALSE(bind.writable);
    CHECK(bind.host != home.string());
  }
  CHECK(bound);
}

TEST_CASE("paths are found in configurations") {
  CHECK(paths_in("cert = /a/b.pem\nindex = https://x.test/simple\nlinks=file:///c/d/ \"/e\"") ==
        std::vector<std::string>{"/a/b.pem", "/c/d", "/e"});
  CHECK(paths_in("relative/path //registry.test/:_authToken=abc").empty());
}

}  // namespace assay::testing
