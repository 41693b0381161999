#include "trying/launch/running_app.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "trying/launch/start_environment.h"
#include "unit/launch/sandbox_support.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

// A server that counts its starts in a file, shows its environment, and dies or lies as its route says.
const char* const kServer = R"PY(
import http.server, os, sys, threading, time
if "MUST_HAVE" not in os.environ: sys.exit("MUST_HAVE must be set")
if "SLOW" in os.environ: time.sleep(float(os.environ["SLOW"]))
with open("starts", "a") as f: f.write("x")
begin = time.monotonic()
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/die": os._exit(9)
        early = time.monotonic() - begin < float(os.environ.get("WARM_UP", "0"))
        self.send_response(503 if early else 200); self.end_headers()
        self.wfile.write("\n".join(f"{k}={v}" for k, v in sorted(os.environ.items())).encode())
    def log_message(self, *a): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("OTHER_PORT", sys.argv[1]))), H).serve_forever()
)PY";

class Fixture {
 public:
  explicit Fixture(int rung)
      : root_(fs::temp_directory_path() / ("assay-app-" + std::to_string(::getpid()))) {
    fs::create_directories(root_);
    std::ofstream(root_ / "server.py") << kServer;
    std::ofstream(root_ / ".env") << "FROM_DOT_ENV=1\n";
    app.root = ".";
    app.plan.start = "python3 server.py {port}";
    app.settings = {{"MUST_HAVE", std::nullopt, true, {}}};
    app.signing_key_variables = {"JWT_SECRET", "SIGN_KEY"};
    prepared.sandbox = plan_of(rung);
    prepared.source = root_;
  }
  ~Fixture() { fs::remove_all(root_); }

  StartResult start(const StartOptions& options = {}) { return RunningApp::start(prepared, app, options); }

  App app;
  Prepared prepared;

 private:
  fs::path root_;
};

std::string value_of(const Environment& environment, const std::string& name) {
  for (const auto& [known, value] : environment) {
    if (known == name) return value;
  }
  return "";
}

// The app's answer, by hand: launch/ knows no HTTP client.
std::string ask(RunningApp& app, const std::string& path) {
  const auto socket = app.open_socket(AddressFamily::ipv4, "127.0.0.1");
  REQUIRE(socket);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(static_cast<std::uint16_t>(app.port()));
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket->get(), reinterpret_cast<const sockaddr*>(&at), sizeof(at)) == 0);
  const std::string request = "GET " + path + " HTTP/1.0\r\n\r\n";
  REQUIRE(::send(socket->get(), request.data(), request.size(), MSG_NOSIGNAL) > 0);
  return read_descriptor(socket->get(), 1u << 20);
}

}  // namespace

TEST_CASE("an app starts, in a clean environment with made-up secrets that are known") {
  const int rung = GENERATE(0, 1, 2, 3);
  if (!rung_holds(rung)) return;
  Fixture fixture(rung);
  StartOptions options;
  options.environment = {{"USERS", "own"}, {"SIGN_KEY", "given"}};
  const auto started = fixture.start(options);
  if (started.failure) FAIL(started.failure->problem.what);
  const std::string answer = ask(*started.app, "/");
  const auto holds = [&](const std::string& line) {
    return answer.find("\n" + line + "\n") != std::string::npos;
  };
  CHECK(holds("NODE_ENV=production"));
  CHECK(holds("NEXT_TELEMETRY_DISABLED=1"));
  CHECK(holds("USERS=own"));
  CHECK(holds("SIGN_KEY=given"));
  CHECK(holds("PORT=" + std::to_string(started.app->port())));
  CHECK(holds("JWT_SECRET=" + value_of(started.app->made_up(), "JWT_SECRET")));
  CHECK(value_of(started.app->made_up(), "JWT_SECRET").size() == 64);
  CHECK(value_of(started.app->made_up(), "WEBHOOK_SECRET") != value_of(started.app->made_up(), "JWT_SECRET"));
  CHECK(value_of(started.app->made_up(), "MUST_HAVE").size() == 64);
  CHECK(answer.find("FROM_DOT_ENV") == std::string::npos);
  CHECK_FALSE(started.app->read("app/.env", 10).ok());
}

TEST_CASE("its death is seen at once, and a restart begins afresh") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  Fixture fixture(rung);
  const auto started = fixture.start();
  if (started.failure) FAIL(started.failure->problem.what);
  auto& app = *started.app;
  const auto secret = value_of(app.made_up(), "JWT_SECRET");
  CHECK(app.alive());
  CHECK(app.end_reason().empty());
  ask(app, "/die");
  for (const auto deadline = Deadline::in(Milliseconds(2000)); app.alive() && !deadline.passed();) {
  }
  CHECK_FALSE(app.alive());
  CHECK(app.end_reason() == "exit code 9");
  CHECK(*app.read("app/starts", 10) == "x");
  const auto failure = app.restart();
  if (failure) FAIL(failure->problem.what);
  CHECK(app.alive());
  CHECK(*app.read("app/starts", 10) == "x");
  CHECK(value_of(app.made_up(), "JWT_SECRET") == secret);
  app.stop();
  CHECK_FALSE(app.alive());
  CHECK_FALSE(app.list().ok());
}

TEST_CASE("a variable can be withheld, and what follows is told") {
  const int rung = GENERATE(0, 3);
  if (!rung_holds(rung)) return;
  Fixture fixture(rung);
  StartOptions options;
  options.unset = {"MUST_HAVE"};
  const auto started = fixture.start(options);
  REQUIRE(started.failure);
  REQUIRE(started.failure->end);
  CHECK(started.failure->end->code == 1);
  CHECK_FALSE(started.failure->listened);
  CHECK(started.failure->problem.cure == "add --env MUST_HAVE=VALUE");
  CHECK(started.failure->log_tail == std::vector<std::string>{"MUST_HAVE must be set"});
}

TEST_CASE("503 is not yet, and too long is a failure") {
  if (!rung_holds(1)) return;
  Fixture fixture(1);
  StartOptions options;
  options.environment = {{"WARM_UP", "0.4"}};
  CHECK_FALSE(fixture.start(options).failure);
  options.environment = {{"WARM_UP", "60"}};
  options.ready_deadline = Milliseconds(1'500);
  const auto unavailable = fixture.start(options);
  REQUIRE(unavailable.failure);
  CHECK(unavailable.failure->listened);
  CHECK(unavailable.failure->last_status == 503);
  options.environment = {{"SLOW", "60"}};
  options.ready_deadline = Milliseconds(700);
  const auto silent = fixture.start(options);
  REQUIRE(silent.failure);
  CHECK_FALSE(silent.failure->listened);
  CHECK_FALSE(silent.failure->end);
}

TEST_CASE("an app that insists on another port is followed there") {
  if (!rung_holds(1)) return;
  Fixture fixture(1);
  StartOptions options;
  options.environment = {{"OTHER_PORT", "4321"}};
  const auto started = fixture.start(options);
  if (started.failure) FAIL(started.failure->problem.what);
  CHECK(started.app->port() == 4321);
  options.port = 9000;
  options.ready_deadline = Milliseconds(1'500);
  const auto insisted = fixture.start(options);
  REQUIRE(insisted.failure);
  CHECK(insisted.failure->problem.cure == "add --port 4321");
}

TEST_CASE("an app that nothing says how to start is a problem with its flag") {
  if (!rung_holds(1)) return;
  Fixture fixture(1);
  fixture.app.plan.start.clear();
  const auto started = fixture.start();
  REQUIRE(started.failure);
  CHECK(started.failure->problem.cure == "add --start COMMAND");
}

TEST_CASE("a command that is not there is named") {
  if (!rung_holds(1)) return;
  Fixture fixture(1);
  fixture.app.plan.start = "no-such-program --port {port}";
  const auto started = fixture.start();
  REQUIRE(started.failure);
  CHECK(started.failure->problem.what == "the app did not start: no-such-program is not installed for it");
}

TEST_CASE("required settings get values of their kind, others none") {
  App app;
  app.settings = {{"DATABASE_URL", std::nullopt, true, {}},
                  {"TOKEN_TTL_SECONDS", std::nullopt, true, {}},
                  {"SESSION_KEY", std::nullopt, true, {}},
                  {"OPTIONAL_KEY", "x", false, {}},
                  {"PUBLIC_URL", std::nullopt, true, {}}};
  const auto made = made_up_settings(app, 8123);
  CHECK(value_of(made, "DATABASE_URL") == "sqlite:///./app.db");
  CHECK(value_of(made, "TOKEN_TTL_SECONDS") == "3600");
  CHECK(value_of(made, "SESSION_KEY").size() == 64);
  CHECK(value_of(made, "PUBLIC_URL") == "http://127.0.0.1:8123");
  CHECK(value_of(made, "OPTIONAL_KEY").empty());
}

}  // namespace assay::testing
