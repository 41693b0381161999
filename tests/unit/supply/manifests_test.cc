#include "reading/supply/manifests.h"

#include <algorithm>

#include "support/catch.h"

using namespace assay;

namespace {

std::size_t count(const Manifest& manifest, DependencyGroup group) {
  return static_cast<std::size_t>(std::count_if(manifest.direct.begin(), manifest.direct.end(),
                                                [&](const Dependency& d) { return d.group == group; }));
}

}  // namespace

TEST_CASE("a requirements file counts projects, not options, comments or continued lines") {
  const auto manifest = read_requirements("requirements.txt",
                                          "# web\n"
                                          "fastapi==0.115.0  # pinned\n"
                                          "-r other.txt\n"
                                          "uvicorn[standard] >= 0.30, < 1 ; python_version > '3.8'\n"
                                          "--index-url https://registry.example/simple\n"
                                          "bcrypt==4.1.2 \\\n    --hash=sha256:00\n"
                                          "-e git+https://host.example/x.git#egg=Flask_Thing\n"
                                          "tool @ https://host.example/tool.whl\n\n");
  REQUIRE(manifest);
  REQUIRE(manifest->direct.size() == 5);
  CHECK(manifest->direct[0].version == "0.115.0");
  CHECK(manifest->direct[0].at.line == 2);
  CHECK(manifest->direct[1].name == "uvicorn");
  CHECK(manifest->direct[1].version.empty());
  CHECK(manifest->direct[2].version == "4.1.2");
  CHECK(manifest->direct[3].canonical == "flask-thing");
  CHECK(manifest->direct[4].name == "tool");
}

TEST_CASE("a development requirements file is told by its name") {
  const auto manifest = read_requirements("requirements-dev.txt", "pytest\n");
  REQUIRE(manifest);
  CHECK(count(*manifest, DependencyGroup::development) == 1);
  CHECK(count(*manifest, DependencyGroup::runtime) == 0);
}

TEST_CASE("pyproject: PEP 621, groups and extras are counted apart, with the heads of their lists") {
  const auto manifest = read_pyproject(
      "pyproject.toml",
      "[project]\nname = \"x\"\ndependencies = [\n  \"jwt==1.0\",\n  \"b>=2\",\n]\n"
      "[project.optional-dependencies]\nredis = [\"redis\"]\n"
      "[dependency-groups]\ndev = [\"pytest\", {include-group = \"lint\"}]\nlint = [\"ruff\"]\n");
  REQUIRE(manifest);
  CHECK(count(*manifest, DependencyGroup::runtime) == 2);
  CHECK(count(*manifest, DependencyGroup::optional) == 1);
  CHECK(count(*manifest, DependencyGroup::development) == 2);
  REQUIRE_FALSE(manifest->sections.empty());
  CHECK(manifest->sections.front().second.line == 3);
}

TEST_CASE("pyproject: Poetry's python is no dependency, its groups are for development") {
  const auto manifest = read_pyproject("pyproject.toml",
                                       "[tool.poetry.dependencies]\npython = \"^3.9\"\nfastapi = "
                                       "\"^0.79\"\npasslib = {version = \"1.7.4\", extras = [\"bcrypt\"]}\n"
                                       "[tool.poetry.dev-dependencies]\nblack = "
                                       "\"*\"\n[tool.poetry.group.test.dependencies]\npytest = \"^7\"\n");
  REQUIRE(manifest);
  CHECK(count(*manifest, DependencyGroup::runtime) == 2);
  CHECK(count(*manifest, DependencyGroup::development) == 2);
  for (const Dependency& dependency : manifest->direct)
    if (dependency.name == "passlib") CHECK(dependency.version == "1.7.4");
}

TEST_CASE("package.json: sections and exact pins, with lines") {
  const auto manifest = read_package_json(
      "package.json",
      "{\n  \"name\": \"x\",\n  \"dependencies\": {\n    \"jose\": \"6.2.18\",\n    \"zod\": \"^4\"\n  },\n"
      "  \"devDependencies\": {\"typescript\": \"5.9.0-beta\"}\n}\n");
  REQUIRE(manifest);
  REQUIRE(manifest->direct.size() == 3);
  CHECK(manifest->direct[0].version == "6.2.18");
  CHECK(manifest->direct[0].at.line == 4);
  CHECK(manifest->direct[1].version.empty());
  CHECK(manifest->direct[2].group == DependencyGroup::development);
  CHECK(manifest->sections.front().second.line == 3);
}

TEST_CASE("broken manifests are problems with a line, not crashes") {
  CHECK(read_package_json("package.json", "{\n  \"name\": ,\n}").problem().where == "package.json:2");
  CHECK(read_pyproject("pyproject.toml", "[project]\nname = \n")
            .problem()
            .where.starts_with("pyproject.toml:2"));
  CHECK_FALSE(read_package_json("package.json", "[1]"));
}

TEST_CASE("locks give the version at the root, not a nested one") {
  const auto locked = read_package_lock(
      "package-lock.json",
      R"({"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1.0.0"},)"
      R"( "node_modules/b/node_modules/a": {"version": "2.0.0"}, "node_modules/@s/c": {"version": "3.0.0"}}})");
  REQUIRE(locked);
  CHECK(locked->packages == 3);
  CHECK(locked->versions == LockedVersions{{"@s/c", "3.0.0"}, {"a", "1.0.0"}});
  const auto python = read_toml_lock("uv.lock", "[[package]]\nname = \"Flask_Login\"\nversion = \"0.6.3\"\n");
  REQUIRE(python);
  CHECK(python->versions == LockedVersions{{"flask-login", "0.6.3"}});
}
