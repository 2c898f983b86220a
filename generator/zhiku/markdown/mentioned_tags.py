"""Tags that a text speaks of (``What is the <title> tag for?``), as text: parsed tokens in, the same tokens changed.

A tag in running text that nothing closes is no markup. Taken as such, it would vanish, and ``<script>`` would hide what follows.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from zhiku.markdown.sanitizer import is_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]*)(?P<more>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_PROGRAM = re.compile(r"<(?P<name>script|style|textarea)(?![\w-])", re.IGNORECASE)
_BREAKS = frozenset({"br", "wbr", "hr"})
"""Elements that stand alone and need no attributes."""
_ENDS_BY_ITSELF = frozenset(
    {"p", "li", "dt", "dd", "rp", "rt", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup"}
)
"""Elements that another one may end."""
_ALONE = frozenset({"area", "base", "col", "embed", "img", "input", "link", "meta", "param", "source", "track"})
"""Elements that are never closed; without attributes they show nothing."""
_SWALLOWING = frozenset({"script", "style", "title", "textarea", "iframe", "noframes", "xmp", "plaintext", "template", "select"})
"""Elements in which no markup is read: unclosed, they hide what follows."""


def leave_mentioned_programs(parser: MarkdownIt) -> None:
    """Make a block of HTML that a script or a style begins end with it; without an end, the text only speaks of the tag."""
    alt, html_block = next((rule.alt, rule.fn) for rule in parser.block.ruler.__rules__ if rule.name == "html_block")

    def checked(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
        found = _PROGRAM.match(state.src, state.bMarks[line] + state.tShift[line])
        return (not found or _ends(state.src, found, state.eMarks[end - 1])) and html_block(state, line, end, silent)

    parser.block.ruler.at("html_block", checked, {"alt": alt})


def _ends(text: str, program: re.Match[str], until: int) -> bool:
    """Whether the next tag of the element closes it."""
    following = re.compile(rf"<(?P<end>/?){program['name']}(?![\w-])", re.IGNORECASE).search(text, program.end(), until)
    return following is not None and following["end"] != ""


def show_mentioned_tags(tokens: Sequence[Token], *, in_title: bool = False) -> None:
    """Make text of the tags that are only spoken of; a title has neither paragraphs nor tables and may speak of these as well."""
    unclosed = set(_unclosed(tokens))
    for place, token in enumerate(tokens):
        is_title = in_title or (place and tokens[place - 1].type == "heading_open")
        never = _BREAKS if is_title else _BREAKS | _ENDS_BY_ITSELF
        if token.type == "html_block":
            starts = {at for block, at in unclosed if block == place}
            token.content = _TAG.sub(partial(_shown, starts=starts), token.content)
        for index, child in enumerate(token.children or ()):
            tag = _TAG.fullmatch(child.content) if child.type == "html_inline" and not child.meta.get("made") else None
            if tag and (place, index) in unclosed and _is_mentioned(tag, never):
                child.type = "text"


def _is_mentioned(tag: re.Match[str], never: frozenset[str]) -> bool:
    name = _name(tag)
    return name in _SWALLOWING or (name not in never and not tag["more"].strip())


def _unclosed(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The tags that nothing closes: the place of the block, and the offset in its HTML or the place among its inline tokens."""
    opened: dict[str, list[tuple[int, int]]] = {}
    for at, tag in _tags(tokens):
        if not is_html(_name(tag)):
            continue
        if tag["end"]:
            if places := opened.get(_name(tag)):
                places.pop()
        elif _name(tag) in _ALONE:
            yield at
        elif _name(tag) in _SWALLOWING or not tag["more"].rstrip().endswith("/"):
            opened.setdefault(_name(tag), []).append(at)
    for places in opened.values():
        yield from places


def _tags(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    for place, token in enumerate(tokens):
        if token.type == "html_block":
            yield from (((place, tag.start()), tag) for tag in _TAG.finditer(token.content) if tag["name"])
        for index, child in enumerate(token.children or ()):
            tag = _TAG.fullmatch(child.content) if child.type == "html_inline" else None
            if tag and tag["name"]:
                yield (place, index), tag


def _name(tag: re.Match[str]) -> str:
    return (tag["name"] or "").lower()


def _shown(tag: re.Match[str], starts: set[int]) -> str:
    """A tag in a block of HTML; as text if it would hide what follows."""
    return f"&lt;{tag.group()[1:-1]}&gt;" if tag.start() in starts and _name(tag) in _SWALLOWING else tag.group()
