#include "trying/launch/secrets.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

#include "common/base/text.h"

namespace assay {

std::string random_hex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  std::size_t filled = 0;
  while (filled < bytes) {
    const ssize_t got = ::getrandom(raw.data() + filled, bytes - filled, 0);
    if (got < 0 && errno != EINTR) std::abort();  // a guessable key would be worse
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return hex(raw);
}

}  // namespace assay
