"""The vocabulary for pinyin, spelling and the segmentation of queries: the texts of a base in, words and terms out.

*Words* are the smallest meaningful pieces (``segmentation``), with their counts. *Terms* are possible names of things:
sequences of words in titles, headings and list heads, names and domains.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS
from zhiku.model import PassageRole
from zhiku.search.analyzer import analyze, normal, pieces
from zhiku.search.segmentation import cutter, find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.model import Concept, KnowledgeBase

_BRACKET = re.compile("[（(]")
_MAX_WORDS = 4
_LONGEST_TERM = 12
_QUESTION_WORDS = frozenset(QUESTION_WORDS)
_CUTS = _QUESTION_WORDS - frozenset(ASPECT_WORDS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with counts and terms that are no words, sorted, and the CJK runs of all texts and names."""

    words: dict[str, int]
    terms: tuple[str, ...]
    runs: tuple[str, ...]


def read_lexicon(base: KnowledgeBase, names: Iterable[str] = ()) -> Lexicon:
    """The lexicon of a base; ``names`` are further words of the owner's, such as synonyms."""
    passages = [passage for entry in base.entries for passage in entry.question.passages]
    titles = [entry.question.title for entry in base.entries]
    runs: Counter[str] = Counter()
    for text, times in Counter((*titles, *(passage.text for passage in passages))).items():
        for run in _cjk(text):
            runs[run] += times
    words = find_words(runs)
    heads = {passage.text for passage in passages if passage.role is not PassageRole.TEXT}
    called = [name for concept in base.concepts for name in names_of(concept)]
    called += [domain.name for domain in base.domains]
    whole = [*called, *names, *(name for entry in base.entries for name in entry.question.notes.aliases)]
    divide = cutter(words)
    distinct = {run for text in {*titles, *heads, *called} for run in _cjk(text)}
    terms = {term for run in distinct for term in _rows(divide(run))}
    bare = {_BRACKET.split(head)[0] for head in heads}
    terms |= {run for text in (*whole, *bare) for run in _cjk(text) if len(run) <= _LONGEST_TERM}
    return Lexicon(words, tuple(sorted(terms - words.keys() - _QUESTION_WORDS)), (*runs, *(r for c in whole for r in _cjk(c))))


def names_of(concept: Concept) -> tuple[str, ...]:
    """The names of a concept in normal form, without repetition, the one that readers see first."""
    return tuple(dict.fromkeys(name for text in concept.names if (name := normal(analyze(text)))))


def _cjk(text: str) -> Iterator[str]:
    return (piece for piece, cjk in pieces(text) if cjk)


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Up to four words in a row without a frame between them."""
    for start in range(len(words)):
        row = ""
        for word in words[start : start + _MAX_WORDS]:
            if word in _CUTS:
                break
            row += word
            if 1 < len(row) <= _LONGEST_TERM and row not in _QUESTION_WORDS:
                yield row
