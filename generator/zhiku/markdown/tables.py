"""Find the cells in rows of pipe tables. Pipes in formulas and, in rows with too many cells, in code do not separate cells.

GitHub ends a cell at every ``|`` without a backslash, even in code and formulas, and drops surplus cells.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

PIPE = "\ue010"
"""Private-use character that replaces a pipe within a cell while the table rule parses a row."""
_FORMULA = re.compile(
    r"\\\((?:[^|\n]|\|)+?\\\)"
    r"|(?<![\\$\w])\$\$?(?=[^\s$])(?:\\.|[^$\n\\])+?(?<![\s\\])\$\$?(?![\w$])"
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_BAR = re.compile(r"(?<!\\)\|")


def shielded(line: str, columns: int) -> str:
    """A row with the pipes within cells replaced; ``columns`` is the number of columns of the table, 0 if unknown."""
    plain = _FORMULA.sub(_hide, line)
    if columns and len(_cells(plain)) > columns:
        tighter = _CODE.sub(_hide, plain)
        if len(_cells(tighter)) <= columns:
            return tighter
    return plain


def cells_of(line: str, columns: int) -> list[tuple[int, int]]:
    """Where the cells of a row start and end in its line, without the blanks around them."""
    return _cells(shielded(line, columns))


def _hide(found: re.Match[str]) -> str:
    return _BAR.sub(PIPE, found.group())


def _cells(line: str) -> list[tuple[int, int]]:
    bars = [found.start() for found in _BAR.finditer(line)]
    bounds = [-1, *bars, len(line)]
    cells = [(first + 1, last) for first, last in pairwise(bounds)]
    if cells and not line[slice(*cells[0])].strip() and bars:
        cells = cells[1:]
    if cells and not line[slice(*cells[-1])].strip() and bars:
        cells = cells[:-1]
    return [_stripped(line, *cell) for cell in cells]


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    text = line[start:end]
    lead = len(text) - len(text.lstrip())
    return (start + lead, start + max(lead, len(text.rstrip())))


def shield_rows(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The lines of the table that begins at a line: start and end in the source, and the line with its pipes shielded."""
    columns = 0
    for line in range(start, end):
        first, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        text = state.src[first:last]
        if not text.strip():
            return
        columns = columns or len(_cells(_FORMULA.sub(_hide, text)))
        yield first, last, shielded(text, columns)


def keep_pipes(parser: MarkdownIt) -> None:
    """Let the table rule of a parser see only the pipes that end cells."""
    found = next(item for item in parser.block.ruler.__rules__ if item.name == "table")
    rule, alternatives = found.fn, found.alt

    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a block rule
        source, known = state.src, len(state.tokens)
        if start + 1 >= end or "|" not in source[state.bMarks[start] : state.eMarks[start]]:
            return rule(state, start, end, silent)
        for first, last, text in shield_rows(state, start, end):
            if PIPE in text:
                state.src = state.src[:first] + text + state.src[last:]
        is_table = rule(state, start, end, silent)
        if state.src is not source:
            state.src = source
            for token in state.tokens[known:]:
                token.content = token.content.replace(PIPE, "|")
        return is_table

    parser.block.ruler.at("table", table, {"alt": alternatives})
