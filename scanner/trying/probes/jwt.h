// probes/jwt.h - takes JSON Web Tokens apart and makes forged ones.
// In: token texts. Out: parts, tokens. Verifies nothing: that is the app's job.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trying/roles/json_shape.h"

namespace assay {

struct Jwt {
  std::string header_text;  // as sent: base64url
  std::string payload_text;
  std::string signature_text;
  Json header;
  Json payload;
};

// Three parts, the first two of them JSON objects, an `alg` in the header; anything else is no JWT.
std::optional<Jwt> parse_jwt(std::string_view token);

// `input` signed by the header's own algorithm with another key; where that is no HMAC, random bytes of the
// genuine signature's length.
std::string signed_with_another_key(const Jwt& jwt);

// header.payload with the genuine signature of another payload.
std::string with_payload(const Jwt& jwt, const Json& payload);

// The genuine parts under another header and an empty signature.
std::string unsigned_token(std::string_view header_json, const Jwt& jwt);

// One character changed, the 12th from the end: the last one's spare bits are ignored by some decoders.
std::string with_changed_signature(std::string token);

}  // namespace assay
