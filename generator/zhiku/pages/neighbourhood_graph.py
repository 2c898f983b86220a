"""The neighbourhood of a question or a concept as a drawing: nodes and links in, HTML out.

The page's own node is in the middle, concepts to its left, questions to its right; lines join concepts with the questions that
name them. Everything in it is also in the lists of the page, so screen readers skip it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MAX_NODES = 6
"""Names on each side at most."""
_LEFT, _MIDDLE, _RIGHT = 37, 44, 51
"""Horizontal positions of the ends of lines, in percent of the width; the style sheet places the names in the rest."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name with its page; ``key`` identifies it, ``title`` is its full name."""

    key: str
    name: str
    title: str
    url: str


def neighbourhood_graph(
    concepts: Sequence[Node], questions: Sequence[Node], joined: Collection[tuple[str, str]], root: str
) -> Markup | None:
    """The drawing, or ``None`` for fewer than three names; ``joined`` are pairs of a concept and a question."""
    concepts, questions = concepts[:MAX_NODES], questions[:MAX_NODES]
    if len(concepts) + len(questions) <= 2:  # noqa: PLR2004 - two names are no picture
        return None
    rows = max(len(concepts), len(questions))
    left = {node.key: _height(place, len(concepts), rows) for place, node in enumerate(concepts)}
    right = {node.key: _height(place, len(questions), rows) for place, node in enumerate(questions)}
    lines = [
        *(_line(_MIDDLE, 50, _LEFT, at) for at in left.values()),
        *(_line(_MIDDLE, 50, _RIGHT, at) for at in right.values()),
        *(
            _line(_LEFT, left[one], _RIGHT, right[other], "kb-around__joint")
            for one, other in sorted(joined)
            if one in left and other in right
        ),
    ]
    names = [_name(node, left[node.key], "left", root) for node in concepts]
    names += [_name(node, right[node.key], "right", root) for node in questions]
    return Markup(  # noqa: S704 - names are escaped
        f'<div class="kb-around" style="--kb-rows:{rows}" aria-hidden="true">'
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">{"".join(lines)}</svg>'
        f'<span class="kb-around__self"></span>{"".join(names)}</div>'
    )


def _height(place: int, count: int, rows: int) -> float:
    """The middle of a name, in hundredths of the height; the shorter side is centred."""
    return round(50 + (place - (count - 1) / 2) * 100 / rows, 2)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "kb-around__line") -> str:
    return f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def _name(node: Node, y: float, side: str, root: str) -> str:
    address, title, name = escape(root + node.url), escape(node.title), escape(node.name)
    place = f"kb-around__name kb-around__name--{side}"
    return f'<a class="{place}" dir="auto" style="top:{y:g}%" href="{address}" title="{title}" tabindex="-1">{name}</a>'
