#include "trying/probes/jwt.h"

#include "common/base/text.h"
#include "support/catch.h"

using namespace assay;

namespace {
const std::string kToken = base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + base64url(R"({"sub":"1"})") +
                           "." + base64url(std::string(32, 's'));
}

TEST_CASE("three parts with an algorithm are a JWT, other dotted texts are none") {
  REQUIRE(parse_jwt(kToken));
  CHECK(parse_jwt(kToken)->payload["sub"] == "1");
  CHECK_FALSE(parse_jwt("a.b.c"));
  CHECK_FALSE(parse_jwt(base64url("{}") + "." + base64url("{}") + ".x"));
  CHECK_FALSE(parse_jwt("0123456789abcdef"));
}

TEST_CASE("forged tokens differ from the genuine one where they should, and nowhere else") {
  const Jwt jwt = *parse_jwt(kToken);
  const std::string resigned = signed_with_another_key(jwt);
  CHECK(resigned.substr(0, resigned.rfind('.')) == kToken.substr(0, kToken.rfind('.')));
  CHECK(resigned.size() == kToken.size());
  CHECK(resigned != kToken);
  const std::string changed = with_changed_signature(kToken);
  REQUIRE(changed.size() == kToken.size());
  for (std::size_t i = 0; i < kToken.size(); ++i)
    CHECK((changed[i] != kToken[i]) == (i == kToken.size() - 12));
  CHECK(unsigned_token("{}", jwt) == base64url("{}") + "." + jwt.payload_text + ".");
}

TEST_CASE("a changed opaque token stays of its alphabet") {
  const std::string changed = with_changed_signature("00112233445566778899aabbccddeeff");
  CHECK(changed.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(with_changed_signature("abc") != "abc");
  CHECK(with_changed_signature("").empty());
}
