"""Routes as small annotated apps say them: tests/routes/<framework>/<case>/, one app a folder.

A comment above the line that declares a route, or at its end, tells what has to be found there:

    # route: POST /users create_user; guards: admin, audit; fields: email(email), nick?(string 3..20); form
    @router.post("/users")

METHOD PATH HANDLER (the part of the handler after "#"), then what the route has besides, parted by
semicolons: guards, fields (as `assay scan --routes` prints them), form, files, stub, and last `if: CONDITION`.
What is not written must not be there. Several comments may stand above one line; `framework: NAME` on a line of
its own in any file says which framework is to be recognised (the folder's name otherwise).
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from cases import main  # noqa: E402

ANNOTATION = re.compile(r"^(?P<before>.*?)\s*(?:#|//|\{/\*|<!--)\s*route: (?P<text>.*?)\s*(?:\*/\}|-->)?$")
FRAMEWORK = re.compile(r"(?:#|//)\s*framework: (\S+)$")


def annotated(folder):
    """The routes that the comments below a folder tell, and the framework."""
    routes, framework = [], folder.parent.name
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name, waiting = path.relative_to(folder).as_posix(), []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if found := FRAMEWORK.search(line):
                framework = found[1]
            elif found := ANNOTATION.match(line):
                if found["before"].strip():
                    routes.append((name, number, found["text"]))
                else:
                    waiting.append(found["text"])
            elif line.strip() and waiting:
                routes += [(name, number, text) for text in waiting]
                waiting = []
    return sorted(routes), framework


def written(field):
    facts = [field["type"]] if field["type"] else []
    if field["min"] is not None or field["max"] is not None:
        low, high = ("" if v is None else f"{v:g}" for v in (field["min"], field["max"]))
        facts.append(f"{low}..{high}")
    return field["name"] + ("" if field["required"] else "?") + (f"({' '.join(facts)})" if facts else "")


def told(route):
    """A route of the report in the form of the comments."""
    parts = [f"{route['method']} {route['path']} {route['handler'].partition('#')[2]}"]
    if route["guards"]:
        parts.append("guards: " + ", ".join(route["guards"]))
    if route["fields"]:
        parts.append("fields: " + ", ".join(map(written, route["fields"])))
    parts += [word for word, there in (("form", route["form"]), ("files", route["takes_files"]),
                                       ("stub", route["stub"])) if there]
    if route["condition"]:
        parts.append("if: " + route["condition"])
    return "; ".join(parts)


def scanned(folder):
    done = subprocess.run([os.environ["ASSAY"], "scan", "--format", "json", "--quiet", folder],
                          text=True, capture_output=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


class Routes(unittest.TestCase):
    maxDiff = None

    def check(self, folder):
        expected, framework = annotated(folder)
        report = scanned(folder)
        self.assertIn(framework, [app["framework"] for app in report["apps"]])
        self.assertTrue(expected, "no comment tells a route")
        found = sorted((r["at"]["file"], r["at"]["line"], told(r)) for r in report["routes"])
        self.assertEqual("\n".join(f"{f}:{n} {t}" for f, n, t in found),
                         "\n".join(f"{f}:{n} {t}" for f, n, t in expected))


def add_case(folder):
    name = f"test_{folder.parent.name}_{folder.name}".replace("-", "_")
    setattr(Routes, name, lambda self: self.check(folder))


for case in sorted(p for p in HERE.glob("*/*") if p.is_dir()):
    add_case(case)

if __name__ == "__main__":
    main()
