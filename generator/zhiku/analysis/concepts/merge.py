"""Merge the names of one thing: occurrences and terms in, ``Thing`` records out.

Two things are one where one's first name is any name of the other, where a first name differs only in plural, case, blanks or
hyphens, or where one first name ends with the other: ``深度卷积神经网络（CNN）`` is a ``卷积神经网络（CNN）``, because
Chinese puts the head noun last, while ``图神经网络融合（Graph Neural Network）`` is no ``图神经网络（GNN）``. A name that two
things claim goes to the one that more namings give it to. Nothing depends on the order of the questions.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.clauses import clauses
from zhiku.analysis.concepts.counts import ordered_forms
from zhiku.analysis.concepts.name_rules import is_common, is_inflected, is_latin, is_pair, is_plausible
from zhiku.analysis.inflection import foreign_singulars, singular
from zhiku.analysis.name_matcher import SCRIPT_BOUNDARY
from zhiku.analysis.words import class_of
from zhiku.lang.reader import HAN, HIRAGANA
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhiku.analysis.concepts.termhood import Term
    from zhiku.content.annotations import Erratum
    from zhiku.model import Classified, Question, QuestionId, TermOccurrence

_CJK = re.compile(f"[{HAN}]")
_ASKED_OFTEN = 3
_REMEMBERED = 50_000
_MANY_ASPECTS = 3
"""What titles ask of so many things is no thing itself: *symptoms of diabetes*."""
_NO_ERRATA: Mapping[QuestionId, Sequence[Erratum]] = MappingProxyType({})
_FIRST_NAME_WEIGHT = 2
"""A first name counts so many times a further one where spellings are counted: it is written with more care."""


class Thing(NamedTuple):
    """A concept under construction.

    ``firsts`` and ``names`` say how often each name, folded, is its first and is any of its names; ``spellings`` how often each
    is written in which way; ``occurrences`` are all places that name it so. ``inflected`` leads from the forms of a
    term to its first, ``certainties`` are those of the terms.
    """

    firsts: Counter[str]
    names: Counter[str]
    spellings: dict[str, Counter[str]]
    occurrences: list[tuple[Question, TermOccurrence]]
    inflected: dict[str, str]
    certainties: list[float]

    @property
    def certainty(self) -> float:
        """How certain it is that this is a concept; what a text introduces is one."""
        return 1.0 if self.occurrences else max(self.certainties, default=1.0)


def _nothing() -> Thing:
    return Thing(Counter(), Counter(), defaultdict(Counter), [], {}, [])


_FULL_STOP = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])")
"""One that may be left out: *NodeJS*, *Node.js*."""
_OKURIGANA = re.compile(f"(?<=[{HAN}])[{HIRAGANA}]+(?=[{HAN}])|(?<=[{HAN}]{{2}}|[{HIRAGANA}][{HAN}])[{HIRAGANA}]+$")
"""Hiragana behind kanji, which Japanese writes or leaves out: 申し込み, 申込み, 申込."""
_ABBREVIATIONS = re.compile(r"(?<![^\W_])(?P<one>[A-Z]{2,})s(?![^\W_])")


@lru_cache(_REMEMBERED)
def fold(name: str) -> str:
    """The form in which names are compared: width, case and the space between scripts are ignored."""
    return SCRIPT_BOUNDARY.sub("", unicodedata.normalize("NFKC", name).casefold()).strip()


@lru_cache(_REMEMBERED)
def variant(name: str) -> str:
    """A name without what spellings differ in.

    That is the plural (of ``APIs``, too), blanks, hyphens, full stops, traditional characters and okurigana.
    """
    folded = _OKURIGANA.sub("", fold(_ABBREVIATIONS.sub(r"\g<one>", name)).translate(to_simplified()))
    if len(folded) <= 3:  # noqa: PLR2004 - C, C# and C++ differ in nothing else
        return folded
    return "".join(map(singular, re.split(r"[\s_-]+", _FULL_STOP.sub("", folded))))


def things_of(
    questions: Iterable[Classified], terms: Sequence[Term], errata: Mapping[QuestionId, Sequence[Erratum]] = _NO_ERRATA
) -> list[Thing]:
    """One thing for each distinct first name; names that ``errata`` correct are left out."""
    things: dict[str, Thing] = defaultdict(_nothing)
    for item in questions:
        for occurrence in _corrected(item.features.occurrences, errata.get(item.question.id, ())):
            if not is_plausible(occurrence.name, is_head=occurrence.is_head) or is_common(occurrence.name):
                continue
            first = fold(occurrence.name)
            thing = things[first]
            thing.firsts[first] += 1
            thing.spellings[first][occurrence.name.strip()] += _FIRST_NAME_WEIGHT
            thing.names[first] += 1
            for name in occurrence.aliases:
                other = fold(name)
                if other != first and is_plausible(name, is_head=True) and not is_common(name) and is_pair(occurrence.name, name):
                    thing.names[other] += 1
                    thing.spellings[other][name] += 1
            thing.occurrences.append((item.question, occurrence))
    aspects = Counter(filter(None, map(_aspect, things)))
    forms = {fold(form) for term in terms for form, _ in term.forms}
    found = {
        first: thing
        for first, thing in things.items()
        if not _is_asked_everywhere(first, thing)
        and aspects[_aspect(first)] < _MANY_ASPECTS
        and (first in forms or not _may_be_oblique(first, thing))
    }
    found = {first: thing for first, thing in found.items() if _without_remarks(thing)}
    for term in terms:
        first = fold(term.forms[0][0])
        thing = found.setdefault(first, _nothing())
        thing.firsts[first] += 1
        thing.certainties.append(term.certainty)
        for form, count in term.forms:
            thing.names[fold(form)] += 1
            thing.spellings[fold(form)][form] += count
            thing.inflected[fold(form)] = first
    return [found[first] for first in sorted(found)]


def _without_remarks(thing: Thing) -> bool:
    """Keep of several unrelated Latin names that a text gives to one in another script those that it gives most often.

    The others say which one is meant there: *프로세스(Client)*. Of names that are given equally often all are remarks. Returns
    whether the thing is still introduced.
    """
    first = next(iter(thing.firsts))
    if is_latin(first) or _CJK.search(first):
        return True
    groups: list[Counter[str]] = []
    for _, occurrence in thing.occurrences:
        own = Counter(map(fold, occurrence.aliases))
        alike = [group for group in groups if own and any(_are_one(name, other) for name in own for other in group)]
        groups = [group for group in groups if group not in alike] + ([sum(alike, own)] if own else [])
    most = sorted((group.most_common(1)[0][1] for group in groups), reverse=True)[:2]
    for group in groups:
        if len(groups) > 1 and (most[0] == most[1] or group.most_common(1)[0][1] < most[0]):
            for name in group:
                del thing.names[name], thing.spellings[name]
    return not groups or len(thing.names) > 1 or any(occurrence.is_head for _, occurrence in thing.occurrences)


def _are_one(name: str, other: str) -> bool:
    """Whether two folded Latin names are the same, or one may be the short form of the other."""
    short, long = sorted((name, other), key=len)
    return variant(name) == variant(other) or "".join(word[0] for word in re.split(r"[\s-]+", long) if word) == short


def _aspect(name: str) -> str:
    """The words before the preposition of a name, if it has one: what the name says of something else."""
    words = name.split(" ")
    at = next((at for at, word in enumerate(words) if at and class_of(word, english=True) == FUNCTION), 0)
    return " ".join(words[:at])


def _corrected(occurrences: Iterable[TermOccurrence], errata: Sequence[Erratum]) -> Iterator[TermOccurrence]:
    """Namings without what an erratum corrects: of names within its quote those stay that its first clause says again."""
    for occurrence in occurrences:
        names = [occurrence.name, *occurrence.aliases]
        for erratum in errata:
            if len(names) > 1 and all(name in erratum.quote for name in names):
                said = clauses(erratum.correction)[:1]
                names = [name for name in names if any(name in clause for clause in said)]
        if names:
            yield (
                occurrence
                if len(names) == 1 + len(occurrence.aliases)
                else replace(occurrence, name=names[0], aliases=tuple(names[1:]))
            )


def _is_asked_everywhere(name: str, thing: Thing) -> bool:
    """Whether only titles contain a name, and several do: ``What is the output?`` is a question, not a thing."""
    asking = [question for question, occurrence in thing.occurrences if occurrence.is_head and name in fold(question.title)]
    return len(asking) >= _ASKED_OFTEN and len(asking) == len(thing.occurrences)


def _may_be_oblique(name: str, thing: Thing) -> bool:
    """Whether only sentences, where nouns are declined, introduce a name."""
    return is_inflected(name) and not any(occurrence.is_head for _, occurrence in thing.occurrences)


def merge(things: Sequence[Thing], together: Sequence[frozenset[str]]) -> list[Thing]:
    """Merge things that are one: those that share a name or its variant are compared; ``together`` are the owner's merges."""
    parent = list(range(len(things)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for one, other in _alike(things, together):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    merged: dict[int, Thing] = defaultdict(_nothing)
    for index, thing in enumerate(things):
        whole = merged[root(index)]
        whole.firsts.update(thing.firsts)
        whole.names.update(thing.names)
        for name, forms in thing.spellings.items():
            whole.spellings[name].update(forms)
        whole.occurrences.extend(thing.occurrences)
        whole.inflected.update(thing.inflected)
        whole.certainties.extend(thing.certainties)
    return list(merged.values())


def _alike(things: Sequence[Thing], together: Iterable[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The places of two things that are one each."""
    having: dict[str, list[int]] = defaultdict(list)
    variants: dict[str, list[int]] = defaultdict(list)
    for index, thing in enumerate(things):
        for name in thing.names:
            having[name].append(index)
        for name in thing.firsts:
            variants[variant(ordered_forms(thing.spellings[name])[0][0])].append(index)
    for index, thing in enumerate(things):
        singulars = (one for name in thing.firsts for one in _foreign_singulars(name) if one in variants)
        yield from ((other, index) for one in singulars for other in variants[one] if other != index)
    for sharing in having.values():
        yield from (pair for pair in combinations(sharing, 2) if _is_same(*(things[index] for index in pair)))
    owned = ({index for name in names for index in having[name]} for names in together)
    for group in (*variants.values(), *map(sorted, owned)):
        yield from ((group[0], other) for other in group[1:])


def _foreign_singulars(name: str) -> Iterator[str]:
    """The variants of what a name is the plural of, if its last word is one by a Greek or Latin ending: *matrices*."""
    *before, last = name.split(" ")
    return (variant(" ".join([*before, one])) for one in foreign_singulars(last))


def _is_same(one: Thing, other: Thing) -> bool:
    if one.firsts.keys() & other.names.keys() or other.firsts.keys() & one.names.keys():
        return True
    return any(ends_with(first, second) or ends_with(second, first) for first in one.firsts for second in other.firsts)


def ends_with(long: str, short: str) -> bool:
    """Whether a name is another one preceded by something."""
    return long.endswith(short if _CJK.search(long) else f" {short}")


def owners(things: Sequence[Thing]) -> Mapping[str, int]:
    """The thing that each name belongs to: the one whose first name it is, else the one with most occurrences of it."""
    found: dict[str, tuple[bool, int, str, int]] = {}
    for index, thing in enumerate(things):
        for name, count in thing.names.items():
            claim = (name in thing.firsts, count, min(thing.firsts), index)
            known = found.get(name)
            if known is None or (claim[:2], known[2]) > (known[:2], claim[2]):
                found[name] = claim
    return {name: claim[3] for name, claim in found.items()}
