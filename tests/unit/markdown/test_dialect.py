"""The dialect: CommonMark, tables, formulas, and emphasis next to Chinese."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from zhiku.markdown.dialect import FORMULA, UNPAIRED, dialect

from tests.support.read import html


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**优点：**简单", "<p><strong>优点：</strong>简单</p>"),
        ("**加粗（Bold）**文字", "<p><strong>加粗（Bold）</strong>文字</p>"),
        ("这是**“引用”**的", "<p>这是<strong>“引用”</strong>的</p>"),
        ("*斜体。*后面", "<p><em>斜体。</em>后面</p>"),
        ("**a:**b", "<p>**a:**b</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("下划_线_中间", "<p>下划_线_中间</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("~~删~~", "<p><s>删</s></p>"),
    ],
)
def test_emphasis(markdown: str, expected: str) -> None:
    """Next to Chinese characters punctuation does not prevent emphasis; elsewhere CommonMark's rules hold."""
    assert html(markdown) == expected


@pytest.mark.parametrize(
    "markdown", ["*a **b** c*", "**a*b*c**", "***x***", "_a_ __b__ a_b_c", "*(a)*b", 'a*"b"*', "**\u00a0a**", "* a *", "*a _b*_"]
)
def test_emphasis_without_chinese_is_commonmarks(markdown: str) -> None:
    """Without Chinese characters the dialect renders emphasis as CommonMark does."""
    assert dialect().render(markdown) == MarkdownIt("commonmark").render(markdown)


def tokens(markdown: str) -> list[tuple[str, str, str]]:
    """The formulas in a paragraph: type, delimiter, TeX."""
    found = dialect().parseInline(markdown)[0].children or []
    return [(token.type, token.markup, token.content) for token in found if token.type in {FORMULA, UNPAIRED}]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (r"\(a\) \[b\]", [(FORMULA, r"\(", "a"), (FORMULA, r"\[", "b")]),
        (r"\(a_1*b*c_2\)", [(FORMULA, r"\(", "a_1*b*c_2")]),
        (r"\(a \\) b\)", [(FORMULA, r"\(", r"a \\) b")]),
        (r"\(`x`\)", [(FORMULA, r"\(", "`x`")]),
        (r"\([x](y)\)", [(FORMULA, r"\(", "[x](y)")]),
        (r"`\(a\)`", []),
        (r"\\(a\\)", []),
        (r"\\(a_1\\) \\[\\frac{a}{b}\\]", [(FORMULA, r"\(", "a_1"), (FORMULA, r"\[", r"\frac{a}{b}")]),
        (r"\( a", [(UNPAIRED, r"\(", "(")]),
        (r"\[ a \)", [(UNPAIRED, r"\[", "[")]),
        (r"**\(a\)** [\(b\)](#1)", [(FORMULA, r"\(", "a"), (FORMULA, r"\(", "b")]),
        ("$5 and $x$", []),
    ],
)
def test_formulas(markdown: str, expected: list[tuple[str, str, str]]) -> None:
    """The text between delimiters is TeX; in code, and after two backslashes, there is no formula."""
    assert tokens(markdown) == expected


def test_unpaired_delimiters_show_as_commonmark_shows_them() -> None:
    """An unclosed delimiter is an escaped bracket."""
    assert html(r"\( a \[ b") == "<p>( a [ b</p>"
