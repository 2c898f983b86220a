"""Chromium, and a server that serves a site under a sub-path, as GitHub Pages does."""

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
"""Timeout in milliseconds; long, because other processes may keep the machine busy."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium.

    Service workers are blocked, because they would load the whole site in each new context; tests of service workers allow them.
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
    """``serve(folder, "/my-repo/")`` serves a folder under a path and returns its address; unknown paths get its 404 page."""
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
    """The address of the site of the frozen base, served under ``/my-repo/`` and built for that address."""
    site = tmp_path_factory.mktemp("served") / "site"
    found = serve(site, "/my-repo/")
    copied_to(found, sub_path_folder, site)
    return found


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a path, as GitHub Pages does."""

    def __init__(self, *arguments: object, directory: str, prefix: str) -> None:
        self._below = prefix
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file for a path below the prefix; a missing file for any other path."""
        if not path.startswith(self._below):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path("/" + path.removeprefix(self._below))

    def end_headers(self) -> None:
        """As on GitHub Pages, browsers may cache every response for ten minutes."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As on GitHub Pages, unknown paths get the site's 404 page."""
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
        """Log nothing."""
