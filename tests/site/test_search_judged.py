"""Judged queries: how often a best question comes first, over each set and in each kind, from either index.

``queries.tsv`` came with the task. ``queries-heldout.tsv`` were written before any tuning, ``queries-fresh.tsv`` after
it; on their first run 0.970 and 0.922 of them had a best question first. The first figure flatters: the base's synonyms
were listed by somebody who knew these queries. Both sets have been looked at since, and synonyms were added for misses
of the second, so they guard against steps back and neither measures any more how unseen queries fare.

``queries-unseen.tsv`` was written from the text alone by somebody who had read neither the ranker nor the other sets. Its
first run is the honest figure of how the search of that day met new readers: 0.746 overall, natural questions 0.467,
synonyms 0.450, none 0.800, all other kinds 0.875 to 1. What it holds now, after rules and synonyms were added for the kinds
of misses it showed, says as little about unseen queries as the others do.

``queries-later.tsv`` (natural questions, synonyms, none) followed those rules, by the same hand. On its first run 0.740 had a
best question first (0.800, 0.733, 0.600), where the search before the rules had 0.640 (0.680, 0.600, 0.600); a rule about
single characters in names came after it.

``queries-wide.tsv`` (all kinds) was written before the vocabulary of the base was listed in its ``kb.yml`` in full, by the
hand that listed it: 0.866 on its first run (English 0.708, synonyms 0.629, natural questions 0.810, none 0.933).
``queries-walk.tsv`` followed that vocabulary: 0.893 on its first run. ``queries-words.tsv``, after that, asks for single
words of the text in English, and for compounds with a word that the text lacks: 0.712 on its first run (English 0.637,
natural 0.868, synonyms 0.600); then the text's words got their English names. ``queries-last.tsv``, in the manner of the dev
file, came after all of these: 0.952 on its first run; ``queries-asked.tsv``, natural questions only, last: 0.900.
``queries-blind.tsv`` is by another hand, in the manner and proportions of the dev file: 0.971 on its first run; three of
its five misses were one word that three questions name alike, which led to the rule of what is said of another thing.
``queries-outside.tsv`` is about nothing in the base: 0.913 on its first run.

A query about nothing is right when no full match stands in the list; partial ones tell which words they lack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files

from tests.support.judging import QUERIES, judged
from tests.support.sites import prepared_base

if TYPE_CHECKING:
    from pathlib import Path

MIN_OVERALL, MIN_IN_A_KIND = 0.95, 0.85
MIN_SUCCESS = {
    "queries.tsv": (0.93, MIN_IN_A_KIND),
    "queries-heldout.tsv": (MIN_OVERALL, MIN_IN_A_KIND),
    "queries-fresh.tsv": (MIN_OVERALL, MIN_IN_A_KIND),
    "queries-unseen.tsv": (0.93, 0.8),
    "queries-later.tsv": (0.88, 0.85),
    "queries-wide.tsv": (MIN_OVERALL, MIN_IN_A_KIND),
    "queries-walk.tsv": (0.92, 0.8),
    "queries-words.tsv": (0.86, 0.7),
    "queries-blind.tsv": (MIN_OVERALL, MIN_IN_A_KIND),
    "queries-last.tsv": (0.94, MIN_IN_A_KIND),
    "queries-asked.tsv": (0.85, MIN_IN_A_KIND),
    "queries-outside.tsv": (MIN_OVERALL, MIN_IN_A_KIND),
}
"""Of each set, the least success@1 over all its queries and in its weakest kind; what is still missed is left missed rather than
tuned away by entries for single queries."""


@pytest.mark.parametrize("engine", [SearchEngine.LUNR, SearchEngine.CHUNKS])
def test_the_best_question_comes_first(engine: SearchEngine, tmp_path: Path) -> None:
    """Success@1 stays what it is over all queries and in every kind, whichever engine finds them."""
    prepared = prepared_base()
    write_files(tmp_path, replace(prepared.search, engine=engine).files())
    figures, missed = judged(tmp_path, [QUERIES / name for name in MIN_SUCCESS])
    low = []
    for (name, (overall, in_a_kind)), found in zip(MIN_SUCCESS.items(), figures, strict=True):
        # In a kind of few queries one may be missed.
        weakest = min(right / max(1, count - (right < count)) for right, count in found["kinds"].values())
        if found["success"] < overall or weakest < in_a_kind:
            low.append(f"{name}: {found['success']:.3f} of all, {weakest:.3f} of the weakest kind")
    assert not low, missed
