"""Wikilinks (``[[Title]]``, ``[[Title|words]]``, ``![[image.png]]``) as links and images, by an inline rule of markdown-it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

WIKILINK = "wikilink"
"""Markup of the tokens. A wikilink without a target is not an error; it is shown as text."""
_LINK = re.compile(r"!?\[\[(?P<target>(?=[^\[\]|\n]*[^\W\d_])[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{1,200}))?\]\](?![(\[])")

_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$")
"""The ending of a file that is shown where it stands; without one, a link leads to what would be."""


def wikilink_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of an inline rule
    """A wikilink at the position of a state."""
    source, start = state.src, state.pos
    before = source[start - 1] if start else ""
    if not source.startswith(("[[", "![["), start) or (before.isascii() and before.isalnum()):
        return False  # an index after a name is code: a[[i]]
    found = _LINK.match(source, start, state.posMax)
    if found is None:
        return False
    target = found["target"].strip()
    if not target or target.startswith("^"):
        return False
    if not silent:
        page, heading = _divided(target)
        words = (found["words"] or " > ".join(filter(None, (page, heading)))).strip()
        if source[start] == "!" and _FILE.search(page):
            token = state.push("image", "img", 0)
            token.attrs, token.content = {"src": quote(page), "alt": ""}, words
            inner: list[object] = []
            state.md.inline.parse(words, state.md, state.env, inner)  # type: ignore[arg-type]
            token.children = inner  # type: ignore[assignment]
            token.markup = WIKILINK
        else:
            token = state.push("link_open", "a", 1)
            token.attrs, token.markup = {"href": f"#{quote('#'.join(filter(None, (page, heading))))}"}, WIKILINK
            text = state.push("text", "", 0)
            text.content = words
            state.push("link_close", "a", -1).markup = WIKILINK
    state.pos = found.end()
    return True


def _divided(target: str) -> tuple[str, str]:
    """The page and the heading that a wikilink names; blocks (``#^id``) have no names."""
    page, _, heading = (part.strip() for part in target.partition("#"))
    return (page, "" if heading.startswith("^") else heading) if page and heading else (target, "")


def wikilink_plugin(parser: MarkdownIt) -> None:
    """Add the inline rule to a parser."""
    parser.inline.ruler.before("link", WIKILINK, wikilink_rule)
