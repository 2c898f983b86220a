"""Find what a reader of one question should read next, and say why: ``Classified`` in, ``Entry`` out.

A question is a bag of features: the things its list heads name (``交叉熵``; in another question's running text they count
as well), the domains it is about, the words of its title without the question frame, and all its words, Chinese ones as
character bigrams. Boilerplate clauses give no words; heads that recur within one question (``优点``) label parts and name
nothing. A feature weighs by its rarity (inverse document frequency, Spärck Jones 1972); features of more than a third of the
base say nothing. The score is the cosine of two bags, so it lies in 0..1. Only questions that share a feature meet (an
inverted index), so the cost follows the shared features, not the square of the base.

Two questions are duplicates when most of the shorter one's five-character shingles stand in the other (containment, Broder 1997).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.classify import boilerplate_clauses, clauses
from generator.model import GENERAL, Entry, PassageRole, Relation, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model import Classified, Domain, DomainId, Question

_MOST_RELATED = 4
_LEAST_SCORE = 0.04
_DUPLICATE_CONTAINMENT = 0.6
_SHINGLE = 5
_MOST_COMMON = 1 / 3
_LONGEST_POSTING = 200
"""A feature that more questions share tells them apart no longer, and would make the cost quadratic."""
_NAME_WEIGHT, _DOMAIN_WEIGHT, _WORD_WEIGHT = 3.0, 2.0, 1.0
_MOST_NAMES = 3
_WORDS = re.compile(r"[a-z0-9][a-z0-9+#-]*|[\u3400-\u9fff]+")
_ALIASES = re.compile(r"[（(，,/、）)]")
_FRAME = re.compile(r"有?哪些|有?什么|如何|怎么样?|怎样|为什么|是否|请|吗|呢|[^\w]+")
_SHORTEST_SHARED_TITLE = 3


class Feature(NamedTuple):
    """Something two questions can share; ``name`` is what a reader sees, empty for mere words."""

    kind: str
    key: str
    name: str


def relate(questions: Sequence[Classified], domains: Iterable[Domain]) -> tuple[Entry, ...]:
    """Every question with the others that belong to it, best first; independent of the order of the questions."""
    names = {domain.id: domain.name for domain in domains}
    bags = _weigh(_bags(questions, names), len(questions))
    shingles = [_shingles(item) for item in questions]
    titled = [item.question for item in questions]
    postings: dict[Feature, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        for feature in bag:
            postings[feature].append(index)
    return tuple(
        Entry(item.question, item.tags, _relations(index, bags, postings, shingles, titled))
        for index, item in enumerate(questions)
    )


def _bags(questions: Sequence[Classified], domains: Mapping[DomainId, str]) -> list[dict[Feature, float]]:
    boilerplate = boilerplate_clauses([item.question for item in questions])
    names = _names([item.question for item in questions])
    pattern = _any_of(names)
    bags = []
    for item in questions:
        bag: dict[Feature, float] = {}
        for passage in item.question.passages:
            text = passage.text.casefold()
            weight = _NAME_WEIGHT if passage.role is PassageRole.LIST_HEAD else _NAME_WEIGHT / 2
            for found in pattern.findall(text):
                feature = Feature("name", *names[found])
                bag[feature] = max(weight, bag.get(feature, 0))
            bag.update({Feature("word", word, ""): _WORD_WEIGHT for word in _words(text, boilerplate)})
        bag.update({Feature("title", words, ""): _WORD_WEIGHT for words in _title_words(item.question.title)})
        bag.update({Feature("domain", domain, domains[domain]): _DOMAIN_WEIGHT for domain in item.about if domain != GENERAL})
        bags.append(bag)
    return bags


def _names(questions: Iterable[Question]) -> dict[str, tuple[str, str]]:
    """What list heads name: every spelling, folded -> the key and the name of the thing.

    ``均方误差（MSE，Mean Squared Error）`` is three spellings of 均方误差.
    """
    spellings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    labels: set[str] = set()
    for question in questions:
        heads = Counter(passage.text for passage in question.passages if passage.role is PassageRole.LIST_HEAD)
        labels.update(head.casefold() for head, count in heads.items() if count > 1)
        for head in heads:
            parts = [part.strip() for part in _ALIASES.split(head) if len(part.strip()) > 1]
            for part in parts:
                spellings[part.casefold()].add((parts[0].casefold(), parts[0]))
    return {spelling: min(things) for spelling, things in spellings.items() if spelling not in labels}


def _any_of(keys: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    if not ordered:
        return re.compile(r"(?!)")
    bounded = (rf"(?<![a-z0-9]){re.escape(key)}(?![a-z0-9])" if key.isascii() else re.escape(key) for key in ordered)
    return re.compile("|".join(bounded))


def _title_words(title: str) -> set[str]:
    return {pair for part in _FRAME.split(title.casefold()) for pair in map("".join, pairwise(part))}


def _words(text: str, boilerplate: frozenset[str]) -> set[str]:
    words: set[str] = set()
    for clause in clauses(text):
        if clause in boilerplate:
            continue
        for run in _WORDS.findall(clause):
            if run.isascii():
                words.add(run)
            else:
                words.update(first + second for first, second in pairwise(run))
    return words


def _weigh(bags: Sequence[dict[Feature, float]], total: int) -> list[dict[Feature, float]]:
    """Weights times rarity, each bag of length one; what is in one question only, or in too many, is left out."""
    frequency = Counter(feature for bag in bags for feature in bag)
    most = max(2, min(total * _MOST_COMMON, _LONGEST_POSTING))
    weighed = []
    for bag in bags:
        kept = {
            feature: weight * math.log(1 + total / frequency[feature])
            for feature, weight in bag.items()
            if frequency[feature] <= most
        }
        length = math.sqrt(math.fsum(weight * weight for weight in kept.values())) or 1.0
        weighed.append({feature: weight / length for feature, weight in kept.items() if frequency[feature] > 1})
    return weighed


def _shingles(item: Classified) -> frozenset[int]:
    text = "".join(passage.text for passage in item.question.passages if passage.section != "prompt")
    return frozenset(_hash(text[start : start + _SHINGLE]) for start in range(len(text) - _SHINGLE + 1))


def _hash(text: str) -> int:
    """A hash that is the same in every process, unlike ``hash``."""
    value = 0
    for char in text:
        value = (value * 1_114_111 + ord(char)) & 0xFFFF_FFFF_FFFF
    return value


def _relations(
    index: int,
    bags: Sequence[dict[Feature, float]],
    postings: Mapping[Feature, Sequence[int]],
    shingles: Sequence[frozenset[int]],
    questions: Sequence[Question],
) -> tuple[Relation, ...]:
    scores: dict[int, float] = defaultdict(float)
    for feature, weight in bags[index].items():
        for other in postings[feature]:
            if other != index:
                scores[other] += weight * bags[other][feature]
    found = []
    for other, score in scores.items():
        kind = RelationKind.DUPLICATE if _contained(shingles[index], shingles[other]) else RelationKind.RELATED
        reasons = _reasons(bags[index], bags[other], (questions[index].title, questions[other].title))
        if kind is RelationKind.DUPLICATE or (score >= _LEAST_SCORE and reasons):
            found.append(Relation(questions[other].id, round(min(score, 1.0), 4), kind, reasons))
    found.sort(key=lambda relation: (relation.kind is RelationKind.RELATED, -relation.score, relation.target))
    return tuple(found[:_MOST_RELATED])


def _contained(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) / smaller >= _DUPLICATE_CONTAINMENT


def _reasons(one: dict[Feature, float], other: dict[Feature, float], titles: tuple[str, str]) -> tuple[str, ...]:
    """The names of what two questions share, the weightiest first, and the words that both titles ask about."""
    shared = [(one[feature] * other[feature], feature) for feature in one.keys() & other.keys()]
    ordered = sorted((item for item in shared if item[1].name), key=lambda item: (-item[0], item[1].key))
    names = tuple(dict.fromkeys(feature.name for _, feature in ordered))[:_MOST_NAMES]
    asked = _asked_by_both(titles, {feature.key for _, feature in shared if feature.kind == "title"})
    return names + ((f"都问“{asked}”",) if asked else ())


def _asked_by_both(titles: tuple[str, str], rare: set[str]) -> str:
    """The longest stretch that two titles share outside the question frame and that holds words few other titles have."""
    if not rare:
        return ""
    one, other = titles
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = [part for block in blocks for part in _FRAME.split(one[block.a : block.a + block.size])]
    telling = [part for part in shared if any(pair in part.casefold() for pair in rare)]
    longest = max(telling, key=len, default="")
    return longest if len(longest) >= _SHORTEST_SHARED_TITLE else ""
