"""Compare the search of a base built in shards with that of the whole: ``python bench/shards.py [QUESTIONS] [SHARDS]``.

The same questions are indexed as a whole; in shards that share the concepts of the whole, as jobs of a CI matrix could; and in
independent shards, each from a content folder of its own. ``bench/shards.ts`` asks the single and the merged indexes the same
queries and prints how far they agree.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generate import write_base
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files
from zhiku.pipeline.prepare import prepare

if TYPE_CHECKING:
    from zhiku.search import SearchAssets

ROOT = Path(__file__).resolve().parent.parent
QUESTION = re.compile(r"(?m)^(?=### \d+\. )")
MAX_TITLES = 150


def split(content: Path, parts: int, into: Path) -> list[Path]:
    """The content folder split into ``parts`` folders, questions in order."""
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


def index(search: SearchAssets, into: Path) -> None:
    """Write the search files."""
    files = replace(search, engine=SearchEngine.CHUNKS).files()
    write_files(into, files)
    size = sum(len(content) for path, content in files if "/chunks/" in path)
    print(f"{into.name}: {len(search.base.entries)} questions, {size} bytes of chunks")


def shares(search: SearchAssets, parts: int) -> list[SearchAssets]:
    """The search of a base split into ``parts``, questions in order, each with all concepts."""
    size = -(-len(search.base.entries) // parts)
    places = [slice(part * size, (part + 1) * size) for part in range(parts)]
    return [
        replace(search, base=replace(search.base, entries=search.base.entries[place]), features=search.features[place])
        for place in places
    ]


def queries(content: Path) -> list[str]:
    """The judged queries and titles of the base, complete and truncated."""
    judged = sorted((ROOT / "tests" / "data" / "search").glob("queries*.tsv"))
    lines = [line for file in judged for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line[1:]]
    titles = [
        title for file in sorted(content.glob("*.md")) for title in re.findall(r"(?m)^### \d+\. (.+)$", file.read_text("utf-8"))
    ]
    chosen = titles[:: max(1, len(titles) // MAX_TITLES)]
    return list(dict.fromkeys([*(line.split("\t")[1] for line in lines), *chosen, *(title[:6] for title in chosen)]))


def main(questions: int, shards: int) -> None:
    """Build the whole and the shards, and compare them."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_base(questions, place / "content")
        whole = prepare(place / "content", lambda _: None)[0].search
        index(whole, place / "whole")
        kinds = {
            "shared": shares(whole, shards),
            "own": [prepare(part, lambda _: None)[0].search for part in split(place / "content", shards, place / "parts")],
        }
        for kind, parts in kinds.items():
            for number, part in enumerate(parts):
                index(part, place / kind / str(number))
        (place / "queries.txt").write_text("\n".join(queries(place / "content")), encoding="utf-8")
        esbuild = [ROOT / "node_modules" / ".bin" / "esbuild", ROOT / "bench" / "shards.ts", "--bundle", "--platform=node"]
        subprocess.run([*esbuild, "--format=esm", f"--outfile={place / 'shards.mjs'}", "--log-level=warning"], check=True)
        for kind, parts in kinds.items():
            sites = [place / kind / str(number) for number in range(len(parts))]
            subprocess.run(["node", place / "shards.mjs", place / "whole", place / "queries.txt", kind, *sites], check=True)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(*numbers, *(10_000, 4)[len(numbers) :])
