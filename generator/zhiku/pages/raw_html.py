"""Finished HTML inside Markdown pages: an *island* goes through the site engine as one piece.

Python-Markdown would parse every tag of it, which costs more than all the rest of a page, and touch some of it. ``island`` marks
where one begins and ends, and the Markdown extension here (``mkdocs.yml`` names it) puts it aside before any other rule runs.
An engine without the extension still shows the island: it is a block of raw HTML, and what Python-Markdown's preprocessors would
touch in it is written as entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEGIN, _END = "<!--island-->", "<!--/island-->"
_ISLAND = re.compile(rf"^{_BEGIN}\n(.*?)^{_END}\n?", re.DOTALL | re.MULTILINE)
_FENCE_AT_LINE_START = re.compile(r"^([ ]*)([`~])", re.MULTILINE)
_BLANK_LINE = re.compile(r"^([ ]+)$", re.MULTILINE)
_KEPT_BY_ENGINE = re.compile("[\x02\x03]")
"""Python-Markdown marks its own places with these; no browser shows them."""
_OPEN, _CLOSE = "\ue0f4", "\ue0f5"
"""Private use: no author's text has a number between these two."""
_MARKED = re.compile(rf"<div>{_OPEN}(\d+){_CLOSE}</div>")
_BEHIND_WHITESPACE = 29
"""The rule that evens out white space (30) would take away the mark that a piece put aside leaves."""


def island(html: str) -> str:
    """HTML, a block by itself, as an island; an entity means the same to a browser and nothing to a preprocessor."""
    html = _KEPT_BY_ENGINE.sub("", html).replace("\t", "&#9;").replace(_END, "&lt;!--/island--&gt;")
    html = _FENCE_AT_LINE_START.sub(lambda found: f"{found[1]}&#{ord(found[2])};", html)
    html = _BLANK_LINE.sub(lambda found: "&#32;" * len(found[1]), html)
    return f"{_BEGIN}\n{html}\n{_END}\n"


def put_aside(page: str) -> tuple[str, list[str]]:
    """A page with a small island in the place of each, the same for all pages of its kind, and the HTML of those it has."""
    kept: list[str] = []

    def mark(found: re.Match[str]) -> str:
        kept.append(found[1].rstrip())
        return f"{_BEGIN}\n<div>{_OPEN}{len(kept) - 1}{_CLOSE}</div>\n{_END}\n"

    return _ISLAND.sub(mark, page + "\n"), kept


def bring_back(html: str, kept: Sequence[str]) -> str:
    """The page again, from what was made of one whose islands were put aside."""
    parts = _MARKED.split(html)
    return "".join(kept[int(part)] if index % 2 else part for index, part in enumerate(parts))


class Islands(Extension):  # type: ignore[misc] # Python-Markdown has no types
    """Puts islands aside."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Run before the rules that look at blocks."""
        md.preprocessors.register(_PutAside(md), "islands", _BEHIND_WHITESPACE)


class _PutAside(Preprocessor):  # type: ignore[misc] # as above
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if _BEGIN not in text:
            return lines
        kept: str = _ISLAND.sub(lambda found: f"\n{self.md.htmlStash.store(found[1].rstrip())}\n\n", text + "\n")
        return kept.split("\n")


def makeExtension(**settings: object) -> Islands:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, as Python-Markdown makes it from its name."""
    return Islands(**settings)
