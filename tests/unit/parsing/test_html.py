"""HTML within Markdown: the blocks that its elements become, the rows of its tables, its words."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.html_tables import html_rows
from zhiku.parsing.html_words import html_words
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText


def blocks(text: str) -> list[tuple[str, int, int, str]]:
    """The blocks of a text: type, lines and content."""
    return [
        (item.type, item.first, item.last, item.content.strip()) for item in read_blocks(SourceText("a.md", text), None).blocks
    ]


def test_a_heading_in_html_is_a_heading_wherever_it_stands() -> None:
    """Within raw HTML, over several lines, with its level; the surrounding HTML stays raw."""
    text = '<div>\n<h1 id="a">One <code>x&lt;y</code></h1>\n<p>words</p>\n<h3>\nTwo\n</h3>\n</div>\n'
    assert blocks(text) == [
        ("html_block", 1, 1, "<div>"),
        ("heading", 2, 2, "One `x<y`"),
        ("html_block", 3, 3, "<p>words</p>"),
        ("heading", 4, 6, "Two"),
        ("html_block", 7, 7, "</div>"),
    ]
    assert [block.level for block in read_blocks(SourceText("a.md", text), None).blocks] == [0, 1, 0, 3, 0]


@pytest.mark.parametrize(
    "html",
    [
        "<table>\n<tr><td>\n<h3>A</h3>\n</td></tr>\n</table>",
        "<ul>\n<li>\n<h3>A</h3>\n</li>\n</ul>",
        "<!-- \n<h3>A</h3>\n-->",
        "<details>\n<summary>\n<h3>A</h3>\n</summary>\n</details>",
        "<div><h3>A</h3></div>",
        "<h3>A</h4>",
    ],
)
def test_what_is_no_heading_of_the_text(html: str) -> None:
    """Headings in containers, in comments, next to other tags, or without an end tag."""
    assert [kind for kind, *_ in blocks(f"{html}\n")] == ["html_block"]


def test_bold_paragraphs_in_html_are_bold_paragraphs() -> None:
    """As separate blocks, and with ``<b>`` in a Markdown paragraph."""
    assert blocks("<p><strong>A?</strong></p>\n<p>words</p>\n\n<b>B?</b>\nmore\n\n<p>a <b>c</b></p>\n") == [
        ("paragraph", 1, 1, "**A?**"),
        ("html_block", 2, 2, "<p>words</p>"),
        ("paragraph", 4, 5, "**B?**\nmore"),
        ("html_block", 7, 7, "<p>a <b>c</b></p>"),
    ]


def rows(html: str) -> list[tuple[str, list[str]]]:
    """The rows of the first table of some HTML, and their cells."""
    found = html_rows(html, 0, len(html))
    return [(html[row.start : row.end], [html[cell.start : cell.end] for cell in row.cells]) for row in found]


def test_rows_of_a_table() -> None:
    """Rows cover the whole table; end tags may be missing; nested tables are content."""
    html = "a<table><thead><tr><th>Q<th>A</thead><tr><td>1<td><table><tr><td>x</td></tr></table></td></tr></table>b"
    assert rows(html) == [
        ("<table><thead><tr><th>Q<th>A</thead>", ["Q", "A"]),
        ("<tr><td>1<td><table><tr><td>x</td></tr></table></td></tr></table>", ["1", "<table><tr><td>x</td></tr></table>"]),
    ]


@pytest.mark.parametrize("html", ["", "<p>a</p>", "<table><tr><td>a</td></tr>", "<table></table>", "<table><tr></tr></table>"])
def test_what_has_no_rows(html: str) -> None:
    """HTML without a table, with an unclosed table, or without cells."""
    assert rows(html) == []


def test_words_of_html() -> None:
    """On one line, without tags, with code in backticks."""
    assert html_words('<b>What</b> is\n <code class="x">a &lt; b</code>, &amp; why<br>so?') == "What is `a < b`, &amp; whyso?"


@pytest.mark.parametrize(("last", "count"), [("Why not silk?", 3), ("Silk", 0)])
def test_lists_with_bold_titles(last: str, count: int) -> None:
    """A list in HTML is one of questions if most of its titles ask."""
    items = (f"<li><b>{title}</b> It is dear.</li>" for title in ("Canvas", "Why nylon?", last))
    form = QuestionFormat(openers=(Opener(OpenerKind.DEFINITION),))
    text, _ = parse(SourceText("sails.md", f"# Sails\n\n<ul>\n{''.join(items)}\n</ul>\n"), form)
    assert len(text.questions) == count


@pytest.mark.parametrize(
    ("items", "count"),
    [
        (("Why?<br>So.", "When? Now."), 2),
        (("Why?", "When?"), 2),
        (("Why?", "When?", "It is so."), 0),
        (("Why? So.", "Hemp<br>A plant.", "When? Now."), 3),
        (("Why? So.", "Hemp<br>A plant.", "Flax<br>Another one."), 0),
        (("Knock.", "Ask <a href='/a?b'>them</a>."), 0),
        (("<details><summary>Why?</summary>So.</details>", "When? Now."), 0),
        (("Why? So.",), 0),
    ],
)
def test_lists_with_plain_titles(items: tuple[str, ...], count: int) -> None:
    """A list in HTML is one of questions if most of its items ask and answer, or all of them ask."""
    html = "\n".join(f"<li>{item}</li>" for item in items)
    form = QuestionFormat(openers=(Opener(OpenerKind.DEFINITION),))
    text, _ = parse(SourceText("sails.md", f"# Sails\n\n<ul>\n{html}\n</ul>\n"), form)
    assert len(text.questions) == count
