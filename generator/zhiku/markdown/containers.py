"""Containers of colons: ``::: kind Title`` up to ``:::``, ``::kind[content]`` in one piece, tabs and groups of code.

A block rule of markdown-it. Containers nest: each line of colons closes the innermost that has no more colons than the line.
The tokens are ``container_box_open`` and ``container_box_close``, with kind and title in ``info``; those of tabs are the
tokens of ``===`` (see ``admonitions``). In ``::: tabs``, a line ``@tab Label`` begins a tab; in ``::: code-group`` every block
of code is one, called as its info says (```` ```sh [Windows] ````).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from zhiku.markdown.admonitions import ADMONITION
from zhiku.markdown.fences import read_fence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

CONTAINER = "box"
"""Name of the containers; their kind is in the token's ``info``."""
_LINE = re.compile(r"(?P<marks>:{3,})[ \t]*(?P<info>.*?)[ \t]*$")
_LEAF = re.compile(r"::(?P<kind>[A-Za-z][\w-]*)\[")
_LEAF_END = re.compile(r"\](?:\{title=\"(?P<title>.*)\"\})?[ \t]*$")
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_TAB = re.compile(r"@tab[ \t]+(?P<label>.+?)[ \t]*$")
_LABEL = re.compile(r"\[(?P<label>[^\[\]]+)\][ \t]*$")
_TABS, _CODE_GROUP = "tabs", "code-group"


def container_plugin(parser: MarkdownIt) -> None:
    """Add the block rule to a parser."""
    options: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", f"container_{CONTAINER}", _rule, options)
    parser.block.ruler.before("fence", f"leaf_{CONTAINER}", _leaf_rule, options)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
    found = _LINE.match(_line(state, start)) if _begins(state, start, ":::") else None
    if found is None or not found["info"]:
        return False
    if silent:
        return True
    last, tabs = _extent(state, start, end)
    kind = found["info"].split()[0]
    before = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    if kind == _TABS:
        _tokenize_tabs(state, start, last, tabs)
    elif kind == _CODE_GROUP:
        _tokenize_group(state, start, last)
    else:
        _open(state, found["info"], found["marks"], start, last)
        state.md.block.tokenize(state, start + 1, last)
        _close(state, found["marks"])
    state.parentType, state.lineMax = before
    state.line = min(last + 1, end)
    return True


def _begins(state: StateBlock, line: int, marks: str) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(marks, at) and not state.is_code_block(line)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _extent(state: StateBlock, start: int, end: int) -> tuple[int, list[tuple[int, str]]]:
    """The line that closes a container, or the one behind its parent; and the lines of its tabs with their labels."""
    opened, fence = [len(_line(state, start)) - len(_line(state, start).lstrip(":"))], ""
    tabs: list[tuple[int, str]] = []
    for line in range(start + 1, end):
        written = _line(state, line)
        if written and state.sCount[line] < state.blkIndent:
            return line, tabs
        if found := _FENCE.match(written):
            fence = _after_fence(fence, found)
        elif fence or state.is_code_block(line):
            continue
        elif len(opened) == 1 and (tab := _TAB.match(written)):
            tabs.append((line, tab["label"]))
        elif found := _LINE.match(written):
            _count(opened, found)
        if not opened:
            return line, tabs
    return end, tabs


def _after_fence(fence: str, found: re.Match[str]) -> str:
    """The marks of the fence that is open behind a line with marks of one; empty if none is."""
    if not fence:
        return found["marks"]
    closes = found["marks"].startswith(fence) and not found["info"].strip()
    return "" if closes else fence


def _count(opened: list[int], found: re.Match[str]) -> None:
    if found["info"]:
        opened.append(len(found["marks"]))
    elif len(found["marks"]) >= opened[-1]:
        opened.pop()


def _open(state: StateBlock, info: str, marks: str, start: int, last: int) -> None:
    token = state.push(f"container_{CONTAINER}_open", "div", 1)
    token.info, token.markup, token.block, token.map = info, marks, True, [start, last]


def _close(state: StateBlock, marks: str) -> None:
    token = state.push(f"container_{CONTAINER}_close", "div", -1)
    token.markup, token.block = marks, True


def _tokenize_tabs(state: StateBlock, start: int, last: int, tabs: Sequence[tuple[int, str]]) -> None:
    """What stands before the first tab, and the tabs."""
    state.md.block.tokenize(state, start + 1, tabs[0][0] if tabs else last)
    for (line, label), following in zip(tabs, [*(line for line, _ in tabs[1:]), last], strict=True):
        _push_tab(state, label, line)
        state.lineMax = following
        state.md.block.tokenize(state, line + 1, following)
        _push_tab_end(state)
    state.lineMax = last


def _push_tab(state: StateBlock, label: str, line: int) -> None:
    token = state.push(f"{ADMONITION}_open", "div", 1)
    token.info, token.block, token.map = f'=== "{label}"', True, [line, line + 1]


def _push_tab_end(state: StateBlock) -> None:
    state.push(f"{ADMONITION}_close", "div", -1).block = True


def _tokenize_group(state: StateBlock, start: int, last: int) -> None:
    known = len(state.tokens)
    state.md.block.tokenize(state, start + 1, last)
    state.tokens[known:] = _with_tabs(state.tokens[known:])


def _with_tabs(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, each block of code in a tab of its own."""
    for token in tokens:
        if token.type != "fence":
            yield token
            continue
        tab = Token(
            f"{ADMONITION}_open", "div", 1, info=f'=== "{_label(token.info)}"', map=token.map, level=token.level, block=True
        )
        found = _LABEL.search(token.info)
        token.info = token.info[: found.start()] if found else token.info
        token.level += 1
        yield from (tab, token, Token(f"{ADMONITION}_close", "div", -1, level=token.level - 1, block=True))


def _label(info: str) -> str:
    """The label of a block of code: in brackets, its title, the words behind its language, or its language."""
    if found := _LABEL.search(info):
        return found["label"]
    fence, words = read_fence(info), info.partition(" ")[2].strip()
    return fence.title or (words if words and not set("={") & set(words) else fence.language) or "…"


def _leaf_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    found = _LEAF.match(_line(state, start)) if _begins(state, start, "::") else None
    last = _leaf_end(state, start, end) if found else None
    if found is None or last is None:
        return False
    if silent:
        return True
    closing = _LEAF_END.search(_line(state, last))
    title = (closing["title"] or "") if closing else ""
    opened, closed = state.bMarks[start], state.eMarks[last]
    shift = state.tShift[start]
    before = state.parentType, state.lineMax
    _open(state, f"{found['kind']} {title}".rstrip(), "::", start, last + 1)
    at = state.bMarks[start] + shift
    state.eMarks[last] = (state.bMarks[last] + state.tShift[last]) + (closing.start() if closing else 0)
    state.bMarks[start], state.tShift[start] = at + found.end(), 0
    state.parentType, state.lineMax = "container", last + 1
    state.md.block.tokenize(state, start, last + 1)
    state.bMarks[start], state.tShift[start], state.eMarks[last] = opened, shift, closed
    state.parentType, state.lineMax = before
    _close(state, "::")
    state.line = last + 1
    return True


def _leaf_end(state: StateBlock, start: int, end: int) -> int | None:
    """The line on which the brackets of a container in one piece close."""
    depth = 0
    for line in range(start, end):
        written = _line(state, line)
        if not written:
            return None
        depth += written.count("[") - written.count("]")
        if depth <= 0:
            return line if _LEAF_END.search(written) else None
    return None
