"""Runs ``bench/search_judge.ts`` on a built site: judged queries, answered by the search in Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = ROOT / "tests" / "data" / "search"


def judged(site: Path, queries: Sequence[Path], *options: str) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The figures for each query file, and kind and text of the queries whose first result is not a right one."""
    node = shutil.which("node", path=os.pathsep.join((str(ROOT / ".venv" / "bin"), os.environ["PATH"])))
    assert node
    misses = Path(mkdtemp()) / "misses.tsv"
    groups = [argument for file in queries for argument in (str(site), str(file), "--")]
    command = [node, str(_script()), "--json", f"--misses={misses}", *options, *groups]
    lines = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    missed = [line.split("\t") for line in misses.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines], [(kind, query) for _, kind, query, *_ in missed]


@cache
def _script() -> Path:
    script = Path(mkdtemp()) / "judge.mjs"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=warning", f"--outfile={script}"]
    subprocess.run([esbuild, ROOT / "bench" / "search_judge.ts", *options], check=True)
    return script
