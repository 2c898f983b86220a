"""Convert admonitions and content tabs to the renderer's boxes: tokens in, the same tokens with other types out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from zhiku.markdown.admonitions import ADMONITION, TAB, AdmonitionOpening, read_opening
from zhiku.markdown.containers import CONTAINER
from zhiku.markdown.sanitizer import TABS

if TYPE_CHECKING:
    from collections.abc import Sequence


def convert_admonitions(tokens: list[Token], name: str) -> list[Token]:
    """The tokens with boxes in place of admonitions, and with a group of folds in place of tabs.

    ``name`` distinguishes the groups of tabs on a page, because only one tab of a group is open at a time.
    """
    marked: list[Token] = []
    openings: list[AdmonitionOpening | None] = []
    groups = 0
    for index, token in enumerate(tokens):
        if token.type == f"{ADMONITION}_open":
            opening = read_opening(token.info)
            openings.append(opening)
            if opening is not None and opening.kind == TAB:
                first = not _is_tab(tokens, index - 1, closing=True)
                groups += first
                marked.append(_html(_tab_open(opening, f"{name}-tabs-{groups}", first=first), token))
            elif opening is not None:
                _name_box(token, opening)
                marked.append(token)
        elif token.type == f"{ADMONITION}_close":
            opening = openings.pop()
            if opening is not None and opening.kind == TAB:
                last = not _is_tab(tokens, index + 1, closing=False)
                marked.append(_html("</details>\n" + ("</div>\n" if last else ""), token))
            else:
                token.type = f"container_{CONTAINER}_close"
                marked.append(token)
        else:
            marked.append(token)
    return marked


def _is_tab(tokens: Sequence[Token], index: int, *, closing: bool) -> bool:
    """Whether a token opens or closes a tab; a closing token belongs to the tab that was opened on its level."""
    if not 0 <= index < len(tokens):
        return False
    token = tokens[index]
    if not closing:
        return token.type == f"{ADMONITION}_open" and token.info.startswith("===")
    if token.type != f"{ADMONITION}_close":
        return False
    before = (item for item in reversed(tokens[:index]) if item.type == f"{ADMONITION}_open" and item.level == token.level)
    opened = next(before, None)
    return opened is not None and opened.info.startswith("===")


def _name_box(token: Token, opening: AdmonitionOpening) -> None:
    token.type = f"container_{CONTAINER}_open"
    token.meta["title"] = opening.title
    token.info = f"{opening.kind} {opening.title or ''}"
    if opening.folds:
        token.info = f"details {opening.title or ''}"
        token.meta |= {"open": opening.is_open, "kind": opening.kind}


def _tab_open(opening: AdmonitionOpening, name: str, *, first: bool) -> str:
    group = f'<div class="{TABS}">\n' if first else ""
    return f'{group}<details name="{name}"{" open" if first else ""}>\n<summary>{escape(opening.title or "")}</summary>\n'


def _html(content: str, token: Token) -> Token:
    return Token("html_block", "", 0, content=content, map=token.map, block=True, level=token.level, meta={"made": True})
