#include "trying/roles/binder.h"

#include "common/base/file.h"
#include "support/catch.h"
#include "support/fake_app.h"

using namespace assay;

namespace {

const RoleBook& book() {
  static const RoleBook roles =
      *read_role_book({"rules/probes/roles.yaml",
                       *read_file(std::string(ASSAY_SOURCE_DIR) + "/rules/probes/roles.yaml", 1u << 20)});
  return roles;
}

Candidate candidate(const std::string& method, const std::string& path, std::vector<std::string> fields = {},
                    bool guarded = false, const std::string& handler = "") {
  Candidate c;
  c.method = method;
  c.path = path;
  c.handler = handler;
  for (const std::string& field : fields) c.fields.push_back(Field{field, "string", true});
  c.guarded = guarded;
  c.from = "static";
  c.at = "app.py:1";
  return c;
}

std::string bound(const RoleMap& map, const std::string& role) {
  const BoundRole* found = map.find(role);
  return found ? found->binding.method + " " + found->binding.path : "";
}

}  // namespace

TEST_CASE("the study's app is bound whole, and known as its kind") {
  const RoleMap map = bind_roles(book(), {}, read_static_routes(FakeApp::app()));
  CHECK(bound(map, "register") == "POST /auth/register");
  CHECK(bound(map, "login") == "POST /auth/login");
  CHECK(bound(map, "list") == "GET /jobs");
  CHECK(bound(map, "create") == "POST /jobs");
  CHECK(bound(map, "read") == "GET /jobs/{job_id}");
  CHECK(bound(map, "upload") == "POST /jobs/{job_id}/upload");
  CHECK(bound(map, "download") == "GET /jobs/{job_id}/download");
  CHECK(bound(map, "search") == "GET /jobs/search");
  CHECK(bound(map, "admin-list") == "GET /admin/users");
  CHECK(bound(map, "webhook") == "POST /webhooks/process");
  CHECK(map.study_kind);
  CHECK(map.find("register")->binding.why ==
        "register <- POST /auth/register {email, password}: static, app/routes.py:10");
}

TEST_CASE("an app with other names is bound by score") {
  const RoleMap map = bind_roles(
      book(), {},
      {candidate("POST", "/api/v1/users/signup", {"email", "password", "name"}),
       candidate("POST", "/api/v1/users/reset-password", {"email", "password"}),
       candidate("POST", "/api/v1/sessions", {"email", "password"}), candidate("POST", "/api/v1/logout"),
       candidate("GET", "/api/v1/users/me", {}, true), candidate("GET", "/api/v1/notes", {}, true),
       candidate("POST", "/api/v1/notes", {"title"}, true), candidate("GET", "/api/v1/notes/{id}", {}, true),
       candidate("DELETE", "/api/v1/notes/{id}", {}, true), candidate("GET", "/api/v1/tags"),
       candidate("GET", "/api/v1/tags/{id}")});
  CHECK(bound(map, "register") == "POST /api/v1/users/signup");
  CHECK(bound(map, "login") == "POST /api/v1/sessions");
  CHECK(bound(map, "me") == "GET /api/v1/users/me");
  CHECK(bound(map, "list") == "GET /api/v1/notes");
  CHECK(bound(map, "create") == "POST /api/v1/notes");
  CHECK(bound(map, "upload").empty());
  CHECK_FALSE(map.study_kind);
}

TEST_CASE("assay.yaml comes before everything, and what is unbound says what was searched") {
  const RoleMap map =
      bind_roles(book(), {{"login", "PUT", "/enter", {"name", "secret"}, true, "", "", "assay.yaml:3"}},
                 read_static_routes(FakeApp::app()));
  CHECK(bound(map, "login") == "PUT /enter");
  CHECK(map.find("login")->binding.from == "assay.yaml");
  const RoleMap empty = bind_roles(book(), {}, {});
  CHECK(empty.unbound.size() == book().order.size());
  CHECK(empty.searched.find("no OpenAPI document") != std::string::npos);
}

TEST_CASE("an OpenAPI document gives methods, fields through references, forms, files and guards") {
  const auto document = parse_json(R"({"openapi":"3.1.0","paths":{
    "/register":{"post":{"operationId":"sign_up","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}}}},
    "/token":{"post":{"requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"properties":{"username":{"type":"string"}}}}}}}},
    "/things/{id}/file":{"put":{"security":[{"b":[]}],"requestBody":{"content":{"multipart/form-data":{"schema":{"properties":{"doc":{"type":"string","format":"binary"}}}}}}}}},
    "components":{"schemas":{"In":{"required":["email"],"properties":{"email":{"type":"string","format":"email"},"nick":{"type":"string"}}}}}})");
  const auto routes = read_openapi(*document, "/openapi.json");
  REQUIRE(routes.size() == 3);
  CHECK(routes[0].fields.size() == 2);
  CHECK(routes[0].fields[0].type == "email");
  CHECK(routes[0].fields[0].required);
  CHECK_FALSE(routes[0].fields[1].required);
  CHECK_FALSE(routes[0].guarded);
  CHECK(routes[1].guarded);
  CHECK(routes[1].takes_files);
  CHECK(routes[1].fields[0].type == "file");
  CHECK(routes[2].form);
}

TEST_CASE("a document that refers to itself, or is none, ends") {
  CHECK(
      read_openapi(
          *parse_json(R"({"paths":{"/a":{"post":{"requestBody":{"$ref":"#/x"}}}},"x":{"$ref":"#/x"}})"), "/d")
          .size() == 1);
  CHECK(read_openapi(Json::array(), "/d").empty());
  CHECK(read_openapi(*parse_json(R"({"paths":[1]})"), "/d").empty());
}

TEST_CASE("the running app's route is completed by the code's") {
  auto running = candidate("GET", "/jobs/{id}");
  running.from = "openapi";
  const auto joined = join_candidates(
      {running}, {candidate("GET", "/jobs/{job_id}", {}, true, "read"), candidate("GET", "/hidden")});
  REQUIRE(joined.size() == 2);
  CHECK(joined[0].from == "openapi");
  CHECK(joined[0].guarded);
  CHECK(joined[1].path == "/hidden");
}

TEST_CASE("names fall into words, parameters do not count") {
  CHECK(words_of("/jobs/{job_id}/upload-file") == std::vector<std::string>{"jobs", "upload", "file"});
  CHECK(words_of("signUpUser") == std::vector<std::string>{"sign", "up", "user"});
  CHECK(path_shape("/jobs/{job_id}/") == "/jobs/{}");
}
