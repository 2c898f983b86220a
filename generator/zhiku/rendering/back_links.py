"""Leave out links back to the top of a text or to its table of contents: on a page of its own, an answer has neither."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

_AROUND = r"(?:[\s*_]|<(?!(?:a|img)\b)/?[A-Za-z][^<>]*>)*"
_BACK_LINK = re.compile(
    rf"{_AROUND}(?:\[(?:[^\[\]\n]|!?\[[^\[\]\n]*\](?:\([^()\s]*\))?)+\]\((?P<target>#[^()\s]*)\)"
    rf"|<a\s[^<>]*?\bhref\s*=\s*[\"']?(?P<address>#[^\"'\s<>]*)[^<>]*>(?:(?!</?a\b).)*</a>){_AROUND}",
    re.IGNORECASE | re.DOTALL,
)
"""Nothing but a link within the text, as Markdown or as HTML, in emphasis or elements."""
_TOPS = frozenset({"#", "#top"})
"""What every browser takes for the top of a page."""
_BREAKS = frozenset({"softbreak", "hardbreak"})


def without_back_links(tokens: list[Token], is_contents: Callable[[str], bool]) -> list[Token]:
    """The tokens without a link back at their end, whether a block or the last line of one, and without the rule above it.

    ``is_contents`` tells whether an address within the text (``#contents``) is that of a table of contents.
    """
    last = next((index for index in reversed(range(len(tokens))) if tokens[index].type in {"inline", "html_block"}), None)
    if last is None or any(token.nesting >= 0 for token in tokens[last + 1 :]):
        return tokens
    block = tokens[last]
    above, _, line = block.content.rstrip().rpartition("\n") if block.type == "inline" else ("", "", block.content)
    if _leads_back(block.content, is_contents):
        return _without_block(tokens, last)
    if above and _leads_back(line, is_contents):
        lines = dropwhile(lambda token: token.type not in _BREAKS, reversed(block.children or []))
        shown = [*lines][:0:-1]
        if sum(token.nesting for token in shown) == 0:
            block.content, block.children = above, shown
    return tokens


def _leads_back(text: str, is_contents: Callable[[str], bool]) -> bool:
    found = _BACK_LINK.fullmatch(text)
    if found is None:
        return False
    address = found["target"] or found["address"]
    return address.casefold() in _TOPS or is_contents(address)


def _without_block(tokens: list[Token], index: int) -> list[Token]:
    """The tokens without a paragraph or a block of HTML; an item of a list stays, for its mark would stay, too."""
    first, behind = (index - 1, index + 2) if tokens[index].type == "inline" else (index, index + 1)
    if tokens[first].type not in {"paragraph_open", "html_block"} or (first and tokens[first - 1].type == "list_item_open"):
        return tokens
    if first and tokens[first - 1].type == "hr":
        first -= 1
    return [*tokens[:first], *tokens[behind:]]
