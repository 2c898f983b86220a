"""Find what a reader of one question should read next, and say why: classified questions and concepts in, ``Entry`` out.

A question is two bags of features. *Things*: the concepts it names (more where it treats them, less where they are but
examples), the subjects of titles, its own and those its text names, the domains it is about, the words of its title without the
question frame. *Words*: all of its text, Chinese as character bigrams; clauses that recur in three or more questions give none. A
feature weighs by its rarity (inverse document frequency, Spärck Jones 1972); what most questions share says nothing. The score
is the mean of the cosines of both bags, so it lies in 0..1, and a long text does not drown the few things it is about. Only
questions that share a thing or one of the rarest words meet (an inverted index), and only the most promising of these are weighed
up, so the cost follows what is shared, not the square of the base.

Two questions are duplicates when most of the shorter one's five-character shingles stand in the other (containment, Broder 1997)
and it is no mere fragment of it. A relation must have a reason that can be shown. A question that would have none gets the
nearest one that has. The numbers were chosen on two judged bases in ``tests/gold`` where both change little around them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from operator import add
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.classify import boilerplate_clauses, clauses
from generator.matcher import NameMatcher
from generator.model import GENERAL, ConceptId, Entry, PassageRole, Relation, RelationKind, SectionKind
from generator.parallel import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model import Classified, Concept, Domain, DomainId, Mention, Question

_MOST_RELATED = 4
_LEAST_SCORE = 0.1
_LEAST_OF_BEST = 0.5
"""Behind a strong relation, one of less than this part of its score is noise."""
_DUPLICATE_CONTAINMENT = 0.6
_DUPLICATE_SIZE = 0.4
"""A duplicate has at least this part of the other's length: an answer of one sentence says the same again as no chapter."""
_DUPLICATE_WORDS = 0.4
"""Less than that part of the words in common, and most of the text cannot be the same."""
_SHINGLE = 5
_RAREST = 40
_WEIGHED_UP = 32
"""So many of the most promising questions are compared by all they share."""
_REMEMBERED = 256
_DIGITS = 9
"""Sums of the same numbers in another order differ behind these."""
_MOST_COMMON_THING, _MOST_COMMON_WORD = 1 / 2, 1 / 3
_FEW_TITLES = 0.1
"""Words of more titles than this share are the frame in which a base asks, no reason."""
_LONGEST_POSTING = 64
"""A feature that more questions share makes none of them meet, because the cost would be quadratic; it counts where they meet."""
_TREATED, _NAMED, _EXAMPLE, _DOMAIN, _TITLE, _WORD = 3.0, 1.0, 0.75, 2.0, 1.5, 1.0
_MOST_NAMES = 3
_MOST_UNIQUE = 4
_WORDS = re.compile(r"[a-z0-9][a-z0-9+#-]*|[\u3400-\u9fff]+")
_FRAME = re.compile(
    r"是?有?哪些|是?有?什么|如何|怎么样?|怎样|为什么|是否|请?解释(?:一下)?|请|吗|呢|了解|区别|不同|联系|关系|作用|优缺点|优势|应用|领域|支持|使用|方法|原因"
    r"|\b(?:what|how|why|when|which|is|are|do|does|the|an?|of|in|to|you|can|difference|between)\b|[^\w]+"
)
_NOT_A_SUBJECT = re.compile(r"[的中在与和及其对里是有用会]|常见|主要|一个|不?推荐|适合|导致|作为|没有|[^\w]+")
_FOR_EXAMPLE = re.compile(r"如|such as|e\.g\.|for example")
_SHORTEST_SHARED_TITLE = 3
_SHORTEST_SUBJECT = 3


Key = TypeVar("Key")


class Feature(NamedTuple):
    """A thing that two questions can share; ``name`` is what a reader sees, empty where it is no reason by itself."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Side:
    """What is compared of a question: its things and its words by weight; both bags together have length one."""

    question: Question
    things: dict[Feature, float]
    words: dict[str, float]

    def shingles(self) -> frozenset[int]:
        """Hashes of all stretches of five characters outside the prompt."""
        text = "".join(passage.text for passage in self.question.passages if passage.section is not SectionKind.PROMPT)
        return frozenset(hash(text[start : start + _SHINGLE]) for start in range(len(text) - _SHINGLE + 1))

    def heads(self) -> dict[str, None]:
        """The heads of its outermost lists."""
        passages = self.question.passages
        return dict.fromkeys(passage.text for passage in passages if passage.role is PassageRole.LIST_HEAD and passage.depth == 1)


def relate(questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain]) -> tuple[Entry, ...]:
    """Every question with the others that belong to it, best first; independent of the order of the questions."""
    names = {domain.id: domain.name for domain in domains}
    things = _things(questions, concepts, names)
    boilerplate = boilerplate_clauses([item.question for item in questions])
    words = [_words_of(item.question, boilerplate) for item in questions]
    bags = zip(questions, _weigh(things, _MOST_COMMON_THING), _weigh(words, _MOST_COMMON_WORD), strict=True)
    sides = [_Side(item.question, of_things, of_words) for item, of_things, of_words in bags]
    meetings = _Meetings(sides)
    named = defaultdict(list)
    for concept in concepts:
        for question in concept.questions:
            named[question].append(concept.id)
    related = spread(lambda index: _relations(index, sides, meetings), range(len(sides)), least=200)
    return tuple(
        Entry(item.question, item.tags, tuple(named[item.question.id]), relations)
        for item, relations in zip(questions, related, strict=True)
    )


# --- features -----------------------------------------------------------------------------------------------------------


def _things(
    questions: Sequence[Classified], concepts: Iterable[Concept], domains: Mapping[DomainId, str]
) -> list[dict[Feature, float]]:
    named: dict[str, dict[Feature, float]] = defaultdict(dict)
    for concept in concepts:
        feature = Feature("concept", concept.id, concept.name)
        for mention in concept.mentions:
            weight = _weight_of(mention, concept.names)
            named[mention.question][feature] = max(weight, named[mention.question].get(feature, 0.0))
    subjects = NameMatcher((subject, ConceptId(subject)) for item in questions for subject in _subjects(item.question.title))
    bags = []
    for item in questions:
        bag = dict(named[item.question.id])
        for passage in item.question.passages:
            bag.update({Feature("subject", subject, subject): _NAMED for _, _, subject in subjects.find(passage.text)})
        bag.update({Feature("subject", subject, subject): _TREATED for subject in _subjects(item.question.title)})
        bag.update({Feature("title", words, ""): _TITLE for words in _title_words(item.question.title)})
        bag.update({Feature("domain", domain, domains[domain]): _DOMAIN for domain in item.about if domain != GENERAL})
        bags.append(bag)
    return bags


def _words_of(question: Question, boilerplate: frozenset[str]) -> dict[str, float]:
    texts = {passage.text for passage in question.passages}
    said = {clause for text in texts for clause in clauses(text.casefold()) if clause not in boilerplate}
    return {word: _WORD for clause in said for run in _WORDS.findall(clause) for word in _units(run)}


def _weight_of(mention: Mention, names: Iterable[str]) -> float:
    if mention.defining or mention.section is None:
        return _TREATED
    before = min((mention.text.find(name) for name in names if name in mention.text), default=0)
    return _EXAMPLE if _FOR_EXAMPLE.search(mention.text, 0, max(before, 0)) else _NAMED


def _subjects(title: str) -> set[str]:
    """What a title asks about: its words outside the question frame, cut where Chinese joins nouns."""
    parts = [part for frame in _FRAME.split(title) if frame for part in _NOT_A_SUBJECT.split(frame) if part]
    return {part for part in parts if len(part) >= _SHORTEST_SUBJECT and not part.isascii()}


def _title_words(title: str) -> set[str]:
    return {word for part in _FRAME.split(title.casefold()) if part for word in _units(part)}


def _units(run: str) -> tuple[str, ...]:
    """A Latin word whole, Chinese characters in overlapping pairs."""
    return (run,) if run.isascii() else tuple(map(add, run, run[1:]))


def _weigh(bags: Sequence[Mapping[Key, float]], most_common: float) -> list[dict[Key, float]]:
    """Weights times rarity, at a length of one half; what only one question has is left out."""
    frequency = Counter(feature for bag in bags for feature in bag)
    most = max(2, len(bags) * most_common)
    rarity = {feature: math.log(1 + len(bags) / count) for feature, count in frequency.items() if count <= most}
    weighed = []
    for bag in bags:
        kept = {feature: weight * rarity[feature] for feature, weight in bag.items() if feature in rarity}
        length = math.sqrt(2 * math.fsum(weight * weight for weight in kept.values())) or 1.0
        weighed.append({feature: weight / length for feature, weight in kept.items() if frequency[feature] > 1})
    return weighed


# --- relations ----------------------------------------------------------------------------------------------------------


class _Meetings:
    """Which questions meet: an inverted index over their things and their rarest words."""

    def __init__(self, sides: Sequence[_Side]) -> None:
        self._sides = sides
        # Neighbours are compared again and again, but all shingles of a large base would be most of its memory.
        self.shingles = lru_cache(_REMEMBERED)(lambda index: sides[index].shingles())
        self.titles: Counter[str] = Counter(feature.key for side in sides for feature in side.things if feature.kind == "title")
        self._things: dict[Feature, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        for index, side in enumerate(sides):
            for feature in side.things:
                self._things[feature].append(index)
            for word in _rarest(side.words):
                self._words[word].append(index)

    def of(self, index: int) -> list[tuple[float, int, int]]:
        """The nearest other questions of one, the best first: score, how many words they share, index."""
        side = self._sides[index]
        promise: dict[int, float] = defaultdict(float)
        for thing, weight in side.things.items():
            if len(self._things[thing]) <= _LONGEST_POSTING:
                for other in self._things[thing]:
                    promise[other] += weight * self._sides[other].things[thing]
        for word in _rarest(side.words):
            if len(self._words[word]) <= _LONGEST_POSTING:
                for other in self._words[word]:
                    promise[other] += side.words[word] * self._sides[other].words[word]
        promise.pop(index, None)
        least = round(nlargest(_WEIGHED_UP, promise.values())[-1], _DIGITS) if promise else 0.0
        most = [other for other, promised in promise.items() if round(promised, _DIGITS) >= least]
        scored = [(*_likeness(side, self._sides[other]), other) for other in most]
        return sorted(scored, key=lambda found: (-found[0], self._sides[found[2]].question.id))[: 4 * _MOST_RELATED]


def _rarest(words: Mapping[str, float]) -> Sequence[str]:
    """The weightiest words, by which a question meets others."""
    return nlargest(_RAREST, words, key=lambda word: (words[word], word)) if len(words) > _RAREST else tuple(words)


def _likeness(side: _Side, other: _Side) -> tuple[float, int]:
    """The score of two questions, and how many words they share."""
    things, words = side.things.keys() & other.things.keys(), side.words.keys() & other.words.keys()
    products = [side.things[thing] * other.things[thing] for thing in things]
    products += [side.words[word] * other.words[word] for word in words]
    return min(1.0, math.fsum(products)), len(words)


def _relations(index: int, sides: Sequence[_Side], meetings: _Meetings) -> tuple[Relation, ...]:
    side = sides[index]
    few = max(2, len(sides) * _FEW_TITLES)
    told = {feature.key for feature in side.things if feature.kind == "title" and meetings.titles[feature.key] <= few}
    duplicates: list[Relation] = []
    related: list[Relation] = []
    for score, shared_words, other in meetings.of(index):
        if _is_duplicate(index, other, shared_words, sides, meetings):
            duplicates.append(_relation(side, sides[other], score, told, duplicate=True))
        elif len(related) < _MOST_RELATED and (not related or score >= related[0].score * _LEAST_OF_BEST):
            relation = _relation(side, sides[other], score, told, duplicate=False)
            related += [relation] if relation.reasons else []
    strong = [relation for relation in related if relation.score >= _LEAST_SCORE]
    return (*duplicates, *strong)[:_MOST_RELATED] or tuple(related[:1])


def _relation(side: _Side, other: _Side, score: float, rare_titles: set[str], *, duplicate: bool) -> Relation:
    shared = sorted(
        side.things.keys() & other.things.keys(), key=lambda feature: (-side.things[feature] * other.things[feature], feature)
    )
    concepts = _shortened(feature.name for feature in shared if feature.kind in {"concept", "subject"})
    domains = [feature.name for feature in shared if feature.kind == "domain"]
    asked = _asked_by_both(
        side.question.title,
        other.question.title,
        {feature.key for feature in shared if feature.kind == "title" and feature.key in rare_titles},
    )
    return Relation(
        target=other.question.id,
        score=round(score, 4),
        kind=RelationKind.DUPLICATE if duplicate else RelationKind.RELATED,
        concepts=concepts,
        domains=tuple(name for name in domains if name not in concepts)[:_MOST_NAMES],
        asked="" if any(asked in name for name in (*concepts, *domains)) else asked,
        unique=tuple(head for head in other.heads() if head not in side.heads())[:_MOST_UNIQUE] if duplicate else (),
    )


def _shortened(names: Iterable[str]) -> tuple[str, ...]:
    """The first few names, without those that lie within one already there."""
    kept: list[str] = []
    for name in names:
        if not any(name in other for other in kept):
            kept.append(name)
    return tuple(kept[:_MOST_NAMES])


def _is_duplicate(index: int, other: int, shared_words: int, sides: Sequence[_Side], meetings: _Meetings) -> bool:
    # Texts that share five characters in a row share four words; looking at the words first spares most texts being cut.
    if shared_words < min(len(sides[index].words), len(sides[other].words)) * _DUPLICATE_WORDS:
        return False
    one, two = meetings.shingles(index), meetings.shingles(other)
    smaller, larger = sorted((len(one), len(two)))
    return smaller > larger * _DUPLICATE_SIZE and len(one & two) / smaller >= _DUPLICATE_CONTAINMENT


def _asked_by_both(one: str, other: str, rare: set[str]) -> str:
    """The longest stretch that two titles share outside the question frame and that holds words few other titles have."""
    if not rare:
        return ""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = [part for block in blocks for part in _FRAME.split(one[block.a : block.a + block.size]) if part]
    telling = [part for part in shared if any(word in part.casefold() for word in rare)]
    longest = max(telling, key=len, default="")
    return longest if len(longest) >= _SHORTEST_SHARED_TITLE else ""
