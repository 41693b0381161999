"""script/bootstrap, with stand-ins for the package managers, CMake and npm: nothing is installed or built."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests/support"))
from cases import main  # noqa: E402

# The PATH of the script holds these and the stand-ins alone, so the host's packages don't matter.
REAL = "bash cat cmp cp dirname env find flock grep mkdir mktemp mv readlink rm sh sort touch".split()
TOOLS = "g++ make ninja pkg-config ccache git bwrap python3 node".split()
LOG = 'echo "$(basename_of "$0") $*" >>"$CALLS"\n'
HEAD = '#!/bin/sh\nbasename_of() { echo "${1##*/}"; }\n' + LOG

STAND_INS = {
    "npm": "[ -e \"$FAIL/npm\" ] && { echo npm cannot; exit 1; }\nmkdir -p node_modules/x; touch -d 1985-10-26 node_modules/x/p.c\n",
    "cmake": "[ -e \"$FAIL/cmake\" ] && { echo cmake cannot; exit 1; }\nexit 0\n",
    "apt-get": "[ -e \"$FAIL/apt-get\" ] && { echo apt cannot; exit 100; }\nexit 0\n",
    # Every package but those listed in $FAIL/packages is installed.
    "dpkg-query": 'shift 3\nfor p; do grep -qx "$p" "$FAIL/packages" 2>/dev/null || echo "ii |$p"; done\n',
}


class Bootstrap(unittest.TestCase):
    def setUp(self):
        scratch = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, scratch)
        self.root, self.bin, self.fail = scratch / "a clone", scratch / "bin", scratch / "fail"
        self.calls_file = scratch / "calls"
        for folder in [self.root / "script", self.root / "grammars", self.root / "build/release", self.bin,
                       self.fail]:
            folder.mkdir(parents=True)
        for name in ["bootstrap", "lib.sh"]:
            shutil.copy(SOURCE / "script" / name, self.root / "script")
        self.lock = self.root / "grammars/package-lock.json"
        self.lock.write_text("one")
        for name in REAL:
            (self.bin / name).symlink_to(shutil.which(name))
        for name in TOOLS:
            self.stand_in(name, "")
        for name, body in STAND_INS.items():
            self.stand_in(name, body)

    def stand_in(self, name, body):
        (self.bin / name).write_text(HEAD + body)
        (self.bin / name).chmod(0o755)

    def run_it(self, *arguments):
        environment = {"PATH": str(self.bin), "HOME": "/nonexistent", "CALLS": str(self.calls_file),
                       "FAIL": str(self.fail)}
        return subprocess.run([self.root / "script/bootstrap", *arguments], env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def calls(self, tool):
        if not self.calls_file.exists():
            return []
        lines = self.calls_file.read_text().splitlines()
        return [line.removeprefix(tool + " ") for line in lines if line.startswith(tool + " ")]

    def test_nothing_missing_installs_nothing_and_builds_the_binary_alone(self):
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout, self.calls("apt-get")), (0, "", []))
        self.assertEqual(self.calls("cmake")[0], "--preset release")
        self.assertIn("--target assay ", self.calls("cmake")[1])
        self.assertTrue((self.root / "build/release/.built").exists())

    def test_the_grammars_are_fetched_once_per_lock_without_their_scripts(self):
        self.run_it()
        self.run_it()
        self.assertEqual(len(self.calls("npm")), 1)
        self.assertTrue(self.calls("npm")[0].startswith("ci --ignore-scripts"))
        self.lock.write_text("two")
        self.run_it()
        self.assertEqual(len(self.calls("npm")), 2)

    def test_a_fetched_source_is_newer_than_any_object_file(self):
        self.run_it()
        grammar = self.root / "grammars/node_modules/x/p.c"
        self.assertGreaterEqual(grammar.stat().st_mtime, self.lock.stat().st_mtime)

    def test_a_failed_fetch_is_told_and_tried_again(self):
        (self.fail / "npm").touch()
        done = self.run_it()
        self.assertEqual((done.returncode, self.calls("cmake")), (3, []))
        self.assertIn("npm cannot", done.stderr)
        (self.fail / "npm").unlink()
        self.assertEqual(self.run_it().returncode, 0)

    def test_only_what_is_missing_is_installed_or_named(self):
        (self.fail / "packages").write_text("libfmt-dev\ncatch2\n")
        (self.bin / "bwrap").unlink()
        done = self.run_it()
        wanted = "install -y --no-install-recommends bubblewrap catch2 libfmt-dev"
        if os.geteuid() == 0:
            self.assertEqual(done.returncode, 0)
            self.assertTrue(self.calls("apt-get")[0].endswith("update"))
            self.assertTrue(self.calls("apt-get")[1].endswith(wanted))
        else:
            self.assertEqual((done.returncode, self.calls("apt-get")), (3, []))
            self.assertIn(wanted, done.stderr)

    def test_a_system_without_apt_gets_a_list(self):
        (self.bin / "apt-get").unlink()
        (self.bin / "npm").unlink()
        done = self.run_it()
        self.assertEqual((done.returncode, self.calls("cmake")), (3, []))
        self.assertIn("missing: npm", done.stderr)

    def test_a_failed_configure_leaves_no_stamp(self):
        (self.fail / "cmake").touch()
        done = self.run_it()
        self.assertEqual(done.returncode, 3)
        self.assertIn("cmake cannot", done.stderr)
        self.assertFalse((self.root / "build/release/.built").exists())

    def test_a_build_folder_that_was_copied_from_elsewhere_is_made_anew(self):
        build = self.root / "build/release"
        cache = build / "CMakeCache.txt"
        cache.write_text(f"CMAKE_HOME_DIRECTORY:INTERNAL={self.root}\n")
        self.run_it()
        self.assertTrue(cache.exists())
        cache.write_text(f"CMAKE_HOME_DIRECTORY:INTERNAL={self.root}-old\n")
        self.stand_in("cmake", f'mkdir -p "{build}"\n')
        self.assertEqual(self.run_it().returncode, 0)
        self.assertFalse(cache.exists())


if __name__ == "__main__":
    main()
