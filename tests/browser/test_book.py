"""The book: one page with all questions, and the PDF that Chromium prints of it."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from zhiku.commands.export import export
from zhiku.diagnostics.diagnostic import ContentError
from zhiku.model import ExportFormat

from tests.support.bases import small_base
from tests.support.sites import SUB_PATH, Site, build_at
from tools.ensure_browser import find

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (
    "## 茶\n\n见[第二题](#2)。\n\n### 1. 茶叶怎样保存？\n\n**答案：** 密封，见[下一题](#2)。\n\n#### 小标题\n\n- 密封\n\n"
    "## 水\n\n### 2. 绿茶用多热的水？\n\n**答案：** 约 \\(t = \\frac{4}{5}\\)。[^a]\n\n[^a]: 注。\n"
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two parts with a question each."""
    folder = tmp_path_factory.mktemp("parts")
    kb = "title: 茶\nformat:\n  question: {level: 3, numbered: true}\n  parts: 2\n"
    return build_at(SUB_PATH, small_base(folder / "content", kb_yml=kb, tea_md=PARTS), folder)


def test_everything_once(sub_path_folder: Path) -> None:
    """Every question with all its sections, in order, with formulas and errata."""
    site = Site(sub_path_folder)
    book = site.pages["book/index.html"]
    assert [section["id"] for section in book.select(".kb-book__question")] == [
        f"q-{one['id']}" for one in site.data["questions"]
    ]
    for question in site.data["questions"]:
        page, there = site.question(question["id"]), book.select_one(f"#q-{question['id']}")
        assert there
        texts = [text.get_text().split() for text in there.select(".kb-text")]
        assert texts == [text.get_text().split() for text in page.select(".kb-text")]
        assert len(there.select(".kb-erratum")) == len(page.select(".kb-erratum"))
    ids = [node["id"] for node in book.select("[id]")]
    assert len(ids) == len(set(ids))


def test_links_stay_in_the_book(parts: Path) -> None:
    """Links to questions and footnotes lead to their place in the book; parts are chapters with their text."""
    book = Site(parts).pages["book/index.html"].select_one(".kb-book")
    assert book
    titles = [node.get_text() for node in book.select("h2")]
    assert titles[1:] == ["茶", "水"]
    links = {str(link["href"]) for link in book.select(".kb-text a")}
    assert "#q-2" in links
    assert all(link.startswith("#") for link in links)
    assert all(book.select(f"[id='{link[1:]}']") for link in links)
    assert [node.name for node in book.select(".kb-text h5")] == ["h5"]


def test_not_in_the_search(sub_path_folder: Path) -> None:
    """The book is not in the search index, because its texts are those of the questions."""
    found = [path for path in (sub_path_folder / "assets/search").rglob("*.js") if b"book/" in path.read_bytes()]
    assert found == []


def test_pdf(sub_path_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links show the page numbers of their targets; the outline has every question; no menu is printed."""
    monkeypatch.setenv("KB_CHROMIUM", str(find()))
    exported = export(sub_path_folder, ExportFormat.PDF, tmp_path / "book.pdf")
    reader = PdfReader(io.BytesIO(exported.path.read_bytes()))
    assert exported.pages == len(reader.pages) > 10
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    assert "搜索" not in texts[0]
    numbers = {
        name.lstrip("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    contents = reader.pages[1].extract_text().replace("⻚", "页")
    for question in Site(sub_path_folder).data["questions"]:
        number = numbers[f"q-{question['id']}"]
        line = next(line for line in contents.splitlines() if line.startswith(f"{question['number']}."))
        assert line.split()[-1] == str(number)
        assert f"{question['number']}." in texts[number - 1]
    assert texts[numbers["q-6"] - 1].startswith(str(numbers["q-6"]))


def test_export_says_what_is_missing(parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser, or without the book, the error message says what to do."""
    monkeypatch.setenv("KB_CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(ContentError) as raised:
        export(parts, ExportFormat.PDF, tmp_path / "book.pdf")
    (problem,) = raised.value.diagnostics
    assert problem.code == "KB901"
    assert problem.message == "printing needs Chromium, which was not found"
    assert "KB_CHROMIUM" in problem.hint
    shutil.copytree(parts, tmp_path / "site")
    shutil.rmtree(tmp_path / "site/exports")
    with pytest.raises(ContentError) as raised:
        export(tmp_path / "site", ExportFormat.ANKI, None)
    (problem,) = raised.value.diagnostics
    assert problem.message == "the site has no exports/anki.apkg"


def test_other_forms(parts: Path, tmp_path: Path) -> None:
    """Other exports are copied from the site."""
    for form, name in ((ExportFormat.CSV, "exports/questions.csv"), (ExportFormat.JSON, "questions.json")):
        exported = export(parts, form, tmp_path / form)
        assert exported.path.read_bytes() == (parts / name).read_bytes()


def test_on_a_phone(browser: Browser, address: str) -> None:
    """The page does not scroll sideways, and an entry of the contents leads to its question."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}book/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".kb-book__contents a").nth(6).click()
    expect(page.locator("#q-7")).to_be_in_viewport()
    assert urlsplit(page.url).fragment == "q-7"
    context.close()
