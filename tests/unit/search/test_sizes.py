"""Download sizes of the search: each limit is tested by the bytes that it bounds, on a base of made-up words."""

from __future__ import annotations

import gzip
import json
import random
from statistics import mean
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest
from zhiku.model import Synonyms
from zhiku.search import size_estimate
from zhiku.search.bundle import search_data
from zhiku.search.chunked_index import vocabulary
from zhiku.search.chunks import InvertedIndex
from zhiku.search.meaning import meaning_files
from zhiku.search.size_estimate import is_large

from tests.unit.search.test_bundle import BASE, MEDICAL, base, entry

if TYPE_CHECKING:
    from zhiku.model import Entry

RANDOM = random.Random(1)  # noqa: S311 - texts, not secrets
WORDS = ["".join(chr(RANDOM.randrange(0x4E00, 0x5800)) for _ in range(2)) for _ in range(3000)]


def word() -> str:
    """A made-up word; frequencies follow a power law, as in any language."""
    return WORDS[min(int(RANDOM.paretovariate(0.8)), len(WORDS) - 1)]


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    """Questions with answers of 300 characters."""
    texts = ("".join(word() for _ in range(150)) for _ in range(700))
    return base(*(entry(number, "题", text, MEDICAL) for number, text in enumerate(texts, 1))).entries


def test_a_word_of_a_query_costs_about_a_kilobyte() -> None:
    """The size of the chunk of a large index that contains it."""
    index = InvertedIndex()
    for number in range(1500):
        index.add(number, {word(): 1 | 16 | 256 for _ in range(60)})
    assert 700 < mean(len(file) for _, file in index.chunks()) < 1_400


def test_the_words_that_come_with_every_search_take_some_twenty_kilobytes() -> None:
    """In a base with four times as many words."""
    words = [f"{chr(0x4E00 + number // 90)}{chr(0x5E00 + number % 90)} {20_000 - number}" for number in range(20_000)]
    data: dict[str, Any] = {"words": " ".join(words), "terms": "", "readings": {}}
    vocabulary(data, ())
    assert 15_000 < len(gzip.compress(data["words"].encode())) < 30_000


def test_the_vectors_of_a_typed_word_take_about_two_kilobytes() -> None:
    """The size of the chunk that contains it."""
    files = meaning_files(BASE.entries).files
    assert 1_000 < mean(len(content) for path, content in files if path.endswith(".bin") and "/" in path) < 3_000


def test_a_base_is_large_when_its_index_takes_200_kilobytes(entries: tuple[Entry, ...]) -> None:
    """With about six hundred questions."""
    assert not is_large(entries[:500])
    assert is_large(entries)


def made_up(count: int, words: int) -> tuple[Entry, ...]:
    """Questions with this number of distinct words each."""
    letters = random.Random(2)  # noqa: S311 - as above
    texts = (" ".join("".join(letters.choices(ascii_lowercase, k=7)) for _ in range(words)) for _ in range(count))
    return base(*(entry(number, "题", text, MEDICAL) for number, text in enumerate(texts, 1))).entries


@pytest.mark.parametrize("kind", ["a few questions", "a hundred questions", "many rare words"])
def test_the_estimated_size_is_near_that_of_the_file(
    entries: tuple[Entry, ...], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a tenth: the fixed part decides the first base, postings the second, terms the third."""
    some = {"a few questions": entries[:30], "a hundred questions": entries[:100], "many rare words": made_up(10, 200)}[kind]
    data = search_data(base(*some), (MEDICAL,), Synonyms((), ()))
    size = len(gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()))
    monkeypatch.setattr(size_estimate, "LARGE", 1.1 * size)
    assert not is_large(some)
    monkeypatch.setattr(size_estimate, "LARGE", 0.9 * size)
    assert is_large(some)
