// launch/secrets.h - random values: keys for the app, names nobody can guess.
#pragma once

#include <cstddef>
#include <string>

namespace assay {

// 2 * bytes hexadecimal digits from the kernel.
std::string random_hex(std::size_t bytes);

}  // namespace assay
