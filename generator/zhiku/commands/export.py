"""``kb export``: the base as a file. PDF is printed by an installed Chromium, EPUB made of the book; others are copied.

Browsers cannot print the page number that a link leads to, so the book is printed twice: the first print shows the page on
which each question is, and the second contains these numbers.
"""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from zhiku.diagnostics.diagnostic import ContentError, in_file
from zhiku.lang.interface import interface
from zhiku.model import ExportFormat
from zhiku.output.check import address_of, base_path
from zhiku.output.exports.anki import APKG
from zhiku.output.exports.table import CSV

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
    *("chromium-headless-shell", "chrome-headless-shell"),
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
_ARGUMENTS = ("--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline", "--no-first-run")
_TIMEOUT = 600
"""Seconds that one print may take; a book of 2,000 questions needs about a tenth of it."""
_LINK = re.compile(r'<a href="#([^"]+)"')
_PAGE = "book/index.html"


_ON_SITE = {ExportFormat.ANKI: APKG, ExportFormat.CSV: CSV, ExportFormat.JSON: "questions.json"}
_SUFFIX = {
    ExportFormat.PDF: ".pdf",
    ExportFormat.EPUB: ".epub",
    ExportFormat.ANKI: ".apkg",
    ExportFormat.CSV: ".csv",
    ExportFormat.JSON: ".json",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The file written; ``pages`` is the number of pages of a PDF."""

    path: Path
    pages: int = 0


def export(site_dir: Path, form: ExportFormat, output: Path | None) -> Exported:
    """Write a built site's base to a file, by default one named as the project's folder; raises ``ContentError``."""
    source = site_dir / _ON_SITE.get(form, _PAGE)
    if not source.is_file():
        missing = source.relative_to(site_dir).as_posix()
        raise _error(site_dir, f"the site has no {missing}", "switch it on under `exports` in kb.yml")
    target = output or Path(f"{site_dir.resolve().parent.name or 'questions'}{_SUFFIX[form]}")
    if form in _ON_SITE:
        shutil.copyfile(source, target)
        return Exported(target)
    data = json.loads((site_dir / "questions.json").read_text(encoding="utf-8"))
    language, title = data["language"], data["title"]
    if form is ExportFormat.EPUB:
        target.write_bytes(_epub(site_dir, title, language))
        return Exported(target)
    printed = print_book(site_dir, base_path(address_of(site_dir)), interface(language)("book.page"))
    target.write_bytes(printed)
    from pypdf import PdfReader  # noqa: PLC0415 - only needed to print

    return Exported(target, len(PdfReader(io.BytesIO(printed)).pages))


def _epub(site_dir: Path, title: str, language: str) -> bytes:
    from zhiku.output.exports.epub import Base, book_epub  # noqa: PLC0415 - only needed for this format

    book, address = site_dir / _PAGE, address_of(site_dir)
    address = address if urlsplit(address).scheme else ""  # a site without one has relative links only
    changed = datetime.fromtimestamp(book.stat().st_mtime, UTC)
    identifier = uuid5(NAMESPACE_URL, address or title).urn
    described = Base(title, language, identifier, address, interface(language)("book.contents"), changed)

    def read(path: str) -> bytes | None:
        file = (site_dir / path).resolve()
        return file.read_bytes() if file.is_relative_to(site_dir.resolve()) and file.is_file() else None

    return book_epub(book.read_text(encoding="utf-8"), described, read)


def print_book(site_dir: Path, prefix: str, page_label: str) -> bytes:
    """The book as PDF; links show the number of the page they lead to.

    ``prefix`` is the path that the site was built for; ``page_label`` is how a page is named, with ``{n}``.
    """
    browser = find_chromium()
    if browser is None:
        hint = "install Chromium, Chrome or Edge, or set the environment variable KB_CHROMIUM to its path"
        raise _error(site_dir, "printing needs Chromium, which was not found", hint)
    book = (site_dir / _PAGE).read_text(encoding="utf-8")
    with _served(site_dir, prefix, {"": book}) as (address, pages):
        first = _print(browser, f"{address}{_PAGE}")
        from pypdf import PdfReader  # noqa: PLC0415 - as above

        reader = PdfReader(io.BytesIO(first))
        places = reader.named_destinations.items()
        numbers = {unquote(name.lstrip("/")): (reader.get_destination_page_number(place) or 0) + 1 for name, place in places}
        pages[""] = with_pages(book, numbers, page_label)
        return _print(browser, f"{address}{_PAGE}")


def with_pages(html: str, numbers: Mapping[str, int], page_label: str) -> str:
    """The HTML of the book with a page number at every link whose target page is known."""

    def link(found: re.Match[str]) -> str:
        number = numbers.get(unquote(found[1]))
        return (
            f'{found.group()} data-page="{number}" data-page-label="{page_label.format(n=number)}"' if number else found.group()
        )

    return _LINK.sub(link, html)


def find_chromium() -> str | None:
    """A Chromium, Chrome or Edge of this machine: the one that ``KB_CHROMIUM`` names, else one that is installed."""
    if named := os.environ.get("KB_CHROMIUM"):
        return shutil.which(named)
    folders = (Path.home() / ".cache", Path.home() / "Library/Caches", Path(os.environ.get("LOCALAPPDATA") or "/"))
    caches = [folder / "ms-playwright" for folder in folders]
    installed = (shutil.which(name) for name in (*_NAMES, *_PLACES))
    downloaded = (str(path) for cache in caches for pattern in _PLAYWRIGHT for path in sorted(cache.glob(pattern), reverse=True))
    return next((path for path in (*installed, *downloaded) if path), None)


def _print(browser: str, address: str) -> bytes:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "book.pdf"
        sandbox = (
            ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        )  # Chromium refuses to run as root with it
        command = [browser, *_ARGUMENTS, *sandbox, f"--user-data-dir={folder}/profile", f"--print-to-pdf={file}", address]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603 - the browser
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _error(Path(browser), f"it could not print: {error}", "try another browser by setting KB_CHROMIUM") from error
        if not file.is_file():
            said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise _error(Path(browser), f"it printed nothing: {said}", "try another browser by setting KB_CHROMIUM")
        return file.read_bytes()


@contextmanager
def _served(site_dir: Path, prefix: str, pages: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the site on a local port below ``prefix``; ``pages[""]``, if set, replaces the page of the book."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path == prefix + _PAGE:
                body = pages[""].encode()
                self.send_response(http.HTTPStatus.OK)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            else:
                super().do_GET()

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(prefix))

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Ignore the error: Chromium may close a connection before it has read the whole file."""

    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(site_dir)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}", pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _error(place: Path, message: str, hint: str) -> ContentError:
    return ContentError((in_file(str(place), "KB901", message, hint=hint),))
