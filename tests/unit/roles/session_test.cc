// Tokens come in many shapes and travel in many ways; each is learnt, none assumed.
#include "trying/roles/session.h"

#include "common/base/file.h"
#include "support/catch.h"
#include "support/fake_app.h"

using namespace assay;

namespace {

// Answers by a function; remembers nothing.
class ScriptedClient : public HttpClient {
 public:
  explicit ScriptedClient(std::function<Response(const Request&)> script) : script_(std::move(script)) {}
  Exchange send(const Request& request, const SendOptions& options) override {
    ++sent;
    addresses.push_back(options.source_address);
    Exchange exchange;
    exchange.response = script_(request);
    return exchange;
  }
  int sent = 0;
  std::vector<std::string> addresses;

 private:
  std::function<Response(const Request&)> script_;
};

const RoleBook& book() {
  static const RoleBook roles =
      *read_role_book({"rules/probes/roles.yaml",
                       *read_file(std::string(ASSAY_SOURCE_DIR) + "/rules/probes/roles.yaml", 1u << 20)});
  return roles;
}

struct Fixture {
  explicit Fixture(std::function<Response(const Request&)> script, const App& app = FakeApp::app())
      : client(std::move(script)),
        roles(bind_roles(book(), {}, read_static_routes(app))),
        caller(
            client, pulse, [](Milliseconds) {}, 7),
        sessions(book(), roles, {}) {}
  ScriptedClient client;
  Pulse pulse;
  RoleMap roles;
  Caller caller;
  SessionMaker sessions;
};

std::string header_of(const Request& request, const std::string& name) {
  for (const auto& [key, value] : request.headers)
    if (key == name) return value;
  return "";
}

}  // namespace

TEST_CASE("a token in a cookie is sent back as a cookie") {
  Fixture f([](const Request& request) {
    if (request.method == "GET")
      return Response{
          header_of(request, "Cookie") == "sid_token=abcdefghijklmnop" ? 200 : 401, {}, "[]", false};
    return Response{
        201,
        {{"Set-Cookie", "theme=dark"}, {"Set-Cookie", "sid_token=abcdefghijklmnop; HttpOnly; Path=/"}},
        "{\"id\": 1}",
        false};
  });
  SignOn sign_on = f.sessions.sign_up(f.caller, random_user(), Part::control);
  REQUIRE(sign_on.session);
  CHECK(sign_on.session->carrier.in == "cookie");
  f.sessions.learn_carrier(f.caller, *sign_on.session);
  CHECK(sign_on.session->carrier.name == "sid_token");
}

TEST_CASE("an app that wants the bare token in its header is understood, and so are later sessions") {
  Fixture f([](const Request& request) {
    if (request.method == "GET")
      return Response{header_of(request, "Authorization") == "abcdefghijklmnop" ? 200 : 401, {}, "[]", false};
    return Response{201, {}, R"({"data": {"access_token": "abcdefghijklmnop"}})", false};
  });
  SignOn first = f.sessions.sign_up(f.caller, random_user(), Part::control);
  REQUIRE(first.session);
  f.sessions.learn_carrier(f.caller, *first.session);
  CHECK(first.session->carrier.prefix.empty());
  CHECK(f.sessions.sign_up(f.caller, random_user(), Part::control).session->carrier.prefix.empty());
}

TEST_CASE("a refusal that names a field is answered with it, and remembered") {
  FakeApp app({"wants-username"});
  const RoleMap roles = bind_roles(book(), {}, read_static_routes(FakeApp::app()));
  Pulse pulse;
  Caller caller(
      app, pulse, [](Milliseconds) {}, 7);
  SessionMaker sessions(book(), roles, {});
  const User user = random_user();
  CHECK(sessions.sign_up(caller, user, Part::control).session);
  CHECK(sessions.register_body(user).value("username", "") == user.handle);
  const std::size_t before = app.seen.size();
  CHECK(sessions.sign_up(caller, random_user(), Part::control).session);
  CHECK(app.seen.size() == before + 1);
}

TEST_CASE("a field that stays refused is not asked for ever") {
  Fixture f([](const Request&) {
    return Response{422, {}, R"({"detail":[{"loc":["body","captcha"],"msg":"wrong"}]})", false};
  });
  const SignOn sign_on = f.sessions.sign_up(f.caller, random_user(), Part::control);
  CHECK_FALSE(sign_on.session);
  CHECK(sign_on.why_not == "registration answered 422");
  CHECK(f.client.sent == 2);
}

TEST_CASE("after one 429 the caller waits once and asks again, once") {
  int waited = 0;
  ScriptedClient client([](const Request&) { return Response{429, {{"Retry-After", "2"}}, "", false}; });
  Pulse pulse;
  Caller caller(
      client, pulse, [&](Milliseconds span) { waited += static_cast<int>(span.count()); }, 3);
  CHECK(caller.send(Request{}, Part::attack, "x").status() == 429);
  CHECK(caller.send(Request{}, Part::attack, "x").status() == 429);
  CHECK(client.sent == 3);
  CHECK(waited == 2'000);
  CHECK_FALSE(pulse.dead);
}

TEST_CASE("a caller changes its address when told, and keeps every exchange") {
  ScriptedClient client([](const Request&) { return Response{200, {}, "", false}; });
  Pulse pulse;
  Caller caller(
      client, pulse, [](Milliseconds) {}, 3);
  caller.send(Request{}, Part::control, "x");
  caller.change_address();
  caller.send(Request{}, Part::attack, "x");
  CHECK(client.addresses[0] != client.addresses[1]);
  const auto exchanges = caller.take_exchanges();
  REQUIRE(exchanges.size() == 2);
  CHECK(exchanges[0].control);
  CHECK_FALSE(exchanges[1].control);
}

TEST_CASE("bodies: what is required or known is filled, forms and files are encoded") {
  BoundRole role;
  role.binding.method = "POST";
  role.binding.path = "/a/{id}/b";
  role.fields = {{"email", "string", true}, {"age", "integer", true}, {"newsletter", "boolean", false}};
  const Json body = fill_body(book(), role, Values{"u@test.com", "p", "h", "n", "d"}, {});
  CHECK(body == Json{{"age", 1}, {"email", "u@test.com"}});
  role.binding.form = true;
  const Request request = make_request(role, "x/y", &body);
  CHECK(request.target == "/a/x%2Fy/b");
  CHECK(request.body == "age=1&email=u%40test.com");
  role.fields = {{"note", "string", false}, {"doc", "file", true}};
  const Request upload = make_upload(role, "1", UploadFile{"a.csv", "text/csv", "1,2\n"}, "B");
  CHECK(upload.body ==
        "--B\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"a.csv\"\r\nContent-Type: "
        "text/csv\r\n\r\n1,2\n\r\n--B--\r\n");
}
