"""A real browser and a server that puts a site below a sub-path, as GitHub Pages does."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.sites import copied_to
from tools.ensure_browser import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE = 60_000
"""Milliseconds that something may take to come where other processes keep the machine busy."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless.

    Service workers load the whole site for each new reader, so a test that is about them must allow them.
    """
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        chromium.new_context = _with_defaults(chromium.new_context)  # type: ignore[method-assign]
        chromium.new_page = _with_defaults(chromium.new_page)  # type: ignore[method-assign]
        yield chromium
        chromium.close()


def _with_defaults(opening: Callable[..., Any]) -> Callable[..., Any]:
    def opened(**options: Any) -> Any:  # noqa: ANN401 - what Playwright takes and gives
        made = opening(**{"service_workers": "block", **options})
        made.set_default_timeout(PATIENCE)
        return made

    return opened


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path, str], str]]:
    """``serve(folder, "/my-repo/")`` gives the address of a folder served below a path; unknown paths get its 404 page."""
    servers = []

    def start(folder: Path, prefix: str = "/") -> str:
        handler = functools.partial(Handler, directory=str(folder), prefix=prefix)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(sub_path_folder: Path, serve: Callable[[Path, str], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the site of the frozen base is served, below ``/my-repo/``; it says so itself, as on GitHub Pages."""
    site = tmp_path_factory.mktemp("served") / "site"
    found = serve(site, "/my-repo/")
    copied_to(found, sub_path_folder, site)
    return found


class Handler(http.server.SimpleHTTPRequestHandler):
    """The files of a folder below a path, as GitHub Pages serves them."""

    def __init__(self, *arguments: object, directory: str, prefix: str) -> None:
        self._below = prefix
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Files of the folder below the path, and nothing elsewhere."""
        if not path.startswith(self._below):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path("/" + path.removeprefix(self._below))

    def end_headers(self) -> None:
        """As GitHub Pages: browsers may keep whatever they got for ten minutes."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As GitHub Pages: the site's own 404 page."""
        lost = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not lost.exists():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""
