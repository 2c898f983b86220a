"""Read tables, CSV, TSV and Anki's text export: a text or rows of cells in, records out.

Without a header, the first column holds the questions and the second the answers.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from zhiku.importing.columns import has_names_of_columns
from zhiku.importing.record import RecordError
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.importing.record import Record

_ANKI = re.compile(r"#(?P<key>separator|html|columns|(?:notetype|deck|tags|guid)(?: column)?|if matches):(?P<value>.*)")
TAGS = "Tags"
"""The name of Anki's column of tags: with it, they become tags of the question."""
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_MAX_CELL = 100_000_000
"""Characters of a cell; Python's own limit of 131072 is less than an answer with an embedded image."""
_SIDES = 2
"""Columns of flashcards."""


def is_anki(text: str) -> bool:
    """Whether a text is Anki's export of notes as plain text."""
    return _ANKI.match(text) is not None


def records_of_table(text: str, suffix: str) -> list[Record]:
    """The records of a text with a row on each line; raises ``RecordError`` if there is no column of questions."""
    header: list[str] = []
    tags = 0
    separator = "\t" if suffix == ".tsv" else ""
    of_cards = is_anki(text)
    while found := _ANKI.match(text):
        if found["key"] == "separator":
            value = found["value"].strip()
            separator = _SEPARATORS.get(value.lower(), value[:1] or "\t")
        elif found["key"] == "columns":
            header = found["value"].split(separator or "\t")
        elif found["key"] == "tags column" and found["value"].strip().isdecimal():
            tags = int(found["value"])
        text = text[found.end() :].removeprefix("\r").removeprefix("\n")
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text))
    rows = [row for row in reader if any(cell.strip() for cell in row)]
    of_cards = of_cards or (separator == "\t" and _are_cards(rows))
    if rows and not header and of_cards and not _has_header(rows):
        header = _by_position(rows, tags)
    return records_of_rows([_with_tags(row, tags) for row in rows], header)


def records_of_rows(rows: Sequence[Sequence[str]], header: Sequence[str] = ()) -> list[Record]:
    """The records of rows, none of them blank, with the header that is given, else that of the first row or by position.

    Raises ``RecordError`` if there is no column of questions.
    """
    if rows and not header:
        if _has_header(rows):
            header, rows = [cell.strip() for cell in rows[0]], rows[1:]
        elif _asks(rows, 0):
            header = _by_position(rows)
        else:
            message = f"no column of questions among {', '.join(f'`{cell.strip()}`' for cell in rows[0])}"
            raise RecordError(message)
    names = _distinct(header, rows)
    return [
        {name: cell for name, cell in zip(names, [*row, *[""] * (len(names) - len(row))], strict=True) if name} for row in rows
    ]


def _distinct(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A name for each column: a number is added where a name is missing or recurs, so that no cell is lost.

    Columns without a name that are blank or count the rows have none.
    """
    names: list[str] = []
    for place in range(max(map(len, [header, *rows]))):
        name = header[place] if place < len(header) else ""
        says_nothing = not name and _says_nothing([row[place] if place < len(row) else "" for row in rows])
        names.append("" if says_nothing else name if name and name not in names else f"{name or 'column'} {place + 1}")
    return names


def _says_nothing(cells: Sequence[str]) -> bool:
    """Whether cells are blank, or count from a number."""
    numbers = [int(cell) for cell in cells if cell.strip().isdecimal()]
    counts = len(numbers) == len(cells) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return counts or not any(cell.strip() for cell in cells)


def _with_tags(row: Sequence[str], column: int) -> Sequence[str]:
    """A row of Anki's with commas between its tags, which have blanks there; ``column`` is theirs, from 1, or 0."""
    if not 0 < column <= len(row):
        return row
    return [*row[: column - 1], listed_tags(row[column - 1]), *row[column:]]


def listed_tags(words: str) -> str:
    """Tags that blanks separate, as Anki writes them, with commas."""
    return ", ".join(words.split())


def _by_position(rows: Sequence[Sequence[str]], tags: int = 0) -> list[str]:
    """Names of columns without a header; ``tags`` is the column of tags, from 1."""
    width = max(map(len, rows), default=0)
    return ["question", "answer", *(TAGS if place == tags else f"column {place}" for place in range(3, width + 1))]


def _asks(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether most cells of a column are questions."""
    return sum(column < len(row) and is_question(row[column]) for row in rows) * 2 > len(rows)


def _are_cards(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are the two sides of a card each: how flashcards are exported, with a tab between and without a header."""
    return len(rows) > 1 and all(len(row) == _SIDES and all(row) for row in rows)


def _separator(text: str) -> str:
    return max(",\t;|", key=text.partition("\n")[0].count)


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: by its words, or because the cells below ask and it does not."""
    if has_names_of_columns(rows[0]):
        return True
    asking = [column for column in range(len(rows[0])) if len(rows) > 1 and _asks(rows[1:], column)]
    return bool(asking) and not any(is_question(rows[0][column]) for column in asking)
