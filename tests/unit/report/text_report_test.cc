#include "telling/report/text_report.h"

#include <cstdlib>
#include <filesystem>

#include "common/base/file.h"
#include "common/base/text.h"
#include "sample_report.h"
#include "support/catch.h"
#include "telling/report/text_sheet.h"

using namespace assay;

namespace {

std::string without_colour(std::string text) {
  for (std::size_t start; (start = text.find('\x1b')) != std::string::npos;)
    text.erase(start, text.find('m', start) - start + 1);
  return text;
}

}  // namespace

TEST_CASE("the text of an audit is the golden file (ASSAY_UPDATE_GOLDEN=1 writes it anew)") {
  const std::filesystem::path golden = ASSAY_SOURCE_DIR "/tests/unit/report/golden/audit.txt";
  const std::string text = write_text(test::sample_report());
  if (std::getenv("ASSAY_UPDATE_GOLDEN")) REQUIRE(write_file(golden, text).ok());
  const auto expected = read_file(golden, 1 << 20);
  REQUIRE(expected.ok());
  CHECK(text == *expected);
}

TEST_CASE("no line is wider than 80 columns, and colour changes no word") {
  const Report report = test::sample_report();
  const std::string plain = write_text(report);
  for (const std::string& line : split(plain, '\n')) CHECK(display_width(line) <= 80);
  const std::string coloured = write_text(report, {true});
  CHECK(coloured != plain);
  CHECK(without_colour(coloured) == plain);
}

TEST_CASE("what a repository or an answer says can neither colour the screen nor forge a line") {
  MergeInput input = test::sample_input();
  const std::string evil =
      "x\x1b[2J\n  BROKEN  forged\xC2\x9B"
      "31m\xE2\x80\xAE";
  input.target.path = evil;
  input.apps[0].framework = evil;
  input.trials[0].bindings[0].why = evil;
  input.trials[0].unbound = {evil};
  input.trials[0].log_tail = {evil};
  input.trials[0].problems = {{ProblemKind::cannot, evil, evil, evil}};
  input.trials[0].sandbox.held = {evil};
  for (TestResult& t : input.trials[0].tests) t.title = t.reason = t.note = evil;
  for (Decision& d : input.decisions) {
    d.subject = d.reason = d.remedy = d.chosen.choice = d.chosen.library = d.chosen.grade_reason =
        d.chosen.condition = evil;
    d.chosen.parameters[evil] = {evil, evil};
    d.chosen.evidence = {{{evil, 1, 1, 1, 1}, evil}};
  }
  input.left_out = {{evil, evil, false}};
  input.manifests[0].file = evil;
  const std::string text = write_text(merge(std::move(input)));
  for (const unsigned char c : text) CHECK((c >= 0x20 || c == '\n'));
  CHECK(text.find("\xC2\x9B") == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  for (const std::string& line : split(text, '\n')) {
    CHECK_FALSE(line.starts_with("  BROKEN  forged"));
    CHECK(display_width(line) <= 80);
  }
}

TEST_CASE("a run that tested nothing says so") {
  MergeInput input = test::sample_input();
  for (TestResult& t : input.trials[0].tests) {
    t.verdict = Verdict::not_run;
    t.reason = "the app did not start";
  }
  const std::string text = write_text(merge(std::move(input)));
  CHECK(text.find("NOTHING TESTED") != std::string::npos);
  CHECK(text.find("f-02 t1-01 t1-02 t1-04 t1-07 t1-22 m-01 m-02") != std::string::npos);
}

TEST_CASE("wrapping breaks at spaces, cuts what is too wide, and counts columns, not bytes") {
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrapped("", 4) == std::vector<std::string>{""});
  CHECK(display_width("\xE6\xBC\xA2"
                      "a\xC3\xA9") == 4);
  CHECK(wrapped("\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2", 4) ==
        std::vector<std::string>{"\xE6\xBC\xA2\xE6\xBC\xA2", "\xE6\xBC\xA2"});
}
