"""support/cases.py - unittest, ended by the lines that script/test counts (tests/README.md).

Use: `from cases import main`, then `main()` under the usual __name__ guard. A case that
can't run here calls self.skipTest(reason); exit 77 where all of them did.
"""
import sys
import unittest


class _Result(unittest.TextTestResult):
    """Counts a case once, however many of its subtests failed."""

    def failed_cases(self):
        bad = [case for case, _ in self.failures + self.errors] + list(self.unexpectedSuccesses)
        return {getattr(case, "test_case", case).id() for case in bad}


def main():
    program = unittest.main(exit=False, verbosity=2,
                            testRunner=unittest.TextTestRunner(sys.stdout, resultclass=_Result, verbosity=2))
    result = program.result
    for case, reason in result.skipped:
        print(f"SKIPPED: {case.id().removeprefix('__main__.')}: {reason}")
    # A failure outside of any case (in setUpClass) is counted, though no case ran for it.
    failed = len(result.failed_cases())
    passed = max(0, result.testsRun - failed - len(result.skipped))
    print(f"tally: {passed} passed, {failed} failed", flush=True)
    if failed:
        sys.exit(1)
    sys.exit(77 if result.skipped and not passed else 0)
