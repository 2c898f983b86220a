"""Take marks off titles that a run of titles proves to be no words of theirs: openings in, openings out.

``D1.``, ``II.``, ``(c)``, ``③``, ``4️⃣`` and a bare ``4`` number titles where those of the other questions go on in
order; one of them alone may belong to the words (``C. elegans``, ``5G``, ``III. Symphony``). A symbol that nearly all titles
begin with (``❓``) says nothing of any of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhiku.parsing.openings.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zhiku.parsing.parse import Mark

_MIN_RUN = 3
"""Titles that a run has at least: two in order may be names (``A. Smith``, ``B. Jones``)."""
_IN_ORDER = 0.8
"""Share of the titles with a mark of one kind that go on from the one before or begin anew."""
_MARKED = 0.5
"""Share of all titles that have the mark: numbers stand before most questions or before none."""
_DECORATED = 0.8
"""Share of all titles that begin with a symbol from which it is decoration."""
_END = r"[.．、:：)）]\s*"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SYMBOLS = frozenset({"So", "Sk", "Cf", "Mn"})
"""Unicode's categories of pictures and of what modifies them."""


class _Style(NamedTuple):
    """A way of numbering: ``value`` makes a number of the group ``n`` of ``pattern``, 0 of what is none."""

    pattern: re.Pattern[str]
    value: Callable[[str], int]


def _roman(letters: str) -> int:
    """The value of a Roman number up to 399, 0 for what is none."""
    values = [_ROMAN[letter] for letter in letters.lower()]
    total = sum(-value if value < following else value for value, following in pairwise((*values, 0)))
    return total if _as_roman(total) == letters.lower() else 0


def _as_roman(number: int) -> str:
    written = ""
    for value, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += letters * (number // value)
        number %= value
    return written


def _letter(letter: str) -> int:
    return ord(letter.lower()) - ord("a") + 1


def _enclosed(character: str) -> int:
    """The value of a character that is a number in a circle or the like, 0 for what is none."""
    return int(unicodedata.numeric(character, 0)) if unicodedata.category(character) == "No" else 0


def _keycap(characters: str) -> int:
    return 10 if characters == "🔟" else int(characters[0])


_STYLES = (
    _Style(re.compile(rf"[A-Za-z]{{1,3}}[-.]?(?P<n>\d{{1,3}}){_END}"), int),
    _Style(re.compile(r"[A-Za-z]{1,3}-?(?P<n>\d{1,3})\s+[-–—|]\s+"), int),
    _Style(re.compile(rf"[(（\[]?(?P<n>[ivxlcIVXLC]{{1,8}}){_END}"), _roman),
    _Style(re.compile(rf"[(（\[]?(?P<n>[A-Za-z]){_END}"), _letter),
    _Style(re.compile(r"(?P<n>[^\W\d_])[.．、:：]?\s*"), _enclosed),
    _Style(re.compile(r"(?P<n>\d\ufe0f?\u20e3|🔟)\s*"), _keycap),
    _Style(re.compile(r"#?(?P<n>\d{1,4})(?:\s+[-–—|])?\s+(?=\D)"), int),
)


def without_marks(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The beginnings of records in order, the titles of questions among them without numbers and decoration."""
    found = tuple(marks)
    openings = [mark for mark in found if isinstance(mark, Opening)]
    titles = [opening.title for opening in openings]
    if len(titles) < _MIN_RUN:
        return found
    shorter = iter(_without_numbers(_without_decoration(titles), [opening.numeral is not None for opening in openings]))
    return tuple(replace(mark, title=next(shorter)) if isinstance(mark, Opening) else mark for mark in found)


def _without_decoration(titles: Sequence[str]) -> list[str]:
    leads = [title[: _decoration(title)] for title in titles]
    lead, count = Counter(leads).most_common(1)[0]
    if not lead.strip() or count < len(titles) * _DECORATED:
        return [*titles]
    return [_shortened(title, lead) if own == lead else title for title, own in zip(titles, leads, strict=True)]


def _shortened(title: str, lead: str) -> str:
    return title[len(lead) :] or title


def _decoration(title: str) -> int:
    """The number of characters of a title that are symbols in front of its words, blanks behind them included."""
    at = next((place for place, char in enumerate(title) if unicodedata.category(char) not in _SYMBOLS), 0)
    if not at or unicodedata.numeric(title[0], None) is not None:
        return 0
    return len(title) - len(title[at:].lstrip())


def _without_numbers(titles: Sequence[str], numbered: Sequence[bool]) -> list[str]:
    """The titles without the numbers of the style that numbers most of them; those with a number already stay as they are."""
    best: dict[int, int] = {}
    for style in _STYLES:
        ends = dict(_run(style, titles, numbered))
        best = max(best, ends, key=len)
    return [title[best.get(place, 0) :] for place, title in enumerate(titles)]


def _run(style: _Style, titles: Sequence[str], numbered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The places of the titles that a style numbers, and where the words of each begin; nothing where it numbers none."""
    values: list[tuple[int, int, int]] = []
    for place, title in enumerate(titles):
        found = None if numbered[place] else style.pattern.match(title)
        if found and title[found.end() :].strip() and (value := style.value(found["n"])):
            values.append((place, value, found.end()))
    if len(values) < _MIN_RUN or len(values) <= len(titles) * _MARKED or values[0][1] != 1:
        return
    in_order = 1 + sum(value in {before + 1, 1} and value != before for (_, before, _), (_, value, _) in pairwise(values))
    if in_order >= len(values) * _IN_ORDER and max(value for _, value, _ in values) >= _MIN_RUN:
        yield from ((place, end) for place, _, end in values)
