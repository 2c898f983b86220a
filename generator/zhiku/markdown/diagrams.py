"""Draw mermaid diagrams as SVG at build time, where the extra ``zhiku[diagrams]`` (the package ``mmdr``, MIT) is installed.

A page shows the drawing as an image, in which scripts do not run and from which nothing is loaded, so the content security
policy of the page holds. The source is shown below it for readers who cannot see it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MERMAID = "mermaid"
DIAGRAM = "kb-diagram"
"""Class of a diagram, and of its placeholder before it is drawn."""
_PLACE = re.compile(rf'<div class="{DIAGRAM}">(?P<number>\d+)</div>')
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'\sviewBox="[-\d.]+ [-\d.]+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
_WORDS = re.compile(r"<(?P<tag>text|foreignObject)\b[^>]*>(?P<words>.*?)</(?P=tag)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MAX_NAME_LENGTH = 300
"""Characters of the text alternative at most; the source contains the rest."""
_IN_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in '%#<>"&{}|\\^`[] \n\r\t'})
"""Characters that are invalid in a URL or would end it."""


class DiagramError(ValueError):
    """The diagram cannot be drawn; the message says why."""


class Drawing(NamedTuple):
    """An SVG with its size in pixels, and the words in it, in order."""

    svg: str
    width: int
    height: int
    words: tuple[str, ...]


def is_available() -> bool:
    """Whether diagrams can be drawn."""
    try:
        import_module("mmdr")
    except ImportError:
        return False
    return True


def draw(source: str) -> Drawing:
    """A mermaid diagram; raises ``DiagramError`` for one that cannot be drawn, ``ImportError`` without the extra."""
    mmdr = import_module("mmdr")
    try:
        svg = str(mmdr.render(source).svg())
    except (ValueError, RuntimeError) as error:
        reason = f"mermaid: {str(error).strip() or 'no reason given'}".splitlines()[0]
        raise DiagramError(reason) from None
    root = _ROOT.search(svg)
    box = _VIEW_BOX.search(root.group()) if root else None
    if not (root and box):
        message = "the drawing has no size"
        raise DiagramError(message)
    width, height = round(float(box["width"])), round(float(box["height"]))
    sized = f'{_SIZE.sub("", root.group())[:-1]} width="{width}" height="{height}">'
    found = (" ".join(unescape(_TAG.sub(" ", item["words"])).split()) for item in _WORDS.finditer(svg))
    return Drawing(svg[: root.start()] + sized + svg[root.end() :], width, height, tuple(dict.fromkeys(filter(None, found))))


def place_html(number: int) -> str:
    """The placeholder of a diagram, which the sanitizer keeps."""
    return f'<div class="{DIAGRAM}">{number}</div>\n'


def fill(html: str, figures: Iterable[str]) -> str:
    """The HTML with placeholders replaced by figures; placeholders without a figure are removed."""
    every = tuple(figures)
    return _PLACE.sub(lambda found: every[int(found["number"])] if int(found["number"]) < len(every) else "", html)


def figure_html(drawing: Drawing, code: str, name: str, summary: str) -> str:
    """A diagram as a figure: ``name`` and its words as text alternative, the HTML of its ``code`` folded below."""
    address = drawing.svg.translate(_IN_ADDRESS)
    words = f"{name}: {', '.join(drawing.words)}" if drawing.words else name
    alternative = words if len(words) <= _MAX_NAME_LENGTH else f"{words[: _MAX_NAME_LENGTH - 1]}…"
    return (
        f'<figure class="{DIAGRAM}"><img src="data:image/svg+xml,{address}" alt="{escape(alternative)}"'
        f' width="{drawing.width}" height="{drawing.height}" loading="lazy">\n'
        f"<details>\n<summary>{escape(summary)}</summary>\n{code}</details>\n</figure>\n"
    )
