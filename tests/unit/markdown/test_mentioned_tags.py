"""Tags that a text speaks of are text."""

from __future__ import annotations

import pytest
from zhiku.markdown.dialect import block_dialect
from zhiku.markdown.plain_text import plain_heading

from tests.support.read import codes, html, question, questions


def answer(markdown: str) -> tuple[str, list[str]]:
    """The HTML of an answer, and the codes of its problems."""
    _, problems = questions(f"### 1. T\n\n**答案：**\n\n{markdown}\n")
    return html(markdown), codes(problems)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A <script> in *text*.\n\nMore.", "<p>A &lt;script&gt; in <em>text</em>.</p>\n<p>More.</p>"),
        ("The <b> tag and <b>bold</b>", "<p>The &lt;b&gt; tag and <b>bold</b></p>"),
        ("a <br> b", "<p>a <br> b</p>"),
        ("a <p> b", "<p>a </p><p> b</p>"),
        ("A <meta> and an <iframe>", "<p>A &lt;meta&gt; and an &lt;iframe&gt;</p>"),
        ("<b>over\n\ntwo</b>", "<p><b>over</b></p><b>\n</b><p><b>two</b></p>"),
        ("<style> at a *start*\n\nMore.", "<p>&lt;style&gt; at a <em>start</em></p>\n<p>More.</p>"),
        ("<title> at a start\n\nMore.", "&lt;title&gt; at a start\n<p>More.</p>"),
        ("#### The <p> tag\n\nMore.", "The &lt;p&gt; tag</h3>\n<p>More.</p>"),
    ],
)
def test_answers(markdown: str, expected: str) -> None:
    """A tag that nothing closes is shown and hides nothing; breaks, paragraphs and what has attributes are markup."""
    shown, problems = answer(markdown)
    assert shown.endswith(expected)
    assert "KB501" not in problems


def test_scripts_that_end() -> None:
    """A script with its end is removed with a report, in a line and in lines of its own."""
    for markdown in ("a <script>x</script> b", "<script>\nx\n</script>\n\nb"):
        shown, problems = answer(markdown)
        assert "x" not in shown
        assert "KB501" in problems


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What is the <title> tag for?", "What is the <title> tag for?"),
        ("What is a <p>, a <td> and an <input>?", "What is a <p>, a <td> and an <input>?"),
        ("What is <b>bold</b> and <br>broken?", "What is bold and broken?"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    """A title shows the tags that it speaks of."""
    assert plain_heading(title) == expected
    assert question("x", title).title == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<style> is a tag\n\n# A", ["paragraph_open", "heading_open"]),
        ("<style> is a tag\n\n# A\n\n<style>\n</style>", ["paragraph_open", "heading_open", "html_block"]),
        ("<script>\n\n# A\n</script>", ["html_block"]),
        ("<scripts>\n\n# A", ["html_block", "heading_open"]),
    ],
)
def test_blocks(text: str, kinds: list[str]) -> None:
    """A script or style begins a block only if the next tag of its name ends it."""
    assert [token.type for token in block_dialect().parse(text) if token.type.endswith(("_open", "block"))] == kinds
