"""Give questions their topics: questions and topics in, ``DomainTag`` records with evidence out.

A question fits a topic as far as it names the topic's terms, in its title above all, and as it is like the questions that do
(Rocchio 1971). It belongs to the topic that it fits best, and to a second one that its title names too or that it fits nearly as
well: a choice between equals would change with any other question. Its evidence are the places that name the topic, or the words
that it shares.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhiku.analysis.concepts.candidates import read_candidates
from zhiku.analysis.concepts.mentions import find_mentions
from zhiku.analysis.concepts.salience import TITLE, strengths
from zhiku.analysis.topics.anchors import STRONG, evidence, stands_in
from zhiku.lang.sentences import sentence_spans
from zhiku.model import ConceptId, DomainId, DomainTag, Evidence, Strength

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from zhiku.analysis.topics.likeness import Likeness
    from zhiku.model import Classified, Domain, Mention, QuestionId

    _Matrix = NDArray[np.float64]

_MOST_NAMED = 4.0
"""Strength from which on it does not matter how often a question names a topic: the title and two sentences."""
_MOST_ALIKE = 2.0
"""From so many times the usual cohesion on a question is as like a group as any."""
_SECOND = 0.85
"""A question fits its second topic at least this much as well as its first."""
_SURE, _LEAST = 0.25, 0.02
"""A question that fits no topic by ``_SURE`` has one only if that leaves too many without, and none below ``_LEAST``."""
_COVERED = 0.8
"""Share of the questions that should have a topic."""
_SHARED_WORDS = 3


class Fit(NamedTuple):
    """How strongly questions name groups and how alike they are to those that do [questions, groups], from 0.

    ``cohesion`` [groups] is how alike the members of each group are, 1 being what it is in the groups of a question.
    """

    named: _Matrix
    alike: _Matrix
    cohesion: _Matrix


def fit(strength: Sequence[Mapping[int, float]], likeness: Likeness, count: int) -> Fit:
    """How well ``count`` questions fit groups, from the strength with which questions, by their places, are about each."""
    named = np.zeros((count, len(strength)))
    for column, found in enumerate(strength):
        named[list(found), column] = np.minimum(list(found.values()), _MOST_NAMED) / TITLE
    groups = [sorted(found) for found in strength]
    raw = likeness.to_groups(groups)
    cohesion = np.array([raw[group, column].mean() if group else 0.0 for column, group in enumerate(groups)])
    usual = _usual(cohesion, named > 0)
    return Fit(named, np.clip(raw / usual, 0.0, _MOST_ALIKE) / _MOST_ALIKE, cohesion / usual)


def _usual(cohesion: _Matrix, member: NDArray[np.bool_]) -> float:
    """The mean cohesion of the groups that a question is in, over all questions in any.

    Of the groups themselves most are pairs, which come and go with any question.
    """
    sizes = member.sum(axis=1)
    mean = float((member[sizes > 0] @ cohesion / sizes[sizes > 0]).mean()) if sizes.any() else 0.0
    return mean if mean > 0 else 1.0


def least_fit(fits: _Matrix) -> float:
    """How well a question must fit its topic, from how well all fit theirs: less where many would have none otherwise."""
    return max(_LEAST, min(_SURE, float(np.quantile(fits, 1 - _COVERED))))


def assign_topics(
    questions: Sequence[Classified],
    topics: Sequence[Domain],
    likeness: Likeness,
    divided: Container[QuestionId] = (),
) -> dict[QuestionId, tuple[DomainTag, ...]]:
    """The one or two topics of each question that has any, in the order of the topics.

    Questions that are ``divided`` already, by domains or parts, have only topics that they name.
    """
    mentions = _mentions(questions, topics)
    strength = [_strong(questions, mentions[topic.id]) for topic in topics]
    found = fit(strength, likeness, len(questions))
    is_divided = np.array([item.question.id in divided for item in questions])
    fits = np.where(is_divided[:, None] & (found.named == 0), 0.0, found.named + found.alike)
    least = least_fit(fits[~is_divided].max(axis=1)) if not is_divided.all() else _SURE
    tags: dict[QuestionId, tuple[DomainTag, ...]] = {}
    for place, columns in enumerate(_chosen(fits, found.named, least)):
        item = questions[place]
        given = []
        for topic, column in ((topics[column], column) for column in columns):
            named = evidence(topic.terms, mentions[topic.id].get(item.question.id, ()))
            if places := named or _shared(item, likeness.shared_words(place, sorted(strength[column]))):
                given.append(DomainTag(topic.id, Strength.ABOUT, places, is_certain=bool(named)))
        if given:
            tags[item.question.id] = tuple(given)
    return tags


def _chosen(fits: _Matrix, named: _Matrix, least: float) -> list[list[int]]:
    """The one or two columns of each row that it fits at least so well, in their order."""
    two = np.argsort(-fits, axis=1, kind="stable")[:, :2]
    bounds = np.where(named >= 1.0, least, np.maximum(least, _SECOND * fits.max(axis=1, keepdims=True)))
    enough = fits >= bounds
    return [[column for column in sorted(row) if enough[place, column]] for place, row in enumerate(two.tolist())]


def strengths_of(questions: Sequence[Classified], topics: Sequence[Domain]) -> list[dict[int, float]]:
    """For each topic the places of the questions that are about it, with their strengths."""
    return [_strong(questions, found) for found in _mentions(questions, topics).values()]


def _mentions(questions: Sequence[Classified], topics: Sequence[Domain]) -> dict[DomainId, dict[QuestionId, list[Mention]]]:
    terms = {ConceptId(topic.id): topic.terms for topic in topics}
    mentions: dict[DomainId, dict[QuestionId, list[Mention]]] = {topic.id: defaultdict(list) for topic in topics}
    for name, found in find_mentions(questions, terms, defaultdict(set)).items():
        for mention in found:
            mentions[DomainId(name)][mention.question].append(mention)
    return mentions


def _strong(questions: Sequence[Classified], mentions: Mapping[QuestionId, Sequence[Mention]]) -> dict[int, float]:
    """The places of the questions that are about what is mentioned, with their strengths."""
    found = {place: mentions[item.question.id] for place, item in enumerate(questions) if item.question.id in mentions}
    strong = ((place, next(iter(strengths(named).values()))) for place, named in found.items())
    return {place: value for place, value in strong if value >= STRONG}


def _shared(item: Classified, words: Iterable[str]) -> tuple[Evidence, ...]:
    """Shared words, as the question writes them, with the first places where it does."""
    question = item.question
    forms = {found.key: found.form for found in read_candidates(item.features.candidates)}
    texts = [(question.title, question.lines.first)]
    texts += [
        (passage.text[start:end].strip(), passage.line)
        for passage in question.passages
        if passage.is_prose
        for start, end in sentence_spans(passage.text)
    ]
    shared = list(dict.fromkeys(forms.get(word, word) for word in islice(words, 2 * _SHARED_WORDS)))
    whole = [form for form in shared if not any(stands_in(form, other) for other in shared)]
    places = []
    for form in whole[:_SHARED_WORDS]:
        text, line = next((place for place in texts if form.casefold() in place[0].casefold()), texts[0])
        places.append(Evidence(form, text, line))
    return tuple(places)
