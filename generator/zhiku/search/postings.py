"""What the index of a large base knows of a question: its fields in, a posting for every index term out.

The low byte of a posting says where a question holds a term: a bit each for title, names, heads and for the sections it
stands in; the high byte how often running text has it, up to 255 times. Index terms are the words and
bigrams of ``analyzer.terms``, and every CJK character.
``web/data/posting.ts`` reads postings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from zhiku.model import PassageRole, SectionKind
from zhiku.search.analyzer import pieces
from zhiku.search.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.model import Question, QuestionFeatures

_TITLE, _NAME, _HEAD = 1, 2, 4
_SECTION = {kind: 8 << order for order, kind in enumerate(SectionKind)}
TIMES = 1 << 8
_MAX_TIMES = 255


def read_postings(question: Question) -> dict[str, int]:
    """The index terms of a question's own text with their postings: all but the names that others give it."""
    found: defaultdict[str, int] = defaultdict(int)
    for term in index_terms(question.title):
        found[term] |= _TITLE
    running: defaultdict[int, list[str]] = defaultdict(list)
    for passage in question.passages:
        section = _SECTION[passage.section]
        if passage.role is PassageRole.TEXT:
            running[section].append(passage.text)
            continue
        for term in index_terms(passage.text):
            found[term] |= _HEAD | section
    for section, texts in running.items():
        for term, times in Counter(index_terms("\n".join(texts))).items():
            found[term] = _sum(found[term], section | min(times, _MAX_TIMES) * TIMES)
    return dict(found)


def with_names(features: QuestionFeatures, names: Iterable[str]) -> dict[str, int]:
    """Every index term of a question, words reduced to their stems, with its posting; ``names`` are all that it is found by."""
    found: defaultdict[str, int] = defaultdict(int)
    for term, fields, times in zip(features.terms.split(" "), features.fields, features.times, strict=False):
        form = stem(term)
        found[form] = _sum(found[form], fields | times * TIMES)
    for name in names:
        for term in _terms_of_name(name):
            found[stem(term)] |= _NAME
    return dict(found)


def _sum(one: int, other: int) -> int:
    """Two postings of the same term as one: all fields of both, occurrences added up."""
    times = min(one // TIMES + other // TIMES, _MAX_TIMES)
    return (one | other) % TIMES | times * TIMES


def index_terms(text: str) -> list[str]:
    """The index terms of a text, repeated as they recur."""
    found: list[str] = []
    for piece, cjk in pieces(text):
        if cjk:
            found += map(add, piece, piece[1:])
            found += piece
        else:
            found.append(piece)
    return found


@lru_cache(maxsize=1 << 12)
def _terms_of_name(name: str) -> frozenset[str]:
    """A name belongs to many questions."""
    return frozenset(index_terms(name))
