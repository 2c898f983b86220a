"""What questions may have in common, and how much it says: classified questions and concepts in, bags of numbered features out.

A question is two bags of features. *Things*: the concepts it names (more where it treats them, less where they are but
examples), the subjects of titles, its own and those its text names, the domains it is about, the words of its title without the
question frame. *Words*: all of its text, Chinese as character bigrams; clauses that recur in three or more questions give none. A
feature weighs by its rarity (inverse document frequency, Spärck Jones 1972); what most questions share says nothing, and what
only one has counts for its bag's length alone. Each bag has the length one half, so the cosine of both together lies in 0..1.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.clauses import asked_of, boilerplate, clauses_of, subjects_of, words_of
from zhiku.analysis.name_matcher import NameMatcher
from zhiku.model import GENERAL, ConceptId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Classified, Concept, Domain, Mention, Question

_MOST_COMMON_THING, _MOST_COMMON_WORD = 1 / 2, 1 / 3
_TREATED, _NAMED, _EXAMPLE, _DOMAIN, _TITLE = 3.0, 1.0, 0.75, 2.0, 1.5
_FOR_EXAMPLE = re.compile(r"如|such as|e\.g\.|for example")


class Feature(NamedTuple):
    """A thing that two questions can share; ``name`` is what a reader sees, empty where it is no reason by itself."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Things:
    """The things of a base, known by their place in ``features``, and of each question its things with their weights."""

    features: tuple[Feature, ...]
    bags: tuple[dict[int, float], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a base, which are known by their rank, the rarest last, and of each question its words.

    A word weighs its rarity by the length of the question's bag.
    """

    rarity: tuple[float, ...]
    bags: tuple[frozenset[int], ...]
    lengths: tuple[float, ...]


def things_of(questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain]) -> Things:
    """The things of classified questions, in the order of the questions."""
    titles = [item.question.title for item in questions]
    subjects, asked = [subjects_of(title) for title in titles], [asked_of(title) for title in titles]
    features = [
        *(Feature("concept", concept.id, concept.name) for concept in concepts),
        *(Feature("domain", domain.id, domain.name) for domain in domains),
        *(Feature("subject", subject, subject) for subject in {*chain.from_iterable(subjects)}),
        *(Feature("title", word, "") for word in {*chain.from_iterable(asked)}),
    ]
    features.sort()
    number = {(feature.kind, feature.key): place for place, feature in enumerate(features)}
    named = _named(concepts, number)
    matcher = NameMatcher((subject, ConceptId(subject)) for subject in {*chain.from_iterable(subjects)})
    bags = []
    for item, own, words in zip(questions, subjects, asked, strict=True):
        bag = named[item.question.id]
        found = matcher.find_in([passage.text for passage in item.question.passages])
        bag.update({number["subject", subject]: _NAMED for _, _, subject in found})
        bag.update({number["subject", subject]: _TREATED for subject in own})
        bag.update({number["title", word]: _TITLE for word in words})
        bag.update({number["domain", domain]: _DOMAIN for domain in item.about if domain != GENERAL})
        bags.append(bag)
    return Things(tuple(features), _weighed(bags))


def _named(concepts: Iterable[Concept], number: Mapping[tuple[str, str], int]) -> dict[str, dict[int, float]]:
    """The concepts that each question names."""
    named: dict[str, dict[int, float]] = defaultdict(dict)
    for concept in concepts:
        thing = number["concept", concept.id]
        for mention in concept.mentions:
            bag = named[mention.question]
            bag[thing] = max(_weight_of(mention, concept.spellings or concept.names), bag.get(thing, 0.0))
    return named


def _weight_of(mention: Mention, names: Iterable[str]) -> float:
    if mention.defining or mention.section is None:
        return _TREATED
    before = min((mention.text.find(name) for name in names if name in mention.text), default=0)
    return _EXAMPLE if _FOR_EXAMPLE.search(mention.text, 0, max(before, 0)) else _NAMED


def _weighed(bags: Sequence[dict[int, float]]) -> tuple[dict[int, float], ...]:
    frequency = Counter(chain.from_iterable(bags))
    rarity = _rarity(frequency, len(bags), _MOST_COMMON_THING)
    weighed = []
    for bag in bags:
        kept = {thing: weight * rarity[thing] for thing, weight in bag.items() if thing in rarity}
        length = _length(weight * weight for weight in kept.values())
        weighed.append({thing: weight / length for thing, weight in kept.items() if frequency[thing] > 1})
    return tuple(weighed)


def words_of_all(questions: Iterable[Question]) -> Words:
    """The words of questions, in their order; they hang on the texts alone."""
    said = [clauses_of(question) for question in questions]
    left_out = boilerplate(said)
    numbers: dict[str, int] = defaultdict(count().__next__)
    bags = [array("I", map(numbers.__getitem__, words_of(clauses, left_out))) for clauses in said]
    frequency = Counter(chain.from_iterable(bags))
    rarity = _rarity(frequency, len(bags), _MOST_COMMON_WORD)
    squares = [rarity.get(number, 0.0) ** 2 for number in range(len(numbers))]
    shared = sorted((rarity[it], word, it) for word, it in numbers.items() if it in rarity and frequency[it] > 1)
    rank = {number: place for place, (_, _, number) in enumerate(shared)}
    return Words(
        tuple(weight for weight, _, _ in shared),
        tuple(frozenset([rank[number] for number in bag if number in rank]) for bag in bags),
        tuple(_length(map(squares.__getitem__, bag)) for bag in bags),
    )


def _rarity(frequency: Mapping[int, int], questions: int, most_common: float) -> dict[int, float]:
    """The weight of every feature, but of those that too many questions have."""
    most = max(2, questions * most_common)
    return {feature: math.log(1 + questions / having) for feature, having in frequency.items() if having <= most}


def _length(squares: Iterable[float]) -> float:
    """What weights are divided by, that their bag has the length one half."""
    return math.sqrt(2 * math.fsum(squares)) or 1.0
