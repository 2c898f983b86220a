"""Postings of a question for the chunked index: its fields in, a posting for each index term out.

The low byte of a posting has a bit for each field (title, names, heads) and section that contains the term; the high byte is the
frequency of the term in running text, up to 255. Index terms are the words and bigrams of ``analyzer.terms``, and every CJK
character. ``web/data/posting.ts`` reads postings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from zhiku.model import SectionKind
from zhiku.search.analyzer import pieces
from zhiku.search.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.model import Question, QuestionFeatures

_TITLE, _NAME, _HEAD = 1, 2, 4
_SECTION = {kind: 8 << order for order, kind in enumerate(SectionKind)}
ONE_OCCURRENCE = 1 << 8
_MAX_OCCURRENCES = 255


def read_postings(question: Question) -> dict[str, int]:
    """The postings of a question's own text: all fields except the names of its concepts and domains."""
    found: defaultdict[str, int] = defaultdict(int)
    for term in index_terms(question.title):
        found[term] |= _TITLE
    running: defaultdict[int, list[str]] = defaultdict(list)
    for passage in question.passages:
        section = _SECTION[passage.section]
        if not passage.is_head:
            running[section].append(passage.text)
            continue
        for term in index_terms(passage.text):
            found[term] |= _HEAD | section
    for section, texts in running.items():
        for term, times in Counter(index_terms("\n".join(texts))).items():
            posting = section | min(times, _MAX_OCCURRENCES) * ONE_OCCURRENCE
            found[term] = _merged(found[term], posting) if term in found else posting
    return dict(found)


def with_names(features: QuestionFeatures, names: Iterable[str]) -> dict[str, int]:
    """All postings of a question, words stemmed; ``names`` are the texts of its field ``names``."""
    found: dict[str, int] = {}
    for term, fields, times in zip(features.terms.split(" "), features.fields, features.times, strict=False):
        form, posting = stem(term), fields | times * ONE_OCCURRENCE
        found[form] = _merged(found[form], posting) if form in found else posting
    for name in names:
        for term in _terms_of_name(name):
            found[stem(term)] = found.get(stem(term), 0) | _NAME
    return found


def _merged(one: int, other: int) -> int:
    """Two postings of one term combined: the union of the fields, the sum of the frequencies."""
    times = min(one // ONE_OCCURRENCE + other // ONE_OCCURRENCE, _MAX_OCCURRENCES)
    return (one | other) % ONE_OCCURRENCE | times * ONE_OCCURRENCE


def index_terms(text: str) -> list[str]:
    """The index terms of a text, in order, with repetitions."""
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
    """The terms of a name, cached: a name belongs to many questions."""
    return frozenset(index_terms(name))
