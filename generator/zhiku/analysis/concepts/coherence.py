"""How well words fit the field of a base: certain terms and other words in, a number for each word out.

The terms of one field lie in one direction of meaning (the domain coherence of Bordea, Buitelaar and Polajnar 2013): among
patients' questions 血糖 points where 血压 and 胰岛素 point, and 油腻 does not, however often doctors warn of it. What all words
of a base have in common, their language above all, is taken from the vectors first (Arora et al. 2017).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhiku.vectors import load_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MIN_TERMS = 5
"""Fewer certain terms make no field."""
_SCALE = 1024
"""Vectors are rounded to whole numbers of this length, so that their sums and products are exact on every processor."""
_DECIMALS = 6


def coherence(certain: Sequence[str], words: Sequence[str], rare: Sequence[str] = ()) -> dict[str, float]:
    """How much nearer each word is to the centroid of the certain terms than the base's words are, in standard deviations.

    ``words`` are all words of the base that recur. Those without a vector are left out. What is ``rare`` is measured as well, but
    says nothing of what the others are like.
    """
    known, vectors = _known([*words, *rare])
    usual = len({*words}.intersection(known))
    terms, of_terms = _known(sorted(set(certain)))
    if len(terms) < _MIN_TERMS or not usual:
        return {}
    mean = vectors[:usual].mean(axis=0)
    units, of_terms = (_whole(_unit(found - mean)) for found in (vectors, of_terms))
    places = {term: place for place, term in enumerate(terms)}
    total, count = of_terms.sum(axis=0), np.full(len(known), float(len(terms)))
    centroids = np.tile(total, (len(known), 1))
    for row, word in enumerate(known):
        if (place := places.get(word)) is not None:
            centroids[row] -= of_terms[place]
            count[row] -= 1
    cosines = (units * centroids).sum(axis=1) / count
    spread = cosines[:usual].std() or 1.0
    fits = np.round((cosines - cosines[:usual].mean()) / spread, _DECIMALS)
    return dict(zip(known, fits.tolist(), strict=True))


def _known(texts: Sequence[str]) -> tuple[list[str], NDArray[np.float64]]:
    """The texts that have a vector, and their vectors."""
    vectors = load_table().text_vectors(list(texts))
    rows = np.flatnonzero(vectors.any(axis=1))
    return [texts[row] for row in rows.tolist()], _whole(vectors[rows])


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1.0)


def _whole(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.round(vectors.astype(np.float64) * _SCALE)
