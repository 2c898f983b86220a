r"""Backslashed brackets: formulas in texts that delimit formulas so, else CommonMark's escapes."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import QuestionFormat
from zhiku.markdown.delimiters import uses_brackets
from zhiku.source.text import SourceText

from tests.support.read import render_sources

DELIMITING = "\n\nAs \\(x_1\\) shows."
"""A formula that says that the brackets of its text are delimiters."""


def html_of(answer: str) -> tuple[str, list[str]]:
    """The HTML of an answer in a lenient build, and the codes of its problems."""
    source = SourceText("a.md", f"### 1. T\n\n{answer}\n")
    found, problems = render_sources([source], QuestionFormat(dollars=True), lenient=True)
    return found.questions[0].sections[0].html, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"See \[1\], \[2, 3\].", "See [1], [2, 3]."),
        (r"分类\[深度学习\]，参数\(可选\)", "分类[深度学习]，参数(可选)"),
        (r"the list \[x for x in y\] here", "the list [x for x in y] here"),
        (r"a call f\(x\), an item a\[0\]", "a call f(x), an item a[0]"),
        (r"\[TODO\] and \(see below\)", "[TODO] and (see below)"),
        (r"match \w+\(\d+\) or \(\w+\)", r"match \w+(\d+) or (\w+)"),
        (r"open \( only", "open ( only"),
        (r"two \\(a\\) backslashes", r"two \(a\) backslashes"),
        (r"s/\\(one\\|two\\)\\{2}/x_1/", r"s/\(one\|two\)\{2}/x_1/"),
        (r"either \(\p\|$\)", r"either (\p|$)"),
        (r"any \(a_x.*\), no \([^x_1]\), again \(x_\1\)", r"any (a_x.*), no ([^x_1]), again (x_\1)"),
    ],
)
def test_escapes_of_a_text_without_such_formulas(written: str, shown: str) -> None:
    """They are shown as by CommonMark, without a diagnostic."""
    assert html_of(written) == (f"<p>{shown}</p>", [])


@pytest.mark.parametrize(
    "written",
    [
        r"see \[12\] there",
        r"\[深度学习\] 与",
        r"a \(see below\) b",
        r"a \[x for x in y\] b",
        r"ends in \w+\(\w+\) here",
        r"g/l\(.*\)\n\1$/d",
    ],
)
def test_escapes_among_formulas(written: str) -> None:
    """A pair that cannot be a formula is text even if the text uses brackets for formulas."""
    html, codes = html_of(written + DELIMITING)
    assert html.count("arithmatex") == 1
    assert "kb-tex" not in html
    assert codes == []


@pytest.mark.parametrize(
    "written",
    [r"\(x\)", r"\(a+b\)", r"\[a_1 = b\]", r"\(准确率 = \frac{a}{b}\)", r"\\(c+d\\)", r"\\[\\frac{a}{b}\\]", r"\(R^2\)"],
)
def test_formulas_without_other_evidence(written: str) -> None:
    """TeX and arithmetic are formulas in any text, also after doubled backslashes."""
    html, codes = html_of(written)
    assert html.count("arithmatex") == 1
    assert codes == []


def test_evidence_is_looked_for_outside_code() -> None:
    """Only TeX in running text shows that a text uses brackets for formulas."""
    assert uses_brackets(r"so \(x^2\)")
    assert not uses_brackets(r"so `\(x^2\)` and \(see below\)")
    assert not uses_brackets("```\n\\(x^2\\)\n```\n")


def test_invalid_formulas_are_shown_and_reported() -> None:
    """The same for all delimiters: the source is shown, marked, and reported as KB205."""
    html, codes = html_of(r"\(\oops x\) $\oops y$")
    assert html == r'<p><code class="kb-tex">\(\oops x\)</code> <code class="kb-tex">$\oops y$</code></p>'
    assert codes == ["KB205", "KB205"]


def test_formulas_in_html() -> None:
    """A formula inside an HTML block is set; inside code it is not."""
    html, codes = html_of("<p>\\(x_1 < 2\\) <code>\\(y_1\\)</code></p>")
    assert html == '<p><span class="arithmatex">\\(x_1 &lt; 2\\)</span> <code>\\(y_1\\)</code></p>'
    assert codes == []
