"""Take marks off titles that a run of titles proves to be no words of theirs: titles in, titles out.

``D1.``, ``Ticket 1:``, ``II.``, ``(c)``, ``③``, ``4️⃣`` and a bare ``4`` number titles where those of the other questions go on in
order; one of them alone may belong to the words (``C. elegans``, ``5G``, ``III. Symphony``). A symbol that nearly all titles
begin with (``❓``) says nothing of any of them, nor does a tag that nearly all end with (``#card``). Asterisks at the end of
several titles say how important each is; stars (``⭐⭐``) may be a scale, which ``rendering.title_symbols`` reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
_NAMING = 3
"""Letters of a word that names what it numbers: it stays (``Phase 1: Design``), unless what it numbers asks."""
_TAG = re.compile(r"(?:\s+#[^\s#]+)+$")
"""Tags behind a title, as notes have them: ``#card``."""
_ASTERISKS = re.compile(r"(?:\s+\*{3,})+$|(?<=[?？!！])\*{3,}$")
"""Asterisks behind a title, which are no emphasis."""
_SYMBOLS = frozenset({"So", "Sk", "Cf", "Mn"})
"""Unicode's categories of pictures and of what modifies them."""
_CODE = "`"
"""A modifier by its category; it opens code."""


class _Style(NamedTuple):
    """A way of numbering: ``value`` converts the group ``n`` of ``pattern`` to a number, 0 if it is not one.

    The group ``name`` is the same in all titles of a run.
    """

    pattern: re.Pattern[str]
    value: Callable[[str], int]


def _roman(letters: str) -> int:
    """The value of a Roman number up to 399; 0 if it is not one."""
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
    """The value of a character that is a number, for example in a circle; 0 if it is not one."""
    return int(unicodedata.numeric(character, 0)) if unicodedata.category(character) == "No" else 0


def _keycap(characters: str) -> int:
    return 10 if characters == "🔟" else int(characters[0])


_STYLES = (
    _Style(re.compile(rf"(?P<name>[^\W\d_]{{1,15}})\s?[-.#№]?\s?(?P<n>\d{{1,3}})(?:{_END}|\s+[-–—|]\s+)"), int),
    _Style(re.compile(rf"[(（\[]?(?P<n>[ivxlcIVXLC]{{1,8}}){_END}"), _roman),
    _Style(re.compile(rf"[(（\[]?(?P<n>[A-Za-z]){_END}"), _letter),
    _Style(re.compile(r"(?P<n>[^\W\d_])[.．、:：]?\s*"), _enclosed),
    _Style(re.compile(r"(?P<n>\d\ufe0f?\u20e3|🔟)\s*"), _keycap),
    _Style(re.compile(r"#?(?P<n>\d{1,4})(?:\s*[-–—|])?\s+(?=\D)"), int),
)


def _mostly_ask(titles: Iterable[str]) -> bool:
    asking = [is_question(title) for title in titles]
    return sum(asking) > len(asking) * _MARKED


def without_marks(titles: Sequence[str], numbered: Sequence[bool]) -> list[str]:
    """The titles of a text's questions, in order, without numbers and decoration; ``numbered`` are those that have a number."""
    if len(titles) < _MIN_RUN:
        return [*titles]
    plain = _without_decoration(titles)
    if sum(_ASTERISKS.search(title) is not None for title in plain) >= _MIN_RUN:
        plain = [_ASTERISKS.sub("", title) or title for title in plain]
    run = numbers_in(plain, numbered)
    return [title[run.get(place, 0) :] for place, title in enumerate(plain)]


def _without_decoration(titles: Sequence[str]) -> list[str]:
    leads = [title[: _decoration(title)] for title in titles]
    lead, count = Counter(leads).most_common(1)[0]
    tag, tagged = Counter(found.group() if (found := _TAG.search(title)) else "" for title in titles).most_common(1)[0]
    lead = lead if count >= len(titles) * _DECORATED else ""
    tag = tag if tagged >= len(titles) * _DECORATED else ""
    bare = ((title.removeprefix(lead) if own == lead else title) for title, own in zip(titles, leads, strict=True))
    return [words.removesuffix(tag) or title for words, title in zip(bare, titles, strict=True)]


def _decoration(title: str) -> int:
    """The number of characters before the words of a title: symbols, and the spaces after them; what opens code is none."""
    at = next((place for place, char in enumerate(title) if unicodedata.category(char) not in _SYMBOLS or char == _CODE), 0)
    if not at or unicodedata.numeric(title[0], None) is not None:
        return 0
    return len(title) - len(title[at:].lstrip())


def numbers_in(titles: Sequence[str], numbered: Sequence[bool]) -> dict[int, int]:
    """The places of the titles that the style numbers which numbers most of them, and where the words of each begin."""
    return max((dict(_run(style, titles, numbered)) for style in _STYLES), key=len)


def _run(style: _Style, titles: Sequence[str], numbered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The places of the titles that a style numbers, and where the words of each begin; nothing where it numbers none."""
    matches = [None if has_number else style.pattern.match(title) for title, has_number in zip(titles, numbered, strict=True)]
    name = Counter(found.groupdict().get("name") for found in matches if found).most_common(1)
    values: list[tuple[int, int, int]] = []
    for place, (title, found) in enumerate(zip(titles, matches, strict=True)):
        if found is None or found.groupdict().get("name") != name[0][0]:
            continue
        if title[found.end() :].strip() and (value := style.value(found["n"])):
            values.append((place, value, found.end()))
    if name and len(name[0][0] or "") >= _NAMING and not _mostly_ask(titles[place][end:] for place, _, end in values):
        return
    if len(values) < _MIN_RUN or len(values) <= len(titles) * _MARKED or values[0][1] != 1:
        return
    in_order = 1 + sum(value in {before + 1, 1} and value != before for (_, before, _), (_, value, _) in pairwise(values))
    if in_order >= len(values) * _IN_ORDER and max(value for _, value, _ in values) >= _MIN_RUN:
        yield from ((place, end) for place, _, end in values)
