"""Numbers before titles: ``6.``, ``6、``, ``(6)``, ``Q6.``, ``Question 6``, ``第6题``, ``六、``, ``2.2.1``, ``Q2.2``, ``1-2``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from zhiku.lang import reader as lang


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


LETTERS = tuple(name for name in lang.words("question_names") if len(name) == 1 and name.isupper() and name != "Q")
"""Letters that stand for “question” in some language (F, D, P, В) but more often for something else."""
_NAMES = tuple(name for name in lang.words("question_names") if name not in LETTERS)
_UNSPACED_NAMES = tuple(name for name in _NAMES if re.fullmatch(f"[{lang.HAN}]+", name))
"""Names that may be followed by a number in words alone (問一)."""
_PROMPT_LABELS = tuple(title for kind, titles in lang.labels() if kind == "prompt" for title in titles)
_SUFFIXES = _any_of(lang.words("number_suffixes"))
_SYMBOLS = r"[^\w(（\[【#<`\\$&!~{\"'“‘@]*"
_NUMBER_SIGN = r"(?:[.#№]|n\.?[º°]|n[or]?\.)"
"""What may stand between a name and its number: ``Question #3``, ``Вопрос №3``, ``Pregunta n.º 3``."""
_OF_ALL = r"(?:(?:\s*/\s*|\s+[^\W\d_]{1,3}\s+)\d{1,4}(?=\s*[.．:：)）\-–—]))?"
"""How many there are in all: ``Question 3/10:``, ``Frage 3 von 10:``."""
_WRITTEN = r"[^\W\d_A-Za-z]{1,4}"
"""Letters that may be a number in words: each must have a numeric value of its own (三, 十)."""
_NAME = rf"(?:{_any_of(_NAMES)})\s*{_NUMBER_SIGN}?\s*"
_STYLES = tuple(
    re.compile(_SYMBOLS + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_NAME})?(?P<n>\d{{1,4}}(?:\.\d{{1,4}}){{1,4}})(?:[.．、:：)）]\s*|\s+)",
        r"[(（\[【]\s*(?P<n>\d{1,6})\s*[)）\]】]\s*[.．、:：]?\s*",
        r"#?\s*(?P<n>\d{1,6})\s*\\?-?[.．。、:：)）](?!\d)\s*",
        rf"[【\[]\s*(?:{_any_of(_NAMES)})\s*(?P<n>\d{{1,6}})\s*(?:{_SUFFIXES})?\s*[】\]](?!\()\s*[:：]?\s*",
        rf"{_NAME}(?P<n>\d{{1,6}})\s*(?:{_SUFFIXES})?{_OF_ALL}(?:\s*[.．。、:：)）\-–—]\s*|\s+|$)",
        rf"(?:{_NAME})?(?P<n>\d{{1,3}}(?:-\d{{1,3}}){{1,2}})(?:[.．、:：)）]\s*|\s+(?=\D))",
        rf"(?:{_any_of(_NAMES)})\s*(?P<n>{_WRITTEN})\s*(?:{_SUFFIXES})(?:\s*[.．、:：)）\-–—]\s*|\s+|$)",
        rf"(?:{_any_of(_UNSPACED_NAMES)})\s*(?P<n>{_WRITTEN})(?:\s*[.．、:：)）\-–—]\s*|\s+)",
        rf"[(（]\s*(?P<n>{_WRITTEN})\s*[)）]\s*[.．、:：]?\s*",
        rf"(?P<n>{_WRITTEN})[.．、](?!\s*$)\s*",
    )
)
_IN_WORDS = 6
"""Index of the first style whose number is written in words."""
_TEN, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number before a title; ``end`` is where the title's words start; ``style`` identifies the notation."""

    parts: tuple[int, ...]
    end: int
    style: int

    @property
    def number(self) -> int | None:
        """The number where it is a whole one."""
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def key(self) -> str:
        """The number as an id."""
        return "-".join(map(str, self.parts))

    @property
    def in_words(self) -> bool:
        """Whether it is written in words: parts of a text are more often numbered so than questions."""
        return self.style >= _IN_WORDS

    def follows(self, other: Numeral | None) -> bool:
        """Whether it goes on from another: one more on the same place, or on one above (``3.13`` behind ``3.12.4``)."""
        if other is None:
            return self.parts[-1] == 1
        place = len(self.parts) - 1
        return len(other.parts) > place and self.parts[:-1] == other.parts[:place] and self.parts[-1] == other.parts[place] + 1

    def repeats(self, other: Numeral | None) -> bool:
        """Whether it is the same number again."""
        return other is not None and self.parts == other.parts


def numeral_of(title: str) -> Numeral | None:
    """The number before a title; ``None`` if there is none."""
    for style, pattern in enumerate(_STYLES):
        found = pattern.match(title)
        parts = _parts(found["n"], style) if found else ()
        if found and parts:
            return Numeral(parts, found.end(), style)
    return None


def _parts(written: str, style: int) -> tuple[int, ...]:
    if style < _IN_WORDS:
        return tuple(int(part) for part in re.split(r"[.-]", written))
    value = _value(written)
    return (value,) if value else ()


def _value(written: str) -> int:
    """The value of a number in words up to 999 (三, 十二, 二十, 一百零五); 0 if it is not one."""
    total = digit = 0
    for char in written:
        value = unicodedata.numeric(char, -1)
        if value < 0 or value != int(value) or value > _HUNDRED:
            return 0
        if value >= _TEN:
            total += max(digit, 1) * int(value)
            digit = 0
        else:
            digit = int(value)
    return total + digit


def without_question_word(title: str, initials: tuple[str, ...] = ()) -> tuple[str, bool]:
    """A title without a leading ``Q:`` or ``问题：``, and whether there was one; ``initials`` are further letters like ``Q``."""
    found = _asked(initials).match(title)
    return (title[found.end() :], True) if found and title[found.end() :].strip() else (title, False)


@cache
def _asked(initials: tuple[str, ...]) -> re.Pattern[str]:
    names = _any_of((*_NAMES, *initials))
    in_bold = _any_of((*_NAMES, *_PROMPT_LABELS, *initials))
    return re.compile(
        rf"[^\w*]*(?P<marks>\*\*|__)\s*(?:{in_bold})\s*(?:[:：]\s*(?P=marks)|(?P=marks)\s*[:：])\s*"
        rf"|[^\w]*(?:(?:{names})\s*[:：]|(?:{_any_of(_NAMES)})\s*[.．]|[【\[](?:{names})[】\]](?!\()\s*[:：]?)\s*(?:(?:\*\*|__)\s+)?",
        re.IGNORECASE,
    )
