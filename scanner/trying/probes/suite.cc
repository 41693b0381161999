#include "trying/probes/suite.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "trying/probes/registry.h"

namespace assay {
namespace {

constexpr int kRandomPaths = 3;

TestResult planned_result(const ProbeRule& rule, const App& app) {
  TestResult result;
  result.id = rule.id;
  result.title = rule.title;
  result.tier = rule.tier;
  result.app = app.root;
  result.roles = rule.roles;
  return result;
}

void settle(TestResult& result, Verdict verdict, std::string reason) {
  result.verdict = verdict;
  result.reason = std::move(reason);
}

std::string number_of(const std::string& id) {
  return id.substr(id.find('-') + 1);
}

// A number of its own for each of the suite's tests: its source address.
int address_number(const ProbeRule& rule) {
  return static_cast<int>(rule.tier) * 40 + 10 +
         static_cast<int>(std::strtol(number_of(rule.id).c_str(), nullptr, 10));
}

CatchAll learn_catch_all(Caller& caller) {
  CatchAll learnt;
  for (int i = 0; i < kRandomPaths; ++i) {
    Request request;
    request.target = "/" + random_hex(12) + (i == 0 ? "" : "/" + random_hex(8));
    if (i == 2) request.target += ".json";
    const Reply reply = caller.send(request, Part::control, "a random path");
    learnt.statuses.push_back(reply.status());
    learnt.bodies.push_back(reply.body());
  }
  return learnt;
}

// The running app's own list of its routes, if it shows one.
std::vector<Candidate> ask_for_routes(const SuiteInput& input, Caller& caller) {
  std::vector<std::string> places = input.app.document_paths;
  places.insert(places.end(), input.book.roles.documents.begin(), input.book.roles.documents.end());
  for (const std::string& place : places) {
    Request request;
    request.target = place;
    const Reply reply = caller.send(request, Part::control, "the app's OpenAPI document");
    const auto document = reply.ok() ? reply.json() : std::nullopt;
    if (!document) continue;
    if (auto candidates = read_openapi(*document, place); !candidates.empty()) return candidates;
  }
  return {};
}

class Suite {
 public:
  Suite(const SuiteInput& input, ProgressListener& listener, Trial& trial)
      : input_(input),
        listener_(listener),
        trial_(trial),
        pause_(input.pause ? input.pause : Pause(&real_pause)) {}

  void run() {
    set_up();
    for (const ProbeRule& rule : input_.book.probes) run_test(rule);
    if (pulse_.dead && seen_alive_)
      trial_.problems.push_back(
          Problem{ProblemKind::cannot, "",
                  fmt::format("the app died on: {} ({}, {})", pulse_.killer, died_in_, pulse_.error),
                  "read its log: a request must not end it"});
  }

 private:
  static void real_pause(Milliseconds span) { std::this_thread::sleep_for(span); }

  // Catch-all, roles, and the users of the suite: the admin registers first.
  void set_up() {
    Caller caller(input_.client, pulse_, pause_, 0);
    catch_all_ = learn_catch_all(caller);
    seen_alive_ = std::any_of(catch_all_.statuses.begin(), catch_all_.statuses.end(),
                              [](int status) { return status != 0; });
    roles_ = bind_roles(input_.book.roles, input_.overrides,
                        join_candidates(ask_for_routes(input_, caller), read_static_routes(input_.app)));
    sessions_.emplace(input_.book.roles, roles_, input_.overrides);
    trial_.bindings = roles_.bindings(input_.book.roles.order);
    trial_.unbound = roles_.unbound;
    died_in_ = "set-up";
    for (const char* name : {"admin", "user", "other"}) enrol(caller, name);
  }

  void enrol(Caller& caller, const std::string& name) {
    User user = random_user();
    user.email = name + "@test.com";
    SignOn sign_on = sessions_->sign_up(caller, user, Part::control);
    if (!sign_on.session)
      sign_on = sessions_->sign_up(caller, random_user(), Part::control);  // the address may be taken
    if (!sign_on.session) return;
    if (name == "admin") sessions_->learn_carrier(caller, *sign_on.session);
    sessions_->create_object(caller, *sign_on.session, Part::control);
    if (name == "admin") admin_ = std::move(sign_on.session);
  }

  void run_test(const ProbeRule& rule) {
    listener_.on_test(rule.id, rule.title, trial_.tests.size() + 1, input_.book.probes.size());
    TestResult result = planned_result(rule, input_.app);
    const auto runner = probe_runners().find(rule.kind);
    if (!seen_alive_)
      settle(result, Verdict::not_run, "the app was not seen alive: " + pulse_.error);
    else if (pulse_.dead)
      settle(result, Verdict::not_run, fmt::format("the app had died: {} ({})", pulse_.killer, died_in_));
    else if (runner == probe_runners().end())
      settle(result, Verdict::not_run, fmt::format("no runner is called \"{}\"", rule.kind));
    else if (const std::string missing = missing_role(rule); !missing.empty())
      settle(result, Verdict::not_applicable, missing);
    else if (rule.needs_files && !input_.files)
      settle(result, Verdict::not_run, "the run folder is not at hand (--url)");
    else
      try_test(rule, runner->second, result);
    trial_.tests.push_back(std::move(result));
  }

  void try_test(const ProbeRule& rule, ProbeRunner runner, TestResult& result) {
    Caller caller(input_.client, pulse_, pause_, address_number(rule));
    ProbeContext context{rule,   input_.app, input_.book.roles,           roles_,       *sessions_,
                         caller, catch_all_, admin_ ? &*admin_ : nullptr, input_.files, input_.patience};
    Judge judge;
    runner(context, judge);
    judge.decide(result);
    result.exchanges = caller.take_exchanges();
    if (!pulse_.dead) return;
    died_in_ = rule.id;
    if (result.verdict != Verdict::fail)
      settle(result, Verdict::inconclusive,
             fmt::format("the app died on: {} ({})", pulse_.killer, pulse_.error));
  }

  // Which role the app lacks, what was searched, and the lines that would bind it.
  std::string missing_role(const ProbeRule& rule) const {
    for (const std::string& role : rule.roles)
      if (!roles_.find(role))
        return fmt::format(
            "no route plays the role \"{0}\" (searched: {1}). To bind one: apps: [{{root: {2}, roles: {{{0}: "
            "{{method: POST, path: /...}}}}}}] in assay.yaml",
            role, roles_.searched, input_.app.root);
    return "";
  }

  const SuiteInput& input_;
  ProgressListener& listener_;
  Trial& trial_;
  Pause pause_;
  Pulse pulse_;
  std::string died_in_;
  bool seen_alive_ = false;
  CatchAll catch_all_;
  RoleMap roles_;
  std::optional<SessionMaker> sessions_;
  std::optional<Session> admin_;
};

}  // namespace

void run_suite(const SuiteInput& input, ProgressListener& listener, Trial& trial) {
  Suite(input, listener, trial).run();
}

std::vector<TestResult> untried_suite(const ProbeBook& book, const App& app, const std::string& reason) {
  std::vector<TestResult> results;
  for (const ProbeRule& rule : book.probes) {
    results.push_back(planned_result(rule, app));
    settle(results.back(), Verdict::not_run, reason);
  }
  return results;
}

}  // namespace assay
