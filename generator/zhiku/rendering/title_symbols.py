"""Read the symbols by which titles rate or sort their questions: titles and prose of a base in, ``TitleSymbols`` out.

Symbols stand at the end or the start of titles (``What is a mutex? ⭐⭐``, ``🔴 Deadlocks``). What they mean is read from a
legend in the prose (``👶 easy ⭐️ medium 🚀 expert``). Without one, only symbols that form a scale by themselves are understood:
one symbol in several numbers, filled and empty stars, or the colours of traffic lights. Symbols that are understood become
notes; all others stay in the titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.lang.reader import words
from zhiku.markdown.emoji import emoji_in
from zhiku.model import ProseRole
from zhiku.rendering.notes import MAX_VALUE, NoteField, label_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhiku.model import ParsedText

_MIN_EXPLAINED = 3
"""Titles with a symbol that a legend explains; fewer are an accident."""
_MIN_RATED = 0.5
"""Share of titles with a symbol that rates them, where no legend says so: authors rate all questions or none."""
MAX_LEVELS = 6
"""Symbols with more levels are decoration, not a scale."""
_PICTURE = "So"
_MODIFIERS = frozenset({"Sk", "Cf", "Mn"})
"""Unicode's categories of what modifies or joins pictures."""
_JOINERS = "\u200d\ufe0f"
"""The zero-width joiner, and the selector of the colourful form of a picture."""
_TRAFFIC_LIGHTS = ("🟢🟡🟠🔴", "🟩🟨🟧🟥", "💚💛🧡❤")
_STARS = frozenset("★☆")
_MARKUP = " \t*_`|"
_BETWEEN = " \t|*_`:：=＝–—-,，、;；/.。()（）"
"""What stands between a symbol and its meaning in a legend."""


@dataclass(frozen=True, slots=True)
class TitleSymbols:
    """Symbols that are notes: the field that they belong to, and the value of each, at the end or at the start of titles."""

    field: NoteField = NoteField.DIFFICULTY
    values: tuple[tuple[str, str], ...] = ()
    at_end: bool = True

    def split(self, title: str) -> tuple[str, Mapping[NoteField, str]]:
        """A title without its symbol, and what the symbol says."""
        rest, symbol = _split(title, at_end=self.at_end)
        value = dict(self.values).get(symbol)
        return (rest, {self.field: value}) if rest and value else (title, {})


NO_SYMBOLS = TitleSymbols()


def find_title_symbols(texts: Sequence[ParsedText]) -> TitleSymbols:
    """The symbols of a base's titles that are notes."""
    titles = [emoji_in(question.title.rstrip(_MARKUP)) for text in texts for question in text.questions]
    for at_end in (True, False):
        counts = Counter(symbol for title in titles if (symbol := _split(title, at_end=at_end)[1]))
        if len(counts) > 1 and (found := _explained(counts, texts) or _rated(counts, len(titles))):
            field, values = found
            return TitleSymbols(field, tuple(values.items()), at_end)
    return NO_SYMBOLS


def _split(title: str, *, at_end: bool) -> tuple[str, str]:
    """A title without the symbols at its end or start, and these in normal form: without blanks and variation selectors."""
    ordered = title[::-1] if at_end else title
    end = next((at for at, char in enumerate(ordered) if not _in_symbol(char)), len(ordered))
    # What modifies no picture belongs to the words: accents, vowels of Indic scripts.
    length = max((at + 1 for at in range(end) if unicodedata.category(ordered[at]) == _PICTURE), default=0)
    symbol, rest = (title[len(title) - length :], title[: len(title) - length]) if at_end else (title[:length], title[length:])
    return rest.strip(_JOINERS).strip(), _normal(symbol)


def _in_symbol(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {_PICTURE, *_MODIFIERS}


def _normal(symbol: str) -> str:
    return "".join(symbol.replace("\ufe0f", "").split()).strip(_JOINERS)


def _explained(counts: Mapping[str, int], texts: Sequence[ParsedText]) -> tuple[NoteField, dict[str, str]] | None:
    """The field of the first legend that explains two symbols or more, by a label or by its words, and their meaning."""
    known = sorted(counts, key=len, reverse=True)
    for lines in _prose(texts):
        for start in range(len(lines)):
            values = _legend(lines[start:], known)
            if len(values) > 1 and sum(counts[symbol] for symbol in values) >= _MIN_EXPLAINED:
                before = lines[start][: _places(lines[start], known)[0][0]]
                field = label_in(before) or (label_in(lines[start - 1]) if start else None)
                levels = sum(value.casefold() in _levels() for value in values.values())
                return field or (NoteField.DIFFICULTY if 2 * levels >= len(values) else NoteField.TAGS), values
    return None


def _prose(texts: Sequence[ParsedText]) -> Iterator[list[str]]:
    """The lines of each piece of prose."""
    for text in texts:
        for record in text.prose:
            if record.role is not ProseRole.FRONT_MATTER:
                said = "\n".join([record.title, *(excerpt.text for excerpt in record.body)])
                yield [line for line in emoji_in(said).splitlines() if line.strip()]


def _legend(lines: Sequence[str], symbols: Sequence[str]) -> dict[str, str]:
    """The meaning of symbols by the first lines, as far as each explains further ones."""
    values: dict[str, str] = {}
    for line in lines:
        found = _explanations(line, symbols)
        if not found or found.keys() & values.keys():
            break
        values |= found
    return values


def _explanations(line: str, symbols: Sequence[str]) -> dict[str, str]:
    """The words next to each symbol on a line: after it, or before it if the line ends with a symbol."""
    places = _places(line, symbols)
    if not places:
        return {}
    bounds = [(0, 0, ""), *places, (len(line), len(line), "")]
    gaps = [line[one[1] : other[0]].strip(_BETWEEN) for one, other in pairwise(bounds)]
    before, after = gaps[:-1], gaps[1:]
    chosen = after if any(after[-1:]) else before
    found = {symbol: value for (_, _, symbol), value in zip(places, chosen, strict=True)}
    return found if all(0 < len(value) <= MAX_VALUE for value in found.values()) and len(found) == len(places) else {}


def _places(line: str, symbols: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where symbols stand on a line, longest first at each place, as start, end and symbol."""
    either = "|".join(map(re.escape, symbols))
    return [(*found.span(), found["symbol"]) for found in re.finditer(rf"[{_JOINERS}]*(?P<symbol>{either})[{_JOINERS}]*", line)]


@cache
def _levels() -> frozenset[str]:
    return frozenset(level.casefold() for level in words("difficulty_levels"))


def _rated(counts: Mapping[str, int], titles: int) -> tuple[NoteField, dict[str, str]] | None:
    """Symbols that form a scale by themselves, as values of difficulty."""
    if len(counts) > MAX_LEVELS or sum(counts.values()) < _MIN_RATED * titles or not _is_scale(counts):
        return None
    return NoteField.DIFFICULTY, {symbol: symbol for symbol in counts}


def _is_scale(symbols: Iterable[str]) -> bool:
    found = set(symbols)
    characters = set("".join(found))
    stars = characters <= _STARS and len({len(symbol) for symbol in found}) == 1
    return len(characters) == 1 or stars or any(found <= set(lights) for lights in _TRAFFIC_LIGHTS)
