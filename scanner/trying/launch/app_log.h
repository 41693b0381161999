// launch/app_log.h - what the app wrote to its standard output and error: the
// first and the last of it, so that a flood costs no memory and hides neither
// the reason of a failed start nor that of a late one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

class AppLog {
 public:
  explicit AppLog(std::size_t head_bytes = 256u << 10, std::size_t tail_bytes = 8u << 20)
      : head_bytes_(head_bytes), tail_bytes_(tail_bytes) {}

  void append(std::string_view text);
  std::string text() const;  // with a line that says how much was left out, where something was

 private:
  std::size_t head_bytes_;
  std::size_t tail_bytes_;
  std::string head_;
  std::string tail_;  // holds up to twice tail_bytes_, so that cutting is rare
  std::size_t lost_ = 0;
};

}  // namespace assay
