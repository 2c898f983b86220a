"""Finishing HTML files: formulas, fonts, data files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from zhiku.markdown.katex import Typesetter
from zhiku.output import page_facts
from zhiku.output.finish import Finished, finish_page, write_files
from zhiku.output.page_facts import read_page

from tests.support.files import snapshot

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<html><head><title>x</title></head><body><p>{}</p></body></html>"


def finished(body: str, name: str = "a/b/index.html") -> tuple[int, list[str], str]:
    """A finished page with this body: the number of formulas, errors, the HTML."""
    page = finish_page(PAGE.format(body), name, Typesetter())
    return page.formulas, [f"{problem.path} {problem.code} {problem.message}" for problem in page.problems], page.html


def test_formulas_are_set_in_place() -> None:
    """A placeholder is replaced by KaTeX's HTML, with entities decoded; the text around it does not change."""
    count, problems, page = finished('a <span class="arithmatex">\\(x &lt; y\\)</span>, b')
    assert (count, problems) == (1, [])
    assert '<annotation encoding="application/x-tex">x &lt; y</annotation>' in page
    assert page.count("katex-html") == 1
    assert "arithmatex" not in page
    assert "<p>a " in page
    assert page.count("b</p>") == 1


def test_display_formulas() -> None:
    """A formula between square brackets is set in display mode, in whatever element."""
    _, _, page = finished('<div class="arithmatex">\\[\nx\n\\]</div>')
    assert page.count("katex-display") == 1


def test_fonts_are_preloaded_by_relative_addresses() -> None:
    """A page preloads exactly the fonts that its formulas need, by relative addresses."""
    _, _, page = finished('<span class="arithmatex">\\(\\mathbf{1}\\)</span>')
    head = page.partition("</head>")[0]
    assert 'href="../../assets/katex/fonts/KaTeX_Main-Bold.woff2"' in head
    assert "KaTeX_AMS" not in head
    assert "KaTeX_Size4" not in head


def test_what_cannot_be_set_is_reported() -> None:
    """KB201: a formula in a hand-written page that KaTeX rejects is reported with its page and left unchanged."""
    count, problems, page = finished('<span class="arithmatex">\\(\\oops\\)</span>')
    assert problems == ["a/b/index.html KB201 KaTeX: Undefined control sequence: \\oops"]
    assert "arithmatex" in page
    assert count <= 1


def test_pages_without_formulas_are_not_touched() -> None:
    """A page without formulas is not changed."""
    page = PAGE.format("x\r\n")
    assert finish_page(page, "index.html", Typesetter()) == Finished(page, page, 0, ())


def test_links_and_anchors_need_no_formulas() -> None:
    """Formulas do not affect the links and anchors of a page, and are counted."""
    formulas = '<span class="arithmatex">\\(x\\)</span>，<div class="arithmatex">\\[y\\]</div>'
    body = f'<article><h2 id="a">A<a href="#a">#</a></h2>{formulas}</article>'
    page = finish_page(PAGE.format(body), "a/index.html", Typesetter())
    assert page.without_formulas != page.html
    facts = read_page("a/index.html", page.without_formulas, "/")
    assert facts == read_page("a/index.html", page.html, "/")
    assert facts.formulas == 2


def test_files_are_added_with_their_folders(tmp_path: Path) -> None:
    """Files of the search are written unchanged, with their folders."""
    write_files(tmp_path, [("assets/x/a.js", b"\x00\r\n"), ("b.json", b"{}")])
    assert snapshot(tmp_path) == {"assets/x/a.js": b"\x00\r\n", "b.json": b"{}"}


def test_menu_and_footer_are_parsed_once_for_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands before the contents list and behind the article is the same on all pages; links between are read."""
    shared = lru_cache(page_facts._read_piece)  # noqa: SLF001 - its cache tells how often a piece is parsed
    monkeypatch.setattr(page_facts, "_read_again", shared)
    pages = [
        f'<html><header></header><nav><a href="../all/">all</a></nav><div class="md-sidebar md-sidebar--secondary">'
        f'<a href="#s{number}">s</a></div><article><h2 id="s{number}">S</h2></article><footer><a href="../">up</a></footer>'
        for number in range(3)
    ]
    facts = [read_page(f"questions/{number}/index.html", page, "/") for number, page in enumerate(pages)]
    assert shared.cache_info().misses == 2
    for number, found in enumerate(facts):
        assert {target.path for target in found.targets} == {"questions/all/", f"questions/{number}/", "questions/"}
        assert found.anchors == {f"s{number}"}
        assert f"s{number}" in {target.anchor for target in found.targets}


@pytest.mark.parametrize(
    ("tex", "wide"),
    [
        ("x" * 20, False),
        ("x" * 21, True),
        ("x" * 12 + "=" + "x" * 12, False),
        (r"\frac{%s}{y}" % ("x" * 52), False),
        (r"\frac{%s}{y}" % ("x" * 53), True),
    ],
)
def test_wide_formulas_can_be_scrolled(tex: str, wide: bool) -> None:  # noqa: FBT001 - a parameter
    """A formula with more than twenty glyphs in a row, which cannot be broken; a fraction has two rows of small glyphs."""
    page = finished(f'<span class="arithmatex">\\({tex}\\)</span>')[2]
    assert ("kb-formula--wide" in page) == wide


@pytest.mark.parametrize(("tex", "together"), [("x" * 10 + "=" + "x" * 9, True), ("x" * 10 + "=" + "x" * 10, False)])
def test_short_formulas_keep_their_punctuation(tex: str, together: bool) -> None:  # noqa: FBT001 - a parameter
    """The comma after a formula of at most twenty glyphs stays on its line; a longer formula may be broken."""
    page = finished(f'<span class="arithmatex">\\({tex}\\)</span>, and')[2]
    assert ("kb-nobreak" in page) == together
