"""kill -9 of a whole audit, at five moments: two seconds later no process, listener, mount or folder is left.

The app needs nothing installed and has a build, so that every step of an audit is met without a network.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = pathlib.Path(os.environ.get("ASSAY_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
ASSAY = os.environ.get("ASSAY", str(SOURCE / "build/release/scanner/assay"))
sys.path.insert(0, str(SOURCE / "tests/support"))
from cases import main  # noqa: E402

CLEAR_WITHIN = 2.0

# Runs away from its parent as a hostile app would, then serves slowly.
SERVER = """
import http.server, os, subprocess, sys, time
mark, port, wait = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
for _ in range(5):
    subprocess.Popen(["sh", "-c", f": {mark}; trap '' TERM HUP INT; sleep 300 & sleep 300"], start_new_session=True)
time.sleep(wait)
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        if self.path != "/": time.sleep(0.2)
        self.send_response(404); self.end_headers(); self.wfile.write(b"{}")
    do_GET = do_POST = do_OPTIONS = answer
    def log_message(self, *args): pass
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def command_lines():
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                yield folder.name, (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                pass  # ended while we looked


def at_once(_):
    time.sleep(0.02)
    return True


class SuddenEnd(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="sudden-end-"))
        self.scratch.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.scratch, ignore_errors=True)
        self.temporary = self.scratch / "tmp"
        self.temporary.mkdir()
        self.temporary.chmod(0o777 | 0o1000)
        self.mark = f"mark{os.getpid()}x{time.monotonic_ns()}"

    def write_app(self, build_seconds, start_seconds):
        app = self.scratch / "app"
        app.mkdir()
        (app / "server.py").write_text(SERVER)
        (app / "package.json").write_text('{"name": "app"}')
        (app / "node_modules").mkdir()
        build = f"echo {self.mark} > built && sleep {build_seconds}"
        start = f"/usr/bin/python3 server.py {self.mark} {{port}} {start_seconds}"
        (app / "assay.yaml").write_text(f"apps:\n  - root: .\n    build: '{build}'\n    start: '{start}'\n")
        return app

    def processes(self):
        return [line for _, line in command_lines()
                if self.mark in line or f"{self.temporary}/assay-" in line]

    def leftovers(self):
        mounts = [line for line in pathlib.Path("/proc/self/mounts").read_text().splitlines() if str(self.scratch) in line]
        # os.walk passes over what vanishes while we look; glob does not.
        groups = [name for _, names, _ in os.walk("/sys/fs/cgroup") for name in names
                  if name.startswith(f"assay-{self.pid}-")]
        drafts = [name for _, names, _ in os.walk(self.scratch / "cache") for name in names
                  if name.startswith(".making-")]
        return [*self.processes(), *mounts, *groups, *drafts, *self.temporary.iterdir()]

    def kill_at(self, moment, app, *flags):
        environment = dict(os.environ, TMPDIR=str(self.temporary), XDG_CACHE_HOME=str(self.scratch / "cache"))
        audit = subprocess.Popen([ASSAY, "audit", *flags, str(app)], env=environment, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True)
        self.pid = audit.pid
        reached = moment(audit)
        seen = self.leftovers()
        running = audit.poll() is None
        audit.kill()
        audit.wait()
        said = audit.stderr.read()
        audit.stderr.close()
        self.assertTrue(reached and running, f"the moment was missed; assay said:\n{said}")
        if moment is not at_once:
            self.assertTrue(seen, "nothing was there to be left, so this would show nothing")
        deadline = time.monotonic() + CLEAR_WITHIN
        while self.leftovers() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertEqual(self.leftovers(), [])

    def see(self, text):
        """A moment: some process of the sandbox has `text` in its command line."""
        def moment(audit):
            deadline = time.monotonic() + 60
            while audit.poll() is None and time.monotonic() < deadline:
                if any(text in line for line in self.processes()):
                    return True
                time.sleep(0.005)
            return False
        return moment

    def test_at_its_very_start(self):
        self.kill_at(at_once, self.write_app(0, 30), "--prepare")

    def test_while_the_sandbox_is_tried(self):
        self.kill_at(self.see("assay-"), self.write_app(0, 30), "--prepare")

    def test_while_it_builds(self):
        self.kill_at(self.see(f"echo {self.mark}"), self.write_app(60, 0), "--prepare")

    def test_while_the_app_starts(self):
        self.kill_at(self.see(f": {self.mark}"), self.write_app(0, 60), "--prepare")

    def test_while_it_attacks(self):
        def trying(audit):
            for line in audit.stderr:
                if line.startswith("starting"):  # told when that step is over
                    time.sleep(0.3)
                    return True
            return False
        self.kill_at(trying, self.write_app(0, 0), "--prepare")


if __name__ == "__main__":
    main()
