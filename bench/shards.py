"""Is a base that is built in shards searched as one? ``python bench/shards.py [QUESTIONS] [SHARDS]`` (10,000 and 4).

The same questions are indexed once as a whole and once in shards, each from a content folder of its own, as jobs of a CI matrix
would; ``bench/shards.ts`` then asks the one index and the merged ones the same queries, and prints how far they agree.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from generate import write_base

from generator.finish import write_files
from generator.model import SearchEngine
from generator.pipeline import prepare

ROOT = Path(__file__).resolve().parent.parent
QUESTION = re.compile(r"(?m)^(?=### \d+\. )")
MOST_TITLES = 150


def split(content: Path, parts: int, into: Path) -> list[Path]:
    """The content folder cut into as many, questions in order."""
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(content.glob("*.md")))
    questions = QUESTION.split(text)[1:]
    size = -(-len(questions) // parts)
    folders = []
    for part in range(parts):
        folder = into / f"shard{part}"
        shutil.copytree(content, folder, ignore=shutil.ignore_patterns("*.md"))
        for number, start in enumerate(range(part * size, min((part + 1) * size, len(questions)), 2500)):
            chosen = questions[start : min(start + 2500, (part + 1) * size)]
            (folder / f"base{number}.md").write_text("".join(chosen), encoding="utf-8")
        folders.append(folder)
    return folders


def index(content: Path, into: Path) -> None:
    """The search files of a content folder, and what they cost."""
    prepared, _ = prepare(content, lambda _: None)
    start = time.process_time()
    write_files(into, replace(prepared.search, engine=SearchEngine.CHUNKS).files())
    size = sum(file.stat().st_size for file in (into / "assets" / "search" / "chunks").rglob("*.bin"))
    print(f"{content.name}: {len(prepared.base.entries)} questions, {time.process_time() - start:.1f} s, {size} bytes of chunks")


def queries(content: Path) -> list[str]:
    """The judged queries, and titles, whole and begun."""
    judged = sorted((ROOT / "tests" / "data" / "search").glob("queries*.tsv"))
    lines = [line for file in judged for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line[1:]]
    titles = [
        title for file in sorted(content.glob("*.md")) for title in re.findall(r"(?m)^### \d+\. (.+)$", file.read_text("utf-8"))
    ]
    chosen = titles[:: max(1, len(titles) // MOST_TITLES)]
    return list(dict.fromkeys([*(line.split("\t")[1] for line in lines), *chosen, *(title[:6] for title in chosen)]))


def main(questions: int, shards: int) -> None:
    """Build both, compare them."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_base(questions, place / "content")
        (whole,) = split(place / "content", 1, place / "whole")
        parts = split(place / "content", shards, place / "parts")
        for content in (whole, *parts):
            index(content, place / "sites" / content.parent.name / content.name)
        (place / "queries.txt").write_text("\n".join(queries(whole)), encoding="utf-8")
        esbuild = [ROOT / "node_modules" / ".bin" / "esbuild", ROOT / "bench" / "shards.ts", "--bundle", "--platform=node"]
        subprocess.run([*esbuild, "--format=esm", f"--outfile={place / 'shards.mjs'}", "--log-level=warning"], check=True)
        sites = [
            place / "sites" / "whole" / "shard0",
            place / "queries.txt",
            *(place / "sites" / "parts" / part.name for part in parts),
        ]
        subprocess.run(["node", place / "shards.mjs", *sites], check=True)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(*numbers, *(10_000, 4)[len(numbers) :])
