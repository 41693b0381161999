#include "cli/trying.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/plan.h"
#include "common/base/text.h"
#include "trying/launch/prepare.h"
#include "trying/launch/running_app.h"
#include "trying/launch/start_environment.h"
#include "trying/probes/suite.h"
#include "trying/transport/curl_client.h"
#include "trying/transport/host_sockets.h"

namespace assay {
namespace {

class SuiteProgress : public ProgressListener {
 public:
  explicit SuiteProgress(Progress& progress) : progress_(progress) {}

  void on_test(const std::string& id, const std::string&, std::size_t number, std::size_t of) override {
    progress_.update(
        fmt::format("{} {} {:>3}  {}", counted(of, "test"), progress_bar(number, of), number, id));
  }

 private:
  Progress& progress_;
};

std::string verdicts_in_words(const std::vector<TestResult>& tests) {
  const auto count = [&](Verdict verdict) {
    return std::count_if(tests.begin(), tests.end(),
                         [&](const TestResult& test) { return test.verdict == verdict; });
  };
  const auto passed = count(Verdict::pass), failed = count(Verdict::fail);
  return fmt::format("{}: {} passed, {} failed, {} not decided", counted(tests.size(), "test"), passed,
                     failed, static_cast<std::ptrdiff_t>(tests.size()) - passed - failed);
}

bool is_generated_key(const std::string& value) {
  return value.size() >= 32 && value.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool names_a_secret(const std::string& variable) {
  for (const char* word : {"secret", "key", "token", "password"})
    if (contains_ignoring_case(variable, word)) return true;
  return false;
}

// Keys that were made up, and what the user gave under a telling name.
std::vector<std::string> secrets_of(const Environment& made_up, const Environment& given) {
  std::vector<std::string> secrets;
  for (const auto& [name, value] : made_up)
    if (is_generated_key(value)) secrets.push_back(value);
  for (const auto& [name, value] : given)
    if (names_a_secret(name)) secrets.push_back(value);
  return secrets;
}

Environment given_environment(const Attempt& attempt, const AuditOptions& options) {
  Environment environment;
  for (const auto& [name, value] : environment_of(attempt.config, options))
    environment.emplace_back(name, value);
  return environment;
}

// One attempt, step by step; each fills the trial and says whether the next makes sense.
class Trier {
 public:
  Trier(const Attempt& attempt, const AuditOptions& options, const ProbeBook& probes, Progress& progress)
      : attempt_(attempt),
        options_(options),
        probes_(probes),
        progress_(progress),
        given_(given_environment(attempt, options)) {
    tried_.trial.app = attempt.app.root;
  }

  Tried run() {
    options_.url.empty() ? try_started() : try_given();
    return std::move(tried_);
  }

 private:
  Trial& trial() { return tried_.trial; }

  void give_up(const Problem& problem) {
    trial().problems.push_back(problem);
    trial().tests = untried_suite(probes_, attempt_.app, problem.what);
    progress_.end("could not: " + problem.what);
  }

  void try_given() {
    progress_.begin("trying", options_.url);
    const Result<HttpTarget> target = target_of_url(options_.url, options_.own_target);
    if (!target) return give_up(target.problem());
    HostSockets sockets;
    CurlClient client(sockets, *target);
    trial().base_url = target->base_url();
    const Exchange first = client.send({"GET", attempt_.app.plan.ready_path, {}, ""});
    if (!first.response)
      return give_up({ProblemKind::cannot, options_.url, "does not answer: " + first.error,
                      "Start the app, or leave --url out."});
    trial().started = true;
    attack(client, nullptr);
  }

  void try_started() {
    const Result<Prepared> prepared = prepare();
    if (!prepared) return give_up(prepared.problem());
    progress_.end(prepared->runtime.empty() ? "ready" : prepared->runtime);
    progress_.begin("starting", attempt_.app.plan.start);
    StartOptions start;
    start.environment = given_;
    start.port = options_.port != 0 ? options_.port : attempt_.config.port;
    StartResult started = RunningApp::start(*prepared, attempt_.app, start);
    if (!started.app) return not_started(*started.failure);
    attack_started(*started.app);
  }

  Result<Prepared> prepare() {
    progress_.begin("preparing", "looking at what this machine lets us wall in");
    PrepareOptions options;
    options.sandbox = probe_sandbox();
    trial().sandbox = options.sandbox.report;
    if (const Status walls = allowed(options.sandbox, options_.allow_weak_sandbox); !walls)
      return walls.problem();
    options.install = options_.prepare;
    options.build_environment = made_up_settings(attempt_.app, 0);
    for (const auto& [name, value] : given_) set_variable(options.build_environment, name, value);
    options.on_step = [this](const std::string& step) { progress_.update(step); };
    return prepare_app(attempt_.app, attempt_.folder, options);
  }

  void not_started(const StartFailure& failure) {
    trial().log_tail = failure.log_tail;
    give_up(failure.problem);
  }

  void attack_started(RunningApp& app) {
    trial().started = true;
    trial().base_url = app.base_url();
    trial().start_command = app.command();
    tried_.secrets = secrets_of(app.made_up(), given_);
    progress_.end(fmt::format("{} in the sandbox, rung {}", app.command(), trial().sandbox.rung));
    progress_.begin("trying");
    CurlClient client(app, sandbox_target(app.port()));
    attack(client, &app);
    if (!app.alive()) trial().log_tail = app.log_tail();
  }

  void attack(HttpClient& client, AppFiles* files) {
    SuiteProgress listener(progress_);
    run_suite({attempt_.app, client, files, probes_, attempt_.config.roles, {}}, listener, trial());
    progress_.end(verdicts_in_words(trial().tests));
  }

  const Attempt& attempt_;
  const AuditOptions& options_;
  const ProbeBook& probes_;
  Progress& progress_;
  Environment given_;
  Tried tried_;
};

}  // namespace

Tried try_app(const Attempt& attempt, const AuditOptions& options, const ProbeBook& probes,
              Progress& progress) {
  return Trier(attempt, options, probes, progress).run();
}

}  // namespace assay
