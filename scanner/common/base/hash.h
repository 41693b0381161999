// base/hash.h - SHA-256, for cache keys and fingerprints (OpenSSL does the work).
#pragma once

#include <string>
#include <string_view>

namespace assay {

std::string sha256_hex(std::string_view bytes);

}  // namespace assay
