// source/prefilter.h - which files are worth a parse.
// In: the triggers of the loaded rules, then a file's path, language and bytes. Out: yes or no, from one pass
// over the bytes for all words at once (vectorscan); what stands around a word that was met is then looked
// at. A cheap sieve that errs towards yes: it knows no syntax, so a word in a comment counts.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/rules/triggers.h"
#include "common/vocabulary/app.h"

namespace assay {

class Prefilter {
 public:
  // `rules` must outlive the filter: what names suggest is asked of it.
  static Result<Prefilter> compile(const RuleBook& rules);
  static Result<Prefilter> compile(Triggers triggers, const RuleBook& rules);

  Prefilter(Prefilter&&) noexcept;
  Prefilter& operator=(Prefilter&&) noexcept;
  ~Prefilter();

  // Safe to call from any number of threads at once.
  bool is_triggered(const std::string& path, Language language, std::string_view bytes) const;

 private:
  struct Engine;
  explicit Prefilter(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace assay
