"""Rendered questions: HTML, and the passages for classification, relations and search."""

from __future__ import annotations

import pytest
from zhiku.model import PassageRole
from zhiku.source.slug import heading_anchor

from tests.support.read import codes, html, question, questions


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("3. a\n   - b\n4. c", '<ol start="3">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>'),
        ("1) a", "<ol>\n<li>a</li>\n</ol>"),
        ("\\(a < b & c\\)", '<p><span class="arithmatex">\\(a &lt; b &amp; c\\)</span></p>'),
        ("\\[a_1\nb\\]", '<p><span class="arithmatex">\\[a_1\nb\\]</span></p>'),
        ("`\\(a\\)` \\\\(b\\\\)", "<p><code>\\(a\\)</code> \\(b\\)</p>"),
        ("[x](#1)", '<p><a href="../1/" rel="noopener">x</a></p>'),
        ("[x](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">x</a></p>'),
        ("<b>a</b> &amp; &lt;", "<p><b>a</b> &amp; &lt;</p>"),
        ("```\n<b>\n```", '<div class="highlight"><pre><code>&lt;b&gt;\n</code></pre></div>'),
        ("```nolanguage\nx\n```", '<div class="highlight"><pre><code>x\n</code></pre></div>'),
    ],
)
def test_html(markdown: str, expected: str) -> None:
    """Lists keep nesting and numbers, formulas become placeholders, links are relative to the page, code is unchanged."""
    assert html(markdown) == expected


def test_inner_headings_go_below_the_pages_own() -> None:
    """Headings in an answer start at h3 and keep their relative levels; their ids do not depend on their words."""
    assert (
        html("#### a\n\n##### b\n\n#### c") == '<h3 id="answer-h1">a</h3>\n<h4 id="answer-h2">b</h4>\n<h3 id="answer-h3">c</h3>'
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#2", "../2/"),
        ("#leaf", "../leaf/"),
        ("#1-怎样泡茶", "../1/"),
        ("#1.-怎样泡茶？", "../1/"),
        ("../questions/2/", "../2/"),
        ("questions/2.md", "../2/"),
        ("../2/#answer", None),
        ("questions/leaf/#answer", "../leaf/#answer"),
    ],
)
def test_links_between_questions(link: str, target: str | None) -> None:
    """A question can be linked by its id, by GitHub's anchor of its heading, and by its address; else KB401."""
    found, problems = questions(
        f"### 1. 怎样泡茶？\n\n**答案：** [x]({link})\n\n### 2. U\n\n**答案：** b\n\n### V {{#leaf}}\n\n**答案：** c\n"
    )
    assert codes(problems) == ([] if target else ["KB401"])
    if target:
        assert f'href="{target}"' in found[0].sections[0].html


def test_passages_have_role_depth_and_line() -> None:
    """List heads, headings, text, cells and code are passages with depth and line, without TeX."""
    found = question(
        "intro \\(a\\)\n\n1. **Head（H）**：words\n   - **inner**\n\n"
        "#### Title\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```"
    )
    assert [(item.role, item.text, item.depth, item.line) for item in found.passages] == [
        (PassageRole.TEXT, "intro", 0, 5),
        (PassageRole.LIST_HEAD, "Head（H）", 1, 7),
        (PassageRole.TEXT, "words", 1, 7),
        (PassageRole.LIST_HEAD, "inner", 2, 8),
        (PassageRole.HEADING, "Title", 0, 10),
        *((PassageRole.TEXT, cell, 0, line) for cell, line in (("a", 12), ("b", 12), ("c", 14), ("d", 14))),
        (PassageRole.TEXT, "code", 0, 16),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% callout info %}\nTie it.\n{% endcallout %}", ["Tie it."]),
        ('{{< figure src="x.png" >}} Tie {{ site.title }} it.', ["Tie it."]),
        ("Write {{ name }} and `{% raw %}`.", ["Write {{ name }} and {% raw %}."]),
    ],
)
def test_tags_of_templates_are_no_words(text: str, expected: list[str]) -> None:
    """Those of Jekyll and Hugo are left out of passages, but not code, nor braces that may be what a text is about."""
    assert [item.text for item in question(text).passages] == expected


def test_titles_are_plain_words() -> None:
    """Emphasis and code in a title become plain text, without the number."""
    found = question("x", title="**Bold** `code` &amp; <b>raw</b>")
    assert found.title == "Bold code & raw"
    assert found.label == "1. Bold code & raw"
    assert question("x", title="What is <?php ?>, a <T>, a <b>tag</b>?").title == "What is <?php ?>, a <T>, a tag?"
    assert question("x", title="Who needs :gear: or `:gear:` at 10:30:45?").title == "Who needs ⚙ or :gear: at 10:30:45?"


def test_formulas_of_titles_that_are_begun_by_a_text() -> None:
    """A formula in a heading is told (KB203), not one in the text that gives a question its title."""
    for text, told in (
        ("### 1. What is \\(x\\)?\n\n**答案：**\n\nA.\n", True),
        ("### 1.\n\nFind \\(x\\).\n\n**答案：**\n\nA.\n", False),
    ):
        ((found,), problems) = questions(text)
        assert "x" in found.title
        assert ("KB203" in codes(problems)) == told


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("1. 怎样泡茶？", "1-怎样泡茶"), ("Hello, World!", "hello-world"), ("a_b-c  d", "a_b-c--d"), ("**x**", "x")],
)
def test_slug_is_githubs(heading: str, anchor: str) -> None:
    """Lower case, without punctuation, hyphens for spaces."""
    assert heading_anchor(heading) == anchor
