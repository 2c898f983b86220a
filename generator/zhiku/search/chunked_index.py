"""The index for large bases: entries in; chunks of terms, a text per question, and a table of all questions out.

With the first search a browser loads the table; for each query it loads the chunks that contain the terms of the query, and the
texts of the few questions that it shows. What every search loads grows by at most a byte or two per question.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhiku.search.analyzer import analyze, is_cjk
from zhiku.search.chunks import InvertedIndex
from zhiku.search.codec import characters, front_coded
from zhiku.search.documents import result_data
from zhiku.search.postings import ONE_OCCURRENCE, with_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Entry, QuestionFeatures
    from zhiku.search.documents import Document, Facets

CHUNKS, TEXTS = "chunks", "texts"
MAX_WORDS = 5_000
"""Words in the data of every first search, the most frequent ones; further ones are loaded when needed, as terms."""


@dataclass(frozen=True, slots=True)
class ChunkFiles:
    """The files of a chunked index, and what is needed to address them.

    ``files`` are chunks and texts by their paths, which contain ``version``, a hash of them all; ``first_terms`` are prefixes
    that separate the chunks; ``latin`` the unstemmed words of letters or digits; ``lengths`` the number of terms in each field of
    each question (``codec.characters``).
    """

    version: str
    files: tuple[tuple[str, bytes], ...]
    first_terms: tuple[str, ...]
    latin: tuple[str, ...]
    lengths: dict[str, str]


def chunk_files(
    entries: Sequence[Entry], features: Iterable[QuestionFeatures], documents: Iterable[Document], facets: Facets
) -> ChunkFiles:
    """Build the chunks and the texts; questions are numbered by the position of their entries."""
    index = InvertedIndex()
    lengths: list[Counter[str]] = []
    words: set[str] = set()
    for number, (question_features, document) in enumerate(zip(features, documents, strict=True)):
        postings = with_names(question_features, document.fields["names"])
        index.add(number, postings)
        lengths.append(_lengths(postings))
        words.update(term for term in question_features.terms.split() if not is_cjk(term[0]))
        words.update(run.text for name in document.fields["names"] for run in analyze(name) if not run.cjk)
    latin = tuple(sorted(words, key=lambda word: word.encode("utf-16-be")))
    first_terms, files = [], []
    for number, (beginning, chunk) in enumerate(index.chunks()):
        first_terms.append(beginning)
        files.append((CHUNKS, f"{number}.bin", chunk))
    for number, entry in enumerate(entries):
        text = json.dumps(result_data(entry, facets), ensure_ascii=False, separators=(",", ":"))
        files.append((TEXTS, f"{number}.json", text.encode()))
    version = _hash(content for _, _, content in files)
    placed = tuple((f"{folder}/{version}/{name}", content) for folder, name, content in files)
    packed = {name: characters(one[name] for one in lengths) for name in ("title", "names", "heads", "body")}
    return ChunkFiles(version, placed, tuple(first_terms), latin, packed)


def _lengths(postings: Mapping[str, int]) -> Counter[str]:
    """The number of distinct terms in title, names and heads, and of all terms in running text, as lunr counts them."""
    found: Counter[str] = Counter()
    for term, posting in postings.items():
        if len(term) == 1 and is_cjk(term):
            continue
        found["title"] += posting & 1
        found["names"] += posting >> 1 & 1
        found["heads"] += posting >> 2 & 1
        found["body"] += posting // ONE_OCCURRENCE
    return found


def _hash(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:12]


def vocabulary(data: dict[str, Any], latin: Iterable[str]) -> dict[str, Any]:
    """Remove what only pinyin, prefixes and spelling correction need from ``data``, and return it.

    That is: terms, rare words, readings of characters, and unstemmed words of letters.
    """
    words = data["words"].split(" ")
    counted = sorted(zip(words[::2], words[1::2], strict=False), key=lambda item: -int(item[1]))
    kept = {word for word, _ in counted[:MAX_WORDS]}
    data["words"] = " ".join(f"{word} {count}" for word, count in zip(words[::2], words[1::2], strict=False) if word in kept)
    terms = sorted({*data.pop("terms").split(), *(word for word, _ in counted[MAX_WORDS:])})
    # Nobody types the beginning of a number or operator to find a longer one.
    return {
        "terms": front_coded(terms),
        "readings": data.pop("readings"),
        "latin": front_coded(word for word in latin if any(map(str.isalpha, word))),
    }


def question_table(entries: Sequence[Entry], facets: Facets) -> dict[str, Any]:
    """Metadata of every question, available before its text is loaded.

    The kind of a question is one of ``[domains, mentions, formulas, sections, notes]``, the last only if there are any; numbers
    are included unless they equal the positions.
    """
    kinds: dict[str, int] = {}
    of: list[int] = []
    for entry in entries:
        data = result_data(entry, facets)
        notes = [data["notes"]] if "notes" in data else []
        kind = json.dumps([data["domains"], data["mentions"], int(bool(data["formulas"])), data["sections"], *notes])
        of.append(kinds.setdefault(kind, len(kinds)))
    numbers = [entry.question.number for entry in entries]
    return {
        "kinds": [json.loads(kind) for kind in kinds],
        "kindOf": characters(of),
        "numbers": [] if numbers == list(range(1, len(entries) + 1)) else numbers,
    }
