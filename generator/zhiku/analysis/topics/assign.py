"""Give questions their topics: questions and topics in, ``DomainTag`` records with evidence out.

A question belongs to the topic whose terms it speaks of most strongly, and to a second one that its title names too. One that
speaks of none goes to the topic whose questions its words are most like, if they are like enough (nearest centroid of tf-idf
vectors, Rocchio 1971); its evidence are the words that they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.candidates import read_candidates, recurring_keys
from zhiku.analysis.concepts.mentions import find_mentions
from zhiku.analysis.concepts.salience import TITLE, strengths
from zhiku.analysis.topics.anchors import SIZE_EXPONENT, STRONG, evidence
from zhiku.lang.word_lists import ADJECTIVE, VERB
from zhiku.model import ConceptId, DomainId, DomainTag, Evidence, Strength

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import Classified, Domain, Mention, QuestionId

_SECOND = 0.6
"""A second topic has at least this part of the first one's weight."""
_MIN_SIMILARITY = 0.08
_COMMON_SHARES = 0.2, 0.4
"""Shares of the questions from which a word counts less and less, and from which it does not count."""
_SHARED_WORDS = 3

_Vector = dict[str, float]


def assign_topics(questions: Sequence[Classified], topics: Sequence[Domain]) -> dict[QuestionId, tuple[DomainTag, ...]]:
    """The one or two topics of each question that has any, the strongest first."""
    terms = {ConceptId(topic.id): topic.terms for topic in topics}
    mentions = _mentions(questions, topics)
    strong = {topic: _strong(by_question.values()) for topic, by_question in mentions.items()}
    tags: dict[QuestionId, tuple[DomainTag, ...]] = {}
    for item in questions:
        question = item.question.id
        ranked = sorted(
            (
                (strong[topic][question] * len(strong[topic]) ** SIZE_EXPONENT, topic)
                for topic in strong
                if question in strong[topic]
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        second = [topic for weight, topic in ranked[1:2] if strong[topic][question] >= TITLE and weight >= _SECOND * ranked[0][0]]
        chosen = [topic for _, topic in ranked[:1]] + second
        if chosen:
            tags[question] = tuple(
                DomainTag(topic, Strength.ABOUT, evidence(terms[ConceptId(topic)], mentions[topic][question])) for topic in chosen
            )
    return tags | _by_likeness(questions, tags)


def about_topics(questions: Sequence[Classified], topics: Sequence[Domain]) -> dict[DomainId, set[QuestionId]]:
    """The questions that name each topic strongly enough to be about it."""
    return {topic: set(_strong(found.values())) for topic, found in _mentions(questions, topics).items()}


def _mentions(questions: Sequence[Classified], topics: Sequence[Domain]) -> dict[DomainId, dict[QuestionId, list[Mention]]]:
    terms = {ConceptId(topic.id): topic.terms for topic in topics}
    mentions: dict[DomainId, dict[QuestionId, list[Mention]]] = {topic.id: defaultdict(list) for topic in topics}
    for name, found in find_mentions(questions, terms, defaultdict(set)).items():
        for mention in found:
            mentions[DomainId(name)][mention.question].append(mention)
    return mentions


def _strong(mentions: Iterable[Sequence[Mention]]) -> dict[QuestionId, float]:
    found = (strengths(of_question) for of_question in mentions)
    return {question: value for of_question in found for question, value in of_question.items() if value >= STRONG}


# --- questions that name no topic -----------------------------------------------------------------------------------------


def _by_likeness(
    questions: Sequence[Classified], tags: Mapping[QuestionId, Sequence[DomainTag]]
) -> dict[QuestionId, tuple[DomainTag, ...]]:
    if len(tags) == len(questions) or not tags:
        return {}
    rarity = _rarity(questions)
    centroids: dict[DomainId, _Vector] = defaultdict(lambda: defaultdict(float))
    for item in questions:
        if own := tags.get(item.question.id):
            centroid = centroids[own[0].domain]  # empty if no word of its questions counts
            for key, weight in _vector(item, rarity).items():
                centroid[key] += weight
    lengths = {topic: sqrt(sum(weight * weight for weight in centroid.values())) or 1.0 for topic, centroid in centroids.items()}
    tagged: dict[QuestionId, tuple[DomainTag, ...]] = {}
    for item in questions:
        if item.question.id in tags:
            continue
        vector = _vector(item, rarity)
        likeness = {
            topic: sum(weight * centroid[key] for key, weight in vector.items() if key in centroid) / lengths[topic]
            for topic, centroid in centroids.items()
        }
        best = min(likeness, key=lambda topic: (-likeness[topic], topic))
        if likeness[best] >= _MIN_SIMILARITY:
            centroid = centroids[best]
            shared = sorted((key for key in vector if key in centroid), key=lambda key: (-vector[key] * centroid[key], key))
            words = tuple(Evidence(key.replace("\x1f", " "), item.question.title, item.question.lines.first) for key in shared)
            tagged[item.question.id] = (DomainTag(best, Strength.ABOUT, words[:_SHARED_WORDS]),)
    return tagged


def _rarity(questions: Sequence[Classified]) -> dict[str, float]:
    """The weight of words that several questions have: it falls to nothing towards those that too many have.

    A weight that ended at a limit instead would move all questions about a word when one question more has it.
    """
    recurring = recurring_keys(item.features.candidates for item in questions)
    frequency: Counter[str] = Counter()
    for item in questions:
        frequency.update(found.key for found in _words(item, recurring))
    few, many = (max(2.0, len(questions) * share) for share in _COMMON_SHARES)
    return {
        key: log(len(questions) / count) * min(1.0, (many - count) / (many - few) if many > few else 1.0)
        for key, count in frequency.items()
        if count > 1 and (count <= few or count < many)
    }


def _vector(item: Classified, rarity: Mapping[str, float]) -> _Vector:
    """The tf-idf vector of a question's words, of unit length; a word of the title counts double."""
    weights = {
        found.key: (1 + log(found.occurrences)) * (2 if found.titles else 1) * rarity[found.key] for found in _words(item, rarity)
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _words(item: Classified, wanted: Container[str]) -> Iterator[Candidate]:
    return (found for found in read_candidates(item.features.candidates, wanted) if found.kinds not in {VERB, ADJECTIVE})
