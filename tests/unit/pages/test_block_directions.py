"""Blocks that are wholly in the other direction than the text."""

from __future__ import annotations

import pytest
from zhiku.pages.block_directions import other_direction, with_directions


@pytest.mark.parametrize(
    ("html", "direction", "expected"),
    [
        ("<ul>\n<li>A: <code>1</code> and 2</li>\n</ul>", "rtl", '<ul dir="ltr">\n<li>A: <code>1</code> and 2</li>\n</ul>'),
        ("<p>A</p><p>شاي</p><p>B</p>", "rtl", '<p dir="ltr">A</p><p>شاي</p><p dir="ltr">B</p>'),
        ("<p>React شاي</p>", "rtl", "<p>React شاي</p>"),
        ("<ul><li>A</li><li>שלום</li></ul>", "rtl", "<ul><li>A</li><li>שלום</li></ul>"),
        ("<ul><li><p>A</p><ul><li>שלום</li></ul></li></ul>", "rtl", "<ul><li><p>A</p><ul><li>שלום</li></ul></li></ul>"),
        ("<p>1 + 2</p>", "rtl", "<p>1 + 2</p>"),
        ("<pre><code>let a</code></pre>", "rtl", "<pre><code>let a</code></pre>"),
        ('<p class="x">שלום &amp; 1</p>', "ltr", '<p dir="rtl" class="x">שלום &amp; 1</p>'),
        ("<p>שלום &lt;a&gt;</p>", "ltr", "<p>שלום &lt;a&gt;</p>"),
        ("<p>A</p>", "ltr", "<p>A</p>"),
        ("", "rtl", ""),
    ],
)
def test_blocks_of_the_other_direction(html: str, direction: str, expected: str) -> None:
    """Outermost blocks without a letter of the text's direction are marked; code is not, nor is what has both."""
    assert with_directions(html, direction) == expected


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("A. app/api/routes/", "rtl", "ltr"),
        ("app/api/ מגדיר", "rtl", ""),
        ("שלום", "rtl", ""),
        ("שלום", "ltr", "rtl"),
        ("A", "ltr", ""),
        ("1 + 2", "rtl", ""),
    ],
)
def test_texts_of_the_other_direction(text: str, direction: str, expected: str) -> None:
    """Texts with letters of both directions, or none, run as their page does."""
    assert other_direction(text, direction) == expected
