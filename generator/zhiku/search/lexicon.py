"""The vocabulary for pinyin, spelling correction and the segmentation of queries: a base in, words and terms out.

*Words* are the smallest meaningful pieces (``segmentation``), with their counts. *Terms* are possible names of things:
sequences of words in titles, headings and list heads, names and domains.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS
from zhiku.search.analyzer import analyze, normal, pieces
from zhiku.search.segmentation import find_words, segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.model import Concept, KnowledgeBase

_BRACKET = re.compile("[（(]")
_MAX_WORDS = 4
_MAX_TERM = 12
_QUESTION_WORDS = frozenset(QUESTION_WORDS)
_BOUNDARIES = _QUESTION_WORDS - frozenset(ASPECT_WORDS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with counts, further terms, both sorted, and the CJK runs of all texts and names."""

    words: dict[str, int]
    terms: tuple[str, ...]
    runs: tuple[str, ...]


def read_lexicon(base: KnowledgeBase, names: Iterable[str] = ()) -> Lexicon:
    """The lexicon of a base; ``names`` are additional names, such as the owner's synonyms."""
    passages = [passage for entry in base.entries for passage in entry.question.passages]
    titles = [entry.question.title for entry in base.entries]
    runs: Counter[str] = Counter()
    for text, times in Counter((*titles, *(passage.text for passage in passages))).items():
        for run in _cjk_runs(text):
            runs[run] += times
    words = find_words(runs)
    heads = {passage.text for passage in passages if passage.is_head}
    display_names = [name for concept in base.concepts for name in names_of(concept)]
    display_names += [domain.name for domain in base.domains]
    whole = [*display_names, *names, *(name for entry in base.entries for name in entry.question.notes.names)]
    segment = segmenter(words)
    distinct = {run for text in {*titles, *heads, *display_names} for run in _cjk_runs(text)}
    terms = {term for run in distinct for term in _word_ngrams(segment(run))}
    bare = {_BRACKET.split(head)[0] for head in heads}
    terms |= {run for text in (*whole, *bare) for run in _cjk_runs(text) if len(run) <= _MAX_TERM}
    return Lexicon(
        words, tuple(sorted(terms - words.keys() - _QUESTION_WORDS)), (*runs, *(r for c in whole for r in _cjk_runs(c)))
    )


def names_of(concept: Concept) -> tuple[str, ...]:
    """The distinct names of a concept in normal form, the displayed one first."""
    return tuple(dict.fromkeys(name for text in concept.names if (name := normal(analyze(text)))))


def _cjk_runs(text: str) -> Iterator[str]:
    return (piece for piece, cjk in pieces(text) if cjk)


def _word_ngrams(words: Sequence[str]) -> Iterator[str]:
    """Concatenations of up to four adjacent words that no question word interrupts."""
    for start in range(len(words)):
        row = ""
        for word in words[start : start + _MAX_WORDS]:
            if word in _BOUNDARIES:
                break
            row += word
            if 1 < len(row) <= _MAX_TERM and row not in _QUESTION_WORDS:
                yield row
