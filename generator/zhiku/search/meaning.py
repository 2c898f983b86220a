"""Write the data of the search by meaning: vectors of titles and sentences, and of the words that readers may type.

One file holds the centroids, the codes of each title, of the first sentences of each text and of the words that titles and
texts use. The sorted words of the table are split into chunks of some two kilobytes, and the browser loads those that contain the
typed words (``web/meaning/vectors.ts``). Chunks depend only on the table and on the scripts of the base, so browsers can cache
them across builds.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice
from math import log1p, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from zhiku.lang.sentences import split_sentences
from zhiku.lang.traditional import simplified
from zhiku.vectors import Table, load_table, normalize
from zhiku.vectors.text import group_key, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.model import Entry

CHUNK, CHUNK_UNSPACED = 64, 24
"""Words of a chunk; words of one group stay together, so some chunks are larger. In scripts without spaces a query needs more
chunks (the words that may begin at each character), so these are smaller."""
MAX_SENTENCES = 12
"""Sentences of a question with vectors, from its beginning, where texts say most of what they are about."""
MAX_SENTENCES_IN_ALL = 3_000
"""Vectors of sentences in the file, 32 bytes each; in a large base each question has fewer of them."""
MIN_SENTENCE_LENGTH = 4
"""Minimum length in characters of a sentence with a vector."""
MAX_TITLE_WORDS = 2_000
"""Up to this number of distinct title words, the file contains the vectors of all of them, and the vector of a title is their
sum. With more, each title has its own code, which is less exact."""
MAX_TITLE_WORDS_WITH_CODES = 1_200
"""Title words in the file in addition to such codes; they show which part of a title matches, and why."""
MAX_WORDS = 1_500
"""Words of the base whose vectors are in the file: they need no chunk, and a typed word that the base lacks is replaced by the
nearest of them."""
MIN_TEXT_WORDS = 300
"""Words of texts among them, even if titles have many words."""
MAX_READ = 1_000_000
"""Characters of all texts together in which such words are counted; in large bases, only the beginnings of texts are read."""
_RARITY_FLOOR = 0.01
"""Share of the questions below which words count as equally rare."""
_ALWAYS = frozenset({"LATIN", "CJK"})
"""Scripts that readers of every base may type."""
_CODED_WEIGHTS = _BYTE = 255


@dataclass(frozen=True, slots=True)
class MeaningFiles:
    """The name of the file with the vectors of the base, and all files by their paths below the search's folder."""

    name: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class _EntryWords:
    """The known words of a question: those of its title in order, and those of its text."""

    title: tuple[str, ...]
    text: frozenset[str]


def meaning_files(entries: Sequence[Entry], table: Table | None = None) -> MeaningFiles:
    """The vectors of a base and the words of the table in chunks; the shipped table unless another is given."""
    table = table or load_table()
    chunks = _chunks(table, _ALWAYS | _scripts([entry.question.title for entry in entries]))
    folder = f"meaning/{_hash(b''.join(content for _, content in chunks))}"
    content = _base_file(table, entries, folder, [key for key, _ in chunks])
    name = f"meaning-{_hash(content)}.bin"
    files = ((f"{folder}/{number}.bin", chunk) for number, (_, chunk) in enumerate(chunks))
    return MeaningFiles(name, ((name, content), *files))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _base_file(table: Table, entries: Sequence[Entry], folder: str, chunks: Sequence[str]) -> bytes:
    """The file with the vectors of the base; ``chunks`` are the groups with which the chunks in ``folder`` begin.

    A line of JSON, the centroids, the codes of titles and sentences, weights and codes of the words, and the words of each title.
    """
    entry_words = _entry_words(table, entries)
    words, has_all = _base_words(table, entry_words)
    base_table = table.reweighted(_rarities(entry_words))
    sentences = _sentences_with_vectors(entries)
    coded_titles = [] if has_all else [entry.question.title for entry in entries]
    codes = [base_table.encoded(base_table.text_vectors(texts)) for texts in (coded_titles, list(chain.from_iterable(sentences)))]
    scale = float(np.abs(table.centroids).max()) / 127
    head: dict[str, Any] = {
        "parts": table.centroids.shape[0],
        "size": table.centroids.shape[2],
        "questions": len(entries),
        "titles": len(coded_titles),
        "sentences": [len(one) for one in sentences] if any(sentences) else [],
        "folder": folder,
        "chunks": " ".join(chunks),
        "words": " ".join(words),
        "fold": "".join(one + other for one, other in sorted(simplified().items())),
    }
    return b"".join(
        (
            json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(),
            b"\n",
            np.round(table.centroids / scale).astype(np.int8).tobytes(),
            *(one.tobytes() for one in codes),
            _coded(base_table, [table.numbers[word] for word in words]),
            _title_words(entry_words, words),
        )
    )


def rarity(share: float) -> float:
    """The factor for the weight of a word that this share of the questions contains; 1 for a word that none contains.

    It is a dampened inverse document frequency relative to its maximum: words of every question do not distinguish any.
    """
    return sqrt(log1p(1 / (share + _RARITY_FLOOR)) / log1p(1 / _RARITY_FLOOR))


def _sentences_with_vectors(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    most = min(MAX_SENTENCES, MAX_SENTENCES_IN_ALL // max(1, len(entries)))
    return [tuple(islice(_sentences(entry), most)) for entry in entries]


@lru_cache(maxsize=2)
def _chunks(table: Table, scripts: frozenset[str]) -> list[tuple[str, bytes]]:
    """Sorted words in chunks: the group that each begins with, and its file, ``words``, a line feed, weights and codes."""
    found: list[tuple[str, bytes]] = []
    kept: list[int] = []
    key = ""
    for number, word in enumerate(table.words):
        if script(word[0]) not in scripts:
            continue
        if len(kept) >= (CHUNK_UNSPACED if is_unspaced(word) else CHUNK) and group_key(word) != key:
            found.append(_chunk(table, kept))
            kept = []
        key = group_key(word)
        kept.append(number)
    return [*found, _chunk(table, kept)] if kept else found


def _chunk(table: Table, numbers: list[int]) -> tuple[str, bytes]:
    words = [table.words[number] for number in numbers]
    return group_key(words[0]), " ".join(words).encode() + b"\n" + _coded(table, numbers)


def _coded(table: Table, numbers: list[int]) -> bytes:
    weights = np.round(table.weights[numbers] * _CODED_WEIGHTS).astype(np.uint8)
    return weights.tobytes() + table.codes[numbers].tobytes()


def _title_words(entry_words: Sequence[_EntryWords], words: Sequence[str]) -> bytes:
    """How many of ``words`` each title holds, a byte a title; then their places among ``words``, two bytes each."""
    places = {word: place for place, word in enumerate(words)}
    titles = [[places[word] for word in one.title if word in places][:_BYTE] for one in entry_words]
    counts = bytes(len(one) for one in titles)
    return counts + np.array(list(chain.from_iterable(titles)), "<u2").tobytes()


def _entry_words(table: Table, entries: Sequence[Entry]) -> list[_EntryWords]:
    most = MAX_READ // max(1, len(entries))
    words = table.segmenter.words
    return [_EntryWords(tuple(words(entry.question.title)), frozenset(words(_text(entry, most)))) for entry in entries]


def _rarities(entry_words: Sequence[_EntryWords]) -> dict[str, float]:
    """The rarity of each word of a base."""
    counts = Counter(chain.from_iterable(one.text.union(one.title) for one in entry_words))
    return {word: rarity(count / len(entry_words)) for word, count in counts.items()}


def _base_words(table: Table, entry_words: Sequence[_EntryWords]) -> tuple[list[str], bool]:
    """The words whose vectors are in the file, sorted, and whether all words of titles are among them."""
    title_words = _by_weight(table, [frozenset(one.title) for one in entry_words])
    has_all = len(title_words) <= MAX_TITLE_WORDS
    if not has_all:
        title_words = title_words[:MAX_TITLE_WORDS_WITH_CODES]
    return sorted([*title_words, *_text_words(table, entry_words, set(title_words))]), has_all


def _text_words(table: Table, entry_words: Sequence[_EntryWords], title_words: set[str]) -> list[str]:
    """Words of texts that are in no title, by the number of texts, then by weight, greatest first."""
    counts = Counter(word for one in entry_words for word in one.text if word not in title_words)
    found = sorted(counts, key=lambda word: (-counts[word], -table.weights[table.numbers[word]], word))
    return found[: max(MIN_TEXT_WORDS, MAX_WORDS - len(title_words))]


def _by_weight(table: Table, texts: Sequence[frozenset[str]]) -> list[str]:
    """The words of texts by weight times the part of the texts that lack them, greatest first."""
    counts = Counter(chain.from_iterable(texts))
    return sorted(counts, key=lambda word: (-table.weights[table.numbers[word]] * (1 - counts[word] / (len(texts) + 1)), word))


def _text(entry: Entry, most: int) -> str:
    """The beginning of a question's text without its code."""
    text = ""
    for passage in entry.question.passages:
        if not passage.is_code:
            text += f"{passage.text}\n"
        if len(text) >= most:
            break
    return text[:most]


def _sentences(entry: Entry) -> Iterator[str]:
    """The sentences of a question's text without its code, in its order."""
    for passage in entry.question.passages:
        if not passage.is_code:
            yield from (one for one in split_sentences(passage.text) if len(one) >= MIN_SENTENCE_LENGTH)


def _scripts(texts: Sequence[str]) -> frozenset[str]:
    """The scripts that any of the texts holds."""
    characters = set().union(*map(normalize, texts)) if texts else set()
    return frozenset(_letters(characters))


def _letters(characters: set[str]) -> Iterator[str]:
    return (script(char) for char in characters if char.isalpha())


@cache
def script(char: str) -> str:
    """The script of a character by its Unicode name; digits count as Latin."""
    return "LATIN" if char.isdigit() else unicodedata.name(char, "?").split(" ", 1)[0].split("-")[0]
