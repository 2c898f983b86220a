"""Leave out paragraphs of an answer that are the title of its question once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.question_format import bare

if TYPE_CHECKING:
    from markdown_it.token import Token

_PLAIN = frozenset({"text", "strong_open", "strong_close", "em_open", "em_close", "code_inline", "softbreak"})
"""Types of what titles show as the text does."""


def without_title(tokens: list[Token], title: str) -> list[Token]:
    """The tokens of an answer without paragraphs on the top level that are its title, unless it says nothing else."""
    left_out = {
        place
        for place, token in enumerate(tokens)
        if token.type == "inline" and token.level == 1 and tokens[place - 1].type == "paragraph_open" and _is_said(token, title)
    }
    if not left_out or all(token.level or token.nesting < 0 or place + 1 in left_out for place, token in enumerate(tokens)):
        return tokens
    around = {place + step for place in left_out for step in (-1, 0, 1)}
    return [token for place, token in enumerate(tokens) if place not in around]


def _is_said(block: Token, title: str) -> bool:
    """Whether a paragraph is the title; its links, formulas and images are only shown in the text."""
    words = bare(title)
    return bool(words) and bare(block.content) == words and _PLAIN.issuperset(child.type for child in block.children or [])
