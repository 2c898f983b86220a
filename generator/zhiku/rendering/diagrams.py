"""Replace diagrams by drawings: tokens in, figures and diagrams that cannot be drawn out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhiku.markdown.diagrams import MERMAID, DiagramError, draw, figure_html, is_available, place_html
from zhiku.markdown.fences import read_fence
from zhiku.markdown.renderer import code_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from zhiku.lang.interface import Interface

_LANGUAGES = frozenset({MERMAID, "plantuml", "puml", "dot", "graphviz"})


class Undrawn(NamedTuple):
    """A diagram that remains code: its block, its language, and a hint for the author."""

    token: Token
    language: str
    hint: str


def draw_diagrams(tokens: Sequence[Token], t: Interface) -> tuple[tuple[str, ...], tuple[Undrawn, ...]]:
    """The figures of all diagrams, each replaced by a placeholder in the tokens, and the diagrams that remain code."""
    figures: list[str] = []
    undrawn: list[Undrawn] = []
    for token in tokens:
        language = read_fence(token.info).language if token.type == "fence" else ""
        if language not in _LANGUAGES:
            continue
        try:
            figure = _figure(token, language, t)
        except DiagramError as error:
            undrawn.append(Undrawn(token, language, str(error)))
        else:
            token.type, token.content = "html_block", place_html(len(figures))
            figures.append(figure)
    return tuple(figures), tuple(undrawn)


def _figure(token: Token, language: str, t: Interface) -> str:
    if language != MERMAID:
        hint = "only mermaid diagrams are drawn; use a picture instead, or keep it as code"
        raise DiagramError(hint)
    if not is_available():
        hint = 'to have it drawn, install the extra: `pip install "zhiku[diagrams]"`'
        raise DiagramError(hint)
    return figure_html(draw(token.content), code_html(token), t("question.diagram"), t("question.diagram_source"))
