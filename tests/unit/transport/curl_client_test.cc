#include "trying/transport/curl_client.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "support/guardian_hook.h"
#include "trying/transport/host_sockets.h"
#include "unit/transport/echo_app.h"

namespace assay::testing {
namespace {

EchoApp& app() {
  static EchoApp the_app;
  return the_app;
}

Exchange send(const Request& request, const SendOptions& options = {}) {
  return CurlClient(app().sandbox(), sandbox_target(8000)).send(request, options);
}

nlohmann::json echoed(const Exchange& exchange) {
  REQUIRE(exchange.error.empty());
  REQUIRE(exchange.response.has_value());
  return nlohmann::json::parse(exchange.response->body);
}

std::vector<std::string> header_names(const nlohmann::json& echo) {
  std::vector<std::string> names;
  for (const auto& header : echo["headers"]) names.push_back(header[0]);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("a request arrives as it stands, with nothing added but Host and its length") {
  const auto get =
      echoed(send({"GET", "/a/../b%2e/./c?x=%zz&y=a\"b", {{"X-Odd", "  a:b"}, {"x-empty", ""}}, ""}));
  CHECK(get["line"] == "GET /a/../b%2e/./c?x=%zz&y=a\"b HTTP/1.1");
  CHECK(header_names(get) == std::vector<std::string>{"Host", "X-Odd", "x-empty"});
  const auto post = echoed(send({"POST", "/p", {{"Content-Type", "application/json"}}, R"({"a": 1})"}));
  CHECK(post["body"] == R"({"a": 1})");
  CHECK(header_names(post) == std::vector<std::string>{"Content-Length", "Content-Type", "Host"});
  CHECK(header_names(echoed(send({"POST", "/p", {}, ""}))) ==
        std::vector<std::string>{"Content-Length", "Host"});
}

TEST_CASE("any method goes, with a body where one is given") {
  CHECK(echoed(send({"DELETE", "/d", {}, "why"}))["body"] == "why");
  CHECK(echoed(send({"GET", "/g", {}, "odd"}))["line"] == "GET /g HTTP/1.1");
  CHECK(echoed(send({"ODD", "/o", {}, ""}))["line"] == "ODD /o HTTP/1.1");
  const auto head = send({"HEAD", "/h", {}, ""});
  REQUIRE(head.response);
  CHECK(head.response->status == 200);
  CHECK(head.response->body.empty());
}

TEST_CASE("bytes of any kind arrive in a body") {
  const std::string bytes("\0\xff\r\n\x80z", 6);
  const auto echo = echoed(send({"PUT", "/", {}, bytes}));
  CHECK(echo["body"].get<std::string>().size() == std::string("\0\xc3\xbf\r\n\xc2\x80z", 8).size());
}

TEST_CASE("each request comes from the asked address of loopback") {
  CHECK(echoed(send({}))["from"] == "127.0.0.1");
  CHECK(echoed(send({}, {"127.0.1.7"}))["from"] == "127.0.1.7");
  CHECK(echoed(send({}, {"127.250.3.9"}))["from"] == "127.250.3.9");
  const auto nonsense = send({}, {"nonsense"});
  CHECK_FALSE(nonsense.response);
  CHECK(nonsense.error.find("not sent") == 0);
}

TEST_CASE("headers of an answer keep their order and their number") {
  const auto exchange = send({});
  REQUIRE(exchange.response);
  std::vector<std::string> twice;
  for (const auto& [name, value] : exchange.response->headers) {
    if (name == "X-Twice") twice.push_back(value);
  }
  CHECK(twice == std::vector<std::string>{"1", "2"});
}

TEST_CASE("a redirect is not followed") {
  const auto exchange = send({"GET", "/away", {}, ""});
  REQUIRE(exchange.response);
  CHECK(exchange.response->status == 302);
  CHECK(exchange.response->header("location") == "http://192.0.2.1/");
}

TEST_CASE("limits hold: body, headers, time") {
  SendOptions small;
  small.max_body_bytes = 1000;
  const auto big = send({"GET", "/big", {}, ""}, small);
  REQUIRE(big.response);
  CHECK(big.response->body.size() == 1000);
  CHECK(big.response->truncated);
  CHECK_FALSE(send({"GET", "/headers", {}, ""}).response);
  SendOptions hasty;
  hasty.deadline = Milliseconds(300);
  const auto slow = send({"GET", "/slow", {}, ""}, hasty);
  CHECK_FALSE(slow.response);
  CHECK(slow.error == "timed out after 0.3 s");
}

TEST_CASE("a broken answer is an exchange without response") {
  CHECK(send({"GET", "/close", {}, ""}).error == "connection closed");
  CHECK(send({"GET", "/garbage", {}, ""}).error == "the answer is not HTTP");
  CHECK(CurlClient(app().sandbox(), sandbox_target(8001)).send({}).error == "connection refused");
}

TEST_CASE("an answer before all was read is an answer") {
  const auto exchange = send({"POST", "/early", {}, std::string(20u << 20, 'x')});
  REQUIRE(exchange.response);
  CHECK(exchange.response->status == 413);
}

TEST_CASE("a head with a line break is not sent") {
  CHECK(send({"GET", "/\r\nX: y", {}, ""}).error.find("not sent") == 0);
  CHECK(send({"GET", "/", {{"X", "a\nY: b"}}, ""}).error.find("not sent") == 0);
  CHECK(send({"GE\nT", "/", {}, ""}).error.find("not sent") == 0);
}

TEST_CASE("a proxy of the environment is not asked") {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  CHECK(send({}).response.has_value());
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST_CASE("several threads may send at once") {
  CurlClient client(app().sandbox(), sandbox_target(8000));
  std::vector<int> good(8, 0);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < good.size(); ++i) {
    threads.emplace_back([&, i] {
      const std::string from = "127.0.2." + std::to_string(i + 1);
      for (int n = 0; n < 20; ++n) {
        const auto exchange = client.send({"GET", "/" + std::to_string(i), {}, ""}, {from});
        const bool mine = exchange.response && exchange.response->body.find(from + "\"") != std::string::npos;
        good[i] += mine ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == std::vector<int>(8, 20));
}

TEST_CASE("the host's own network does not lead into the sandbox") {
  HostSockets host;
  HttpTarget target = sandbox_target(8000);
  const auto exchange = CurlClient(host, target).send({"GET", "/whoami", {}, ""});
  CHECK((!exchange.response || exchange.response->body.find("\"/whoami\"") == std::string::npos));
}

}  // namespace assay::testing
