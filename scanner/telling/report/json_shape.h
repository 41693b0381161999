// report/json_shape.h - the written shape of each value of the report, described once for both directions: an
// Io that writes takes the fields, one that reads fills them. So the two cannot drift apart.
#pragma once

#include <concepts>
#include <type_traits>

#include "telling/merge/report_value.h"

namespace assay::json_shape {

// T is U, or const U where the Io writes.
template <class T, class U>
concept Like = std::same_as<std::remove_const_t<T>, U>;

template <class Io, Like<ToolInfo> T>
void describe(Io& io, T& tool) {
  io.field("name", tool.name);
  io.field("version", tool.version);
}

template <class Io, Like<Target> T>
void describe(Io& io, T& target) {
  io.field("path", target.path);
  io.word("mode", target.mode, {RunMode::scan, RunMode::audit});
  io.field("tried", target.tried);
}

template <class Io, Like<Problem> T>
void describe(Io& io, T& problem) {
  io.field("where", problem.where);
  io.field("what", problem.what);
  io.field("cure", problem.cure);
}

template <class Io, Like<Binding> T>
void describe(Io& io, T& binding) {
  io.field("role", binding.role);
  io.field("method", binding.method);
  io.field("path", binding.path);
  io.field("fields", binding.fields);
  io.field("form", binding.form);
  io.field("from", binding.from);
  io.field("why", binding.why);
}

template <class Io, Like<AppReport> T>
void describe(Io& io, T& app) {
  io.field("root", app.root);
  io.field("framework", app.framework);
  io.word("language", app.language,
          {Language::python, Language::javascript, Language::typescript, Language::tsx});
  io.field("entry_point", app.entry_point);
  io.field("entry_at", app.entry_at);
  io.field("start", app.start);
  io.field("started", app.started);
  io.field("route_count", app.route_count);
  io.field("bindings", app.bindings);
  io.field("unbound", app.unbound);
}

template <class Io, Like<Parameter> T>
void describe(Io& io, T& parameter) {
  io.field("value", parameter.value);
  io.field("from", parameter.from);
}

template <class Io, Like<Evidence> T>
void describe(Io& io, T& evidence) {
  io.field("at", evidence.at);
  io.field("part", evidence.part);
}

template <class Io, Like<Choice> T>
void describe(Io& io, T& choice) {
  io.field("choice", choice.choice);
  io.word("provenance", choice.provenance,
          {Provenance::library, Provenance::framework, Provenance::stdlib, Provenance::hand_rolled,
           Provenance::service, Provenance::none});
  io.field("library", choice.library);
  io.field("parameters", choice.parameters);
  io.field("condition", choice.condition);
  io.word("life", choice.life, {Life::live, Life::unused, Life::test_only});
  io.word("grade", choice.grade,
          {Grade::strong, Grade::sound, Grade::weak, Grade::broken, Grade::unclear, Grade::not_applicable});
  io.field("grade_reason", choice.grade_reason);
  io.field("evidence", choice.evidence);
}

template <class Io, Like<RouteRef> T>
void describe(Io& io, T& route) {
  io.field("method", route.method);
  io.field("path", route.path);
  io.field("at", route.at);
}

template <class Io, class T>
void describe_verdict(Io& io, const char* name, T& verdict) {
  io.word(name, verdict,
          {Verdict::pass, Verdict::fail, Verdict::inconclusive, Verdict::not_applicable, Verdict::not_run});
}

template <class Io, class T>
void describe_direction(Io& io, T& direction) {
  io.word("direction", direction, {Direction::none, Direction::worse, Direction::better, Direction::other});
}

template <class Io, Like<ObservedTest> T>
void describe(Io& io, T& test) {
  io.field("test", test.test);
  describe_verdict(io, "verdict", test.verdict);
  describe_verdict(io, "expected", test.expected);
  io.word("agreement", test.agreement, {Agreement::agrees, Agreement::disagrees, Agreement::silent});
  describe_direction(io, test.direction);
  io.field("says", test.says);
  io.field("live_only", test.live_only);
  io.field("routes", test.routes);
}

template <class Io, Like<Observed> T>
void describe(Io& io, T& observed) {
  io.word("state", observed.state,
          {ObservedState::confirmed, ObservedState::contradicted, ObservedState::not_observed});
  io.word("sides", observed.sides, {Sides::both, Sides::static_only, Sides::live_only, Sides::neither});
  describe_direction(io, observed.direction);
  io.field("tests", observed.tests);
}

// The grading choice's fields stand in the decision itself.
template <class Io, Like<DecisionReport> T>
void describe(Io& io, T& report) {
  auto& decision = report.decision;
  io.field("id", decision.id);
  io.field("app", decision.app);
  io.field("subject", decision.subject);
  io.field("title", decision.title);
  describe(io, decision.chosen);
  io.field("choices", decision.choices);
  io.word("confidence", decision.confidence, {Confidence::high, Confidence::medium, Confidence::low});
  io.field("reason", decision.reason);
  io.field("searched", decision.searched);
  io.field("observed", report.observed);
  io.field("references", decision.references);
  io.field("remedy", decision.remedy);
}

template <class Io, class T>
void describe_tier(Io& io, T& tier) {
  io.word("tier", tier, {Tier::functional, Tier::asked, Tier::hardening, Tier::manual, Tier::beyond});
}

template <class Io, Like<TestReport> T>
void describe(Io& io, T& report) {
  auto& test = report.result;
  io.field("id", test.id);
  io.field("app", test.app);
  io.field("title", test.title);
  describe_tier(io, test.tier);
  describe_verdict(io, "verdict", test.verdict);
  io.field("note", test.note);
  io.field("reason", test.reason);
  io.field("observed", test.observed);
  io.field("roles", test.roles);
  io.field("decisions", report.decisions);
}

template <class Io, Like<Field> T>
void describe(Io& io, T& field) {
  io.field("name", field.name);
  io.field("type", field.type);
  io.field("required", field.required);
  io.field("min", field.min);
  io.field("max", field.max);
}

template <class Io, Like<RouteReport> T>
void describe(Io& io, T& report) {
  auto& route = report.route;
  io.field("app", report.app);
  io.field("method", route.method);
  io.field("path", route.path);
  io.field("handler", route.handler);
  io.field("at", route.at);
  io.field("guards", route.guards);
  io.field("fields", route.fields);
  io.field("form", route.form);
  io.field("takes_files", route.takes_files);
  io.field("condition", route.condition);
  io.field("stub", route.stub);
  io.field("roles", report.roles);
  io.field("tests", report.tests);
}

template <class Io, Like<ManifestReport> T>
void describe(Io& io, T& manifest) {
  io.field("file", manifest.file);
  io.word("ecosystem", manifest.ecosystem, {Ecosystem::pypi, Ecosystem::npm});
  io.field("runtime", manifest.runtime);
  io.field("development", manifest.development);
  io.field("optional", manifest.optional);
  io.field("exact", manifest.exact);
  io.field("ranges", manifest.ranges);
  io.field("unbounded", manifest.unbounded);
  io.field("locked", manifest.locked);
}

template <class Io, Like<SupplyReport> T>
void describe(Io& io, T& supply) {
  io.field("manifests", supply.manifests);
  io.field("advisories_checked", supply.advisories_checked);
}

template <class Io, Like<LeftOutFile> T>
void describe(Io& io, T& file) {
  io.field("path", file.path);
  io.field("cause", file.cause);
  io.field("partly", file.partly);
}

template <class Io, Like<TierScore> T>
void describe(Io& io, T& score) {
  describe_tier(io, score.tier);
  io.field("passed", score.passed);
  io.field("failed", score.failed);
  io.field("inconclusive", score.inconclusive);
  io.field("not_applicable", score.not_applicable);
  io.field("not_run", score.not_run);
  io.field("planned", score.planned);
  io.field("full", score.full);
}

template <class Io, Like<AppScores> T>
void describe(Io& io, T& scores) {
  io.field("app", scores.app);
  io.word("functional", scores.functional,
          {FunctionalScore::pass, FunctionalScore::fail, FunctionalScore::undecided, FunctionalScore::none});
  io.field("tiers", scores.tiers);
}

template <class Io, Like<Finding> T>
void describe(Io& io, T& finding) {
  io.word("kind", finding.kind,
          {FindingKind::contradicted, FindingKind::broken, FindingKind::failed, FindingKind::weak,
           FindingKind::unclear, FindingKind::inconclusive, FindingKind::not_run});
  io.field("app", finding.app);
  io.field("decision", finding.decision);
  io.field("subject", finding.subject);
  io.field("text", finding.text);
  io.field("remedy", finding.remedy);
  io.field("at", finding.at);
  io.field("tests", finding.tests);
}

template <class Io, Like<Summary> T>
void describe(Io& io, T& summary) {
  io.field("findings", summary.findings);
  io.field("contradicted_worse", summary.contradicted_worse);
  io.field("broken_live", summary.broken_live);
  io.field("nothing_tested", summary.nothing_tested);
  io.field("partial", summary.partial);
}

template <class Io, Like<SandboxReport> T>
void describe(Io& io, T& sandbox) {
  io.field("rung", sandbox.rung);
  io.field("held", sandbox.held);
  io.field("missing", sandbox.missing);
}

template <class Io, Like<AppRun> T>
void describe(Io& io, T& run) {
  io.field("app", run.app);
  io.field("start_command", run.start_command);
  io.field("base_url", run.base_url);
  io.field("sandbox", run.sandbox);
  io.field("problems", run.problems);
  io.field("log_tail", run.log_tail);
}

template <class Io, Like<Request> T>
void describe(Io& io, T& request) {
  io.field("method", request.method);
  io.field("target", request.target);
  io.field("headers", request.headers);
  io.field("body", request.body);
}

template <class Io, Like<Response> T>
void describe(Io& io, T& response) {
  io.field("status", response.status);
  io.field("headers", response.headers);
  io.field("body", response.body);
  io.field("truncated", response.truncated);
}

template <class Io, Like<ExchangeReport> T>
void describe(Io& io, T& exchange) {
  io.field("control", exchange.control);
  io.field("request", exchange.request);
  io.field("request_bytes", exchange.request_bytes);
  io.field("response", exchange.response);
  io.field("response_bytes", exchange.response_bytes);
  io.field("error", exchange.error);
  io.field("source_address", exchange.source_address);
  io.field("milliseconds", exchange.milliseconds);
}

template <class Io, Like<TestRun> T>
void describe(Io& io, T& run) {
  io.field("app", run.app);
  io.field("test", run.test);
  io.field("left_out", run.left_out);
  io.field("exchanges", run.exchanges);
}

template <class Io, Like<RunInfo> T>
void describe(Io& io, T& run) {
  io.field("started_at", run.started_at);
  io.field("host", run.host);
  io.field("milliseconds", run.milliseconds);
  io.field("apps", run.apps);
  io.field("tests", run.tests);
}

template <class Io, Like<Report> T>
void describe(Io& io, T& report) {
  io.field("tool", report.tool);
  io.field("run", report.run);
  io.field("target", report.target);
  io.field("apps", report.apps);
  io.field("decisions", report.decisions);
  io.field("tests", report.tests);
  io.field("routes", report.routes);
  io.field("supply", report.supply);
  io.field("left_out", report.left_out);
  io.field("scores", report.scores);
  io.field("summary", report.summary);
}

}  // namespace assay::json_shape
