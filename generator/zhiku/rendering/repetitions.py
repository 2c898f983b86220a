"""Leave out paragraphs that an answer says twice: the title once more, and a source that is named again further below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.content.question_format import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\w|\]\(")
"""An address, or the target of a link: what names a source."""
_PLAIN = frozenset({"text", "strong_open", "strong_close", "em_open", "em_close", "code_inline", "softbreak"})
"""Types of what titles show as the text does."""


def without_repetitions(tokens: list[Token], title: str) -> list[Token]:
    """The tokens of an answer without paragraphs that are its title, and with the last one of those that name the same source.

    Only paragraphs on the top level count: an item or a quotation may repeat another one.
    """
    places = [
        place
        for place, token in enumerate(tokens)
        if token.type == "inline" and token.level == 1 and tokens[place - 1].type == "paragraph_open"
    ]
    last = {tokens[place].content: place for place in places}
    left_out = {place for place in places if _is_said(tokens[place], title) or _is_named_again(tokens, place, last)}
    if not left_out or all(token.level or token.nesting < 0 or place + 1 in left_out for place, token in enumerate(tokens)):
        return tokens
    around = {place + step for place in left_out for step in (-1, 0, 1)}
    return [token for place, token in enumerate(tokens) if place not in around]


def _is_said(block: Token, title: str) -> bool:
    """Whether a paragraph is the title; its links, formulas and images are only shown in the text."""
    words = bare(title)
    return bool(words) and bare(block.content) == words and _PLAIN.issuperset(child.type for child in block.children or [])


def _is_named_again(tokens: Sequence[Token], place: int, last: dict[str, int]) -> bool:
    content = tokens[place].content
    return last[content] > place and _ADDRESS.search(content) is not None
