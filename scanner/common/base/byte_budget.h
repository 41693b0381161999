// base/byte_budget.h - a bound on the bytes that several threads hold at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace assay {

namespace limits {
inline constexpr std::size_t kMaxBytesUnderParse = 8u << 20;  // a tree costs up to 170 bytes a byte
}  // namespace limits

// Bytes that several threads may hold at once. Who asks for more than is left waits; who asks for more than
// there is at all gets it when nobody else holds any.
class ByteBudget {
 public:
  explicit ByteBudget(std::size_t bytes) : bytes_(bytes) {}

  class Share {
   public:
    Share(ByteBudget& budget, std::size_t bytes) : budget_(budget), bytes_(bytes) { budget_.take(bytes_); }
    ~Share() { budget_.give_back(bytes_); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

   private:
    ByteBudget& budget_;
    std::size_t bytes_;
  };

 private:
  void take(std::size_t bytes);
  void give_back(std::size_t bytes);

  std::size_t bytes_, held_ = 0;
  std::mutex mutex_;
  std::condition_variable freed_;
};

}  // namespace assay
