"""Attribute lists (``![](a.png){ width=300 }``, ``{: .class }``): remove them, and apply sizes and alignment to images."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+)"
_ITEM = rf"(?:[.#][\w-]+|[A-Za-z][\w-]*={_VALUE})"
_LIST = re.compile(rf"\{{:?\s*(?P<inner>{_ITEM}(?:\s+{_ITEM})*)\s*\}}")
_PAIR = re.compile(rf"(?P<name>[A-Za-z][\w-]*)=(?P<value>{_VALUE})")
_BEHIND = {"image", "link_close", "code_inline", "strong_close", "em_close"}
_OF_IMAGES = {"width", "height", "align", "title", "alt"}
_BEHIND_TITLE = re.compile(rf"\s*\{{:?\s*(?P<items>[#.][A-Za-z0-9][\w-]*(?:\s+(?:{_ITEM}|[A-Za-z][\w-]*))*)\s*\}}\s*$")
"""A list behind a title, which begins with an id or a class; attributes may stand in it without a value."""
_ANCHOR_BEHIND_TITLE = re.compile(r"\s*\{#(?P<id>[^\s{}]+)\}\s*$")
"""An anchor of any signs behind a title, as Google Docs writes it: ``{#1.-what-is-it?}``."""
_MARK_LINK = r"\[[^\w\[\]]*(?:\[[^\w\[\]]*\])?[^\w\[\]]*\]\(#[^()\s]*\)"
_MARK_LINKS = re.compile(rf"^(?:\s*{_MARK_LINK})+\s*|(?:\s*{_MARK_LINK})+\s*$")
"""Links without words around a title, to an anchor of the text: ``[⬆](#contents) Title``."""
_ID = re.compile(r"(?:^|\s)#(?P<id>[A-Za-z0-9][A-Za-z0-9_-]*)(?=\s|$)")


def split_title(title: str) -> tuple[str, str]:
    """A title without a trailing attribute list (``{#id}``, ``{: #id .class }``), and the id in the list, if any.

    An anchor that is no id of Markdown (``{#1.-what-is-it?}``) is removed as well, and so are links without words around it.
    """
    title = _MARK_LINKS.sub("", title)
    found = _BEHIND_TITLE.search(title)
    if not found:
        return _ANCHOR_BEHIND_TITLE.sub("", title), ""
    own_id = _ID.search(found["items"])
    return title[: found.start()], own_id["id"] if own_id else ""


def anchor_of(title: str) -> str:
    """The anchor behind a title, be it an id or not; empty if there is none."""
    found = _ANCHOR_BEHIND_TITLE.search(title)
    return found["id"] if found else split_title(title)[1]


def apply_attributes(children: list[Token]) -> None:
    """Apply the lists behind images, links, code and emphasis, and drop those that stand alone at the end of a paragraph."""
    for index, token in enumerate(children):
        if token.type != "text" or not token.content.lstrip().startswith("{"):
            continue
        before = children[index - 1] if index else None
        after_break = before is not None and before.type in {"softbreak", "hardbreak"}
        if before is None or not (after_break or before.type in _BEHIND):
            continue
        found = _LIST.match(token.content.lstrip())
        if found is None or (after_break and (index + 1 < len(children) or token.content.strip() != found.group())):
            continue
        token.content = token.content.lstrip()[found.end() :]
        if before.type == "image":
            _size(before, found["inner"])


def _size(image: Token, written: str) -> None:
    for pair in _PAIR.finditer(written):
        if pair["name"].lower() in _OF_IMAGES:
            image.attrSet(pair["name"].lower(), pair["value"].strip("\"'"))


def apply_all(tokens: Sequence[Token]) -> None:
    """Apply the attribute lists in all blocks and after headings."""
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.children and "{" in token.content:
            apply_attributes(token.children)
            if before.type == "heading_open" and token.children[-1].type == "text":
                token.children[-1].content = split_title(token.children[-1].content)[0]
