"""Links back to a table of contents or to the top of a text, which a page for one question does not need."""

from __future__ import annotations

import pytest
from zhiku.source.text import SourceText

from tests.support.read import FORMAT, render_sources


def shown(answer: str) -> str:
    """The HTML of an answer in a text with a table of contents."""
    text = f"## Contents\n\n- [One](#1-one)\n- [Two](#2-two)\n\n## Questions\n\n### 1. One\n\n{answer}\n\n### 2. Two\n\nx\n"
    found, problems = render_sources([SourceText("a.md", text)], FORMAT)
    assert problems == ()
    return found.questions[0].sections[0].html


@pytest.mark.parametrize(
    "link",
    [
        "**[⬆ Back to top](#contents)**",
        "[up](#)",
        "[Top](#Top)",
        "_[![arrow](#a)](#contents)_",
        "<sub>[up](#contents)</sub>",
        '<div align="right">\n    <b><a href="#">↥ back to top</a></b>\n</div>',
        "***\n\n[up](#contents)",
    ],
)
@pytest.mark.parametrize("indent", ["", "  "], ids=["below", "in the item"])
def test_a_link_back_is_left_out(link: str, indent: str) -> None:
    """At the end of an answer, below its last list or in the last item of it, with a rule above it."""
    html = shown("- a\n\n" + "\n".join(indent + line for line in link.split("\n")))
    assert html.startswith("<ul>")
    assert "<a" not in html
    assert "<hr" not in html


def test_a_last_line_that_leads_back_is_left_out() -> None:
    """Lines without a blank line above them, as they follow code or sentences; a break before them goes, too."""
    assert shown("a\n**[up](#contents)**") == "<p>a</p>"
    assert shown("*a*<br>\nb\n<br>[up](#contents)") == "<p><em>a</em><br>\nb</p>"


@pytest.mark.parametrize(
    "answer",
    [
        "See [two](#2-two).",
        "[two](#2-two)",
        "[up](#contents) and on",
        "[up](#contents)\n\nmore",
        "[up](#contents)\n\n    code",
        "- [up](#contents)",
        "**a\n[up](#contents)**",
        "[Questions](#questions)",
    ],
)
def test_other_links_stay(answer: str) -> None:
    """Links to questions or parts, links among other words, links with text below, and links that are items of a list."""
    assert "<a" in shown(answer)
