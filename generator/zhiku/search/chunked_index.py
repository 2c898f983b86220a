"""The index for large bases: entries in; chunks of terms, a text per question, and a table of all questions out.

A browser loads the table with the first search, of the chunks those that hold the terms of the query, and the texts of the few
questions that it shows. Nothing that it must load grows faster than a byte or two a question.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhiku.search.analyzer import analyze, is_cjk, normal
from zhiku.search.chunks import InvertedIndex
from zhiku.search.codec import characters, front_coded
from zhiku.search.documents import shown
from zhiku.search.postings import with_names
from zhiku.search.question_words import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Digest, DomainId, Entry
    from zhiku.search.documents import Document

CHUNKS, TEXTS = "chunks", "texts"
MOST_WORDS = 5_000
"""Words that travel with every first search, the most frequent ones; further ones are terms, which come when they are needed."""
_FRAMES = frozenset(FRAMES)
_LONGEST_FRAME = 5


@dataclass(frozen=True, slots=True)
class Pieces:
    """Chunks and texts by their paths, which name a ``version`` of them all; how chunks begin; the terms of letters or digits."""

    version: str
    files: tuple[tuple[str, bytes], ...]
    beginnings: tuple[str, ...]
    latin: tuple[str, ...]


def pieces(
    entries: Sequence[Entry], digests: Iterable[Digest], documents: Iterable[Document], order: Mapping[DomainId, int]
) -> Pieces:
    """What comes piece by piece; questions are numbered, and texts named, by the places of their entries."""
    index = InvertedIndex()
    for number, (digest, document) in enumerate(zip(digests, documents, strict=True)):
        index.add(number, with_names(digest, document.fields["names"]))
    latin = tuple(term for term in index.terms() if not is_cjk(term[0]))
    beginnings, files = [], []
    for number, (beginning, chunk) in enumerate(index.chunks()):
        beginnings.append(beginning)
        files.append((CHUNKS, f"{number}.bin", chunk))
    for number, entry in enumerate(entries):
        text = json.dumps(shown(entry, order), ensure_ascii=False, separators=(",", ":"))
        files.append((TEXTS, f"{number}.json", text.encode()))
    version = _hash(content for _, _, content in files)
    placed = tuple((f"{folder}/{version}/{name}", content) for folder, name, content in files)
    return Pieces(version, placed, tuple(beginnings), latin)


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:12]


def vocabulary(data: dict[str, Any], latin: Iterable[str]) -> dict[str, Any]:
    """What only pinyin, beginnings and slips ask for, taken out of the data: terms, rarer words, readings, words of letters."""
    words = data["words"].split(" ")
    counted = sorted(zip(words[::2], words[1::2], strict=False), key=lambda item: -int(item[1]))
    kept = {word for word, _ in counted[:MOST_WORDS]}
    data["words"] = " ".join(f"{word} {count}" for word, count in zip(words[::2], words[1::2], strict=False) if word in kept)
    terms = sorted({*data.pop("terms").split(), *(word for word, _ in counted[MOST_WORDS:])})
    # No one begins a number to find a longer one.
    return {
        "terms": front_coded(terms),
        "readings": data.pop("readings"),
        "latin": front_coded(word for word in latin if not word.isdecimal()),
    }


def table(entries: Sequence[Entry], order: Mapping[DomainId, int]) -> dict[str, Any]:
    """What is known of every question before its text.

    Its kind is one of ``[domains, mentions, formulas, sections]``; besides, how many characters of its title say something, and
    its number where that is not its place.
    """
    kinds: dict[str, int] = {}
    of: list[int] = []
    for entry in entries:
        data = shown(entry, order)
        kind = json.dumps([data["domains"], data["mentions"], int(bool(data["formulas"])), data["sections"]])
        of.append(kinds.setdefault(kind, len(kinds)))
    numbers = [entry.question.number for entry in entries]
    return {
        "kinds": [json.loads(kind) for kind in kinds],
        "kindOf": characters(of),
        "titles": characters(saying(normal(analyze(entry.question.title))) for entry in entries),
        "numbers": [] if numbers == list(range(1, len(entries) + 1)) else numbers,
    }


def saying(title: str) -> int:
    """How many characters of a title in normal form stand outside its frames (什么); ``web/sketch.ts`` counts the same way."""
    said = at = 0
    while at < len(title):
        frame = next((size for size in range(_LONGEST_FRAME, 0, -1) if title[at : at + size] in _FRAMES), 0)
        said += not frame and not title[at].isspace()
        at += frame or 1
    return said
