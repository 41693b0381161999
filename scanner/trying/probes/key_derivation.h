// probes/key_derivation.h - recomputes what an app may have stored; OpenSSL does the
// work. Returns nothing where OpenSSL refuses the parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

std::optional<std::string> digest(const std::string& name, std::string_view bytes);  // "sha256"
std::optional<std::string> hmac_digest(const std::string& name, std::string_view key, std::string_view bytes);
std::optional<std::string> pbkdf2(const std::string& digest_name, std::string_view password,
                                  std::string_view salt, std::int64_t iterations, std::size_t bytes);
std::optional<std::string> scrypt(std::string_view password, std::string_view salt, std::int64_t n,
                                  std::int64_t r, std::int64_t p, std::size_t bytes);

}  // namespace assay
