"""How alike the questions of each group are: vectors of questions in, mean similarities out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from zhiku.analysis.related.features import Features
    from zhiku.analysis.related.meaning import Meaning


def members_of(features: Features, kinds: Collection[str]) -> dict[int, list[int]]:
    """For each feature of some kinds the questions that have it as a subject, in their order."""
    wanted = {place for place, feature in enumerate(features.features) if feature.kind in kinds}
    found: dict[int, list[int]] = defaultdict(list)
    for question, subjects in enumerate(features.subjects):
        for place in subjects.keys() & wanted:
            found[place].append(question)
    return found


def cohesion(groups: Mapping[int, Sequence[int]], features: Features, meaning: Meaning | None) -> dict[int, float]:
    """How much more alike two questions of each feature's group are than any two of the base, in their words and their meaning.

    The feature itself does not count.
    """
    usual = _mean_similarity(range(len(features.words)), features, meaning) if groups else 0.0
    return {place: _mean_similarity(group, features, meaning, without=place) - usual for place, group in groups.items()}


def _mean_similarity(questions: Sequence[int], features: Features, meaning: Meaning | None, without: int | None = None) -> float:
    """The mean similarity of two of some questions, from the sum of their vectors: the cost is linear."""
    pairs = len(questions) * (len(questions) - 1)
    total, own = np.zeros(len(features.features)), 0.0
    for question in questions:
        weights = np.fromiter(features.words[question].values(), np.float64)
        total[list(features.words[question])] += weights
        own += float(weights @ weights)
    if without is not None:
        own -= sum(features.words[question].get(without, 0.0) ** 2 for question in questions)
        total[without] = 0.0
    found = float(total @ total) - own
    if meaning:
        found = (1 - meaning.share) * found + meaning.sum_of_pairs(questions)
    return found / pairs if pairs else 0.0
