"""Tables that directives of MyST write as lists or as rows of values (``list-table``, ``csv-table``), as tables of Markdown."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from zhiku.dialects.code import Code
from zhiku.dialects.edits import Edit
from zhiku.dialects.myst import edits_of_roles, options_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_OPENING = re.compile(
    r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>list-table|csv-table)\}[ \t]*(?P<title>.*?)[ \t]*$"
)
_ROW = re.compile(r"[ \t]*[*+-][ \t]+(?P<mark>[*+-])(?:[ \t]+(?P<words>.*?))?[ \t]*$")
_CELL = re.compile(r"[ \t]*(?P<mark>[*+-])(?:[ \t]+(?P<words>.*?))?[ \t]*$")
_SEPARATORS = {"tab": "\t", "space": " "}
_BAR = re.compile(r"(?<!\\)\|")
_ELSEWHERE = frozenset({"file", "url"})
"""Options that say where the rows are."""
Rows = list[list[str]]


def edits_of_tables(code: Code) -> Iterator[Edit]:
    """A table in place of each directive; none for one whose rows are in another file, or that has none."""
    lines = code.lines
    for index, (start, line) in enumerate(lines):
        found = _OPENING.match(line)
        if found is None or (start not in code.fences and code.cover(start)):
            continue
        closing = re.compile(rf"[ \t]*{re.escape(found['marks'][0])}{{{len(found['marks'])},}}[ \t]*$")
        end = next((place for place in range(index + 1, len(lines)) if closing.match(lines[place][1])), len(lines))
        body = [written for _, written in lines[index + 1 : end]]
        options, count = options_of(body)
        rows = _rows(found["name"], body[count:], options)
        if not rows or not _ELSEWHERE.isdisjoint(options):
            continue
        last, text = lines[min(end, len(lines) - 1)]
        table = _table(found["title"], rows, has_header=_has_header(found["name"], options), most=len(body) + 2)
        yield Edit(start, last + len(text), "\n".join(found["indent"] + row for row in _with_roles(table).split("\n")))


def _rows(name: str, body: Sequence[str], options: Mapping[str, str]) -> Rows:
    return _rows_of_list(body) if name == "list-table" else _rows_of_values(body, options)


def _has_header(name: str, options: Mapping[str, str]) -> bool:
    return options.get("header-rows", "0").strip() not in {"", "0"} or (name == "csv-table" and "header" in options)


def _rows_of_list(body: Iterable[str]) -> Rows:
    """The rows of a list of lists; the column of the first mark of a cell tells cells from lists within them."""
    rows: Rows = []
    column = -1
    for line in body:
        row, cell = _ROW.match(line), _CELL.match(line)
        if row and (not rows or row.start("mark") == column):
            column = row.start("mark")
            rows.append([row["words"] or ""])
        elif cell and rows and cell.start("mark") == column:
            rows[-1].append(cell["words"] or "")
        elif rows and line.strip():
            rows[-1][-1] = f"{rows[-1][-1]} {line.strip()}".strip()
    return rows


def _rows_of_values(body: Iterable[str], options: Mapping[str, str]) -> Rows:
    delimiter = options.get("delim", ",").strip()
    separator = _SEPARATORS.get(delimiter, delimiter[:1] or ",")
    header = [options["header"]] if options.get("header") else []
    lines = (*header, *(line.strip() for line in body if line.strip()))
    return [row for row in csv.reader(lines, delimiter=separator, skipinitialspace=True) if any(row)]


def _table(title: str, rows: Sequence[Sequence[str]], *, has_header: bool, most: int) -> str:
    """The table in as many lines as ``most``; without room for its title, this is the first cell of its empty header."""
    width = max(map(len, rows))
    header, others = (rows[0], rows[1:]) if has_header else ([], rows)
    lines = [_line(header, width), f"|{' --- |' * width}", *(_line(row, width) for row in others)]
    if title and len(lines) < most:
        return "\n".join((f"**{title}**", *lines))
    return "\n".join((_line([title], width), *lines[1:])) if title and not has_header else "\n".join(lines)


def _line(row: Sequence[str], width: int) -> str:
    cells = [" ".join(_BAR.sub(r"\\|", cell).split()) for cell in row]
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def _with_roles(table: str) -> str:
    parts, at = [], 0
    for edit in edits_of_roles(table, Code(table, 0)):
        parts += [table[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, table[at:]))
