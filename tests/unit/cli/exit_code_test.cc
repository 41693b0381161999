#include "cli/exit_code.h"

#include "support/catch.h"

using namespace assay;

TEST_CASE("the gravest code wins: 4, 2, 3, 1, 0") {
  const std::vector<ExitCode> order{ExitCode::clean, ExitCode::failed, ExitCode::incomplete, ExitCode::usage,
                                    ExitCode::internal};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = 0; j < order.size(); ++j) CHECK(graver(order[i], order[j]) == order[std::max(i, j)]);
}

TEST_CASE("a problem's kind is its code") {
  CHECK(exit_code_of(ProblemKind::usage) == ExitCode::usage);
  CHECK(exit_code_of(ProblemKind::cannot) == ExitCode::incomplete);
  CHECK(exit_code_of(ProblemKind::internal) == ExitCode::internal);
  CHECK(exit_code_of(Problems{}) == ExitCode::clean);
}

TEST_CASE("a report fails by what is broken and live, or contradicted for the worse") {
  Report report;
  CHECK(exit_code_of(report) == ExitCode::clean);
  report.summary.broken_live = 1;
  CHECK(exit_code_of(report) == ExitCode::failed);
  report.summary.broken_live = 0;
  report.summary.contradicted_worse = 1;
  CHECK(exit_code_of(report) == ExitCode::failed);
}

TEST_CASE("an audit that tested nothing, or whose app did not start, is incomplete even where it fails") {
  Report report;
  report.summary.broken_live = 1;
  report.summary.nothing_tested = true;
  CHECK(exit_code_of(report) == ExitCode::incomplete);
  report.summary.nothing_tested = false;
  report.target.tried = true;
  report.apps.resize(2);
  report.apps[0].started = true;
  CHECK(exit_code_of(report) == ExitCode::incomplete);
  report.apps[1].started = true;
  CHECK(exit_code_of(report) == ExitCode::failed);
}
