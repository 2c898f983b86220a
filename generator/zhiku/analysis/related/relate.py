"""Find what a reader of one question should read next, and say why: classified questions and concepts in, ``Entry`` out.

Which questions are alike is found by what they share (see ``features``, ``meetings``). Two are duplicates when most of the
shorter one's five-character shingles stand in the other (containment, Broder 1997) and it is no mere fragment of it. A relation
must have a reason that can be shown. A question that would have none gets the nearest one that has. The numbers were chosen on
two judged bases in ``tests/gold`` where both change little around them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from zhiku.analysis.clauses import FRAME
from zhiku.analysis.related.features import things_of
from zhiku.analysis.related.neighbours import Meetings
from zhiku.model import Entry, PassageRole, Relation, RelationKind, SectionKind
from zhiku.runtime.processes import at_once, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.analysis.related.features import Things, Words
    from zhiku.analysis.related.neighbours import Meeting
    from zhiku.model import Classified, Concept, Domain, Question

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
_REMEMBERED = 256
_LEAST = 200
_FEW_TITLES = 0.1
"""Words of more titles than this share are the frame in which a base asks, no reason."""
_MOST_NAMES = 3
_MOST_UNIQUE = 4
_SHORTEST_SHARED_TITLE = 3


def with_concepts(questions: Iterable[Classified], concepts: Iterable[Concept]) -> tuple[Entry, ...]:
    """Every question with the concepts it names, not yet related."""
    named = defaultdict(list)
    for concept in concepts:
        for question in concept.questions:
            named[question].append(concept.id)
    return tuple(Entry(item.question, item.tags, tuple(named[item.question.id]), ()) for item in questions)


def relate(
    questions: Sequence[Classified], concepts: Sequence[Concept], domains: Iterable[Domain], words: Words
) -> tuple[Entry, ...]:
    """Every question with the others that belong to it, best first; independent of the order of the questions."""
    relations = _Relations([item.question for item in questions], things_of(questions, concepts, domains), words)
    related = chain.from_iterable(at_once([partial(relations.of_all, run) for run in runs(len(questions), _LEAST)]))
    entries = with_concepts(questions, concepts)
    return tuple(replace(entry, related=found) for entry, found in zip(entries, related, strict=True))


class _Relations:
    """The relations of a base's questions, which are known by their places."""

    def __init__(self, questions: Sequence[Question], things: Things, words: Words) -> None:
        self._questions = questions
        self._things = things
        self._words = words
        self._meetings = Meetings(things, words, [question.id for question in questions])
        self._say_the_same = cache(self._compare)
        # All shingles of a large base would be most of its memory.
        self._shingles = lru_cache(_REMEMBERED)(lambda question: _shingles(questions[question]))
        titles = Counter(thing for bag in things.bags for thing in bag if things.features[thing].kind == "title")
        few = max(2, len(questions) * _FEW_TITLES)
        self._rare_titles = frozenset(thing for thing, having in titles.items() if having <= few)

    def of_all(self, questions: Iterable[int]) -> list[tuple[Relation, ...]]:
        """The relations of each; it is quicker where they stand side by side, because those are often alike."""
        return [self.of(question) for question in questions]

    def of(self, question: int) -> tuple[Relation, ...]:
        """The relations of one question, the best first."""
        duplicates: list[Relation] = []
        related: list[Relation] = []
        for meeting in self._meetings.nearest(question):
            if self._is_duplicate(question, meeting):
                duplicates.append(self._relation(question, meeting, duplicate=True))
                if len(duplicates) == _MOST_RELATED:
                    break
            elif len(related) < _MOST_RELATED and (not related or meeting.score >= related[0].score * _LEAST_OF_BEST):
                relation = self._relation(question, meeting, duplicate=False)
                related += [relation] if relation.reasons else []
        strong = [relation for relation in related if relation.score >= _LEAST_SCORE]
        return (*duplicates, *strong)[:_MOST_RELATED] or tuple(related[:1])

    def _is_duplicate(self, question: int, meeting: Meeting) -> bool:
        # Texts that share five characters in a row share four words; looking at the words first spares most texts being cut.
        bags = self._words.bags
        if meeting.words < min(len(bags[question]), len(bags[meeting.other])) * _DUPLICATE_WORDS:
            return False
        return self._say_the_same(*sorted((question, meeting.other)))

    def _compare(self, question: int, other: int) -> bool:
        one, two = self._shingles(question), self._shingles(other)
        smaller, larger = sorted((len(one), len(two)))
        return smaller > larger * _DUPLICATE_SIZE and len(one & two) / smaller >= _DUPLICATE_CONTAINMENT

    def _relation(self, question: int, meeting: Meeting, *, duplicate: bool) -> Relation:
        one, other = self._questions[question], self._questions[meeting.other]
        mine, theirs = self._things.bags[question], self._things.bags[meeting.other]
        shared = sorted(mine.keys() & theirs.keys(), key=lambda thing: (-mine[thing] * theirs[thing], thing))
        features = [self._things.features[thing] for thing in shared]
        concepts = _shortened(feature.name for feature in features if feature.kind in {"concept", "subject"})
        domains = [feature.name for feature in features if feature.kind == "domain"]
        rare = {self._things.features[thing].key for thing in self._rare_titles.intersection(shared)}
        asked = _asked_by_both(one.title, other.title, rare)
        return Relation(
            target=other.id,
            score=round(meeting.score, 4),
            kind=RelationKind.DUPLICATE if duplicate else RelationKind.RELATED,
            concepts=concepts,
            domains=tuple(name for name in domains if name not in concepts)[:_MOST_NAMES],
            asked="" if any(asked in name for name in (*concepts, *domains)) else asked,
            unique=tuple(head for head in _heads(other) if head not in _heads(one))[:_MOST_UNIQUE] if duplicate else (),
        )


def _shingles(question: Question) -> frozenset[str]:
    """All stretches of five characters outside the prompt."""
    text = "".join([passage.text for passage in question.passages if passage.section is not SectionKind.PROMPT])
    return frozenset([text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1)])


def _heads(question: Question) -> dict[str, None]:
    """The heads of its outermost lists."""
    passages = question.passages
    return dict.fromkeys(passage.text for passage in passages if passage.role is PassageRole.LIST_HEAD and passage.depth == 1)


def _shortened(names: Iterable[str]) -> tuple[str, ...]:
    """The first few names, without those that lie within one already there."""
    kept: list[str] = []
    for name in names:
        if not any(name in other for other in kept):
            kept.append(name)
    return tuple(kept[:_MOST_NAMES])


def _asked_by_both(one: str, other: str, rare: set[str]) -> str:
    """The longest stretch that two titles share outside the question frame and that holds words few other titles have."""
    if not rare:
        return ""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = [part for block in blocks for part in FRAME.split(one[block.a : block.a + block.size]) if part]
    telling = [part for part in shared if any(word in part.casefold() for word in rare)]
    longest = max(telling, key=len, default="")
    return longest if len(longest) >= _SHORTEST_SHARED_TITLE else ""
