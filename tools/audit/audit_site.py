"""Check the finished pages of a base with the Nu HTML checker and with Lighthouse.

``python tools/audit/audit_site.py [CONTENT_DIR]``, after ``npm ci`` in this folder.

The site is built for the address at which it is then served, with compressed responses as from a static host. The HTML checker
reads every page; Lighthouse emulates a phone and visits the home page, the question with most formulas, and the search. Exit code
1 if the checker finds an error outside Material's own markup, or if a score is below the minimum; the performance score is only
printed, because it depends on the load of the machine. Tools that cannot run are skipped with a message; with ``CI`` set that is
an error.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from zhiku.pipeline.build import build
from zhiku.runtime.project import project_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ensure_browser import BROWSERS, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOOLS = Path(__file__).resolve().parent / "node_modules"
_OF_THE_THEME = ".*Attribute .autocomplete. is only allowed when the input type is.*"
"""Messages about Material's own markup: its drawer is a check box with ``autocomplete="off"``."""
_MIN_SCORE = 0.95
"""The lowest score in each of Lighthouse's categories."""
_TIMED = "performance"
_PACKED = (".html", ".js", ".css", ".json", ".xml", ".svg", ".txt")
_MAX_PAGES = 500
"""Pages for each run of the checker, so that their paths fit into a command line."""
_MAX_SHOWN = 20


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as static hosts do, text compressed; without a log."""

    def do_GET(self) -> None:
        """Serve one file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix in _PACKED
        if not path.is_file() or not packed:
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name in the base class
        """Log nothing."""


def invalid(pages: Sequence[Path], site: Path) -> Iterator[str]:
    """The errors that the HTML checker finds."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    for start in range(0, len(pages), _MAX_PAGES):
        some = [str(page) for page in pages[start : start + _MAX_PAGES]]
        command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--filterpattern", _OF_THE_THEME, *some]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for message in json.loads(done.stderr or '{"messages": []}')["messages"]:
            place = message.get("url", "").partition(f"{site}/")[2]
            yield f"{place}:{message.get('lastLine', 0)}: {message['message']}"


def scores(address: str, browser: str, folder: Path) -> tuple[dict[str, float], list[str]]:
    """Lighthouse's scores of a page by category, and the audits that lowered them."""
    report = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    command = ["node", str(TOOLS / "lighthouse" / "cli" / "index.js"), address, "--quiet", f"--chrome-flags={flags}"]
    command += ["--output=json", f"--output-path={report}"]
    subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, check=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    lost = [
        f"{item['id']}: {found['audits'][item['id']].get('displayValue') or found['audits'][item['id']]['title']}"
        for category in found["categories"].values()
        for item in category["auditRefs"]
        if item["weight"] and (found["audits"][item["id"]]["score"] or 0) < _MIN_SCORE
    ]
    return {name: category["score"] or 0.0 for name, category in found["categories"].items()}, lost


def main(content: Path) -> int:
    """Build, check and print the results; the exit code."""
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder / "site")))
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        os.environ["SITE_URL"] = address
        own = project_of(content)
        if own.docs.is_dir():
            shutil.copytree(own.docs, folder / "docs")
        build(replace(own, docs=folder / "docs", site=folder / "site"), lambda _: None)
        Thread(target=server.serve_forever, daemon=True).start()
        site, browser = folder / "site", find(BROWSERS) or find()
        pages = sorted(path for path in site.rglob("*.html"))
        if shutil.which("java"):
            errors = Counter(invalid(pages, site))
            print(f"Nu HTML checker: {len(pages)} pages, {sum(errors.values())} errors")
            print(*[f"  {error}" for error, _ in errors.most_common(_MAX_SHOWN)], sep="\n", end="\n" if errors else "")
            failed |= bool(errors)
        else:
            print("Nu HTML checker: skipped, java is not installed")
            failed |= "CI" in os.environ
        if browser:
            data = json.loads((site / "questions.json").read_text(encoding="utf-8"))
            richest = max(data["questions"], key=lambda question: question["formulas"])
            for page in ("", richest["url"], "search/"):
                found, lost = scores(address + page, browser, folder)
                print(f"Lighthouse, mobile: /{page}", *(f"{name} {round(100 * value)}" for name, value in found.items()))
                print(*[f"  {item}" for item in lost], sep="\n", end="\n" if lost else "")
                failed |= any(value < _MIN_SCORE for name, value in found.items() if name != _TIMED)
        else:
            print("Lighthouse: skipped, Chromium is not installed")
            failed |= "CI" in os.environ
        server.shutdown()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "content")))
