"""Find the containers of site generators, and those that fold: a text in, where each starts and ends out.

``::: details Title`` up to ``:::`` (VuePress, Docusaurus), ``{{< details "Title" >}}`` up to ``{{< /details >}}`` (Hugo).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = "details|expand|collapse|spoiler|toggle|accordion|accordion-item|faq|question"
"""What containers and shortcodes that fold are called."""
_LINE_END = r"(?:\r\n|\r|\n)"
_COLONS = (
    rf"^[ ]{{0,3}}:{{3,}}[ \t]*(?:{_NAMES})(?:[ \t]+|\[)(?P<title>[^\r\n\{{]*[^\s\{{\]])"  # a list of attributes may follow
    rf"\]?[^\r\n]*{_LINE_END}"
)
_SHORTCODE = (
    rf"^[ ]{{0,3}}\{{\{{[<%][ \t]*(?P<name>{_NAMES})\b[^\"\r\n]*\"(?P<quoted>[^\"\r\n]+)\""
    rf"[^\r\n]*?[>%]\}}\}}[ \t]*{_LINE_END}?"
)
OPENING = re.compile(f"{_COLONS}|{_SHORTCODE}", re.MULTILINE | re.IGNORECASE)
"""The line that opens a container."""
_COLON_LINE = re.compile(
    rf"^[ ]{{0,3}}:{{3,}}[ \t]*(?P<name>[^\s:][^\r\n]*)?$(?:{_LINE_END})?"
    r"|^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""A line that opens or closes a container, or a block of code."""


class Container(NamedTuple):
    """A container: where it starts, its title, its content, and where it ends."""

    start: int
    title: Span
    content: Span
    end: int


def containers(text: str, paragraphs: Iterable[tuple[int, int]], end: int) -> Iterator[Container]:
    """The outermost containers that open in some paragraphs and are closed before ``end``."""
    behind = 0
    for first, last in paragraphs:
        for found in OPENING.finditer(text, first, last):
            closing = _closing(text, found, end) if found.start() >= behind else None
            if closing:
                behind = closing.end
                title = Span(*found.span("title" if found["title"] is not None else "quoted"))
                yield Container(found.start(), title, Span(found.end(), closing.start), closing.end)


def closed_containers(text: str) -> Iterator[Span]:
    """All containers of colons that are closed, whatever they are called; inner ones come first."""
    opened: list[int] = []
    for line in _COLON_LINE.finditer(text):
        if line["fence"]:
            continue
        if line["name"]:
            opened.append(line.start())
        elif opened:
            yield Span(opened.pop(), line.end())


def _closing(text: str, opening: re.Match[str], end: int) -> Span | None:
    """The line that closes a container; those in it are closed before."""
    if opening["name"] is not None:
        tag = rf"\{{\{{[<%][ \t]*/[ \t]*{re.escape(opening['name'])}[ \t]*[>%]\}}\}}[ \t]*{_LINE_END}?"
        found = re.compile(tag).search(text, opening.end(), end)
        return Span(*found.span()) if found else None
    depth = 1
    for line in _COLON_LINE.finditer(text, opening.end(), end):
        if line["fence"]:
            continue
        depth += 1 if line["name"] else -1
        if not depth:
            return Span(*line.span())
    return None
