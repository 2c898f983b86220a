"""Draw mermaid diagrams as SVG at build time, where the extra ``zhiku[diagrams]`` (the package ``mmdr``, MIT) is installed.

A page shows the drawing as an image: nothing in an image runs or reaches beyond it, so that the policy of the page holds
whatever a text draws. Its words stand below it as the source, for readers who do not see it.
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
"""Class of a diagram; before it is drawn, of the place where it will stand."""
_PLACE = re.compile(rf'<div class="{DIAGRAM}">(?P<number>\d+)</div>')
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'\sviewBox="[-\d.]+ [-\d.]+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
_WORDS = re.compile(r"<(?P<tag>text|foreignObject)\b[^>]*>(?P<words>.*?)</(?P=tag)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MAX_NAME_LENGTH = 300
"""Characters of the longest text alternative: the source says the rest."""
_IN_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in '%#<>"&{}|\\^`[] \n\r\t'})
"""What may not stand in an address, or would end it."""


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
    """The place of a diagram, which passes the sanitizer."""
    return f'<div class="{DIAGRAM}">{number}</div>\n'


def fill(html: str, figures: Iterable[str]) -> str:
    """The HTML with figures in the places of their numbers; a place of no figure is taken away."""
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
