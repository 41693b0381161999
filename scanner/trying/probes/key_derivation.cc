#include "trying/probes/key_derivation.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace assay {
namespace {

constexpr std::int64_t kMostIterations = 3'000'000;
constexpr std::uint64_t kMostMemory = 512u << 20;
constexpr std::size_t kMostBytes = 512;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* buffer_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::optional<std::string> digest(const std::string& name, std::string_view bytes) {
  const EVP_MD* md = EVP_get_digestbyname(name.c_str());
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned int length = 0;
  if (!md || EVP_Digest(bytes.data(), bytes.size(), buffer_of(out), &length, md, nullptr) != 1)
    return std::nullopt;
  out.resize(length);
  return out;
}

std::optional<std::string> hmac_digest(const std::string& name, std::string_view key,
                                       std::string_view bytes) {
  const EVP_MD* md = EVP_get_digestbyname(name.c_str());
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned int length = 0;
  if (!md || !HMAC(md, key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(),
                   buffer_of(out), &length))
    return std::nullopt;
  out.resize(length);
  return out;
}

std::optional<std::string> pbkdf2(const std::string& digest_name, std::string_view password,
                                  std::string_view salt, std::int64_t iterations, std::size_t bytes) {
  const EVP_MD* md = EVP_get_digestbyname(digest_name.c_str());
  if (!md || iterations < 1 || iterations > kMostIterations || bytes == 0 || bytes > kMostBytes)
    return std::nullopt;
  std::string out(bytes, '\0');
  const int done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(salt),
                                     static_cast<int>(salt.size()), static_cast<int>(iterations), md,
                                     static_cast<int>(bytes), buffer_of(out));
  if (done != 1) return std::nullopt;
  return out;
}

std::optional<std::string> scrypt(std::string_view password, std::string_view salt, std::int64_t n,
                                  std::int64_t r, std::int64_t p, std::size_t bytes) {
  if (n < 2 || n > (1 << 24) || r < 1 || r > 64 || p < 1 || p > 64 || bytes == 0 || bytes > kMostBytes)
    return std::nullopt;
  std::string out(bytes, '\0');
  const int done = EVP_PBE_scrypt(password.data(), password.size(), bytes_of(salt), salt.size(),
                                  static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(r),
                                  static_cast<std::uint64_t>(p), kMostMemory, buffer_of(out), bytes);
  if (done != 1) return std::nullopt;
  return out;
}

}  // namespace assay
