#include "trying/probes/jwt.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "common/base/text.h"
#include "trying/roles/session.h"

namespace assay {
namespace {

constexpr std::size_t kFromTheEnd = 12;

std::optional<Json> decoded_object(std::string_view part) {
  const auto bytes = base64url_decoded(part);
  if (!bytes) return std::nullopt;
  auto value = parse_json(*bytes);
  if (!value || !value->is_object()) return std::nullopt;
  return value;
}

const EVP_MD* digest_of(const std::string& algorithm) {
  if (algorithm == "HS256") return EVP_sha256();
  if (algorithm == "HS384") return EVP_sha384();
  if (algorithm == "HS512") return EVP_sha512();
  return nullptr;
}

std::string hmac(const EVP_MD* digest, const std::string& key, const std::string& text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(digest, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), bytes, &length);
  return std::string(reinterpret_cast<char*>(bytes), length);
}

char other_character(char c) {
  if (c >= '0' && c <= '9') return c == '0' ? '1' : '0';  // stays a digit: the token may be hex
  if (c >= 'a' && c <= 'f') return c == 'a' ? 'b' : 'a';
  return c == 'A' ? 'B' : 'A';
}

}  // namespace

std::optional<Jwt> parse_jwt(std::string_view token) {
  const auto parts = split(token, '.');
  if (parts.size() != 3) return std::nullopt;
  auto header = decoded_object(parts[0]);
  auto payload = decoded_object(parts[1]);
  if (!header || !payload || !header->contains("alg")) return std::nullopt;
  return Jwt{parts[0], parts[1], parts[2], std::move(*header), std::move(*payload)};
}

std::string signed_with_another_key(const Jwt& jwt) {
  const std::string input = jwt.header_text + "." + jwt.payload_text;
  const std::string algorithm = jwt.header["alg"].is_string() ? jwt.header["alg"].get<std::string>() : "";
  const EVP_MD* digest = digest_of(algorithm);
  const std::string length_of = base64url_decoded(jwt.signature_text).value_or(std::string(32, '\0'));
  const std::string signature = digest ? hmac(digest, random_hex(64), input) : random_hex(length_of.size());
  return input + "." + base64url(signature);
}

std::string with_payload(const Jwt& jwt, const Json& payload) {
  return jwt.header_text + "." + base64url(dump_json(payload)) + "." + jwt.signature_text;
}

std::string unsigned_token(std::string_view header_json, const Jwt& jwt) {
  return base64url(header_json) + "." + jwt.payload_text + ".";
}

std::string with_changed_signature(std::string token) {
  if (token.empty()) return token;
  char& c = token[token.size() - std::min(kFromTheEnd, token.size())];
  c = other_character(c);
  return token;
}

}  // namespace assay
