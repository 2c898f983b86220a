"""The search on untuned bases: no worse than plain BM25, no empty answers, the same results from both indexes.

The search runs in Node (``bench/search_judge.ts``), on indexes of bases made by ``kb init`` without further configuration.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files, write_json
from zhiku.pipeline.prepare import prepare

from tests.support import ROOT
from tests.support.judging import judged

if TYPE_CHECKING:
    from pathlib import Path

BASES = sorted(path.parent for path in (ROOT / "tests" / "bases").glob("*/queries.tsv"))
MAX_EMPTY = 0.02
"""A question whose words all stand nowhere in the base finds nothing without vectors."""
MIN_AGREEMENT = 0.95
"""Of a few dozen queries one or two may differ: of texts that have not come, the index of large bases knows words but not their
order."""


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_no_base_ranks_below_bm25(base: Path, tmp_path: Path) -> None:
    """Success@1 and recall@5 reach BM25's, no answer is empty, and both indexes give the same first five."""
    content = tmp_path / "content"
    assert main(["init", str(base / "text.md"), "--content", str(content)]) == 0
    prepared, _ = prepare(content, lambda _: None)
    folders = {engine: tmp_path / engine.value for engine in (SearchEngine.LUNR, SearchEngine.CHUNKS)}
    for engine, folder in folders.items():
        write_files(folder, replace(prepared.search, engine=engine).files())
        write_json(folder, prepared.base)
    other, site = folders[SearchEngine.CHUNKS], folders[SearchEngine.LUNR]
    (figures,), _ = judged(site, [base / "queries.tsv"], f"--other={other}")
    assert figures["success"] >= figures["plainSuccess"], figures
    assert figures["recall"] >= figures["plainRecall"], figures
    assert figures["empty"] <= MAX_EMPTY, figures
    assert figures["agreement"] >= MIN_AGREEMENT, figures
