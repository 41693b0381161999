#include "trying/probes/judge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace assay {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, "; "));
}

bool refuses_nothing(int status) {
  return status == 405 || status == 408 || status == 425 || status == 429;
}

}  // namespace

void Judge::add(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

bool Judge::hold(bool seen, const std::string& missing) {
  ++controls_;
  if (!seen) add(missing_, missing);
  return seen;
}

void Judge::hold_after(bool seen, const std::string& missing) {
  if (!seen) doubt(missing + " after the attack");
}

void Judge::observe(const std::string& name, const std::string& value) {
  observed_.emplace_back(name, value);
}

void Judge::decide(TestResult& result) const {
  result.note = joined(notes_);
  result.observed = observed_;
  if (!not_applicable_.empty()) {
    result.verdict = Verdict::not_applicable;
    result.reason = not_applicable_;
  } else if (!held()) {
    result.verdict = Verdict::inconclusive;
    result.reason = "the control did not hold: " + (missing_.empty() ? "it was not tried" : joined(missing_));
  } else if (!failures_.empty()) {
    result.verdict = Verdict::fail;
    result.reason = joined(failures_);
  } else if (!doubts_.empty() || tried_ == 0) {
    result.verdict = Verdict::inconclusive;
    result.reason = doubts_.empty() ? "nothing was tried" : joined(doubts_);
  } else {
    result.verdict = Verdict::pass;
  }
}

bool is_unclear(const Reply& reply) {
  const int status = reply.status();
  return status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
}

std::string describe(const Reply& reply) {
  if (reply.answered()) return std::to_string(reply.status());
  return reply.error().empty() ? "no answer" : fmt::format("no answer ({})", reply.error());
}

void judge_refusal(Judge& judge, const Reply& reply, const std::string& step, const Refusal& refusal) {
  judge.tried();
  const int status = reply.status();
  const bool shows =
      !refusal.must_not_show.empty() && reply.body().find(refusal.must_not_show) != std::string::npos;
  if (shows && status != 0)
    return judge.fail(fmt::format("{}: the answer ({}) shows what it should guard", step, status));
  if (reply.ok()) return judge.fail(fmt::format("{}: answered {}", step, status));
  if (status == 0 || refuses_nothing(status))
    return judge.doubt(fmt::format("{}: {}", step, describe(reply)));
  if (refusal.named_status != 0 && status != refusal.named_status)
    return judge.fail(
        fmt::format("{}: answered {} where {} is asked for", step, status, refusal.named_status));
  if (status >= 500) {
    // On a read the effect is seen: it showed nothing of the owner's.
    if (!refusal.must_not_show.empty())
      return judge.note(fmt::format("{}: refused by an error ({})", step, status));
    return judge.doubt(fmt::format("{}: {}", step, status));
  }
  if (status < 400) return judge.doubt(fmt::format("{}: {}, neither refused nor answered", step, status));
  if (std::find(refusal.usual.begin(), refusal.usual.end(), status) == refusal.usual.end())
    judge.note(fmt::format("{}: refused with {}", step, status));
}

}  // namespace assay
