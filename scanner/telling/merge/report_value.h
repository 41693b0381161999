// merge/report_value.h - the report as a value: all that one run has to say.
// Writers take this and nothing else; what a writer needs and does not find here is missing here. All that
// may differ between two runs on the same input (time, host, durations, rung, exchanges) stands in `run`; the
// rest is equal, byte for byte once written. Secrets are masked before they get here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/problem.h"
#include "common/vocabulary/app.h"
#include "common/vocabulary/decision.h"
#include "common/vocabulary/location.h"
#include "common/vocabulary/manifest.h"
#include "common/vocabulary/trial.h"
#include "common/vocabulary/verdict.h"

namespace assay {

// The version of the written form (docs/report.schema.json).
inline constexpr int kReportSchema = 1;

struct ToolInfo {
  std::string name = "assay";
  std::string version;
};

// What was asked for. A scan only reads; an audit also tries, unless it was told not to start the app.
enum class RunMode { scan, audit };
std::string_view to_string(RunMode mode);

struct Target {
  std::string path;  // as the user named it
  RunMode mode = RunMode::scan;
  bool tried = false;  // the trying lane was wanted
};

struct AppReport {
  std::string root;
  std::string framework;
  Language language = Language::python;
  std::string entry_point;
  Location entry_at;
  std::string start;  // the command as planned, "{port}" and all
  bool started = false;
  std::size_t route_count = 0;
  std::vector<Binding> bindings;
  std::vector<std::string> unbound;
};

// --- what the running app says of a decision ---------------------------------------------------------------

enum class ObservedState { confirmed, contradicted, not_observed };
std::string_view to_string(ObservedState state);  // "not-observed"

// Which lanes have something to say. With `both` the state tells whether they agree.
enum class Sides { both, static_only, live_only, neither };
std::string_view to_string(Sides sides);  // "static-only"

// Where a contradiction leads: the app is less safe than its code says, safer, or neither.
enum class Direction { none, worse, better, other };
std::string_view to_string(Direction direction);

enum class Agreement { agrees, disagrees, silent };
std::string_view to_string(Agreement agreement);

struct RouteRef {
  std::string method;
  std::string path;
  Location at;  // empty file: only the running app knows this route
};

struct ObservedTest {
  std::string test;
  Verdict verdict = Verdict::not_run;
  std::optional<Verdict> expected;  // what the code's answer predicts; none: no verdict in particular
  Agreement agreement = Agreement::silent;
  Direction direction = Direction::none;
  std::string says;                    // one sentence
  std::vector<std::string> live_only;  // "lifetime_s 43200": seen of parameters that the code leaves open
  std::vector<RouteRef> routes;
};

struct Observed {
  ObservedState state = ObservedState::not_observed;
  Sides sides = Sides::neither;
  Direction direction = Direction::none;
  std::vector<ObservedTest> tests;
};

struct DecisionReport {
  Decision decision;
  Observed observed;
};

// --- tests and routes
// ---------------------------------------------------------------------------------------

// A line of the ledger. `result.exchanges` is empty here: they stand in run.tests.
struct TestReport {
  TestResult result;
  std::vector<std::string> decisions;  // ids of the decisions it speaks to
};

struct RouteReport {
  std::string app;
  Route route;                     // route.at.file is empty where only the running app knows it
  std::vector<std::string> roles;  // bound to it
  std::vector<std::string> tests;  // that need one of these roles
};

// --- supply and what is missing
// -----------------------------------------------------------------------------

struct ManifestReport {
  std::string file;
  Ecosystem ecosystem = Ecosystem::pypi;
  std::size_t runtime = 0, development = 0, optional = 0;  // direct, by group
  std::size_t exact = 0, ranges = 0, unbounded = 0;        // direct, by how they are bound
  std::size_t locked = 0;                                  // entries of the lock; 0: no lock
};

struct SupplyReport {
  std::vector<ManifestReport> manifests;
  bool advisories_checked = false;
};

// A file (or lock file, or folder) that was not or not fully looked at. Never silently dropped.
struct LeftOutFile {
  std::string path;
  std::string cause;
  bool partly = false;  // read, but not all of it
};

// --- totals
// -------------------------------------------------------------------------------------------------

struct TierScore {
  Tier tier = Tier::asked;
  std::size_t passed = 0, failed = 0, inconclusive = 0, not_applicable = 0, not_run = 0;
  std::size_t planned = 0;  // in the ledger
  std::size_t full = 0;     // in the whole suite, of which the ledger may plan a part

  std::size_t decided() const { return passed + failed; }
};

// undecided: a functional test that applies could not be decided. none: no functional test applies.
enum class FunctionalScore { pass, fail, undecided, none };
std::string_view to_string(FunctionalScore score);

struct AppScores {
  std::string app;
  FunctionalScore functional = FunctionalScore::none;
  std::vector<TierScore> tiers;  // in the suite's order, those with a planned test
};

// What leads every format, the gravest first.
enum class FindingKind { contradicted, broken, failed, weak, unclear, inconclusive, not_run };
std::string_view to_string(FindingKind kind);  // "not-run"

struct Finding {
  FindingKind kind = FindingKind::unclear;
  std::string app;
  std::string decision;  // id; empty: a matter of tests alone
  std::string subject;
  std::string text;
  std::string remedy;
  Location at;
  std::vector<std::string> tests;
};

struct Summary {
  std::vector<Finding> findings;
  std::size_t contradicted_worse = 0;
  std::size_t broken_live = 0;
  bool nothing_tested = false;  // trying was wanted and no test beyond the functional ones was decided
  bool partial = false;         // something was left out
};

// --- what may differ between two runs
// -----------------------------------------------------------------------

// Masked and shortened; `*_bytes` is the length before.
struct ExchangeReport {
  Request request;
  std::size_t request_bytes = 0;
  std::optional<Response> response;
  std::size_t response_bytes = 0;
  std::string error;
  std::string source_address;
  std::int64_t milliseconds = 0;
  bool control = false;
};

struct TestRun {
  std::string app;
  std::string test;
  std::size_t left_out = 0;  // exchanges beyond the limit; the first and the last ones are kept
  std::vector<ExchangeReport> exchanges;
};

struct AppRun {
  std::string app;
  std::string start_command;
  std::string base_url;
  SandboxReport sandbox;
  Problems problems;
  std::vector<std::string> log_tail;
};

struct RunInfo {
  std::string started_at;  // UTC, "2024-03-01T12:00:00Z"
  std::string host;
  std::int64_t milliseconds = 0;
  std::vector<AppRun> apps;
  std::vector<TestRun> tests;
};

struct Report {
  ToolInfo tool;
  RunInfo run;
  Target target;
  std::vector<AppReport> apps;
  std::vector<DecisionReport> decisions;
  std::vector<TestReport> tests;
  std::vector<RouteReport> routes;
  SupplyReport supply;
  std::vector<LeftOutFile> left_out;
  std::vector<AppScores> scores;
  Summary summary;
};

}  // namespace assay
