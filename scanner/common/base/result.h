// base/result.h - a value, or the problems that prevented it.
// C++20 has no std::expected. Nothing throws across folders: a function that can
// fail for a reason the user can mend returns a Result. All problems are kept,
// not only the first, so that a user mends a file once.
#pragma once

#include <cassert>
#include <optional>
#include <utility>

#include "common/base/problem.h"

namespace assay {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}               // NOLINT: implicit by design
  Result(Problem problem) : problems_{std::move(problem)} {}  // NOLINT
  Result(Problems problems) : problems_(std::move(problems)) { assert(!problems_.empty()); }  // NOLINT

  explicit operator bool() const { return value_.has_value(); }
  bool ok() const { return value_.has_value(); }

  T& operator*() {
    assert(ok());
    return *value_;
  }
  const T& operator*() const {
    assert(ok());
    return *value_;
  }
  T* operator->() {
    assert(ok());
    return &*value_;
  }
  const T* operator->() const {
    assert(ok());
    return &*value_;
  }

  const Problems& problems() const { return problems_; }
  const Problem& problem() const {
    assert(!problems_.empty());
    return problems_.front();
  }

 private:
  std::optional<T> value_;
  Problems problems_;
};

struct Nothing {};
using Status = Result<Nothing>;
inline Status success() {
  return Nothing{};
}

}  // namespace assay
