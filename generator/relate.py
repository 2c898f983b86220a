"""Find what a reader of one question should read next, and say why: classified questions and concepts in, ``Entry`` out.

A question is two bags of features. *Things*: the concepts it names (more where it treats them, less where they are but
examples), the subjects of titles, its own and those its text names, the domains it is about, the words of its title without the
question frame. *Words*: all of its text, Chinese as character bigrams; clauses that recur in three or more questions give none. A
feature weighs by its rarity (inverse document frequency, Spärck Jones 1972); what most questions share says nothing. The score
is the mean of the cosines of both bags, so it lies in 0..1, and a long text does not drown the few things it is about. Only
questions that share a feature meet (an inverted index), so the cost follows the shared features, not the square of the base.

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
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.classify import boilerplate_clauses, clauses
from generator.concepts import NameMatcher
from generator.model import GENERAL, ConceptId, Entry, PassageRole, Relation, RelationKind, SectionKind

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
_SHINGLE = 5
_MOST_COMMON_THING, _MOST_COMMON_WORD = 1 / 2, 1 / 3
_FEW_TITLES = 0.1
"""Words of more titles than this share are the frame in which a base asks, no reason."""
_LONGEST_POSTING = 200
"""A feature that more questions share tells them apart no longer, and would make the cost quadratic."""
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


class Feature(NamedTuple):
    """Something two questions can share; ``name`` is what a reader sees, empty for mere words."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Side:
    """What is compared of a question; ``bag`` has length one."""

    question: Question
    bag: dict[Feature, float]
    shingles: frozenset[int]


def relate(questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain]) -> tuple[Entry, ...]:
    """Every question with the others that belong to it, best first; independent of the order of the questions."""
    names = {domain.id: domain.name for domain in domains}
    bags = _weigh(_bags(questions, concepts, names))
    sides = [_Side(item.question, bag, _shingles(item.question)) for item, bag in zip(questions, bags, strict=True)]
    postings: dict[Feature, list[int]] = defaultdict(list)
    for index, side in enumerate(sides):
        for feature in side.bag:
            postings[feature].append(index)
    named = defaultdict(list)
    for concept in concepts:
        for question in concept.questions:
            named[question].append(concept.id)
    return tuple(
        Entry(item.question, item.tags, tuple(named[item.question.id]), _relations(index, sides, postings))
        for index, item in enumerate(questions)
    )


# --- features -----------------------------------------------------------------------------------------------------------


def _bags(
    questions: Sequence[Classified], concepts: Iterable[Concept], domains: Mapping[DomainId, str]
) -> list[dict[Feature, float]]:
    boilerplate = boilerplate_clauses([item.question for item in questions])
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
            bag.update({Feature("word", word, ""): _WORD for word in _words(passage.text.casefold(), boilerplate)})
        bag.update({Feature("subject", subject, subject): _TREATED for subject in _subjects(item.question.title)})
        bag.update({Feature("title", words, ""): _TITLE for words in _title_words(item.question.title)})
        bag.update({Feature("domain", domain, domains[domain]): _DOMAIN for domain in item.about if domain != GENERAL})
        bags.append(bag)
    return bags


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


def _words(text: str, boilerplate: frozenset[str]) -> set[str]:
    return {
        word for clause in clauses(text) if clause not in boilerplate for run in _WORDS.findall(clause) for word in _units(run)
    }


def _units(run: str) -> tuple[str, ...]:
    """A Latin word whole, Chinese characters in overlapping pairs."""
    return (run,) if run.isascii() else tuple(map("".join, pairwise(run)))


def _weigh(bags: Sequence[dict[Feature, float]]) -> list[dict[Feature, float]]:
    """Weights times rarity; things and words each take half of a bag's length of one. What only one question has is left out."""
    frequency = Counter(feature for bag in bags for feature in bag)
    return [
        _weigh_half(bag, frequency, len(bags), words=False) | _weigh_half(bag, frequency, len(bags), words=True) for bag in bags
    ]


def _weigh_half(
    bag: Mapping[Feature, float], frequency: Mapping[Feature, int], total: int, *, words: bool
) -> dict[Feature, float]:
    most = max(2, min(total * (_MOST_COMMON_WORD if words else _MOST_COMMON_THING), _LONGEST_POSTING))
    kept = {
        feature: weight * math.log(1 + total / frequency[feature])
        for feature, weight in bag.items()
        if (feature.kind == "word") is words and frequency[feature] <= most
    }
    length = math.sqrt(2 * math.fsum(weight * weight for weight in kept.values())) or 1.0
    return {feature: weight / length for feature, weight in kept.items() if frequency[feature] > 1}


# --- relations ----------------------------------------------------------------------------------------------------------


def _relations(index: int, sides: Sequence[_Side], postings: Mapping[Feature, Sequence[int]]) -> tuple[Relation, ...]:
    side = sides[index]
    scores: dict[int, list[float]] = defaultdict(list)
    for feature, weight in side.bag.items():
        for other in postings[feature]:
            if other != index:
                scores[other].append(weight * sides[other].bag[feature])
    summed = {other: min(1.0, math.fsum(parts)) for other, parts in scores.items()}
    nearest = sorted(summed, key=lambda other: (-summed[other], sides[other].question.id))[: 4 * _MOST_RELATED]
    few = max(2, len(sides) * _FEW_TITLES)
    told = {feature.key for feature in side.bag if feature.kind == "title" and len(postings[feature]) <= few}
    found = [_relation(side, sides[other], summed[other], told) for other in nearest]
    found = [relation for relation in found if relation.reasons or relation.kind is RelationKind.DUPLICATE]
    related = [relation for relation in found if relation.kind is RelationKind.RELATED]
    best = max((relation.score for relation in related), default=0.0)
    least = max(_LEAST_SCORE, best * _LEAST_OF_BEST)
    kept = [relation for relation in found if relation.kind is RelationKind.DUPLICATE or relation.score >= least] or found[:1]
    return tuple(sorted(kept, key=lambda relation: (relation.kind is RelationKind.RELATED, -relation.score))[:_MOST_RELATED])


def _relation(side: _Side, other: _Side, score: float, rare_titles: set[str]) -> Relation:
    duplicate = _contained(side.shingles, other.shingles)
    shared = sorted(side.bag.keys() & other.bag.keys(), key=lambda feature: (-side.bag[feature] * other.bag[feature], feature))
    heads, other_heads = _heads(side.question), _heads(other.question)
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
        unique=tuple(head for head in other_heads if head not in heads)[:_MOST_UNIQUE] if duplicate else (),
    )


def _shortened(names: Iterable[str]) -> tuple[str, ...]:
    """The first few names, without those that lie within one already there."""
    kept: list[str] = []
    for name in names:
        if not any(name in other for other in kept):
            kept.append(name)
    return tuple(kept[:_MOST_NAMES])


def _heads(question: Question) -> dict[str, None]:
    """The heads of its outermost lists."""
    return dict.fromkeys(
        passage.text for passage in question.passages if passage.role is PassageRole.LIST_HEAD and passage.depth == 1
    )


def _shingles(question: Question) -> frozenset[int]:
    text = "".join(passage.text for passage in question.passages if passage.section is not SectionKind.PROMPT)
    return frozenset(_hash(text[start : start + _SHINGLE]) for start in range(len(text) - _SHINGLE + 1))


def _hash(text: str) -> int:
    """A hash that is the same in every process, unlike ``hash``."""
    value = 0
    for char in text:
        value = (value * 1_114_111 + ord(char)) & 0xFFFF_FFFF_FFFF
    return value


def _contained(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    return smaller > larger * _DUPLICATE_SIZE and len(one & other) / smaller >= _DUPLICATE_CONTAINMENT


def _asked_by_both(one: str, other: str, rare: set[str]) -> str:
    """The longest stretch that two titles share outside the question frame and that holds words few other titles have."""
    if not rare:
        return ""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = [part for block in blocks for part in _FRAME.split(one[block.a : block.a + block.size]) if part]
    telling = [part for part in shared if any(word in part.casefold() for word in rare)]
    longest = max(telling, key=len, default="")
    return longest if len(longest) >= _SHORTEST_SHARED_TITLE else ""
