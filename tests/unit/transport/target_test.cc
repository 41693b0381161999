#include "trying/transport/target.h"

#include "support/catch.h"
#include "trying/transport/curl_client.h"
#include "trying/transport/host_sockets.h"

namespace assay::testing {

TEST_CASE("a URL of this machine is a target") {
  const auto target = target_of_url("http://127.0.0.1:8000/api/", false);
  REQUIRE(target);
  CHECK(target->host == "127.0.0.1");
  CHECK(target->port == 8000);
  CHECK(target->base_path == "/api");
  CHECK(target->only_loopback);
  CHECK(target->base_url() == "http://127.0.0.1:8000/api");
  CHECK(target_of_url("https://localhost", false)->port == 443);
  CHECK(target_of_url("http://[::1]:3000", false)->only_loopback);
}

TEST_CASE("a URL of another machine needs the user's word") {
  const auto refused = target_of_url("http://example.org", false);
  REQUIRE_FALSE(refused);
  CHECK(refused.problem().kind == ProblemKind::usage);
  CHECK(refused.problem().cure.find("--i-own-this-target") != std::string::npos);
  const auto owned = target_of_url("http://example.org", true);
  REQUIRE(owned);
  CHECK_FALSE(owned->only_loopback);
  CHECK_FALSE(target_of_url("http://127.0.0.1.example.org", false));
  CHECK_FALSE(target_of_url("http://192.168.1.1", false));
}

TEST_CASE("what is no URL to attack is refused") {
  CHECK_FALSE(target_of_url("", false));
  CHECK_FALSE(target_of_url("ftp://127.0.0.1", false));
  CHECK_FALSE(target_of_url("file:///etc/passwd", false));
  CHECK_FALSE(target_of_url("http://user:word@127.0.0.1", false));
}

TEST_CASE("a name that only seems to be this machine is not connected to") {
  HostSockets host;
  HttpTarget target;
  target.host = "192.0.2.1";  // what a lying name would resolve to
  target.port = 80;
  const auto exchange = CurlClient(host, target).send({});
  CHECK_FALSE(exchange.response);
  CHECK(exchange.error == "not sent: 192.0.2.1 does not lead to this machine");
}

}  // namespace assay::testing
