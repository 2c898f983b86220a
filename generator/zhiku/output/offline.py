"""Files for reading a site without a network: the service worker with its list of files, and the web app manifest.

A small base is cached completely. Of a large one the app shell, the search and the data of the study page are cached; questions
are cached when they are read.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from zhiku.output.site_files import files_of
from zhiku.pages.share import SHARE
from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from zhiku.model import KnowledgeBase

SERVICE_WORKER = "sw.js"
WEB_MANIFEST = "manifest.webmanifest"
OFFLINE_PAGE = "offline.html"
_SHELL = frozenset({"index.html", "404.html", "study/index.html", "search/index.html", "study/cards.js", WEB_MANIFEST})
"""The pages needed offline, besides styles, scripts, fonts and the search."""
_SHELL_SUFFIXES = frozenset({".css", ".js", ".woff2", ".svg", ".ico", ".webmanifest", ".bin"})
_PAGE_SUFFIXES = frozenset({".html", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".xml"})
_WORD_VECTORS = "assets/search/meaning/"
_NEVER = (
    *("exports/", "book/", "assets/javascripts/lunr/", "assets/social/", SHARE, _WORD_VECTORS),
    *(SERVICE_WORKER, "sitemap.xml", "feed.xml"),
)
"""Not precached: downloads, files that no page loads (Material's stemmers, preview images for other sites), the book, which
repeats all pages, and word vectors, of which a query loads, and then keeps, a few out of hundreds of files."""
_MAX_BYTES = 40_000_000
"""Bytes that a browser is asked to store; of a larger base only the app shell is cached."""
_HASH_LENGTH = 12


def offline_files(site_dir: Path, base: KnowledgeBase, *, whole: bool) -> tuple[tuple[str, bytes], ...]:
    """The service worker and the manifest; ``whole`` if all pages are cached. Requires the site's other files.

    The page shown for pages that are not stored is moved into the service worker: it has no address of its own.
    """
    stand_in = (site_dir / OFFLINE_PAGE).read_text(encoding="utf-8")
    (site_dir / OFFLINE_PAGE).unlink()
    manifest = _manifest(base)
    (site_dir / WEB_MANIFEST).write_bytes(manifest)
    files = [*_listed(site_dir)]
    frame = [path for path in files if _is_shell(path)]
    pages = [path for path in files if path not in set(frame)] if whole else []
    if sum((site_dir / path).stat().st_size for path in (*frame, *pages)) > _MAX_BYTES:
        pages = []
    rows = [[_address(path), _hash((site_dir / path).read_bytes())] for path in (*frame, *pages)]
    worker = (THEME / "assets" / "offline" / "worker.js").read_text(encoding="utf-8")
    version = _hash(json.dumps([rows, worker, stand_in]).encode())
    offline = {"version": version, "files": rows, "core": len(frame), "page": stand_in}
    return (SERVICE_WORKER, f"const OFFLINE={_json(offline)};\n{worker}".encode()), (WEB_MANIFEST, manifest)


def uninstalling_worker() -> tuple[str, bytes]:
    """A service worker that deletes the caches of an earlier build and unregisters itself."""
    return SERVICE_WORKER, (THEME / "assets" / "offline" / "uninstall.js").read_bytes()


def _listed(site_dir: Path) -> Iterable[str]:
    suffixes = tuple(_SHELL_SUFFIXES | _PAGE_SUFFIXES)
    return (path for path in files_of(site_dir) if path.endswith(suffixes) and not path.startswith(_NEVER))


def _is_shell(path: str) -> bool:
    return path in _SHELL or (path.startswith(("assets/", "styles/")) and path.endswith(tuple(_SHELL_SUFFIXES)))


def _address(path: str) -> str:
    """The address of a file: a folder stands for its index page."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def _manifest(base: KnowledgeBase) -> bytes:
    icons: Sequence[dict[str, str]] = (
        {"src": "styles/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "styles/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "styles/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "styles/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    )
    data = {
        "id": "./",
        "name": base.title,
        "short_name": base.title,
        "description": base.description,
        "lang": base.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": "#1d5fd0",
        "background_color": "#ffffff",
        "icons": icons,
    }
    return (_json(data) + "\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]
