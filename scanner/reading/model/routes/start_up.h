// model/routes/start_up.h - what an app's code does while it starts: its calls in the order in which they
// run.
//
// In: the program and the files of one app. Out: each call once for every way that leads to it, framed so
// that parameters mean what this caller gave. Modules run as they are imported, functions as they are called,
// callbacks where they are handed over. Nothing loops and no branch is chosen: a call under a condition is
// told with it. Bounded in depth and in the number of functions entered.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "reading/model/routes/route_reading.h"

namespace assay::model {

struct RunCall {
  Origin call;
  MeaningRef callee;
  std::string condition;    // under which it runs; empty: always
  std::uint32_t order = 0;  // later calls have greater ones
};

class StartUp {
 public:
  // True: the call is dealt with, and functions handed to it do not run now.
  using Visit = std::function<bool(const RunCall&)>;

  // `methods`: a function nobody is seen to call is entered all the same when it calls one of these.
  StartUp(const RouteReading& reading, std::vector<std::string> methods, Visit visit);

  void run();

  // Runs a function in a frame, as part of the call being visited.
  void enter(const FunctionPlace& function, const FrameRef& frame, const std::string& condition);

  // Which of the values that one call makes, each time it runs, `call` is: 0 where it runs once only.
  std::uint32_t context_of(const Origin& call);

 private:
  struct Event {
    std::uint32_t at = 0;
    Index call = kNone;    // into FileFacts::calls
    Index module = kNone;  // or a module that is loaded: into FileFacts::imports
  };
  using Events = std::unordered_map<Index, std::vector<Event>>;

  const Events& events_of(FileIndex file);
  void run_module(FileIndex file);
  void load(FileIndex from, facts::Symbol module, std::uint8_t level);
  void run_body(FileIndex file, Index definition, const FrameRef& frame, const std::string& condition);
  void run_call(FileIndex file, const facts::Call& call, const FrameRef& frame, const std::string& condition);
  void follow(const RunCall& run);
  void construct(const Meaning& type, const Origin& call, const std::string& condition, int depth);
  void construct_left_over(FileIndex file, Index type);
  void hand_over(const RunCall& run);
  void run_left_over();
  bool is_left_over(FileIndex file, Index definition);
  const Frame* run_of(FileIndex file, Index definition, const Frame* frame) const;

  const RouteReading& reading_;
  const Program& program_;
  std::vector<std::string> methods_;
  Visit visit_;
  std::uint32_t order_ = 0;
  int depth_ = 0;
  std::size_t entered_ = 0;
  std::vector<bool> modules_run_;
  std::map<FileIndex, Events> events_;
  std::set<std::tuple<FileIndex, Index, const Frame*>> seen_;
  std::set<std::pair<FileIndex, Index>> functions_seen_;
  std::vector<std::pair<FileIndex, Index>> under_way_;
  std::map<const Frame*, std::uint32_t> contexts_;
};

}  // namespace assay::model
