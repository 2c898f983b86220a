"""Questions are found by the names that the base uses, however they are typed. The queries are derived from the base.

The search runs in Node on the data of the built site; ``tests/browser/test_search_judged.py`` tests the search page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files

from tests.support.judging import judged
from tests.support.own_names import queries_of
from tests.support.sites import prepared_base

if TYPE_CHECKING:
    from pathlib import Path

MIN_SUCCESS, MIN_IN_A_KIND = 0.98, 0.94
MIN_LEFT_OUT = 0.8
"""A name without one of its characters is often another name."""


@pytest.mark.parametrize(("seed", "engine"), [(1, SearchEngine.LUNR), (2, SearchEngine.CHUNKS)])
def test_own_names_find_their_questions(
    seed: int, engine: SearchEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly all queries of every kind rank a right question first; typing errors vary with the seed."""
    prepared = prepared_base()
    queries = list(queries_of(prepared.base, seed))
    (tmp_path / "queries.tsv").write_text("".join(f"{one.kind}\t{one.query}\t{','.join(sorted(one.best))}\n" for one in queries))
    write_files(tmp_path, replace(prepared.search, engine=engine).files())
    missed = set(judged(tmp_path, [tmp_path / "queries.tsv"])[1])
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for one in queries:
        hits[one.kind].append((one.kind, one.query) not in missed)
    with capsys.disabled():
        print("", *(f"{kind:20} {len(of)} {mean(of):.3f}" for kind, of in hits.items()), *sorted(missed), sep="\n")  # noqa: T201
    assert mean(hit for of in hits.values() for hit in of) >= MIN_SUCCESS, missed
    weak = {kind for kind, of in hits.items() if mean(of) < (MIN_LEFT_OUT if kind == "character left out" else MIN_IN_A_KIND)}
    assert not weak, missed
