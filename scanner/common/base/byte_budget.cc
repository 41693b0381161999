#include "common/base/byte_budget.h"

namespace assay {

void ByteBudget::take(std::size_t bytes) {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [&] { return held_ == 0 || held_ + bytes <= bytes_; });
  held_ += bytes;
}

void ByteBudget::give_back(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    held_ -= bytes;
  }
  freed_.notify_all();
}

}  // namespace assay
