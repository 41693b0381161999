"""script/tally: cases are counted, and nothing that went wrong is lost in the count."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from xml.sax.saxutils import escape

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests/support"))
from cases import main  # noqa: E402


def program(name, status="run", output="", inner=""):
    return (f'<testcase name="{name}" status="{status}">{inner}'
            f"<system-out>{escape(output)}</system-out></testcase>")


def tally(*programs, ci=""):
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(f"<testsuite>{''.join(programs)}</testsuite>")
        file.flush()
        done = subprocess.run([SOURCE / "script/tally", file.name], text=True, capture_output=True,
                              env={**os.environ, "CI": ci})
    lines = done.stdout.splitlines()
    return lines[-1], done.returncode, lines[:-1]


SKIP = '<skipped message="SKIP_RETURN_CODE=77"/>'
LOST = '<skipped message="Unable to find executable"/>'


class Tally(unittest.TestCase):
    def test_sums_cases_over_programs(self):
        last, code, _ = tally(program("a", output="x\ntally: 3 passed, 0 failed\n"), program("b"))
        self.assertEqual((last, code), ("4 passed, 0 failed, 0 skipped", 0))

    def test_a_failed_case_fails_the_run_and_names_the_program(self):
        last, code, before = tally(program("a", "fail", "tally: 2 passed, 1 failed\n"))
        self.assertEqual((last, code, before), ("2 passed, 1 failed, 0 skipped", 1, ["FAILED: a"]))

    def test_a_crash_that_no_case_owns_up_to_is_one_failure(self):
        last, code, _ = tally(program("a", "fail", "tally: 2 passed, 0 failed\n"), program("b", "fail"))
        self.assertEqual((last, code), ("2 passed, 2 failed, 0 skipped", 1))

    def test_a_failed_case_is_believed_whatever_the_exit_code(self):
        last, code, _ = tally(program("a", "run", "tally: 2 passed, 1 failed\n"))
        self.assertEqual((last, code), ("2 passed, 1 failed, 0 skipped", 1))

    def test_a_program_that_was_never_built_is_a_failure_and_no_skip(self):
        last, code, _ = tally(program("a", "notrun", inner=LOST))
        self.assertEqual((last, code), ("0 passed, 1 failed, 0 skipped", 1))

    def test_skips_are_named_with_their_reason(self):
        last, code, before = tally(program("a", "notrun", "SKIPPED: s: no registry\n", SKIP),
                                   program("b", output="SKIPPED: t: old kernel\ntally: 1 passed, 0 failed\n"))
        self.assertEqual((last, code), ("1 passed, 0 failed, 2 skipped", 0))
        self.assertEqual(before, ["SKIPPED: s: no registry", "SKIPPED: t: old kernel"])

    def test_a_skip_without_a_word_is_counted_too(self):
        last, _, before = tally(program("a", "notrun", inner=SKIP))
        self.assertEqual((last, before), ("0 passed, 0 failed, 1 skipped", ["SKIPPED: a: no reason given"]))

    def test_a_skip_fails_where_ci_is_true(self):
        last, code, _ = tally(program("a"), program("b", "notrun", inner=SKIP), ci="true")
        self.assertEqual((last, code), ("1 passed, 0 failed, 1 skipped", 1))

    def test_nothing_at_all_is_no_success(self):
        self.assertEqual(tally()[:2], ("0 passed, 0 failed, 0 skipped", 1))


if __name__ == "__main__":
    main()
