"""Feature vectors of questions: classified questions and concepts in, weighted features out.

A question has two vectors whose products, added, lie in 0..1. *Subjects*: the concepts it names
(more where it treats them, less where they are but examples) and the domains, parts and topics it is about. *Words*: its words
and word pairs but for function words, those of its title counting three times (``concepts.candidates``). A feature weighs by its
rarity (inverse document frequency, Spärck Jones 1972); what many questions have says nothing and is left out, and so are what the
title of the base names (*Python* of a base on Python) and lines that stand in most answers: company, category, link.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.salience import TITLE, is_everyday, strengths
from zhiku.analysis.language import language_of
from zhiku.analysis.related.words import Feature, asking_words, recurring_words, standing_candidates, words_of_question
from zhiku.analysis.subject import SUBJECT_SHARE, is_named_by
from zhiku.lang import reader as lang
from zhiku.lang.word_lists import ADJECTIVE, VERB
from zhiku.model import GENERAL, DomainKind, Strength

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import Classified, Concept, Domain, DomainTag, Mention

_SUBJECTS = 0.45
"""Share of the score that subjects have; less brings questions nearer that are worded alike, more those that treat the same."""
_MAX_SUBJECT_SHARE, _MAX_WORD_SHARE = 1 / 2, 1 / 3
_TREATED, _NAMED, _EXAMPLE = 3.0, 1.0, 0.75
_OWN_KINDS = frozenset({"concept", "word", "part", "topic"})
"""Kinds of features that the base itself brings; a domain is the owner's choice."""
_DOMAIN_WEIGHTS = {DomainKind.DOMAIN: 2.0, DomainKind.PART: 0.1, DomainKind.TOPIC: 0.5}
"""A topic says little more than the terms that made it; a part may hold anything."""
_LARGE_PART = 0.25
"""A part with a larger share of the questions, as a level of difficulty has, says nothing that two of them have in common."""
_TITLE = 3.0
"""How many times a word of the title counts; chosen by the neighbours that a sentence encoder finds in two bases of FAQ."""
_HAN = re.compile(f"[{lang.HAN}]+")
_HELD_SIZES = range(2, 6)
"""Lengths of words of Han characters that are looked for within longer ones."""
_FOR_EXAMPLE = re.compile("|".join(map(re.escape, lang.words("example_markers"))))
_TREATED_STRENGTH = 1.0
"""What a question treats stands in its title or in two sentences."""
_VERB = 0.5
"""A verb or adjective says less than a noun."""
_VERBAL_KINDS = frozenset({VERB, ADJECTIVE})


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a base, and each question's vectors, by the index of the feature in ``features``.

    ``titles`` are the words, concepts and topics of each question's title and the concepts that it defines, ``treated`` those and
    what occurs more than once. ``frequencies`` are the numbers of questions that have each feature; ``of_base`` are features that
    the title of the base names.
    """

    features: tuple[Feature, ...]
    subjects: tuple[dict[int, float], ...]
    words: tuple[dict[int, float], ...]
    titles: tuple[frozenset[int], ...]
    treated: tuple[frozenset[int], ...]
    frequencies: Mapping[int, int]
    of_base: AbstractSet[int] = frozenset()


def features_of(
    questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain], title: str = ""
) -> Features:
    """The features of classified questions, in the order of the questions; ``title`` is that of the base."""
    language = language_of([item.question for item in questions])
    asking, standing = asking_words(language), standing_candidates(questions)
    domains = tuple(domains)
    words, names = recurring_words(questions, standing, language, concepts)
    features = sorted((*_of_taxonomy(questions, concepts, domains), *words))
    number = {(feature.kind, feature.key): place for place, feature in enumerate(features)}
    wanted = {feature.key for feature in words} | names.keys()
    subjects = _subjects(questions, concepts, domains, number)
    bags, titles, treated = [], [], []
    for item, counts, subject in zip(questions, standing, subjects, strict=True):
        # Read again, because the candidates of all questions would be most of the memory of a large base.
        found = words_of_question(item, counts, asking, wanted)
        own = {number["word", key]: candidate for key, candidate in found.items() if key not in names}
        within = {number["concept", names[key]] for key, candidate in found.items() if candidate.titles and key in names}
        held = {number["word", key] for key in _held(item.question.title, wanted - names.keys())}
        asked = held.union(within, (word for word in own if own[word].titles))
        bags.append(dict.fromkeys(held, _TITLE) | {word: _strength(candidate) for word, candidate in own.items()})
        titles.append(subject.titles | asked)
        treated.append(subject.treated.union(asked, (word for word in own if own[word].occurrences > 1)))
    weights = [subject.weights for subject in subjects]
    frequencies = Counter(chain(chain.from_iterable(weights), chain.from_iterable(bags)))
    many = [place for place, count in frequencies.items() if count > SUBJECT_SHARE * len(questions)]
    of_base = frozenset(
        place for place in many if features[place].kind in _OWN_KINDS and is_named_by(title, features[place].name)
    )
    return Features(
        tuple(features),
        _weighted(weights, _MAX_SUBJECT_SHARE, _SUBJECTS, of_base),
        _weighted(bags, _MAX_WORD_SHARE, 1 - _SUBJECTS, of_base),
        tuple(titles),
        tuple(treated),
        frequencies,
        of_base,
    )


def _of_taxonomy(questions: Sequence[Classified], concepts: Iterable[Concept], domains: Sequence[Domain]) -> Iterator[Feature]:
    """A feature for each concept and each domain."""
    yield from (Feature("concept", concept.id, concept.name, telling=_tells(concept)) for concept in concepts)
    for domain, name in zip(domains, _names(questions, domains), strict=True):
        yield Feature(_kind_of(domain), domain.id, name, telling=False)


def _held(title: str, words: Container[str]) -> set[str]:
    """The words of Han characters that a title has, also within longer ones: 链表 of 单链表."""
    runs = [run.group() for run in _HAN.finditer(title)]
    pieces = (run[start : start + size] for run in runs for size in _HELD_SIZES for start in range(len(run) - size + 1))
    return {piece for piece in pieces if piece in words}


class _Subjects(NamedTuple):
    """The concepts, domains and topics of a question with their weights, those of its title, and those that it treats."""

    weights: dict[int, float]
    titles: frozenset[int]
    treated: frozenset[int]


def _subjects(
    questions: Sequence[Classified],
    concepts: Sequence[Concept],
    domains: Sequence[Domain],
    number: Mapping[tuple[str, str], int],
) -> list[_Subjects]:
    named = _named(concepts, number)
    of_titles, of_treated = _treated(concepts, number, TITLE), _treated(concepts, number, _TREATED_STRENGTH)
    by_id = {domain.id: domain for domain in domains}
    found = []
    for item in questions:
        question = item.question
        tags = {
            number[_kind_of(by_id[tag.domain]), tag.domain]: tag for tag in item.tags if _is_about(tag) and tag.domain in by_id
        }
        places = {place: _places(tag, by_id[tag.domain]) for place, tag in tags.items()}
        asked = {place for place, texts in places.items() if texts is None or question.title in texts}
        weights = named[question.id]
        weights.update({place: _DOMAIN_WEIGHTS[by_id[tag.domain].kind] for place, tag in tags.items()})
        titles, treated = (of_question.get(question.id, frozenset()) for of_question in (of_titles, of_treated))
        found.append(
            _Subjects(weights, titles | asked, treated.union(place for place, texts in places.items() if texts is None or texts))
        )
    return found


def _names(questions: Sequence[Classified], domains: Sequence[Domain]) -> Iterator[str]:
    """What readers see of domains; nothing of parts that hold much of the base, and of topics with an everyday name."""
    sizes = Counter(tag.domain for item in questions for tag in item.tags if tag.strength is Strength.ABOUT)
    for domain in domains:
        is_large = domain.kind is DomainKind.PART and sizes[domain.id] > _LARGE_PART * len(questions)
        yield "" if is_large or (domain.kind is DomainKind.TOPIC and is_everyday(domain.name)) else domain.name


def _kind_of(domain: Domain) -> str:
    return str(domain.kind)


def _is_about(tag: DomainTag) -> bool:
    return tag.strength is Strength.ABOUT and tag.domain != GENERAL


def _places(tag: DomainTag, domain: Domain) -> list[str] | None:
    """The passages that name a topic, which may be none; None where the owner or the part, and no term, says what is about it."""
    if domain.kind is not DomainKind.TOPIC or not tag.evidence:
        return None
    terms = set(map(str.casefold, domain.terms))
    return [
        found.text for found in tag.evidence if found.term.casefold() in terms and found.term.casefold() in found.text.casefold()
    ]


def _strength(candidate: Candidate) -> float:
    weight = (1 + math.log(candidate.occurrences)) * (_TITLE if candidate.titles else 1.0)
    return weight * (_VERB if _VERBAL_KINDS.issuperset(candidate.kinds) else 1.0)


def _named(concepts: Iterable[Concept], number: Mapping[tuple[str, str], int]) -> dict[str, dict[int, float]]:
    """The concepts that each question mentions."""
    named: dict[str, dict[int, float]] = defaultdict(dict)
    for concept in concepts:
        subject = number["concept", concept.id]
        for mention in concept.mentions:
            bag = named[mention.question]
            bag[subject] = max(_weight_of(mention, concept.spellings or concept.names), bag.get(subject, 0.0))
    return named


def _tells(concept: Concept) -> bool:
    """Whether a concept is a reason where neither question asks about it: one with several names, or no word of any text."""
    return len(concept.names) > 1 or not is_everyday(concept.name)


def _treated(concepts: Iterable[Concept], number: Mapping[tuple[str, str], int], least: float) -> dict[str, frozenset[int]]:
    """The concepts that each question defines, or names with at least so much strength."""
    found: dict[str, set[int]] = defaultdict(set)
    for concept in concepts:
        defining = {mention.question for mention in concept.mentions if mention.defining}
        naming = {question for question, strength in strengths(concept.mentions).items() if strength >= least}
        for question in defining | naming:
            found[question].add(number["concept", concept.id])
    return {question: frozenset(subjects) for question, subjects in found.items()}


def _weight_of(mention: Mention, names: Iterable[str]) -> float:
    if mention.defining or mention.section is None:
        return _TREATED
    before = min((mention.text.find(name) for name in names if name in mention.text), default=0)
    return _EXAMPLE if _FOR_EXAMPLE.search(mention.text, 0, max(before, 0)) else _NAMED


def _weighted(
    bags: Sequence[dict[int, float]], most_common: float, share: float, without: AbstractSet[int]
) -> tuple[dict[int, float], ...]:
    """tf-idf vectors of bags, with squares that sum to ``share``; features of a single bag count for the length only."""
    frequency = Counter(chain.from_iterable(bags))
    most = max(2, len(bags) * most_common)
    rarity = {
        feature: math.log(1 + len(bags) / having)
        for feature, having in frequency.items()
        if having <= most and feature not in without
    }
    weighted = []
    for bag in bags:
        kept = {feature: weight * rarity[feature] for feature, weight in bag.items() if feature in rarity}
        length = math.sqrt(math.fsum(weight * weight for weight in kept.values()) / share) or 1.0
        weighted.append({feature: weight / length for feature, weight in kept.items() if frequency[feature] > 1})
    return tuple(weighted)
