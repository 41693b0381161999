"""The launcher ./assay, with a stand-in for script/bootstrap and for the binary."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests/support"))
from cases import main  # noqa: E402

BINARY = """#!/bin/sh
printf '<%s>' "$@"
exit 5
"""

# Builds as the real one does, and is noisy on stdout, which must not reach the caller's.
BOOTSTRAP = """#!/bin/sh
echo noise
root=$(dirname "$0")/..
echo built >>"$root/builds"
[ -e "$root/broken" ] && exit 3
mkdir -p "$root/build/release/scanner"
cp "$root/binary" "$root/build/release/scanner/assay"
touch "$root/build/release/.built"
"""


class Launcher(unittest.TestCase):
    def setUp(self):
        scratch = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, scratch)
        self.root = scratch / "a clone"
        for name in ["scanner/cli/main.cc", "scanner/cli/old.cc", "rules/a.yaml", "grammars/package.json",
                     "grammars/node_modules/x/parser.c", "cmake/folders.cmake", "CMakeLists.txt",
                     "CMakePresets.json"]:
            self.write(name, "")
        self.write("binary", BINARY)
        self.write("script/bootstrap", BOOTSTRAP)
        shutil.copy(SOURCE / "assay", self.root / "assay")
        self.grow_old()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def grow_old(self):
        """Sets all times an hour back, so that no case depends on the clock's grain."""
        then = time.time() - 3600
        for path in [self.root, *self.root.rglob("*")]:
            os.utime(path, (then, then))

    def run_it(self, *arguments, program=None, folder="/"):
        return subprocess.run([program or self.root / "assay", *arguments], cwd=folder, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def builds(self):
        log = self.root / "builds"
        return log.read_text().count("built") if log.exists() else 0

    def test_first_use_builds_then_passes_arguments_output_and_exit_code(self):
        done = self.run_it("scan", "two words", "")
        self.assertEqual((done.stdout, done.returncode, self.builds()), ("<scan><two words><>", 5, 1))
        self.assertIn("noise", done.stderr)

    def test_second_use_is_silent_and_builds_nothing(self):
        self.run_it()
        done = self.run_it("x")
        self.assertEqual((done.stdout, done.stderr, self.builds()), ("<x>", "", 1))

    def test_works_through_a_link_from_another_folder(self):
        link = self.root.parent / "link"
        link.symlink_to("a clone/assay")
        done = self.run_it("x", program="./link", folder=self.root.parent)
        self.assertEqual((done.stdout, self.builds()), ("<x>", 1))

    def assert_rebuilds_after(self, change):
        self.run_it()
        self.grow_old()
        change()
        self.run_it()
        self.assertEqual(self.builds(), 2)
        self.run_it()
        self.assertEqual(self.builds(), 2)

    def test_an_edit_of_each_input_rebuilds(self):
        for name in ["scanner/cli/main.cc", "rules/a.yaml", "grammars/package.json", "cmake/folders.cmake",
                     "CMakeLists.txt", "CMakePresets.json"]:
            with self.subTest(name):
                (self.root / "builds").unlink(missing_ok=True)
                shutil.rmtree(self.root / "build", ignore_errors=True)
                self.assert_rebuilds_after(lambda: (self.root / name).touch())

    def test_a_deleted_file_rebuilds(self):
        self.assert_rebuilds_after((self.root / "scanner/cli/old.cc").unlink)

    def test_a_lost_binary_rebuilds(self):
        self.assert_rebuilds_after((self.root / "build/release/scanner/assay").unlink)

    def test_what_npm_installed_is_no_source(self):
        self.run_it()
        self.grow_old()
        (self.root / "grammars/node_modules/x/parser.c").touch()
        self.run_it()
        self.assertEqual(self.builds(), 1)

    def test_a_failed_build_runs_no_old_binary(self):
        self.run_it()
        self.grow_old()
        (self.root / "rules/a.yaml").touch()
        self.write("broken", "")
        done = self.run_it("x")
        self.assertEqual((done.stdout, done.returncode), ("", 3))

    def test_costs_under_a_fifth_of_a_second_of_its_own(self):
        for number in range(500):
            self.write(f"scanner/many/{number}.cc", "")
        self.grow_old()
        self.run_it()
        times = []
        for _ in range(5):
            start = time.monotonic()
            self.run_it()
            times.append(time.monotonic() - start)
        self.assertLess(min(times), 0.2)


if __name__ == "__main__":
    main()
