"""Diagrams at build time: an image with a text alternative and its source, or code and a diagnostic."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from zhiku.content.question_format import QuestionFormat
from zhiku.markdown.diagrams import draw
from zhiku.source.text import SourceText

from tests.support.read import render_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic

SVG = (
    '<svg id="a" width="100%" xmlns="http://www.w3.org/2000/svg" viewBox="4 4 62.4 18"><style>#a{fill:#fff}</style>'
    '<text x="1"><tspan>Tea &amp; milk</tspan></text><text>100%</text></svg>'
)


class Drawn:
    """The result of the drawing package."""

    def svg(self) -> str:
        return SVG


def render(source: str) -> Drawn:
    """Draw everything except invalid diagrams."""
    if "bad" in source:
        reason = "Unterminated label\nin line 2"
        raise ValueError(reason)
    return Drawn()


@pytest.fixture
def _drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType("mmdr")
    monkeypatch.setattr(package, "render", render, raising=False)
    monkeypatch.setitem(sys.modules, "mmdr", package)


def answer(markdown: str) -> tuple[str, Sequence[Diagnostic]]:
    """The HTML of an answer, and its problems."""
    source = SourceText("a.md", f"### 1. T\n\n{markdown}\n")
    found, problems = render_sources([source], QuestionFormat(), lenient=True)
    return found.questions[0].sections[0].html, problems


@pytest.mark.usefixtures("_drawing")
def test_a_diagram_is_an_image_with_its_words_and_its_source() -> None:
    """The image cannot run code; it has a size, and its source is shown below."""
    html, problems = answer("```mermaid\ngraph TD; A-->B\n```\n\nmore")
    assert problems == ()
    assert '<img src="data:image/svg+xml,%3Csvg%20id=%22a%22%20xmlns=' in html
    assert "Tea%20%26amp;%20milk" in html
    assert 'alt="示意图: Tea &amp; milk, 100%" width="62" height="18" loading="lazy">' in html
    assert "<summary>图的源码</summary>" in html
    assert "graph TD; A--&gt;B" in html
    assert html.index("</figure>") < html.index("more")


@pytest.mark.usefixtures("_drawing")
def test_what_cannot_be_drawn_stays_code() -> None:
    """An invalid diagram, or one in another language."""
    html, problems = answer("```mermaid\nbad\n```\n\n``` dot\ndigraph {}\n```")
    assert html.count('<div class="highlight">') == 2
    assert "figure" not in html
    assert [(item.line, item.code, item.message, item.hint) for item in problems] == [
        (3, "KB207", "this diagram (`mermaid`) is shown as code", "mermaid: Unterminated label"),
        (
            7,
            "KB207",
            "this diagram (`dot`) is shown as code",
            "only mermaid diagrams are drawn; use a picture instead, or keep it as code",
        ),
    ]


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the package is not installed, the message names the extra."""
    monkeypatch.setitem(sys.modules, "mmdr", None)
    _, problems = answer("```mermaid\ngraph TD; A-->B\n```")
    assert [item.hint for item in problems] == ['to have it drawn, install the extra: `pip install "zhiku[diagrams]"`']


@pytest.mark.usefixtures("_drawing")
def test_a_place_in_the_text_is_no_diagram() -> None:
    """The author's HTML cannot imitate the placeholder of a diagram."""
    html, _ = answer('<div class="kb-diagram">7</div>\n\nmore')
    assert html.strip() == "<p>more</p>"


def test_the_package_draws() -> None:
    """The package is installed for the tests."""
    drawing = draw("flowchart LR; A[起点] --> B[End]")
    assert drawing.words[:2] == ("起点", "End")
    assert drawing.width > drawing.height > 0


@pytest.mark.parametrize(
    ("info", "shown"),
    [
        ('py title="main.py" hl_lines="2"', ('<span class="filename">main.py</span>', 1)),
        ("{.py hl_lines='1-2'}", ("", 2)),
        ("js{2}", ("", 1)),
        ("py {1,2}", ("", 2)),
        ("py", ("", 0)),
    ],
)
def test_code_has_a_title_and_marked_lines(info: str, shown: tuple[str, int]) -> None:
    """In the syntax of Material, Docusaurus and VuePress."""
    html, _ = answer(f"```{info}\na\nb\n```")
    title, lines = shown
    assert html.startswith(f'<div class="highlight">{title}<pre><code>')
    assert html.count('class="hll"') == lines
