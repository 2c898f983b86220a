"""Vectors of what questions ask and answer, to compare them by meaning: questions in, ``Meaning`` out.

The title and the beginning of the text of each question get a vector each from the table of word vectors. The mean over the base
is taken away, so that the words that all questions of a base are asked with, or all are about, bring none of them nearer (the
common component of Arora et al. 2017). The more that takes away, the less the vectors tell and the smaller is their share of the
score. The vector of a title is as long as the share of its content that the table knows: of *CGI 和 WSGI* nothing. A base in a
language that the table does not know has no vectors.

Values are whole numbers, small enough that their products add up exactly in single precision, so the result depends on no
processor and on no order of addition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhiku.analysis.language import language_of
from zhiku.lang.question_words import words_of
from zhiku.vectors import load_table, normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from zhiku.model import Question
    from zhiku.vectors import Table

TITLE, TEXT = 0.5, 0.3
"""Shares of the score that the cosines of titles and of texts have where these have nothing in common with all others."""
TEXT_LENGTH = 600
"""Characters of a question's text that its vector is made of: where a text says most of what it is about."""
MIN_KNOWN_SHARE = 0.5
"""Vectors of a base are used if the table knows words of at least this share of its titles."""
MIN_SENTENCE_WEIGHT = 2.0
"""Sum of the weights of a sentence's words from which it can be quoted: *Click on the gear icon*, and not *It depends.*"""
_UNKNOWN = 0.65
"""Weight of a word of a title that the table does not know: that of the median word which it knows."""
_SCALE = 2048.0
"""Largest length of a vector; the square of it is below 2 to the 24th, up to which single precision holds every whole number."""
_NOTHING_LEFT = 0.01
"""A unit vector that is shorter than this without the mean says only what all say."""
_BLOCK = 256
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of a base's questions: ``vectors`` [questions, 2 · dimensions + 2] of whole numbers.

    ``share`` is the part of a relation's score that they make, ``common`` [dimensions] the mean vector of all titles and texts.
    """

    vectors: NDArray[np.float32]
    share: float
    common: NDArray[np.float64]
    table: Table

    def similarities(self, question: int, others: Sequence[int]) -> list[float]:
        """How alike a question and others are in meaning, from ``-share`` to ``share``."""
        products = self.vectors[others] @ self.vectors[question]
        return [float(product) / _SCALE**2 for product in products]

    def sum_of_pairs(self, questions: Sequence[int]) -> float:
        """The sum of the similarities of all ordered pairs of some questions."""
        vectors = self.vectors[questions]
        total = vectors.sum(axis=0, dtype=np.float64)
        return float(total @ total - np.einsum("ij,ij->", vectors, vectors, dtype=np.float64)) / _SCALE**2

    def sentences(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The vectors [texts, dimensions] of sentences without what all texts say; what says little else is short."""
        vectors: NDArray[np.float64] = self.table.text_vectors(texts) - self.common
        vectors[[self.table.text_weight(text) < MIN_SENTENCE_WEIGHT for text in texts]] = 0.0
        return vectors

    def similarity_of_differences(self, one: str, other: str) -> float:
        """How alike two texts are in the words that they do not share, -1..1; 1 where one says no more than the other.

        Of words that the table does not know nobody can tell, so they are not alike: *useState* and *useId*.
        """
        words = [dict.fromkeys(self.table.segmenter.words(text)) for text in (one, other)]
        own = [" ".join(word for word in mine if word not in theirs) for mine, theirs in (words, reversed(words))]
        if not all(own):
            return float(self._unknown(one) == self._unknown(other))
        first, second = self.table.text_vectors(own)
        return float(first @ second)

    def _unknown(self, text: str) -> set[str]:
        """The words of a text that the table does not know."""
        return {word for word in _WORD.findall(text.casefold()) if not any(self.table.segmenter.words(word))}

    def nearest(self, count: int) -> Iterator[list[int]]:
        """For each question the ``count`` others that are most alike; more where several are as alike as the last of them."""
        total = len(self.vectors)
        count = min(count + 1, total)
        for start in range(0, total, _BLOCK):
            products = self.vectors[start : start + _BLOCK] @ self.vectors.T
            least = np.maximum(np.partition(products, total - count, axis=1)[:, total - count], 1)
            for row, (found, bound) in enumerate(zip(products, least, strict=True), start):
                yield [int(other) for other in np.flatnonzero(found >= bound) if other != row]


def meaning_of(questions: Sequence[Question], standing: Sequence[Collection[str]], table: Table | None = None) -> Meaning | None:
    """The vectors of questions without lines ``standing`` in most answers; None in a language that the table does not know."""
    table = table or load_table()
    titles = table.text_vectors([question.title for question in questions])
    if np.count_nonzero(titles.any(axis=1)) < max(1, MIN_KNOWN_SHARE * len(questions)):
        return None
    texts = table.text_vectors([beginning(question, lines) for question, lines in zip(questions, standing, strict=True)])
    asking = frozenset(map(normalize, words_of(language_of(questions)).question))
    known = np.array([[_known_share(question.title, asking, table)] for question in questions])
    parts = [(TITLE * _spread(titles), _centred(titles) * known), (TEXT * _spread(texts), _centred(texts))]
    joined = np.hstack([np.sqrt(share) * vectors for share, vectors in parts])
    common = np.vstack((titles, texts)).astype(np.float64).mean(axis=0)
    return Meaning(np.round(joined * _SCALE).astype(np.float32), sum(share for share, _ in parts), common, table)


def _known_share(title: str, asking: Collection[str], table: Table) -> float:
    """The share of the weight of a title's words, but for those that ask, which the table knows."""
    known = sum(table.word_weight(word) for word in table.segmenter.words(title) if word not in asking)
    unknown = _UNKNOWN * sum(word not in asking for word in table.segmenter.unknown(title))
    return known / (known + unknown) if known else 0.0


def beginning(question: Question, standing: Collection[str] = ()) -> str:
    """The first passages of a question, without code and without lines ``standing`` in most answers."""
    text = ""
    for passage in question.passages:
        if len(text) >= TEXT_LENGTH:
            break
        if passage.is_prose and passage.text not in standing:
            text += f"{passage.text}\n"
    return text[:TEXT_LENGTH]


def _spread(vectors: NDArray[np.float32]) -> float:
    """The mean square of unit vectors without what they have in common, 0..1: small where all texts say nearly the same."""
    known = vectors[vectors.any(axis=1)].astype(np.float64)
    return max(0.0, 1.0 - float((known.mean(axis=0) ** 2).sum())) if len(known) else 0.0


def _centred(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Unit vectors [rows, dimensions + 1] without what all have in common; rows of zeros stay so.

    Of ``n`` rows the mean holds each by one part in ``n``, which makes unrelated ones less alike than they are, by 1 / (n - 1).
    The last column makes up for it.
    """
    known = vectors.any(axis=1)
    count = int(known.sum())
    found = vectors.astype(np.float64)
    found[known] -= found[known].mean(axis=0) if count else 0.0
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    found = np.where(lengths > _NOTHING_LEFT, found / np.maximum(lengths, _NOTHING_LEFT), 0.0)
    bias = np.where(lengths > _NOTHING_LEFT, (max(count, 2) - 1) ** -0.5, 0.0)
    centred: NDArray[np.float64] = np.hstack((found, bias)) * (1 - 1 / max(count, 2)) ** 0.5
    return centred
