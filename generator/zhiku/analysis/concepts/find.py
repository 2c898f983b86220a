"""The concepts of a base: classified questions in, ``Concept`` records out.

``terms`` finds where the text names things; here the names of one thing are brought together, and its mentions are found.

Two namings are one concept when a first name of one is any name of the other, or when they share another name and one
first name ends with the other: ``深度卷积神经网络（CNN）`` is a ``卷积神经网络（CNN）``, because Chinese puts the head noun
last, while ``图神经网络融合（Graph Neural Network）`` is no ``图神经网络（GNN，Graph Neural Network）``. A name that two
concepts claim goes to the one more namings give it to. Nothing depends on the order of the questions.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import chain, combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pypinyin import lazy_pinyin

from zhiku.analysis.name_matcher import SCRIPT_BOUNDARY, NameMatcher
from zhiku.lang.reader import HAN
from zhiku.model import Concept, ConceptId, Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from zhiku.model import Classified, ConceptOverlay, Naming, Question, QuestionId

_CJK = re.compile(rf"[{HAN}]")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_MOST_NEIGHBOURS = 8
_COMMON = 0.5
"""Share of the questions that mention a concept, from which a link to it tells a reader nothing."""
_ASKED_OFTEN = 3
_SMALL = 10
"""A base of fewer questions links everything."""
_REMEMBERED = 50_000


class _Thing(NamedTuple):
    """A concept being put together: how often each name, folded, is its first and is any of its names; all its namings."""

    firsts: Counter[str]
    names: Counter[str]
    namings: list[tuple[Question, Naming]]


@lru_cache(_REMEMBERED)
def fold(name: str) -> str:
    """How names are compared: width, case and the space between scripts do not matter."""
    return SCRIPT_BOUNDARY.sub("", unicodedata.normalize("NFKC", name).casefold()).strip()


def sort_key(name: str) -> str:
    """Where a name stands in an index: by its pinyin, or by its letters."""
    return "".join(lazy_pinyin(name)).casefold()


def find_concepts(questions: Sequence[Classified], overlay: ConceptOverlay) -> tuple[Concept, ...]:
    """The concepts of a base with all their mentions, in the order of their ids."""
    things = _merge(_things(questions), [frozenset(map(fold, group)) for group in overlay.merged])
    banned = set(map(fold, overlay.banned))
    owned: dict[int, list[str]] = defaultdict(list)
    for name, owner in _owners(things).items():
        owned[owner].append(name)
    named = _settle_ids(
        {index: _names(things[index], own, overlay) for index, own in owned.items() if not banned & things[index].names.keys()}
    )
    defining = {
        concept: {(question.id, naming.passage) for question, naming in things[thing].namings if naming.is_head}
        for concept, (thing, _) in named.items()
    }
    mentions = _mentions(questions, {concept: names for concept, (_, names) in named.items()}, defining)
    telling = {concept for concept in named if _tells(mentions[concept], len(questions))}
    neighbours = _neighbours(mentions, telling)
    unlinked = set(map(fold, overlay.unlinked))
    return tuple(
        Concept(
            id=concept,
            name=names[0],
            aliases=names[1:],
            mentions=tuple(mentions[concept]),
            neighbours=neighbours[concept],
            linked=concept in telling and not unlinked & set(map(fold, names)),
        )
        for concept, (_, names) in sorted(named.items())
        if mentions[concept]
    )


def _tells(mentions: Iterable[Mention], total: int) -> bool:
    return total < _SMALL or len({mention.question for mention in mentions}) <= total * _COMMON


# --- bringing names together --------------------------------------------------------------------------------------------


def _things(questions: Iterable[Classified]) -> list[_Thing]:
    """One thing for each different first name."""
    things: dict[str, _Thing] = {}
    for item in questions:
        for naming in item.digest.namings:
            first = fold(naming.name)
            thing = things.setdefault(first, _Thing(Counter(), Counter(), []))
            thing.firsts[first] += 1
            thing.names.update({first, *map(fold, naming.aliases)})
            thing.namings.append((item.question, naming))
    return [things[first] for first in sorted(things) if not _is_asked_everywhere(first, things[first])]


def _is_asked_everywhere(name: str, thing: _Thing) -> bool:
    """Whether only titles name it, and several do: ``What is the output?`` is how a base asks, and no thing."""
    asking = [question for question, naming in thing.namings if naming.is_head and name in fold(question.title)]
    return len(asking) >= _ASKED_OFTEN and len(asking) == len(thing.namings)


def _merge(things: Sequence[_Thing], together: Sequence[frozenset[str]]) -> list[_Thing]:
    """Things that are one, joined; only things that share a name meet."""
    having: dict[str, list[int]] = defaultdict(list)
    for index, thing in enumerate(things):
        for name in thing.names:
            having[name].append(index)
    parent = list(range(len(things)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    alike = [
        pair for sharing in having.values() for pair in combinations(sharing, 2) if _is_same(*(things[index] for index in pair))
    ]
    by_owner = [
        (group[0], other)
        for names in together
        if (group := sorted({i for name in names for i in having[name]}))
        for other in group
    ]
    for one, other in (*alike, *by_owner):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    merged: dict[int, _Thing] = {}
    for index, thing in enumerate(things):
        whole = merged.setdefault(root(index), _Thing(Counter(), Counter(), []))
        whole.firsts.update(thing.firsts)
        whole.names.update(thing.names)
        whole.namings.extend(thing.namings)
    return list(merged.values())


def _is_same(one: _Thing, other: _Thing) -> bool:
    if one.firsts.keys() & other.names.keys() or other.firsts.keys() & one.names.keys():
        return True
    return any(_ends_with(first, second) or _ends_with(second, first) for first in one.firsts for second in other.firsts)


def _ends_with(long: str, short: str) -> bool:
    return long.endswith(short if _CJK.search(long) else f" {short}")


def _owners(things: Sequence[_Thing]) -> dict[str, int]:
    """Which thing a name belongs to: the one it is the first name of, else the one that more namings give it to."""
    owners: dict[str, tuple[bool, int, str, int]] = {}
    for index, thing in enumerate(things):
        for name, count in thing.names.items():
            claim = (name in thing.firsts, count, min(thing.firsts), index)
            known = owners.get(name)
            if known is None or (claim[:2], known[2]) > (known[:2], claim[2]):
                owners[name] = claim
    return {name: claim[3] for name, claim in owners.items()}


def _names(thing: _Thing, own: Iterable[str], overlay: ConceptOverlay) -> tuple[str, ...]:
    """The names of a thing as they are written, the best first."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for _, naming in thing.namings:
        spellings[fold(naming.name)][naming.name.strip()] += 2  # as a first name it is written with more care
        for name in naming.aliases:
            spellings[fold(name)][name] += 1
    heads = {fold(naming.name) for _, naming in thing.namings if naming.is_head}
    # Running text may carry words before a name: 支持行级锁. A head does not: 深度卷积神经网络 is a name.
    own = [name for name in own if name in heads or not any(name != other and _ends_with(name, other) for other in thing.firsts)]
    first = min(thing.firsts, key=lambda name: (-thing.firsts[name], not _CJK.search(name), len(name), name))
    ordered = sorted(own, key=lambda name: (name != first, not _CJK.search(name), -thing.names[name], len(name), name))
    written = [min(spellings[name], key=lambda spelling: (-spellings[name][spelling], spelling)) for name in ordered]
    chosen = [new for old, new in overlay.renamed if fold(old) in thing.names]
    chosen += [group[0] for group in overlay.merged if any(fold(name) in thing.firsts for name in group)]
    return tuple(dict.fromkeys((*chosen[:1], *written)))


def _settle_ids(names: Mapping[int, tuple[str, ...]]) -> dict[ConceptId, tuple[int, tuple[str, ...]]]:
    """Every thing under an id of its own."""
    settled: dict[ConceptId, tuple[int, tuple[str, ...]]] = {}
    for thing, spellings in sorted(names.items(), key=lambda item: item[1]):
        wanted = _id_of(spellings)
        names_for_it = chain([wanted], (f"{wanted}-{number}" for number in range(2, len(names) + 2)))
        free = next(ConceptId(name) for name in names_for_it if ConceptId(name) not in settled)
        settled[free] = (thing, spellings)
    return settled


def _id_of(names: Sequence[str]) -> str:
    """An address: the name where it is Latin, else its longest Latin alias, else its pinyin."""
    latin = sorted((name for name in names if not _CJK.search(name)), key=lambda name: (name != names[0], -len(name), name))
    text = latin[0] if latin else "-".join(lazy_pinyin(names[0]))
    return _NOT_IN_ID.sub("-", unicodedata.normalize("NFKD", text).casefold()).strip("-") or "concept"


# --- mentions ----------------------------------------------------------------------------------------------------------


def _mentions(
    questions: Iterable[Classified],
    names: Mapping[ConceptId, Sequence[str]],
    defining: Mapping[ConceptId, set[tuple[QuestionId, int]]],
) -> dict[ConceptId, list[Mention]]:
    matcher = NameMatcher((name, concept) for concept, spellings in names.items() for name in spellings)
    mentions: dict[ConceptId, list[Mention]] = {concept: [] for concept in names}
    for item in questions:
        for concept, mention in _mentions_of(item.question, matcher, defining):
            mentions[concept].append(mention)
    return mentions


def _mentions_of(
    question: Question, matcher: NameMatcher, defining: Mapping[ConceptId, set[tuple[QuestionId, int]]]
) -> Iterator[tuple[ConceptId, Mention]]:
    """The sentences of a question that name concepts, each once for each."""
    places = [place for place, passage in enumerate(question.passages) if not passage.is_code]
    found = matcher.find_in([question.title, *(question.passages[place].text for place in places)])
    for index, names in groupby(found, key=itemgetter(0)):
        if index == 0:
            for concept in dict.fromkeys(concept for _, _, concept in names):
                yield concept, Mention(question.id, None, question.title, question.lines.first, defining=False)
            continue
        place = places[index - 1]
        passage = question.passages[place]
        sentences = [*_SENTENCE.finditer(passage.text)]
        ends = [sentence.end() for sentence in sentences]
        for at, concept in dict.fromkeys((bisect_right(ends, start), concept) for _, start, concept in names):
            sentence, defines = sentences[at].group().strip(), (question.id, place) in defining[concept]
            yield concept, Mention(question.id, passage.section, sentence, passage.line, defines)


def _neighbours(
    mentions: Mapping[ConceptId, Sequence[Mention]], telling: Collection[ConceptId]
) -> dict[ConceptId, tuple[ConceptId, ...]]:
    """The concepts that share questions with each (Dice 1945), first those that one question treats side by side with it."""
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
        near[concept] = tuple(sorted(scores, key=lambda other: (-scores[other], other))[:_MOST_NEIGHBOURS])
    return near
