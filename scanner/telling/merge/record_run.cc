#include "telling/merge/record_run.h"

#include <utility>

#include "telling/merge/mask.h"

namespace assay {
namespace {

SecretMask mask_for(const Trial& trial, const std::vector<std::string>& known_secrets) {
  SecretMask mask;
  for (const std::string& secret : known_secrets) mask.add(secret, "<key>");
  for (const TestResult& test : trial.tests)
    for (const Exchange& exchange : test.exchanges) mask.learn(exchange);
  return mask;
}

Headers mask_headers(const Headers& headers, const SecretMask& mask) {
  Headers masked;
  for (const auto& [name, value] : headers)
    masked.emplace_back(mask.masked(name, limits::kReportedHeaderBytes),
                        mask.masked(value, limits::kReportedHeaderBytes));
  return masked;
}

ExchangeReport record(const Exchange& exchange, const SecretMask& mask) {
  ExchangeReport report;
  report.request.method = exchange.request.method;
  report.request.target = mask.masked(exchange.request.target, limits::kReportedBodyBytes);
  report.request.headers = mask_headers(exchange.request.headers, mask);
  report.request.body = mask.masked(exchange.request.body, limits::kReportedBodyBytes);
  report.request_bytes = exchange.request.body.size();
  if (exchange.response) {
    report.response.emplace();
    report.response->status = exchange.response->status;
    report.response->headers = mask_headers(exchange.response->headers, mask);
    report.response->body = mask.masked(exchange.response->body, limits::kReportedBodyBytes);
    report.response->truncated = exchange.response->truncated;
    report.response_bytes = exchange.response->body.size();
  }
  report.error = mask.masked(exchange.error);
  report.source_address = exchange.source_address;
  report.milliseconds = exchange.milliseconds;
  report.control = exchange.control;
  return report;
}

TestRun record(const TestResult& test, const SecretMask& mask) {
  TestRun run;
  run.app = test.app;
  run.test = test.id;
  const std::size_t count = test.exchanges.size(), half = limits::kReportedExchanges / 2;
  if (count > limits::kReportedExchanges) run.left_out = count - limits::kReportedExchanges;
  for (std::size_t i = 0; i < count; ++i)
    if (run.left_out == 0 || i < half || i >= count - half)
      run.exchanges.push_back(record(test.exchanges[i], mask));
  return run;
}

void mask_result(TestResult& test, const SecretMask& mask) {
  test.note = mask.masked(test.note);
  test.reason = mask.masked(test.reason);
  for (auto& [name, value] : test.observed) value = mask.masked(value);
  test.exchanges.clear();
}

}  // namespace

Trial mask_trial(Trial trial, const std::vector<std::string>& known_secrets, RunInfo& run) {
  const SecretMask mask = mask_for(trial, known_secrets);
  AppRun app{trial.app, mask.masked(trial.start_command), trial.base_url, trial.sandbox, trial.problems, {}};
  for (Problem& problem : app.problems) {
    problem.what = mask.masked(problem.what);
    problem.cure = mask.masked(problem.cure);
  }
  for (const std::string& line : trial.log_tail) app.log_tail.push_back(mask.masked(line));
  run.apps.push_back(std::move(app));
  for (TestResult& test : trial.tests) {
    if (!test.exchanges.empty()) run.tests.push_back(record(test, mask));
    mask_result(test, mask);
  }
  return trial;
}

}  // namespace assay
