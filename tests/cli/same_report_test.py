"""One report whatever the way to it: any number of jobs, with and without prefilter, with and without a cache.

Compared is the SHA-256 of the JSON report less its `run` part, over the samples and over small trees that are
hard for a sieve: what decides stands in one file, what it needs in others that say nothing themselves.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("ASSAY_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
ASSAY = os.environ.get("ASSAY", str(SOURCE / "build/release/scanner/assay"))
sys.path.insert(0, str(SOURCE / "tests/support"))
from cases import main  # noqa: E402

WAYS = [["--jobs", "1", "--no-cache"], ["--jobs", "2", "--no-cache"], ["--jobs", "8", "--no-cache"],
        ["--no-prefilter", "--no-cache"], ["--no-prefilter", "--jobs", "8"], ["--jobs", "2"], ["--jobs", "1"]]
WHOLE = ["--jobs", "1"]  # taken whole from the cache; the ways before have the facts alone

# Nothing in consts.py, kinds.py or reader.py says what it is for.
PYTHON = {
    "requirements.txt": "fastapi==0.115.0\nPyJWT==2.9.0\nbcrypt==4.1.2\n",
    "app/__init__.py": "",
    "app/main.py": """from fastapi import FastAPI
from .web import users
app = FastAPI()
app.include_router(users.router, prefix=users.PREFIX)
""",
    "app/web/__init__.py": "from .users import router\n",
    "app/web/users.py": """from fastapi import APIRouter
from ..kinds import Body
from ..parts import make, protect
from ..consts import *
router = APIRouter()

@router.post("/in")
def login(body: Body):
    return make(body.name, MINUTES * 60)

@router.post("/up")
def register(body: Body):
    return protect(body.password)
""",
    "app/parts/__init__.py": "from .inner import make, protect\n",
    "app/parts/inner.py": """import time
import bcrypt
import jwt
from ..consts import KEY, ROUNDS

def make(name, seconds):
    return jwt.encode({"sub": name, "exp": time.time() + seconds}, KEY, algorithm="HS256")

def protect(password):
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS))
""",
    "app/consts.py": "from .reader import read\nKEY = read('KEY', 'x')\nROUNDS = 4 + 8\nMINUTES = 15\nPREFIX = '/v1'\n",
    "app/reader.py": "from os import getenv\n\ndef read(name, other):\n    return getenv(name, other)\n",
    "app/kinds.py": "class Body:\n    name: str\n    password: str\n",
    "app/checks.py": "def same(user, form):\n    return user.reset_token == form.reset_token\n",
    "app/web/jwt.py": "def encode(*a, **k):\n    return ''\n",
    "app/broken.py": "def (:\n  ]]\n",
    "app/spare.py": "import bcrypt\n\ndef renew(password):\n    return bcrypt.hashpw(password, bcrypt.gensalt(5))\n"
                    "\ndef forgotten(password):\n    return bcrypt.hashpw(password, bcrypt.gensalt(6))\n",
    "scripts/run.py": "from app.spare import renew\n\nif __name__ == '__main__':\n    renew(input())\n",
    "lonely/broken.py": "class {{{\n",
    "lonely/numbers.py": "X = [1, 2, 3]\n",
    "tests/test_it.py": "from app.parts import protect\n\ndef test():\n    assert protect('a')\n",
}

JAVASCRIPT = {
    "package.json": json.dumps({"name": "t", "dependencies": {"express": "^4.21.0", "jsonwebtoken": "^9.0.0",
                                                              "bcryptjs": "^2.4.3"}}),
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}',
    "src/app.ts": """import express from "express";
import { limit } from "@/settings";
const app = express();
require("./mount")(app, limit);
export default app;
""",
    "src/mount.js": "module.exports = (app, limit) => { for (const f of require('./list')) f(app); };\n",
    "src/list.js": "module.exports = [require('./users'), require('./files')];\n",
    "src/users.js": """const { sign, check } = require("./secure");
module.exports = (app) => {
  app.post("/login", async (req, res) => res.json(await sign(req.body.email)));
  app.post("/check", async (req, res) => res.json(check(req.headers["x-signature"], req.signature)));
};
""",
    "src/files.js": "module.exports = () => {};\n",
    "src/secure/index.ts": "export * from './tokens';\nexport { default as check } from './check';\n",
    "src/secure/tokens.ts": """import jwt from "jsonwebtoken";
import bcrypt from "bcryptjs";
import { key, life, rounds } from "../settings";
export const sign = (sub) => jwt.sign({ sub }, key, { expiresIn: life });
export const protect = (password: string) => bcrypt.hash(password, rounds);
""",
    "src/secure/check.ts": "export default function (signature, given) { return signature === given; }\n",
    "src/settings.ts": "import { hour } from './hour';\nexport const key = process.env.KEY ?? 'k';\n"
                       "export const life = 2 * hour, rounds = 1 << 3, limit = 5;\n",
    "src/hour.ts": "export const hour = 60 * 60;\n",
    "src/odd.ts": "const x: import('a').B<C> = 1 as any;\n",
    "src/page.tsx": "export default () => <p>nothing</p>;\n",
    "lonely.mjs": "export const x = ((((((((1))))))));\n",
}


def write_tree(folder, files):
    for name, text in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


class SameReport(unittest.TestCase):
    def report(self, folder, flags, cache):
        done = subprocess.run([ASSAY, "scan", folder, "--format", "json", "--quiet", *flags], stdout=subprocess.PIPE,
                              env={**os.environ, "XDG_CACHE_HOME": cache})
        self.assertIn(done.returncode, (0, 1), f"{folder} {flags}")
        report = json.loads(done.stdout)
        del report["run"]
        return report

    def check(self, folder):
        with tempfile.TemporaryDirectory() as cache:
            reports = {}
            for way in WAYS:
                if way != WHOLE:
                    shutil.rmtree(pathlib.Path(cache, "assay/reports"), ignore_errors=True)
                reports[" ".join(way)] = self.report(folder, way, cache)
            kept = [path for path in pathlib.Path(cache).rglob("*") if path.is_file()]
            self.assertTrue(kept, "nothing was kept, so the last ways proved nothing")
        digests = {way: hashlib.sha256(json.dumps(report).encode()).hexdigest() for way, report in reports.items()}
        self.assertEqual(len(set(digests.values())), 1, f"{folder}: {digests}")
        return next(iter(reports.values()))

    def test_samples(self):
        for folder in sorted((SOURCE / "samples").iterdir()):
            if folder.is_dir():
                with self.subTest(folder.name):
                    self.check(str(folder))

    def test_python(self):
        with tempfile.TemporaryDirectory() as folder:
            write_tree(folder, PYTHON)
            report = self.check(folder)
        listed = [entry["path"] if "path" in entry else entry["file"] for entry in report["left_out"]]
        self.assertNotIn("lonely/broken.py", listed)

    def test_javascript(self):
        with tempfile.TemporaryDirectory() as folder:
            write_tree(folder, JAVASCRIPT)
            self.check(folder)

    def test_many_runs_share_a_cache(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            write_tree(folder, PYTHON)
            command = [ASSAY, "scan", folder, "--format", "json", "--quiet"]
            runs = [subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "XDG_CACHE_HOME": cache})
                    for _ in range(6)]
            reports = []
            for run in runs:
                report = json.loads(run.communicate()[0])
                del report["run"]
                reports.append(json.dumps(report))
            self.assertEqual(len(set(reports)), 1)

    def test_a_spoilt_cache_costs_time_alone(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            write_tree(folder, PYTHON)
            first = self.report(folder, [], cache)
            for n, path in enumerate(sorted(p for p in pathlib.Path(cache).rglob("*") if p.is_file())):
                old = path.read_bytes()
                path.write_bytes([b"", old[: len(old) // 2], os.urandom(500), old[:-1] + b"\x7f"][n % 4])
            self.assertTrue(self.report(folder, [], cache) == first)

    def test_a_change_is_seen(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            write_tree(folder, PYTHON)
            first = self.report(folder, [], cache)
            self.assertTrue(self.report(folder, [], cache) == first)
            for name, text in (("app/consts.py", PYTHON["app/consts.py"].replace("15", "30")),
                               ("requirements.txt", PYTHON["requirements.txt"] + "flask==3.1.0\n"),
                               ("app/more.py", "import hashlib\nhashlib.md5(password).hexdigest()\n")):
                pathlib.Path(folder, name).write_text(text)
                changed = self.report(folder, [], cache)
                self.assertTrue(changed == self.report(folder, ["--no-cache"], cache), name)
                self.assertTrue(changed != first, name)
                first = changed

    def test_a_limit_is_told(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            write_tree(folder, PYTHON)
            report = self.report(folder, ["--max-file", "200"], cache)
        self.assertIn("over the limit", json.dumps(report["left_out"]))


if __name__ == "__main__":
    main()
