"""Find what a reader of one question should read next, and say why: classified questions and concepts in, relations out.

Which questions are alike is found by what they share and by what they mean (``features``, ``meaning``, ``neighbours``); a
question that the text links to counts as alike. A relation with a weak reason (``reasons``), or with none where both titles have
a thing, is shown only where there is no other: the same words that ask relate tea to shoes.

Two questions are duplicates when they ask the same and answer the same: their titles share much of what they ask about, and most
of the shorter text's five-character shingles stand in the other (containment, Broder 1997). Lines that stand in most answers
count nowhere. The numbers were chosen on two judged bases in ``tests/gold`` where both change little around them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache, partial
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from zhiku.analysis.clauses import standing_lines
from zhiku.analysis.concepts.candidates import read_candidates
from zhiku.analysis.language import language_of
from zhiku.analysis.related.features import features_of
from zhiku.analysis.related.meaning import meaning_of
from zhiku.analysis.related.neighbours import Neighbor, Neighbors
from zhiku.analysis.related.reasons import ReasonFinder, Reasons
from zhiku.analysis.related.words import asking_words
from zhiku.lang.word_lists import stop_words
from zhiku.model import Entry, PassageRole, QuestionId, Relation, RelationKind, SectionKind
from zhiku.runtime.processes import gather, split_range, submit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zhiku.analysis.related.features import Features
    from zhiku.analysis.related.meaning import Meaning
    from zhiku.model import Classified, Concept, Domain, Question

_MAX_RELATED = 4
_MAX_LINKS = 10
"""A question that links to more others is a table of contents, which says of none of them that it belongs to it."""
_MIN_SCORE, _LEAST_SCORE = 0.25, 0.08
"""A relation weaker than the first is shown only where there is no other, one weaker than the second never."""
_WEAK = 0.65
"""What the score of a question counts for whose reason is weak, where none is near enough."""
_QUOTED_SCORE = 0.2
"""Least score of questions for which the sentences that are most alike stand, however little that is."""
_MIN_SHARE_OF_BEST = 0.65
"""Behind a strong relation, one of less than this part of its score is noise; so is what is shown instead of a nearer one."""
_LINKED_SCORE = 0.3
"""Least score of questions of which one links to the other."""
_DUPLICATE_CONTAINMENT = 0.6
_DUPLICATE_SIZE = 0.4
"""A duplicate has at least this part of the other's length: an answer of one sentence says the same again as no chapter."""
_DUPLICATE_MIN_SHINGLES = 20
"""And more shingles than this: *Answer here* or *To be written* is the same answer to no two questions."""
_DUPLICATE_SCORE = 0.25
"""Texts that are the same for the most part are at least so much alike in words."""
_DUPLICATE_TITLE = 0.4
"""Share of the shorter title's words, by weight, that a duplicate's title has."""
_DUPLICATE_QUESTION = 0.6
"""How much two titles have in common that ask the same (Dice 1945): *who elects the deputies* and *for how long are the deputies
elected* share half of what they say."""
_SHINGLE = 5
_REMEMBERED = 256
_MIN_RUN = 200
"""Questions of one run at least, where relations are found in several processes."""
_MAX_UNIQUE = 4
_NUMBER = re.compile(r"\d+")
_QUESTION_LINK = re.compile(r'href="\.\./([^/".]+)/')
"""A link from the page of a question to that of another one."""


def with_concepts(questions: Iterable[Classified], concepts: Iterable[Concept]) -> tuple[Entry, ...]:
    """Every question with the concepts it mentions, not yet related."""
    named = defaultdict(list)
    for concept in concepts:
        for question in concept.questions:
            named[question].append(concept.id)
    return tuple(Entry(item.question, item.tags, tuple(named[item.question.id]), ()) for item in questions)


def relate(
    questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain], title: str = ""
) -> list[tuple[Relation, ...]]:
    """The relations of every question, best first; independent of the order of the questions. ``title`` is that of the base."""
    # The vectors of a large base take memory that only the end of a process gives back.
    return submit(partial(_relations, questions, concepts, domains, title), worthwhile=len(questions) >= 2 * _MIN_RUN).result()


def _relations(
    questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain], title: str
) -> list[tuple[Relation, ...]]:
    texts = [item.question for item in questions]
    standing = [frozenset(lines) for lines in standing_lines(texts)]
    meaning = meaning_of(texts, standing) if questions else None
    relations = _Relations(questions, features_of(questions, concepts, domains, title), standing, meaning)
    runs = split_range(len(questions), _MIN_RUN)
    return [*chain.from_iterable(gather([partial(relations.of_all, run) for run in runs]))]


class _Relations:
    """The relations of a base's questions, which are identified by index."""

    def __init__(
        self, questions: Sequence[Classified], features: Features, standing: Sequence[Collection[str]], meaning: Meaning | None
    ) -> None:
        self._questions = [item.question for item in questions]
        self._features, self._standing = features, standing
        self._reasons = ReasonFinder(self._questions, features, standing, meaning)
        self._neighbors = Neighbors(features, [question.id for question in self._questions], meaning)
        self._tables = [item.features.candidates for item in questions]
        self._language = language_of(self._questions)
        self._say_the_same, self._said = cache(self._compare), cache(self._words_said)
        # All shingles of a large base would be most of its memory.
        self._shingles = lru_cache(_REMEMBERED)(self._cut)
        self._links = _links(self._questions)

    def of_all(self, questions: Iterable[int]) -> list[tuple[Relation, ...]]:
        """The relations of some questions; faster for adjacent ones, which are often alike."""
        return [self.of(question) for question in questions]

    def of(self, question: int) -> tuple[Relation, ...]:
        """The relations of one question, best first."""
        duplicates: list[Relation] = []
        related: list[Relation] = []
        nearest = self._nearest(question)
        for neighbor in nearest:
            if self._is_duplicate(question, neighbor):
                duplicates.append(self._relation(question, neighbor, self._reasons.find(question, neighbor), duplicate=True))
                if len(duplicates) == _MAX_RELATED:
                    break
            elif len(related) < _MAX_RELATED and neighbor.score >= self._least_score(related):
                relation = self._relation(question, neighbor, self._reasons.find(question, neighbor))
                if relation.reasons or relation.linked:
                    related.append(relation)
        return (*duplicates, *related)[:_MAX_RELATED] or self._next_best(question, nearest)

    def _next_best(self, question: int, nearest: Sequence[Neighbor]) -> tuple[Relation, ...]:
        """A question that a reader may go on to where none is near enough: a reader has nowhere else to go.

        One of the nearest for which there is a reason, or the nearest one with the sentences that are most alike, if it is near.
        Only then comes a much farther one for which there is a reason, last the nearest one whose title has a thing in common.
        """
        able = [neighbor for neighbor in nearest if neighbor.score >= _LEAST_SCORE]
        near = [neighbor for neighbor in able if neighbor.score >= able[0].score * _MIN_SHARE_OF_BEST]
        return (
            self._explained(question, near)
            or self._quoted(question, able)
            or self._explained(question, able[len(near) :])
            or self._with_same_thing(question, able)
        )

    def _explained(self, question: int, able: Sequence[Neighbor]) -> tuple[Relation, ...]:
        """The nearest one for which there is a reason, a weak one only if it is so much nearer and no common noun: *error*."""
        found = [(one.score, one, self._reasons.find(question, one)) for one in able]
        weak = [(one.score * _WEAK, one, self._reasons.find(question, one, strict=False)) for one in able]
        choices = (*found, *(choice for choice in weak if choice[2].are_specific))
        best = max((choice for choice in choices if any(choice[2])), key=itemgetter(0), default=None)
        return (self._relation(question, *best[1:]),) if best else ()

    def _quoted(self, question: int, able: Sequence[Neighbor]) -> tuple[Relation, ...]:
        """The nearest one with the sentences that are most alike."""
        for one in able[:1]:
            if one.score >= _QUOTED_SCORE and any(reasons := self._reasons.quote(question, one)):
                return (self._relation(question, one, reasons),)
        return ()

    def _with_same_thing(self, question: int, able: Sequence[Neighbor]) -> tuple[Relation, ...]:
        """The nearest one whose title has a thing in common, which may have too many questions to be a reason elsewhere."""
        found = ((one, self._reasons.same_thing(question, one.other)) for one in able)
        same = ((one, reasons) for one, reasons in found if reasons is not None)
        return tuple(self._relation(question, one, reasons) for one, reasons in islice(same, 1))

    @staticmethod
    def _least_score(related: Sequence[Relation]) -> float:
        """The least score of another relation behind some."""
        return max(_MIN_SCORE, related[0].score * _MIN_SHARE_OF_BEST if related else 0.0)

    def _nearest(self, question: int) -> list[Neighbor]:
        found = self._neighbors.nearest(question)
        linked = self._links.get(question)
        if not linked:
            return found
        near = {neighbor.other: neighbor.score for neighbor in found}
        near |= {other: max(_LINKED_SCORE, near.get(other, 0.0)) for other in linked}
        ordered = sorted(near, key=lambda other: (-near[other], self._questions[other].id))
        return [Neighbor(other, near[other]) for other in ordered]

    def _is_duplicate(self, question: int, neighbor: Neighbor) -> bool:
        if neighbor.score < _DUPLICATE_SCORE or not self._ask_same_question(question, neighbor.other):
            return False
        return self._say_the_same(*sorted((question, neighbor.other)))

    def _ask_same_question(self, question: int, other: int) -> bool:
        """Whether the titles have most of what they say in common, and most of their rare words, if they have any.

        Titles that both say nothing beside the words that ask do not decide.
        """
        said, also = self._said(question), self._said(other)
        if 2 * len(said & also) < _DUPLICATE_QUESTION * (len(said) + len(also)):
            return False
        one, two = (self._title_weights(place) for place in (question, other))
        if not one or not two:
            return True
        shared = sum(min(one[word], two[word]) for word in one.keys() & two.keys())
        return shared >= _DUPLICATE_TITLE * min(sum(one.values()), sum(two.values()))

    def _title_weights(self, question: int) -> dict[int, float]:
        words, titles = self._features.words[question], self._features.titles[question]
        return {word: words[word] for word in titles if word in words}

    def _words_said(self, question: int) -> frozenset[str]:
        """The single words and numbers of a title, but for those that ask."""
        asking = asking_words(self._language) | stop_words(self._language or "en")
        found = (one for one in read_candidates(self._tables[question]) if one.titles and len(one.words) == 1)
        words = {one.key for one in found if asking.isdisjoint((one.key, one.form.casefold()))}
        return frozenset(words.union(_NUMBER.findall(self._questions[question].title)))

    def _compare(self, question: int, other: int) -> bool:
        one, two = self._shingles(question), self._shingles(other)
        smaller, larger = sorted((len(one), len(two)))
        return (
            smaller > max(_DUPLICATE_MIN_SHINGLES, larger * _DUPLICATE_SIZE)
            and len(one & two) / smaller >= _DUPLICATE_CONTAINMENT
        )

    def _cut(self, question: int) -> frozenset[str]:
        """All substrings of five characters, outside the prompt and lines that recur in most answers."""
        passages = (passage for passage in self._questions[question].passages if passage.section is not SectionKind.PROMPT)
        text = "".join([passage.text for passage in passages if passage.text not in self._standing[question]])
        return frozenset([text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1)])

    def _relation(self, question: int, neighbor: Neighbor, reasons: Reasons, *, duplicate: bool = False) -> Relation:
        one, other = self._questions[question], self._questions[neighbor.other]
        return Relation(
            target=other.id,
            score=round(neighbor.score, 4),
            kind=RelationKind.DUPLICATE if duplicate else RelationKind.RELATED,
            concepts=reasons.concepts,
            domains=reasons.domains,
            phrases=reasons.phrases,
            unique=tuple(head for head in _heads(other) if head not in _heads(one))[:_MAX_UNIQUE] if duplicate else (),
            linked=neighbor.other in self._links.get(question, ()),
            passages=reasons.passages,
        )


def _links(questions: Sequence[Question]) -> dict[int, set[int]]:
    """The questions that each links to or is linked from; those in tables of contents do not count."""
    places = {question.id: place for place, question in enumerate(questions)}
    links: dict[int, set[int]] = defaultdict(set)
    for place, question in enumerate(questions):
        targets = {places.get(QuestionId(to), place) for part in question.sections for to in _QUESTION_LINK.findall(part.html)}
        for other in targets - {place} if len(targets) <= _MAX_LINKS else ():
            links[place].add(other)
            links[other].add(place)
    return links


def _heads(question: Question) -> dict[str, None]:
    """The heads of its outermost lists."""
    passages = question.passages
    return dict.fromkeys(passage.text for passage in passages if passage.role is PassageRole.LIST_HEAD and passage.depth == 1)
