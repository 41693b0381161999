// probes/judge.h - turns what a probe saw into one verdict.
// In: whether the control held, failures, doubts, notes. Out: the verdict's fields
// of a TestResult. It never passes what was not tried or not controlled.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/verdict.h"
#include "trying/roles/caller.h"

namespace assay {

class Judge {
 public:
  // The control: every part of it must hold. `missing` says what was not seen.
  bool hold(bool seen, const std::string& missing);
  bool held() const { return controls_ > 0 && missing_.empty(); }

  // A control repeated after the attack. It can't turn a fail into a doubt.
  void hold_after(bool seen, const std::string& missing);

  void tried() { ++tried_; }
  void fail(const std::string& reason) { add(failures_, reason); }
  void doubt(const std::string& reason) { add(doubts_, reason); }
  void note(const std::string& text) { add(notes_, text); }
  void not_applicable(const std::string& reason) { not_applicable_ = reason; }
  void observe(const std::string& name, const std::string& value);

  void decide(TestResult& result) const;

 private:
  static void add(std::vector<std::string>& list, const std::string& text);

  int controls_ = 0;
  int tried_ = 0;
  std::string not_applicable_;
  std::vector<std::string> missing_, failures_, doubts_, notes_;
  std::vector<std::pair<std::string, std::string>> observed_;
};

// What a refusal must look like.
struct Refusal {
  int named_status = 0;       // strict where not 0: the status a prompt names
  std::vector<int> usual;     // any other 4xx passes with a note
  std::string must_not_show;  // the owner's text; empty: nothing to look for
};

// One attack that should be refused: counts it, and fails, doubts or notes.
// 2xx fails even where nothing happened; 405, 408, 425 and 429 refuse nothing.
void judge_refusal(Judge& judge, const Reply& reply, const std::string& step, const Refusal& refusal);

// True where the answer says nothing of the app: none, 408, 425, 429, 5xx.
bool is_unclear(const Reply& reply);
std::string describe(const Reply& reply);  // "429", "no answer (timed out)"

}  // namespace assay
