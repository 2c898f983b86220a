"""The names that a base uses find their questions, however they are typed. They are drawn from the base, so none can be tuned to.

The search runs in Node over the data of the built site; ``tests/browser/test_search_judged.py`` shows that pages answer the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from dataclasses import replace
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files
from zhiku.pipeline.prepare import prepare

from tests.support import ROOT
from tests.support.own_names import queries_of

if TYPE_CHECKING:
    from pathlib import Path

BASE = ROOT / "tests" / "base"
LEAST, LEAST_IN_A_KIND = 0.98, 0.95
LEAST_LEFT_OUT = 0.8
"""A name without one of its characters is often another name."""


@pytest.mark.parametrize(("seed", "engine"), [(1, SearchEngine.LUNR), (2, SearchEngine.LUNR), (1, SearchEngine.CHUNKS)])
def test_own_names_find_their_questions(
    seed: int, engine: SearchEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of all ways of typing together, and of each, nearly all put a best question first; slips differ with the seed."""
    prepared, _ = prepare(BASE, lambda _: None)
    queries = list(queries_of(prepared.base, seed))
    (tmp_path / "queries.tsv").write_text("".join(f"{one.kind}\t{one.query}\t{','.join(sorted(one.best))}\n" for one in queries))
    write_files(tmp_path, replace(prepared.search, engine=engine).files())
    missed = judge(tmp_path)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for one in queries:
        hits[one.kind].append(f"{one.kind}\t{one.query}" not in missed)
    with capsys.disabled():
        print("", *(f"{kind:20} {len(of)} {mean(of):.3f}" for kind, of in hits.items()), *sorted(missed), sep="\n")  # noqa: T201
    assert mean(hit for of in hits.values() for hit in of) >= LEAST, missed
    weak = {kind for kind, of in hits.items() if mean(of) < (LEAST_LEFT_OUT if kind == "character left out" else LEAST_IN_A_KIND)}
    assert not weak, missed


def judge(folder: Path) -> set[str]:
    """The queries of ``queries.tsv`` that do not put a best question first, as kind and query with a tab between."""
    node = shutil.which("node", path=os.pathsep.join((str(ROOT / ".venv" / "bin"), os.environ["PATH"])))
    assert node
    bundle = folder / "judge.mjs"
    esbuild = (
        ROOT / "node_modules" / ".bin" / "esbuild",
        ROOT / "bench" / "search_judge.ts",
        "--bundle",
        "--platform=node",
        "--format=esm",
    )
    subprocess.run([*esbuild, f"--outfile={bundle}", "--log-level=warning"], check=True)
    run: list[str | Path] = [node, bundle, folder, folder / "queries.tsv", "--missed"]
    return set(subprocess.run(run, check=True, capture_output=True, encoding="utf-8").stdout.splitlines())
