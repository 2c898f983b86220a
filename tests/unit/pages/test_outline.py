"""Anchors within sections: which elements get one, their names, and that the author's text does not change."""

from __future__ import annotations

import re

import pytest
from zhiku.output.contents_list import with_outline
from zhiku.pages.outline import image_sizes, with_anchors

LINK = re.compile(r'<a class="headerlink kb-anchor"[^>]*></a>')
ADDED = re.compile(r' (?:data-outline="[^"]*"(?: id="[^"]*")?)')
HEADED = "<ol><li><p><strong>交叉熵（CE）</strong>：甲</p></li><li><strong>Dice Loss:</strong> 乙</li></ol>"


def anchors(html: str, section: str = "answer", taken: set[str] | None = None) -> list[str]:
    """The anchors of a section."""
    shown = with_anchors(html, section, taken or set(), "Link")
    assert ADDED.sub("", LINK.sub("", shown)) == html
    return re.findall(r'data-outline="[^"]*" id="([^"]*)"', shown)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (HEADED, ["answer-交叉熵", "answer-dice-loss"]),
        ("<h3>One &amp; two</h3><p>x</p><h3>One &amp; two</h3>", ["answer-one-two", "answer-one-two-2"]),
        ("<ol><li><strong>alone</strong></li></ol>", []),
        ("<ul><li>plain</li><li>also <strong>bold</strong></li></ul>", []),
        (f"<blockquote>{HEADED}</blockquote>", []),
        (f"<ul><li>outer {HEADED}</li></ul>", []),
        (f"<table><tr><td>{HEADED}</td></tr></table>", []),
        ("<ul><li><strong>!!</strong></li><li><strong>?</strong></li></ul>", ["answer-item", "answer-item-2"]),
        (r'<ul><li><strong><span class="arithmatex">\(x\)</span></strong></li><li><strong>b</strong></li></ul>', []),
        (f"<details><summary>s</summary></details>{HEADED}", ["answer-交叉熵", "answer-dice-loss"]),
    ],
)
def test_headings_and_headed_items_of_outermost_lists(html: str, expected: list[str]) -> None:
    """They are named by their words without parentheses; nested elements have none."""
    assert anchors(html) == expected


def test_anchors_of_the_page_are_not_given_twice() -> None:
    """Ids of other sections and of the author's own elements are avoided."""
    assert anchors("<h3>2</h3>", taken={"answer-2"}) == ["answer-2-2"]


def test_an_own_id_stays() -> None:
    """Links in the text may lead to it."""
    shown = with_anchors('<h3 id="mine">Words</h3>', "answer", set(), "Link")
    assert shown == (
        '<h3 data-outline="Words" id="mine">Words<a class="headerlink kb-anchor" data-added href="#mine" '
        'title="Link" aria-label="Link: Words"></a></h3>'
    )


def test_the_contents_list_goes_down_to_items() -> None:
    """Items are listed below their section, escaped; a page without items does not change."""
    entry = '<a href="#answer" class="md-nav__link"><span class="md-ellipsis"> Answer </span></a>'
    text = with_anchors("<h3>a &lt; b</h3>", "answer", set(), "Link")
    page = f'<nav>{entry}</nav><article><h2 id="answer">Answer</h2>{text}</article>'
    below = (
        '<li class="md-nav__item"><a href="#answer-a-b" class="md-nav__link"><span class="md-ellipsis">a &lt; b</span></a></li>'
    )
    nested = f'<nav class="md-nav" aria-label="Answer"><ul class="md-nav__list">{below}</ul></nav>'
    assert with_outline(page) == page.replace(entry, entry + nested)
    assert with_outline(f"<nav>{entry}</nav><article></article>") == f"<nav>{entry}</nav><article></article>"


def test_images_get_their_sizes_and_load_late() -> None:
    """Sizes given by the author stay."""
    sizes = {"a.png": (30, 20)}
    assert image_sizes('<img alt="x" src="a.png">', sizes.get) == (
        '<img loading="lazy" decoding="async" width="30" height="20" alt="x" src="a.png">'
    )
    assert 'width="30"' not in image_sizes('<img src="a.png" width="9">', sizes.get)
    assert "width" not in image_sizes('<img src="b.svg">', sizes.get)


def test_long_headings_are_shortened() -> None:
    """Forty characters of an address, and sixty of the name in the contents list."""
    shown = with_anchors(f"<h3>{'x' * 100}</h3>", "answer", set(), "Link")
    assert re.findall(r'data-outline="([^"]*)" id="answer-([^"]*)"', shown) == [("x" * 60, "x" * 40)]
