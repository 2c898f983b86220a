"""Measure downloads and latency of the search on a built site, in Chromium: ``python bench/search_page.py SITE_DIR``.

Prints the bytes (gzip) that a new visitor downloads before the first result is shown, for a sample of queries; the time from
typing to results (until ``data-query`` is set); and tasks that blocked the main thread for more than 50 ms after the search was
opened. Queries are the judged ones and titles of the site, complete and truncated. They are asked twice: the first round loads
parts of the index from the server, the second finds them in memory.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import statistics
import sys
import threading
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from tools.ensure_browser import find

QUERIES = sorted((Path(__file__).resolve().parent.parent / "tests" / "data" / "search").glob("queries*.tsv"))
VISITS, MAX_TITLES = 12, 150
PASTE = """query => { const input = document.querySelector('#kb-search input');
    input.value = query; input.dispatchEvent(new InputEvent('input', {bubbles: true})); }"""
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
    """A file server without a log."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def first_visits(browser: Browser, home: str, queries: list[str]) -> None:
    """Print the bytes that a new visitor downloads to search, for each query."""
    totals = {}
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        seen: list[Response] = []
        page.on("response", lambda response, seen=seen: seen.append(response))
        page.goto(f"{home}questions/")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("/")
        page.evaluate(PASTE, query)
        page.wait_for_selector(f"#kb-search[data-query={json.dumps(query, ensure_ascii=False)}]")
        sizes: Counter[str] = Counter()
        for response in seen:
            if "/assets/search/" in response.url:
                name = response.url.split("/assets/search/")[1].split("?")[0]
                sizes[name.split("/")[0] if "/" in name else name] += len(gzip.compress(response.body(), 9))
        context.close()
        totals[query] = sizes.total()
        print(f"  {totals[query]:7} bytes to the first result of {query}: {dict(sizes)}")
    print(f"bytes to the first result: median {statistics.median(totals.values()):.0f}, maximum {max(totals.values())}")


def queries_of(site: Path) -> list[str]:
    """The judged queries and titles of the site, complete and truncated."""
    lines = [
        line.split("\t")[1] for file in QUERIES for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line[1:]
    ]
    titles = [question["title"] for question in json.loads((site / "questions.json").read_text(encoding="utf-8"))["questions"]]
    chosen = titles[:: max(1, len(titles) // MAX_TITLES)]
    return list(dict.fromkeys([*(line for line in lines if line != "query"), *chosen, *(title[:6] for title in chosen)]))


def main(site: Path) -> None:
    """Serve the site, ask all queries twice, and print the figures of both rounds."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/"
    queries = queries_of(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        first_visits(browser, home, queries[:: max(1, len(queries) // VISITS)])
        page = browser.new_page()
        page.add_init_script(OBSERVE)
        page.goto(f"{home}questions/")
        page.wait_for_load_state("networkidle")
        opened = page.evaluate("performance.now()")
        page.keyboard.press("/")
        page.wait_for_selector("#kb-search[data-state=ready]")
        for name in ("first", "second"):
            times = page.evaluate(MEASURE, queries)
            ordered = sorted(times)
            middle, late = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
            print(f"{name} round, {len(times)} queries: median {middle:.1f} ms, p95 {late:.1f} ms")
        print("slowest:", [(query, round(took)) for took, query in sorted(zip(times, queries, strict=True), reverse=True)[:5]])
        print("tasks over 50 ms since opening:", [task for task in page.evaluate("window.long") if task[0] > opened])
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
