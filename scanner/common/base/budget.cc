#include "common/base/budget.h"

#include <algorithm>

namespace assay {

Milliseconds Deadline::left() const {
  if (end_ == Clock::time_point::max()) return Milliseconds::max();
  return std::max(Milliseconds{0}, std::chrono::duration_cast<Milliseconds>(end_ - Clock::now()));
}

}  // namespace assay
