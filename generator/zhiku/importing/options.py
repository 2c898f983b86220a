"""Tell which of the options of a question are right: records and roles in, records with lettered options and answers out.

Answers may name an option by its words, its letter or number, the name of its column, or its index from 0 or 1; or one column
holds the right option and others the wrong ones. Records whose answer names no option stay as they are.
"""

from __future__ import annotations

import re
from string import ascii_uppercase
from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import bare
from zhiku.lang.reader import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.importing.columns import Roles
    from zhiku.importing.record import Record

_ITEM = re.compile(r"^- ", re.MULTILINE)
_LABEL = re.compile(r"\s*[(（]?(?P<label>[A-Za-z]|\d{1,2}|[^\W_]{1,12}(?=[:：]))\s*[.．、:：)）]\s*(?P<words>\S.*)", re.DOTALL)
"""An option with a letter, a number or a key before it."""
_LETTERS = re.compile(r"[(（]?(?P<letters>[A-Za-z](?:[\s,，、;；/&+]*[A-Z]|[\s,，、;；/&+]+[a-z])*)[)）.．:：]?")
"""Letters that an answer consists of."""
_LETTERED = re.compile(r"[(（]?(?P<label>[A-Za-z]|\d{1,2})\s*[.．、:：)）]\s*(?P<words>\S.*)", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*<p\b[^>]*>(?P<words>(?:(?!<p\b).)*)</p>\s*", re.DOTALL | re.IGNORECASE)
"""An option that is one paragraph of HTML, as editors write it: a letter can stand before its words only."""
_SEPARATORS = ("\n", "|", ";", "；", ",", "、")
"""What may stand between the options of one cell."""
_MIN_OPTIONS = 2


class _Option(NamedTuple):
    """What may be chosen, and how the data call it: a letter, a number, a key; empty if they do not."""

    label: str
    words: str


def with_options_told(records: Sequence[Record], roles: Roles) -> list[Record]:
    """The records, those whose answer names some of their options with lettered options and the right ones in the answer."""
    lists = [_options(record, roles) for record in records]
    first = _first_index(records, roles, lists)
    return [_told(record, roles, options, first) for record, options in zip(records, lists, strict=True)]


def _options(record: Record, roles: Roles) -> list[_Option]:
    """The options of a record: in several columns, in the items of one, or the right and the wrong ones in alphabetical order."""
    cells = [(name, words) for name in roles.options if (words := record.get(name, "").strip())]
    if len(cells) > 1:
        return [_Option(_end_of(name), words) for name, words in cells]
    if cells:
        return _labelled(_items(cells[0][1]) or _pieces(cells[0][1], record.get(roles.answer, "").strip()))
    wrong = [item for name in roles.wrong_options if (cell := record.get(name, "").strip()) for item in _items(cell) or [cell]]
    right = record.get(roles.answer, "").strip()
    return [_Option("", words) for words in sorted({right, *wrong}, key=str.casefold)] if right and wrong else []


def _end_of(name: str) -> str:
    """The number or letter at the end of the name of a column."""
    found = re.search(rf"(?:\d+|(?<![^\W_])[A-Za-z]|(?<=[a-z{UNSPACED}])[A-Z])$", name.strip(" ()[].:"))
    return found.group() if found else ""


def _items(text: str) -> list[str]:
    """The items of a list in Markdown; none of anything else."""
    parts = _ITEM.split(text)
    return ["\n".join(line.removeprefix("  ") for line in part.strip().split("\n")) for part in parts[1:]] if not parts[0] else []


def _pieces(cell: str, answer: str) -> list[str]:
    """The options in a cell of plain words, if the answer is one of them or they have labels."""
    for separator in _SEPARATORS:
        pieces = [piece.strip() for piece in cell.split(separator) if piece.strip()]
        if len(pieces) >= _MIN_OPTIONS and (answer.casefold() in map(str.casefold, pieces) or all(map(_LABEL.fullmatch, pieces))):
            return pieces
    return []


def _labelled(items: Sequence[str]) -> list[_Option]:
    """The items without their labels, if each has one of its own."""
    found = [_LABEL.fullmatch(item) for item in items]
    options = [_Option(label["label"], label["words"]) for label in found if label]
    different = len({option.label.casefold() for option in options})
    return options if items and different == len(items) else [_Option("", item) for item in items]


def _first_index(records: Sequence[Record], roles: Roles, lists: Sequence[Sequence[_Option]]) -> int | None:
    """The index of the first option where answers are indices; ``None`` where they are words or labels of options."""
    numbers = [
        (int(answer), options)
        for record, options in zip(records, lists, strict=True)
        if options and (answer := record.get(roles.answer, "").strip()).isdecimal()
    ]
    if not numbers or all(_place_of(str(number), options) is not None for number, options in numbers):
        return None
    first = 1 if all(number for number, _ in numbers) and any(number == len(options) for number, options in numbers) else 0
    return first if all(0 <= number - first < len(options) for number, options in numbers) else None


def _place_of(answer: str, options: Sequence[_Option]) -> int | None:
    """The place of the option whose words, else whose label, are the answer."""
    for field in ("words", "label"):
        known = [bare(getattr(option, field)) or getattr(option, field) for option in options]
        if (wanted := bare(answer) or answer) in known:
            return known.index(wanted)
    return None


def _right(answer: str, options: Sequence[_Option], first: int | None) -> list[int]:
    """The places of the right options; none if the answer does not name them."""
    if first is not None and answer.isdecimal():
        return [int(answer) - first]
    places = [_place(item, options) for item in _items(answer) or [answer]]
    if None not in places:
        return sorted({place for place in places if place is not None})
    letters = _LETTERS.fullmatch(answer)
    named = [_letter(letter, options) for letter in letters["letters"] if letter.isalpha()] if letters else [None]
    return sorted({place for place in named if place is not None}) if None not in named else []


def _place(answer: str, options: Sequence[_Option]) -> int | None:
    """The place of the option that an answer names by its words, its label, or both: ``B. Cusco``."""
    found = _place_of(answer, options)
    both = _LETTERED.fullmatch(answer) if found is None else None
    return _place_of(both["words"], options) if both else found


def _letter(letter: str, options: Sequence[_Option]) -> int | None:
    """The place of the option that a letter names: its label, or its place where options have none."""
    found = next((place for place, option in enumerate(options) if option.label.upper() == letter.upper()), None)
    place = ascii_uppercase.find(letter.upper())
    has_letters = any(option.label.isalpha() and len(option.label) == 1 for option in options)
    return found if found is not None or has_letters or place >= len(options) else place


def _told(record: Record, roles: Roles, options: Sequence[_Option], first: int | None) -> Record:
    """A record with lettered options and the right ones as the answer, if it names some."""
    right = _right(record.get(roles.answer, "").strip(), options, first) if len(options) >= _MIN_OPTIONS else []
    if not right or len(options) > len(ascii_uppercase) or any(place >= len(options) for place in right):
        return record
    words = [found["words"].strip() if (found := _PARAGRAPH.fullmatch(option.words)) else option.words for option in options]
    listed = [f"{letter}. {said}" for letter, said in zip(ascii_uppercase, words, strict=False)]
    columns = roles.options or roles.wrong_options
    shown = dict.fromkeys((*roles.options, *(roles.wrong_options if not roles.options else ())), "")
    return {**record, **shown, columns[0]: "\n".join(_listed(listed)), roles.answer: _answer([listed[place] for place in right])}


def _answer(right: Sequence[str]) -> str:
    """The right option with its letter; of several, their letters and what they stand for."""
    return right[0] if len(right) == 1 else "\n".join((", ".join(option[0] for option in right), "", *_listed(right)))


def _listed(options: Sequence[str]) -> Iterator[str]:
    return (f"- {indent(option, '  ').lstrip()}" for option in options)
