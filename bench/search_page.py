"""Bytes and timings of the search on a built site, in Chromium: ``python bench/search_page.py SITE_DIR``.

Prints what a first search downloads (gzip), how long the list takes to show a warm query (typed text to ``data-query``),
and the tasks that held the main thread for more than 50 ms after the search was opened.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from tools.ensure_browser import find

QUERIES = sorted((Path(__file__).resolve().parent.parent / "tests" / "data" / "search").glob("queries*.tsv"))
OBSERVE = """window.long = []; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.long.push([entry.startTime, entry.duration]); })
    .observe({type: 'longtask', buffered: true})"""
MEASURE = """async queries => {
    const root = document.getElementById('kb-search'), input = root.querySelector('input'), times = [];
    for (const query of queries) {
        const shown = new Promise(resolve => {
            const observer = new MutationObserver(() => {
                if (root.dataset.query === query) { observer.disconnect(); resolve(); }
            });
            observer.observe(root, {attributes: true});
        });
        const start = performance.now();
        input.value = query;
        input.dispatchEvent(new InputEvent('input', {bubbles: true}));
        await shown;
        root.getBoundingClientRect();
        times.push(performance.now() - start);
    }
    return times;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main(site: Path) -> None:
    """Serve the site, search it twice over, print the figures of both rounds."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    lines = [
        line.split("\t")[1] for file in QUERIES for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line[1:]
    ]
    queries = list(dict.fromkeys(line for line in lines if line != "query"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        sizes: dict[str, int] = {}

        def seen(response: Response) -> None:
            if "/assets/search/" in response.url:
                sizes[response.url.rsplit("/", 1)[1].split("?")[0]] = len(gzip.compress(response.body(), 9))

        page.on("response", seen)
        page.add_init_script(OBSERVE)
        page.goto(f"http://127.0.0.1:{server.server_port}/questions/")
        page.wait_for_load_state("networkidle")
        opened = page.evaluate("performance.now()")
        page.keyboard.press("/")
        page.wait_for_selector("#kb-search[data-state=ready]")
        print("bytes to the first result:", sum(sizes.values()), sizes)
        for name in ("first", "second"):
            times = sorted(page.evaluate(MEASURE, queries))
            middle, late = statistics.median(times), times[int(0.95 * len(times))]
            print(f"{name} round, {len(times)} queries: median {middle:.1f} ms, p95 {late:.1f} ms")
        print("tasks over 50 ms since opening:", [task for task in page.evaluate("window.long") if task[0] > opened])
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
