#include "support/fake_app.h"

#include <fmt/format.h>
#include <openssl/hmac.h>
#include <sqlite3.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/base/hash.h"
#include "common/base/text.h"

namespace assay {
namespace {

using Json = nlohmann::json;

constexpr const char* kKey = "fake-signing-key";
constexpr const char* kOrigin = "https://app.datapipeline.io";

Response reply(int status, const Json& body) {
  return Response{status, {{"Content-Type", "application/json"}}, body.dump(), false};
}
Response error(int status, const std::string& text) {
  return reply(status, {{"error", text}});
}
Response html(const std::string& body) {
  return Response{200, {{"Content-Type", "text/html"}}, body, false};
}

std::string header_of(const Request& request, const std::string& name) {
  for (const auto& [key, value] : request.headers)
    if (to_lower(key) == to_lower(name)) return value;
  return "";
}

std::string mac(const std::string& text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), kKey, static_cast<int>(std::string(kKey).size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes, &length);
  return base64url(std::string(reinterpret_cast<char*>(bytes), length));
}

std::string bearer(const Request& request) {
  const std::string value = header_of(request, "Authorization");
  return value.starts_with("Bearer ") ? value.substr(7) : "";
}

std::string file_in(const std::string& multipart) {
  const auto begin = multipart.find("\r\n\r\n");
  const auto end = multipart.rfind("\r\n--");
  return begin == std::string::npos || end == std::string::npos
             ? ""
             : multipart.substr(begin + 4, end - begin - 4);
}

// Told by its format alone, so that registering costs nothing here.
std::string argon2_text(const std::string& password, int number) {
  const std::string salt = sha256_hex(std::to_string(number)).substr(0, 16);
  return "$argon2id$v=19$m=65536,t=3,p=4$" + base64url(salt) + "$" +
         base64url(sha256_hex(salt + password).substr(0, 32));
}

Route route_of(const std::string& method, const std::string& path, std::vector<Field> fields, bool guarded) {
  Route route;
  route.method = method;
  route.path = path;
  route.fields = std::move(fields);
  route.at = Location{"app/routes.py", 10};
  if (guarded) route.guards = {"current_user"};
  return route;
}

}  // namespace

App FakeApp::app() {
  App app;
  app.root = ".";
  const std::vector<Field> credentials{{"email", "string", true}, {"password", "string", true}};
  app.routes = {route_of("POST", "/auth/register", credentials, false),
                route_of("POST", "/auth/login", credentials, false),
                route_of("GET", "/jobs", {}, true),
                route_of("POST", "/jobs", {{"name", "string", true}, {"description", "string", false}}, true),
                route_of("GET", "/jobs/search", {}, true),
                route_of("GET", "/jobs/{job_id}", {}, true),
                route_of("DELETE", "/jobs/{job_id}", {}, true),
                route_of("POST", "/jobs/{job_id}/upload", {{"file", "file", true}}, true),
                route_of("GET", "/jobs/{job_id}/download", {}, true),
                route_of("POST", "/jobs/{job_id}/share", {{"email", "string", true}}, true),
                route_of("GET", "/admin/users", {}, true),
                route_of("GET", "/admin/stats", {}, true),
                route_of("POST", "/webhooks/process", {}, false)};
  app.routes[7].takes_files = true;
  return app;
}

Exchange FakeApp::send(const Request& request, const SendOptions& options) {
  Exchange exchange;
  exchange.request = request;
  exchange.source_address = options.source_address;
  addresses.insert(options.source_address);
  if (!dead && deadly && deadly(request)) dead = true;
  if (dead) {
    exchange.error = "connection refused";
  } else if (silent && silent(request)) {
    exchange.error = "connection closed";
  } else {
    exchange.response = answer(request);
  }
  seen.push_back(exchange);
  return exchange;
}

Response FakeApp::answer(const Request& request) {
  if (before)
    if (auto first = before(request)) return *first;
  Response response = route(request);
  add_headers(request, response);
  add_cors(request, response);
  return response;
}

Response FakeApp::route(const Request& request) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  const auto parts = split(path, '/');
  if (request.method == "OPTIONS") {
    if (has("preflight-401") && bearer(request).empty()) return error(401, "No token");
    const bool known = header_of(request, "Origin") == kOrigin;
    return known || has("cors-reflect") || has("cors-names-methods") ? Response{204, {}, "", false}
                                                                     : error(405, "Method not allowed");
  }
  if (path == "/auth/register" && request.method == "POST") return register_user(request);
  if (path == "/auth/login" && request.method == "POST") return login(request);
  if (path == "/jobs") return jobs(request);
  if (parts.size() >= 3 && parts[1] == "jobs" && parts[2] != "search")
    return job(request, parts[2], parts.size() > 3 ? parts[3] : "");
  if (path == "/jobs/search") return user_of(request) ? invalid(request, "page") : error(401, "No token");
  return documents(path);
}

Response FakeApp::documents(const std::string& path) const {
  const Json openapi{{"openapi", "3.1.0"}, {"paths", Json::object()}};
  if (path == "/openapi.json" && has("openapi-public")) return reply(200, openapi);
  if (path == "/hidden/spec" && has("openapi-moved")) return reply(200, openapi);
  if (path == "/docs" && has("openapi-moved"))
    return html("<script>ui({\"url\": \"/hidden/spec\"})</script>");
  if (path == "/docs" && has("swagger-public"))
    return html("<script>SwaggerUIBundle({url: '/openapi.json'})</script>");
  if (path == "/docs" && has("swagger-redirect")) return Response{307, {{"Location", "/docs/"}}, "", false};
  if (path == "/docs/" && has("swagger-redirect")) return html("SwaggerUIBundle");
  if (path == "/redoc" && has("redoc-public")) return html("<redoc spec-url='/x'></redoc>");
  if (path == "/graphql" && has("graphql-open"))
    return reply(200, {{"data", {{"__schema", {{"queryType", {{"name", "Query"}}}}}}}});
  if (has("spa")) return html("<html>one page for all</html>");
  return error(404, "Not found");
}

Response FakeApp::invalid(const Request& request, const std::string& field) const {
  if (has("echo-input")) return reply(422, {{"error", "invalid"}, {"got", request.body}});
  if (has("shows-ctx")) return reply(422, {{"detail", {{{"field", field}, {"ctx", Json::object()}}}}});
  if (has("trio"))
    return reply(422, {{"detail", {{{"loc", {"body", field}}, {"type", "missing"}, {"msg", "required"}}}}});
  if (has("class-name")) return error(400, "SchemaValidationError: " + field);
  return reply(422,
               {{"error", "Validation failed"}, {"details", {{{"field", field}, {"message", "required"}}}}});
}

std::string FakeApp::token_for(const UserRow& user) const {
  const std::string head = base64url(Json{{"alg", "HS256"}, {"typ", "JWT"}}.dump());
  const std::string body =
      base64url(Json{{"sub", user.id}, {"email", user.email}, {"iat", 1}, {"exp", 3601}}.dump());
  return head + "." + body + "." + mac(head + "." + body);
}

bool FakeApp::is_right_token(const std::string& token) const {
  const auto parts = split(token, '.');
  if (parts.size() != 3) return false;
  const Json head = Json::parse(base64url_decoded(parts[0]).value_or(""), nullptr, false);
  if (!head.is_object()) return false;
  const std::string algorithm = head.value("alg", "");
  if (has("accepts-none") && algorithm == "none" && parts[2].empty()) return true;
  if (has("accepts-NONE") && to_lower(algorithm) == "none" && algorithm != "none") return true;
  if (has("accepts-no-alg") && algorithm.empty()) return true;
  if (has("ignores-signature")) return algorithm == "HS256" && !parts[2].empty();
  const std::string right = mac(parts[0] + "." + parts[1]);
  if (has("compares-a-part")) return algorithm == "HS256" && parts[2].substr(0, 30) == right.substr(0, 30);
  return algorithm == "HS256" && parts[2] == right;
}

FakeApp::UserRow* FakeApp::user_of(const Request& request) {
  const std::string token = bearer(request);
  const auto first = [&]() -> UserRow* { return users_.empty() ? nullptr : &users_.front(); };
  if (has("open") && header_of(request, "Authorization").empty()) return first();
  if (has("accepts-garbage") && token == "garbage") return first();
  if (has("accepts-empty") && token.empty() && !header_of(request, "Authorization").empty()) return first();
  if (!is_right_token(token)) return nullptr;
  const Json body = Json::parse(base64url_decoded(split(token, '.')[1]).value_or(""), nullptr, false);
  for (UserRow& user : users_)
    if (body.is_object() && user.id == body.value("sub", "")) return &user;
  return nullptr;
}

Response FakeApp::register_user(const Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return invalid(request, "body");
  if (has("wants-username") && !body.contains("username"))
    return reply(
        422, {{"detail", {{{"loc", {"body", "username"}}, {"msg", "Field required"}, {"type", "missing"}}}}});
  for (const char* field : {"email", "password"})
    if (!body.contains(field) || !body[field].is_string()) return invalid(request, field);
  const std::string email = body["email"], password = body["password"];
  if (email.find('@') == std::string::npos) return invalid(request, "email");
  if (password.size() < 8 && !has("weak-ok"))
    return has("weak-500") ? error(500, "Internal server error") : invalid(request, "password");
  if (std::any_of(users_.begin(), users_.end(), [&](const UserRow& u) { return u.email == email; }))
    return error(409, "Email already registered");
  users_.push_back(
      UserRow{std::to_string(next_id_++), email, password, users_.empty() ? "admin" : "user",
              store ? store(password) : std::vector<std::string>{argon2_text(password, next_id_)}});
  if (has("log-plain")) files_["app.log"] += "registered " + request.body + "\n";
  if (has("no-token-on-register")) return reply(201, {{"id", users_.back().id}});
  return reply(201,
               {{"token", token_for(users_.back())}, {"user", {{"id", users_.back().id}, {"email", email}}}});
}

Response FakeApp::login(const Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  const bool has_name = body.is_object() && body.contains("email");
  const bool has_password = body.is_object() && body.contains("password");
  if (!has_name && has("missing-name") && !users_.empty())
    return reply(200, {{"token", token_for(users_.front())}});
  if (!has_name || (!has_password && !has("missing-password"))) return invalid(request, "password");
  const std::string password = has_password ? body["password"].get<std::string>() : "";
  for (const UserRow& user : users_) {
    if (user.email != body["email"]) continue;
    const bool others =
        has("others-password") &&
        std::any_of(users_.begin(), users_.end(), [&](const UserRow& u) { return u.password == password; });
    const bool right = password == user.password || has("any-password") || others ||
                       (has("empty-password") && password.empty() && has_password) || !has_password;
    if (right) return reply(200, {{"token", token_for(has("login-as-first") ? users_.front() : user)}});
    if (has("200-refusal")) return reply(200, {{"ok", false}});
    return has("distinct-body")
               ? error(401, "Wrong password")
               : reply(401, {{"error", "Invalid email or password"}, {"request", next_id_++}});
  }
  if (has("distinct-status")) return error(404, "No such user");
  return has("distinct-body") ? error(401, "No such user")
                              : reply(401, {{"error", "Invalid email or password"}, {"request", next_id_++}});
}

Response FakeApp::jobs(const Request& request) {
  const UserRow* user = user_of(request);
  if (!user) return error(has("refuses-403") ? 403 : 401, "Missing or invalid token");
  if (request.method == "POST") {
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object() || !body.contains("name") || !body["name"].is_string())
      return invalid(request, "name");
    jobs_.push_back(JobRow{std::to_string(next_id_++), user->id, body["name"], body.value("description", ""),
                           std::nullopt});
  }
  Json list = Json::array();
  for (const JobRow& row : jobs_)
    if (row.owner == user->id || has("open"))
      list.push_back({{"id", row.id},
                      {"name", row.name},
                      {"description", has("loses-description") ? "" : row.description}});
  if (request.method != "POST")
    return has("empty-list") ? reply(200, {{"items", Json::array()}}) : reply(200, {{"items", list}});
  const JobRow& made = jobs_.back();
  return reply(201, {{"id", made.id}, {"name", made.name}, {"description", made.description}});
}

Response FakeApp::job(const Request& request, const std::string& id, const std::string& rest) {
  const UserRow* user = user_of(request);
  const bool open_read = has("open-read") && rest.empty();
  if (!user && !open_read) return error(has("refuses-403") ? 403 : 401, "Missing or invalid token");
  for (JobRow& row : jobs_) {
    if (row.id != id || (user && row.owner != user->id && !has("open"))) continue;
    if (rest == "upload" && request.body.find("filename=") == std::string::npos)
      return invalid(request, "file");
    if (rest == "upload" && has("refuses-json") && request.body.find(".json") != std::string::npos)
      return error(415, "Only CSV");
    if (rest == "upload") row.file = file_in(request.body) + (has("changes-files") ? "\n" : "");
    if (rest == "download" && row.file)
      return Response{200, {{"Content-Type", "text/csv"}}, *row.file, false};
    if (rest == "download") return error(404, "No file");
    return reply(200, {{"id", row.id}, {"name", row.name}, {"description", row.description}});
  }
  return error(404, "Job not found");
}

void FakeApp::add_headers(const Request& request, Response& response) const {
  const bool download = request.target.ends_with("/download");
  if (!has("no-nosniff") && !(download && has("no-nosniff-on-download")))
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (has("csp-frames"))
    response.headers.emplace_back("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
  else if (has("csp-any-frame"))
    response.headers.emplace_back("Content-Security-Policy", "frame-ancestors *");
  else if (!has("no-frame-options"))
    response.headers.emplace_back("X-Frame-Options",
                                  has("allow-from") ? "ALLOW-FROM https://evil.example" : "DENY");
  const bool forwarded = header_of(request, "X-Forwarded-Proto") == "https";
  if (has("hsts-short"))
    response.headers.emplace_back("Strict-Transport-Security", "max-age=3600; includeSubDomains");
  else if (!has("no-hsts") && (forwarded || !has("hsts-forwarded")))
    response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

void FakeApp::add_cors(const Request& request, Response& response) const {
  const std::string origin = header_of(request, "Origin");
  if (origin.empty() || has("cors-none")) return;
  const std::string right = kOrigin;
  bool allowed = origin == right || has("cors-reflect");
  allowed = allowed || (has("cors-prefix") && origin.starts_with(right)) ||
            (has("cors-suffix") && origin.ends_with("app.datapipeline.io"));
  allowed = allowed || (has("cors-null") && origin == "null");
  if (has("cors-star"))
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  else if (has("cors-fixed"))
    response.headers.emplace_back("Access-Control-Allow-Origin", right);
  else if (allowed)
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
  if (request.method != "OPTIONS" || !(allowed || has("cors-names-methods"))) return;
  response.headers.emplace_back("Access-Control-Allow-Methods",
                                has("cors-no-delete") ? "GET, POST" : "GET, POST, DELETE");
  response.headers.emplace_back("Access-Control-Allow-Headers",
                                has("cors-no-headers") ? "X-Other" : "Authorization, Content-Type");
}

// The database as an app of this kind keeps it, made anew from what is in memory.
Result<std::vector<AppFile>> FakeApp::list() {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  std::string sql = "CREATE TABLE users (id TEXT, email TEXT, a TEXT, b TEXT, c TEXT);";
  for (const UserRow& user : users_) {
    const auto part = [&](std::size_t i) { return i < user.stored.size() ? user.stored[i] : ""; };
    sql += fmt::format("INSERT INTO users VALUES ('{}', '{}', '{}', '{}', '{}');", user.id, user.email,
                       part(0), part(1), part(2));
  }
  sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(db, "main", &size, 0);
  files_["data/jobs.db"] = std::string(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(db);
  std::vector<AppFile> list;
  for (const auto& [path, content] : files_) list.push_back({path, content.size()});
  return list;
}

Result<std::string> FakeApp::read(const std::string& path, std::size_t max_bytes) {
  const auto found = files_.find(path);
  if (found == files_.end()) return Problem{ProblemKind::cannot, path, "no such file", ""};
  return found->second.substr(0, max_bytes);
}

}  // namespace assay
