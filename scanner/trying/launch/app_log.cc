#include "trying/launch/app_log.h"

#include <algorithm>

namespace assay {

void AppLog::append(std::string_view text) {
  const std::size_t room = head_bytes_ - std::min(head_bytes_, head_.size());
  const std::size_t first = tail_.empty() ? std::min(room, text.size()) : 0;
  head_.append(text.substr(0, first));
  tail_.append(text.substr(first));
  if (tail_.size() <= 2 * tail_bytes_) return;
  const std::size_t excess = tail_.size() - tail_bytes_;
  tail_.erase(0, excess);
  lost_ += excess;
}

std::string AppLog::text() const {
  const std::size_t excess = tail_.size() - std::min(tail_.size(), tail_bytes_);
  const std::size_t lost = lost_ + excess;
  if (lost == 0) return head_ + tail_;
  return head_ + "\n[" + std::to_string(lost) + " bytes of output left out]\n" + tail_.substr(excess);
}

}  // namespace assay
