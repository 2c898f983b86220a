"""Admonitions and content tabs: a line ``!!! note "Title"``, ``??? question "Title"`` or ``=== "Tab"``, content indented below.

Python-Markdown's form (https://python-markdown.github.io/extensions/admonition/, https://facelessuser.github.io/pymdown-extensions/)
as a block rule of markdown-it, and the directives of reStructuredText that ask (``.. question:: Title``). The tokens are
``admonition_open`` and ``admonition_close``, the opening line in ``info``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

ADMONITION = "admonition"
"""Type of the blocks."""
INDENT = 4
"""Columns by which the content is indented."""
TAB = "tab"
"""Kind of the blocks that ``===`` opens."""
ASKING = ("question", "help", "faq")
"""Kinds of callouts, admonitions and directives that hold a question, by the syntax of Obsidian and Material for MkDocs."""
_OPENING = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]+)(?P<classes>(?:[ \t]+[\w-]+)*)"
    r"(?:[ \t]+(?:[\"“](?P<title>.*)[\"”]|'(?P<single>.*)'))?[ \t]*"
    r"|===[!+]?[ \t]*\"(?P<tab>.+)\"[ \t]*"
    rf"|\.\.[ \t]+(?P<directive>{'|'.join(ASKING)})::[ \t]+(?P<argument>\S.*)",
    re.IGNORECASE,
)
_MARKS = ("!!!", "???", "===", "..")


@dataclass(frozen=True, slots=True)
class AdmonitionOpening:
    """The line that opens a block; ``title`` is ``None`` if it gives none, and empty if it suppresses the title."""

    kind: str
    title: str | None
    folds: bool = False
    is_open: bool = True


def read_opening(line: str) -> AdmonitionOpening | None:
    """The opening on a line (without indentation), or ``None``."""
    found = _OPENING.fullmatch(line)
    if found is None:
        return None
    if found["tab"] is not None:
        return AdmonitionOpening(TAB, found["tab"])
    if found["directive"] is not None:
        return AdmonitionOpening(found["directive"].casefold(), found["argument"].strip(), folds=True)
    mark, title = found["mark"], found["title"] if found["single"] is None else found["single"]
    return AdmonitionOpening(found["kind"].casefold(), title, mark != "!!!", mark != "???")


def admonition_plugin(parser: MarkdownIt) -> None:
    """Add the block rule to a parser."""
    parser.block.ruler.before("fence", ADMONITION, _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_MARKS, at) or state.is_code_block(start):
        return False
    opening = read_opening(state.src[at : state.eMarks[start]].rstrip())
    inner = _column_inside(state, start, end)
    last = _last_line(state, start, end, inner)
    if opening is None or last == start:
        return False
    if silent:
        return True
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = ADMONITION, last + 1, inner
    token = state.push(f"{ADMONITION}_open", "div", 1)
    token.info, token.block, token.map = state.src[at : state.eMarks[start]].rstrip(), True, [start, last + 1]
    state.md.block.tokenize(state, start + 1, last + 1)
    token = state.push(f"{ADMONITION}_close", "div", -1)
    token.block = True
    state.parentType, state.lineMax, state.blkIndent = before
    state.line = last + 1
    return True


def _column_inside(state: StateBlock, start: int, end: int) -> int:
    """The column of the content: that of the first line below a directive, four more than that of another opening."""
    outer = state.sCount[start]
    if state.src[state.bMarks[start] + state.tShift[start]] != "." or start + 1 >= end:
        return outer + INDENT
    first = next((line for line in range(start + 1, end) if not state.isEmpty(line)), start)
    return max(outer + 1, state.sCount[first])


def _last_line(state: StateBlock, start: int, end: int, inner: int) -> int:
    """The last line with content of a block, which is ``start`` where nothing is indented below it."""
    last = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < inner:
            break
        last = line
    return last
