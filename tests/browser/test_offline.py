"""Reading without a network, in Chromium whose server is stopped."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Handler
from tests.support.bases import many_questions, small_base
from tests.support.sites import build_at, copied_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSTALLED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (registration.installing || registration.waiting) await new Promise((done) => setTimeout(done, 50));
}"""


class Host:
    """A server for folders under paths, which can be stopped and restarted."""

    def __init__(self) -> None:
        self._server: http.server.ThreadingHTTPServer | None = None
        self._folders: dict[str, Path] = {}
        self._port = 0
        self.start()

    def start(self) -> None:
        """Serve, on the same port as before."""
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), functools.partial(_Many, folders=self._folders))
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Refuse all requests."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def add(self, below: str, folder: Path) -> str:
        """Serve a folder under a path and return its address."""
        self._folders[below] = folder
        return f"http://127.0.0.1:{self._port}{below}"

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Stop the server for the duration of a block."""
        self.stop()
        yield
        self.start()


class _Many(Handler):
    def __init__(self, *arguments: object, folders: dict[str, Path]) -> None:
        self._folders = folders
        super().__init__(*arguments, directory="/", prefix="/")

    def translate_path(self, path: str) -> str:
        """The file for a path, in the folder whose prefix it has."""
        below = max((name for name in self._folders if path.startswith(name)), key=len, default="")
        self.directory = str(self._folders.get(below, "/nowhere"))
        self._below = below or "/nowhere/"
        return super().translate_path(path)


@pytest.fixture
def host() -> Iterator[Host]:
    """A server without sites."""
    made = Host()
    yield made
    made.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    made = browser.new_context(service_workers="allow")
    yield made
    made.close()


def build(host: Host, below: str, content: Path, folder: Path) -> str:
    """A site at its address."""
    address = host.add(below, folder / "site")
    build_at(address, content, folder)
    return address


def copied(host: Host, built: Path, folder: Path) -> str:
    """The address of a copy of the site that was built for ``SUB_PATH``."""
    address = host.add("/my-repo/", folder / "site")
    copied_to(address, built, folder / "site")
    return address


def visit(context: BrowserContext, address: str) -> Page:
    """A page controlled by its service worker, which has cached what it caches."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("url => navigator.serviceWorker.controller?.scriptURL === url", arg=f"{address}sw.js")
    return page


def test_a_small_base_in_flight_mode(host: Host, context: BrowserContext, sub_path_folder: Path, tmp_path: Path) -> None:
    """After one visit to the home page every page is available offline with styles, and search and study work."""
    address = copied(host, sub_path_folder, tmp_path)
    page = visit(context, address)
    with host.gone():
        page.goto(address)
        expect(page.locator(".kb-hero h1")).to_be_visible()
        page.goto(f"{address}questions/7/?h=准确率#answer")
        expect(page.locator("article h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.katex')).fontFamily").startswith("KaTeX_Main")
        page.goto(f"{address}search/?q=损失函数")
        expect(page.locator("#kb-results > li[data-question='6']")).to_be_visible()
        page.goto(f"{address}study/?question=9")
        page.locator("[data-kb=reveal]").click()
        expect(page.locator("[data-kb-answer] .kb-text").first).to_be_visible()
        page.locator("[data-kb-grade=good]").click()
        expect(page.locator("#kb-study")).to_have_attribute("data-due", "19")
    page.goto(f"{address}study/")
    expect(page.locator("#kb-study")).to_have_attribute("data-due", "19")


def test_a_new_deploy(host: Host, context: BrowserContext, tmp_path: Path) -> None:
    """After a deployment the next load shows the new text, deletes the old cache, and makes the new text available offline."""
    content = small_base(tmp_path / "content")
    address = build(host, "/tea/", content, tmp_path)
    page = visit(context, address)
    page.goto(f"{address}questions/1/")
    before = page.evaluate("caches.keys()")
    text = (content / "tea.md").read_text(encoding="utf-8")
    (content / "tea.md").write_text(text.replace("密封", "阴凉"), encoding="utf-8")
    build(host, "/tea/", content, tmp_path)
    page.goto(f"{address}questions/1/")
    expect(page.locator(".kb-text").first).to_contain_text("阴凉")
    page.evaluate(INSTALLED)
    page.reload()
    after = page.evaluate("caches.keys()")
    versions = [[name for name in names if not name.endswith((":read", ":pieces"))] for names in (before, after)]
    assert [len(names) for names in versions] == [1, 1]
    assert versions[0] != versions[1]
    with host.gone():
        page.goto(f"{address}questions/1/")
        expect(page.locator(".kb-text").first).to_contain_text("阴凉")


def test_a_large_base(host: Host, context: BrowserContext, tmp_path: Path) -> None:
    """Pages of a large base that were read, and the search, are available offline; others show the offline page."""
    content = many_questions(tmp_path / "content", 120)
    address = build(host, "/many/", content, tmp_path)
    page = visit(context, address)
    page.goto(f"{address}questions/5/")
    expect(page.locator("article h1")).to_be_visible()
    with host.gone():
        page.goto(f"{address}questions/5/")
        expect(page.locator(".kb-text").first).to_contain_text("25")
        page.goto(f"{address}search/?q=第77题")
        expect(page.locator("#kb-results > li[data-question='77']")).to_be_visible()
        page.goto(f"{address}questions/88/")
        expect(page.locator(".kb-offline")).to_be_visible()
        page.locator(".kb-offline a").first.click()
        expect(page.locator(".kb-hero h1")).to_be_visible()


def test_two_bases_of_one_host(host: Host, context: BrowserContext, tmp_path: Path) -> None:
    """Each base has caches under its own name; a base at the root of the host does not delete those of another."""
    content = small_base(tmp_path / "content")
    addresses = [build(host, below, content, tmp_path / str(number)) for number, below in enumerate(("/", "/tea/"))]
    for address in addresses:
        page = visit(context, address)
    names = {name.rpartition(":")[0] for name in page.evaluate("caches.keys()")}
    assert names == {"kb:/", "kb:/tea/"}
    with host.gone():
        for address in addresses:
            page.goto(f"{address}questions/1/")
            expect(page.locator(".kb-text").first).to_contain_text("密封")


def test_switched_off(host: Host, context: BrowserContext, tmp_path: Path) -> None:
    """A site without offline use registers no service worker and deletes what an earlier one cached."""
    content = small_base(tmp_path / "content")
    address = build(host, "/tea/", content, tmp_path)
    page = visit(context, address)
    assert page.evaluate("caches.keys().then(names => names.length)") > 0
    (content / "kb.yml").write_text("title: 茶\noffline: false\n", encoding="utf-8")
    build(host, "/tea/", content, tmp_path)
    page.goto(address)
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    assert page.locator("link[rel=manifest]").count() == 0


def test_installable(host: Host, context: BrowserContext, sub_path_folder: Path, tmp_path: Path) -> None:
    """Chromium accepts the manifest: name, start address and icons."""
    address = copied(host, sub_path_folder, tmp_path)
    page = visit(context, address)
    session = context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    data = json.loads(manifest["data"])
    assert (data["name"], data["display"]) == ("多模态大模型面试题", "standalone")
    for icon in data["icons"]:
        response = page.request.get(f"{address}{icon['src']}")
        assert response.ok, icon
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in found if error["errorId"] != "in-incognito"] == []


def test_nothing_is_kept_of_a_page_from_a_disk(browser: Browser, tmp_path: Path) -> None:
    """On `file:` the page registers no service worker and reports no error."""
    build_at("http://127.0.0.1/", small_base(tmp_path / "content"), tmp_path)
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((tmp_path / "site/index.html").as_uri())
    expect(page.locator(".kb-hero h1")).to_be_visible()
    assert trouble == []
    context.close()
