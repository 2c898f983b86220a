"""Find the nominative among the forms of a word or phrase: forms with their counts in, the form to show out.

A language lists its declensions (``lang``): the endings of the nominative singular and plural first, then all others. The one
that explains most of a word's occurrences says which of its forms is the nominative. Only forms that the text has are shown, so
that nothing is made up; where it has no nominative, there is none to show.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from zhiku.analysis.inflection import without_fleeting_vowel
from zhiku.lang.reader import language_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NO_ENDING, _FLEETING = "_", "~"
_BARE = frozenset({"", _FLEETING})
"""Endings of nominatives that have none."""
_MIN_STEM_LENGTH = 2
_MIN_EXPLAINED = 0.8
"""Share of a word's occurrences that a declension must explain."""

_CLEARLY_COMMONER = 3
"""Of declensions that explain as much the first is taken, unless the nominative of another one is so many times as frequent."""
_CLEARLY_FEWER = 2
"""Or unless the plural of the first is so many times as frequent as its singular."""

_Declension = tuple[str, ...]


def nominative(forms: Mapping[str, int], language: str, alone: Sequence[Mapping[str, int]] = ()) -> str | None:
    """The form in the nominative, the singular if there is one; None where no form is, or the language lists no declensions.

    Forms of several words have as many nominatives as possible among the words that differ between them; ``alone`` are the forms
    that each word has in the whole base.
    """
    if not _declensions(language):
        return None
    split = {form: form.split(" ") for form in forms}
    length = min(map(len, split.values()))
    if any(len(words) != length for words in split.values()):
        return None
    ranks: list[Mapping[str, int]] = []
    for place in range(length):
        counts = Counter[str]()
        for form, words in split.items():
            counts[words[place].casefold()] += forms[form]
        differs = len(counts) > 1 or length == 1
        for form, count in alone[place].items() if place < len(alone) else ():
            counts[form.casefold()] += count
        ranks.append(_ranks(counts, language) if differs else {})
    scores = {form: sum(found.get(word.casefold(), 0) for found, word in zip(ranks, split[form], strict=True)) for form in forms}
    best = max(scores.values())
    if not best:
        return None
    # The head of a phrase comes first or, behind adjectives, last; a genitive behind it stays as it is.
    chosen = min(
        (form for form in forms if scores[form] == best), key=lambda form: (-_count(form, forms), form != form.lower(), form)
    )
    return _in_lower_case(chosen, forms)


def has_cases(language: str) -> bool:
    """Whether a language lists its declensions."""
    return bool(_declensions(language))


def _count(form: str, forms: Mapping[str, int]) -> int:
    """How often a form occurs, with a capital or not."""
    return sum(count for other, count in forms.items() if other.casefold() == form.casefold())


def _in_lower_case(chosen: str, forms: Mapping[str, int]) -> str:
    """A form as it is spelled most, without a capital that only the start of a sentence gives it: if most forms have none."""
    spellings = [form for form in forms if form.casefold() == chosen.casefold()]
    lower = sum(count for form, count in forms.items() if form == form.lower())
    if lower * 2 >= sum(forms.values()):
        form = min(spellings, key=lambda form: (form != form.lower(), -forms[form], form))
        return form[0].lower() + form[1:]
    return min(spellings, key=lambda form: (-forms[form], form))


def _ranks(counts: Mapping[str, int], language: str) -> dict[str, int]:
    """2 for the nominative singular of a word, 1 for the plural, of the forms that occur.

    There are none if a declension without a nominative explains more, or for a plural as much: *отправки* and *отправку* are
    forms of *отправка*; nor for a rare form without an ending, which may be a genitive of the plural: *schránek*.
    """
    written = {_stem_with(counts, form, language): form for form in counts}
    counts = {short: counts[form] for short, form in written.items()}
    best: tuple[float, int] = (_MIN_EXPLAINED * sum(counts.values()) - 1e-9, 0)
    without, singular, plural, may_be_genitive = 0, "", "", False
    found: dict[str, int] = {}
    for endings, stem in _readings(counts, language):
        explained = sum(counts.get(stem + ending, 0) for ending in set(endings))
        nominatives = ((stem + endings[1], 1), (stem + endings[0], 2))
        shown = {form: rank for form, rank in nominatives if form in counts}
        value = (float(explained), max(shown.values(), default=0))
        if not shown:
            without = max(without, explained)
        elif value > best or (value == best and _is_likelier(singular, plural, counts, stem + endings[0])):
            best, found, singular, plural = value, shown, stem + endings[0], stem + endings[1]
            may_be_genitive = endings[0] in _BARE and stem + endings[1] in counts and 2 * counts.get(singular, 0) < explained
    return {} if (without, 2 if may_be_genitive else 1) >= best else {written[form]: rank for form, rank in found.items()}


def _readings(forms: Iterable[str], language: str) -> Iterator[tuple[_Declension, str]]:
    """The declensions that a word may follow, each with the stem that it would have."""
    for endings in _declensions(language):
        stems = {
            form.removesuffix(ending)
            for form in forms
            for ending in endings
            if form.endswith(ending) and len(form) >= len(ending) + _MIN_STEM_LENGTH
        }
        yield from ((endings, stem) for stem in sorted(stems))


def _is_likelier(one: str, plural: str, counts: Mapping[str, int], other: str) -> bool:
    """Whether of two nominatives in the singular the other is longer, and the one is rather a genitive of the plural.

    That is so where the other is clearly more frequent: *структура*, not *структур*; or where the one is half as frequent as the
    ``plural`` that it would have, which is the other's genitive as well: *таблица*, not *таблиц*.
    """
    known = counts.get(one, 0)
    is_genitive = counts.get(other, 0) >= _CLEARLY_COMMONER * max(1, known) or counts.get(plural, 0) >= _CLEARLY_FEWER * known
    return len(other) > len(one) and other in counts and is_genitive


def _stem_with(forms: Iterable[str], form: str, language: str) -> str:
    """A form without a fleeting vowel and with a sign for it, if others begin so and none as it stands: *списк~*, *списка*."""
    short = without_fleeting_vowel(form, language)
    others = [other for other in forms if other != form]
    is_fleeting = any(other.startswith(short) for other in others) and not any(other.startswith(form) for other in others)
    return short + _FLEETING if is_fleeting else form


@cache
def _declensions(code: str) -> tuple[_Declension, ...]:
    return tuple(
        tuple(ending.replace(_NO_ENDING, "") for ending in endings.split()) for endings in language_by_code(code).declensions
    )
