"""Convert task lists (``- [x] done``): check marks for the eye, words for screen readers."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from zhiku.markdown.sanitizer import TASK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+|$)")


def convert_tasks(tokens: Sequence[Token], words: Callable[[str], str]) -> None:
    """Put marks in place of the boxes at the start of list items; ``words`` gives the names of ``done`` and ``open``."""
    for index, token in enumerate(tokens):
        if token.type != "inline" or index < 2 or tokens[index - 2].type != "list_item_open":  # noqa: PLR2004 - item, paragraph
            continue
        children = token.children or []
        found = _BOX.match(children[0].content) if children and children[0].type == "text" else None
        if found is None:
            continue
        done = found["mark"] != " "
        children[0].content = children[0].content[found.end() :]
        state, sign = ("done", "☑") if done else ("open", "☐")
        label = escape(words(state))
        mark = f'<span class="{TASK}__mark" role="img" aria-label="{label}" title="{label}">{sign}</span> '
        children.insert(0, Token("html_inline", "", 0, content=mark, meta={"made": True}))
        tokens[index - 2].attrSet("class", TASK)
        tokens[index - 2].attrSet("data-task", state)
