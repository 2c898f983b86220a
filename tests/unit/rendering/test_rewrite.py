"""Changing attributes of a section's HTML."""

from __future__ import annotations

import pytest
from zhiku.rendering.rewrite import lower_headings, rewrite


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="x">t</a>', '<a href="[x]">t</a>'),
        ('<a href="a&amp;b" rel="noopener">t</a>', '<a href="[a&amp;b]" rel="noopener">t</a>'),
        ('<p>href="x" and &lt;a href="x"&gt;</p>', '<p>href="x" and &lt;a href="x"&gt;</p>'),
        ('<img alt="a > b" src="s" href="x">', '<img alt="a > b" src="s" href="[x]">'),
        ('<a data-href="x">t</a>', '<a data-href="x">t</a>'),
    ],
)
def test_rewrite(html: str, expected: str) -> None:
    """Values of the named attribute change, including entities; similar text elsewhere does not."""
    assert rewrite(html, {"href": lambda value: f"[{value}]"}) == expected


def test_attribute_taken_away() -> None:
    """An attribute without a new value is removed."""
    assert rewrite('<h3 id="x" title="t">a</h3>', {"id": lambda _: None}) == '<h3 title="t">a</h3>'


def test_lower_headings() -> None:
    """Headings are lowered to at most the sixth level; other tags with the same beginning do not change."""
    html = '<h3 id="a">x</h3><h5>y</h5><hr><header>z</header>'
    assert lower_headings(html, 2) == '<h5 id="a">x</h5><h6>y</h6><hr><header>z</header>'
    assert lower_headings(html, 0) == html
