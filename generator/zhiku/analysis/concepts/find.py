"""Find the concepts of a base: classified questions in, ``Concept`` records with all their mentions out.

Names come from two sources: those that a question introduces (``extract``), and terms that only the base as a whole shows
(``termhood``). ``merge`` brings names of one thing together, ``mentions`` finds where they stand. A concept needs two questions,
or a passage that defines it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.asked_kinds import is_asked_for
from zhiku.analysis.concepts.counts import ordered_forms
from zhiku.analysis.concepts.mentions import find_mentions
from zhiku.analysis.concepts.merge import Thing, ends_with, fold, merge, owners, things_of, variant
from zhiku.analysis.concepts.name_rules import is_inflected
from zhiku.analysis.concepts.salience import salience
from zhiku.analysis.concepts.short_forms import short_forms
from zhiku.analysis.concepts.termhood import find_terms
from zhiku.analysis.inflection import singular
from zhiku.analysis.language import language_of
from zhiku.lang.pinyin import syllables
from zhiku.lang.reader import HAN
from zhiku.model import Concept, ConceptId
from zhiku.source.slug import RESERVED_NAMES, ascii_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zhiku.content.annotations import Erratum
    from zhiku.model import Classified, ConceptOverlay, Mention, QuestionId

_CJK = re.compile(f"[{HAN}]")
_MAX_NEIGHBOURS = 8
_COMMON = 0.5
"""Share of the questions that mention a concept, from which a link to it tells a reader nothing."""
_LEAST_LINKED = 0.5
"""Sentences do not link to what is less surely a term than this."""
_SMALL = 10
"""A base of fewer questions links everything."""
_FEW = 40
"""In a base of fewer questions a name that one of them introduces is a concept; a second question would be chance."""


def find_concepts(
    questions: Sequence[Classified], overlay: ConceptOverlay, errata: Mapping[QuestionId, Sequence[Erratum]] | None = None
) -> tuple[Concept, ...]:
    """The concepts of a base with all their mentions, in the order of their ids; independent of the order of the questions.

    Names that ``errata`` of a question correct are no names of what they stand beside there.
    """
    terms = find_terms([item.question for item in questions], [item.features.candidates for item in questions])
    things = merge(things_of(questions, terms, errata or {}), [frozenset(map(fold, group)) for group in overlay.merged])
    named = _named(things, overlay)
    mentions = _mentions(questions, named)
    if pairs := short_forms({concept: found.names for concept, found in named.items()}, mentions):
        better = {fold(name) for name, _ in pairs}
        named = _named(merge(things, [frozenset(map(fold, pair)) for pair in pairs]), overlay, better)
        mentions = _mentions(questions, named)
    language = language_of([item.question for item in questions])
    kept = {concept: mentions[concept] for concept in _kept(named, mentions, len(questions), overlay, language)}
    telling = {concept for concept, found in kept.items() if _tells(found, len(questions))}
    neighbours = _neighbours(kept, telling)
    doubtful = {concept for concept in kept if named[concept].certainty < _LEAST_LINKED}
    unlinked = set(map(fold, overlay.unlinked))
    return tuple(
        Concept(
            id=concept,
            name=names[0],
            aliases=names[1:],
            mentions=tuple(kept[concept]),
            neighbours=neighbours[concept],
            linked=concept in telling and concept not in doubtful and not unlinked & set(map(fold, names)),
            spellings=spellings,
            salience=salience(names, kept[concept], language, certainty),
        )
        for concept, (names, spellings, _, certainty) in sorted(named.items())
        if concept in kept
    )


class _Named(NamedTuple):
    """The names of a concept, best first, all its spellings, where it is defined, by question and passage, and its certainty."""

    names: tuple[str, ...]
    spellings: tuple[str, ...]
    defining: set[tuple[QuestionId, int]]
    certainty: float


def _mentions(questions: Sequence[Classified], named: Mapping[ConceptId, _Named]) -> dict[ConceptId, list[Mention]]:
    """Where the text mentions each concept."""
    return find_mentions(
        questions,
        {concept: found.spellings for concept, found in named.items()},
        {concept: found.defining for concept, found in named.items()},
    )


def _named(things: Sequence[Thing], overlay: ConceptOverlay, better: Collection[str] = ()) -> dict[ConceptId, _Named]:
    """The things that no one bans, by their ids; ``better`` names come first."""
    banned = set(map(fold, overlay.banned))
    owned: dict[int, list[str]] = defaultdict(list)
    for name, owner in owners(things).items():
        owned[owner].append(name)
    resolved = _resolve_ids(
        {
            index: _names(things[index], own, overlay, better)
            for index, own in owned.items()
            if not banned & things[index].names.keys()
        }
    )
    return {
        concept: _Named(names, *_places(things[index], names, owned[index]), things[index].certainty)
        for concept, (index, names) in resolved.items()
    }


def _places(thing: Thing, names: Iterable[str], own: Iterable[str]) -> tuple[tuple[str, ...], set[tuple[QuestionId, int]]]:
    """How a thing is spelled, and where it is defined."""
    spellings = (*names, *(form for name in own for form in sorted(thing.spellings[name])))
    defining = {(question.id, occurrence.passage) for question, occurrence in thing.occurrences if occurrence.is_head}
    return tuple(dict.fromkeys(spellings)), defining


def _kept(
    named: Mapping[ConceptId, _Named],
    mentions: Mapping[ConceptId, Sequence[Mention]],
    total: int,
    overlay: ConceptOverlay,
    language: str,
) -> set[ConceptId]:
    """The concepts that two questions mention or one defines, all that a small base mentions, and those that the owner names."""
    by_owner = {fold(name) for group in (*overlay.merged, *overlay.renamed) for name in group}

    def is_one(concept: ConceptId, found: Sequence[Mention]) -> bool:
        spellings = named[concept].spellings
        is_told = _recurs(found) and not is_asked_for(spellings, found, language)
        return total < _FEW or is_told or not by_owner.isdisjoint(map(fold, spellings))

    return {concept for concept, found in mentions.items() if found and is_one(concept, found)}


def _recurs(mentions: Sequence[Mention]) -> bool:
    """Whether a second question mentions a concept, or a passage defines it."""
    return any(mention.defining or mention.question != mentions[0].question for mention in mentions)


def _tells(mentions: Iterable[Mention], total: int) -> bool:
    return total < _SMALL or len({mention.question for mention in mentions}) <= total * _COMMON


def _names(thing: Thing, own: Iterable[str], overlay: ConceptOverlay, better: Collection[str]) -> tuple[str, ...]:
    """The names of a thing as written, one of the ``better`` ones first; of spellings that differ slightly, the most frequent."""
    heads = {fold(occurrence.name) for _, occurrence in thing.occurrences if occurrence.is_head}
    # Running text may carry words before a name: 支持行级锁. A head does not: 深度卷积神经网络 is a name.
    own = [name for name in own if name in heads or not any(name != other and ends_with(name, other) for other in thing.firsts)]
    first = min(
        thing.firsts,
        key=lambda name: (name not in better, -thing.firsts[name], not _CJK.search(name), len(name), name),
    )
    first = thing.inflected.get(first, first)
    first = min(_spellings_of(first, thing), key=lambda name: (-thing.spellings[name].total(), name != first))
    ordered = sorted(own, key=lambda name: (name != first, not _CJK.search(name), -thing.names[name], len(name), name))
    written = [min(thing.spellings[name], key=lambda form: (-thing.spellings[name][form], form)) for name in ordered]
    chosen = [new for old, new in overlay.renamed if fold(old) in thing.names]
    chosen += [group[0] for group in overlay.merged if any(fold(name) in thing.firsts for name in group)]
    by_variant: dict[str, str] = {}
    for name in (*chosen[:1], *(_in_first_form(name, thing) for name in written)):
        by_variant.setdefault(variant(thing.inflected.get(fold(name), name)), name)
    return tuple(by_variant.values())


def _in_first_form(name: str, thing: Thing) -> str:
    """A name that sentences have in another case than the first one, in that: *автоматического выключателя*."""
    first = thing.inflected.get(fold(name), "")
    return ordered_forms(thing.spellings[first])[0][0] if first and is_inflected(name) else name


def _spellings_of(first: str, thing: Thing) -> list[str]:
    """A first name and the others that differ from it in blanks and hyphens, as *wi-fi* and *wifi*.

    They may differ in number if all are written with a capital: a name has the number that it has, *Hangouts*.
    """
    others = [name for name in thing.firsts if variant(name) == variant(first)]
    if not all(ordered_forms(thing.spellings[name])[0][0][0].isupper() for name in others):
        others = [name for name in others if singular(name) != singular(first)]
    return [first, *others]


def _resolve_ids(names: Mapping[int, tuple[str, ...]]) -> dict[ConceptId, tuple[int, tuple[str, ...]]]:
    """Assign each thing a unique id."""
    resolved: dict[ConceptId, tuple[int, tuple[str, ...]]] = {}
    for thing, spellings in sorted(names.items(), key=lambda item: item[1]):
        wanted = _id_of(spellings)
        names_for_it = chain([wanted], (f"{wanted}-{number}" for number in range(2, len(names) + 2)))
        free = next(ConceptId(name) for name in names_for_it if ConceptId(name) not in resolved and name not in RESERVED_NAMES)
        resolved[free] = (thing, spellings)
    return resolved


def _id_of(names: Sequence[str]) -> str:
    """An id: the name if it has no Han characters, else the longest alias without them, else the name's pinyin."""
    latin = sorted((name for name in names if not _CJK.search(name)), key=lambda name: (name != names[0], -len(name), name))
    return "-".join(ascii_words(latin[0] if latin else "-".join(syllables(names[0])))) or "concept"


def _neighbours(
    mentions: Mapping[ConceptId, Sequence[Mention]], telling: Collection[ConceptId]
) -> dict[ConceptId, tuple[ConceptId, ...]]:
    """For each concept, those with which it shares questions (Dice 1945), first those treated side by side in one."""
    questions = {concept: {mention.question for mention in found} for concept, found in mentions.items()}
    defined = {concept: {mention.question for mention in found if mention.defining} for concept, found in mentions.items()}
    within: dict[str, list[ConceptId]] = defaultdict(list)
    for concept in sorted(telling):
        for question in questions[concept]:
            within[question].append(concept)
    near: dict[ConceptId, tuple[ConceptId, ...]] = {}
    for concept, own in questions.items():
        shared = Counter(other for question in own for other in within[question] if other != concept)
        scores = {
            other: bool(defined[concept] & defined[other]) + 2 * count / (len(own) + len(questions[other]))
            for other, count in shared.items()
        }
        near[concept] = tuple(sorted(scores, key=lambda other: (-scores[other], other))[:_MAX_NEIGHBOURS])
    return near
