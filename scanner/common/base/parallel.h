// base/parallel.h - independent work on several threads, results in input order,
// so that any number of jobs gives the same bytes.
#pragma once

#include <cstddef>
#include <functional>

namespace assay {

// Calls work(0) .. work(count - 1), each once, on up to `jobs` threads (0: one a core) and returns when all
// are done. `work` must not throw and must touch only what belongs to its index.
void for_each_index(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work);

}  // namespace assay
