"""How well words fit the field of a base: certain terms and other words in, a number for each word out.

The terms of one field are near each other in meaning (the domain coherence of Bordea, Buitelaar and Polajnar 2013): among
patients' questions 血糖 has neighbours such as 血压 and 胰岛素, and 油腻 has none, however often doctors warn of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhiku.vectors import load_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEIGHBOURS = 5
"""So many of the nearest certain terms are looked at; one alone may be a chance."""
_USUAL = 0.25
"""The mean cosine of a word of no field with the nearest five of some hundred terms of one."""
_SCALE = 127
"""Vectors are rounded to whole numbers of this length, so that their products are exact on every processor."""
_SAME = 0.98
"""A cosine from which two words are spellings of one."""


def coherence(certain: Sequence[str], words: Sequence[str]) -> dict[str, float]:
    """How much more similar each word is to the certain terms than words usually are; words without vectors are left out."""
    table = load_table()
    terms, vectors = (np.round(table.text_vectors(list(texts)) * _SCALE) for texts in (certain, words))
    terms = terms[terms.any(axis=1)]
    if len(terms) < _NEIGHBOURS:
        return {}
    cosines = vectors @ terms.T / _SCALE**2
    cosines[cosines >= _SAME] = -1.0
    nearest = np.partition(cosines, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:].mean(axis=1)
    known = np.flatnonzero(vectors.any(axis=1))
    return {words[row]: float(nearest[row]) - _USUAL for row in known.tolist()}
