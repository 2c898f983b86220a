"""The index for large bases: what travels, that Pagefind makes of it what was meant, and when it is chosen."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from generator.model import SearchEngine, Synonyms
from generator.paths import ROOT
from generator.search import build_search, engine_pagefind
from generator.search.analyzer import analyze, normal
from generator.search.documents import read_document
from generator.search.engine_pagefind import saying, slices, table, vocabulary
from generator.search.pagefind import PagefindError, PagefindRun
from generator.search.postings import read_postings, weight_of, word_of
from generator.search.size import is_large
from tests.unit.search.test_build import BASE, CONCEPT, MEDICAL, OTHER, SYNONYMS, base, entry

if TYPE_CHECKING:
    from collections.abc import Mapping

VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "search" / "postings.json").read_text(encoding="utf-8"))
FIRST = BASE.entries[0]
DOCUMENT = read_document(FIRST, {domain.id: domain for domain in (MEDICAL, OTHER)}, {CONCEPT.id: CONCEPT})


def large(**more: SearchEngine) -> dict[str, bytes]:
    """All files of the base with the large engine."""
    return dict(build_search(BASE, BASE.domains, SYNONYMS, **{"engine": SearchEngine.PAGEFIND, **more}).files())


def data_of(files: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 - JSON
    """The value that the script of this name hands over."""
    (content,) = (content for path, content in files.items() if path.startswith(f"assets/search/{name}"))
    text = content.decode()
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def test_weights_say_what_postings_say() -> None:
    """Every combination has a weight of its own, in the 8 bits that Pagefind keeps; the browser's tests read the same list."""
    for title, names, heads, times, sections, weight in VECTORS["weights"]:
        assert weight_of(title | names << 1 | heads << 2 | sections << 3 | times << 6) == weight
    assert sorted(row[-1] for row in VECTORS["weights"]) == list(range(1, 201))
    assert weight_of(9 << 6 | 16) == weight_of(3 << 6 | 16)


def test_words_that_pagefind_would_change_are_written_by_their_codes() -> None:
    """What is no ASCII letter, digit or Han character; the browser's tests read the same list."""
    assert [[term, word_of(term)] for term, _ in VECTORS["words"]] == VECTORS["words"]


def test_titles_say_what_stands_outside_frames() -> None:
    """The planner counts the same way."""
    assert [[title, saying(normal(analyze(title)))] for title, _ in VECTORS["titles"]] == VECTORS["titles"]


def test_postings_tell_field_section_and_times() -> None:
    """Of a term of the title, one of a name, one of a head and one of the text; and the last character of a run."""
    postings = read_postings(FIRST, DOCUMENT)
    assert postings["分割"] == 1 | 16 | 64
    assert postings["医疗"] == 2
    assert postings["entropy"] == 2 | 4 | 16
    assert postings["医学"] == 16 | 64
    assert postings["割"] == 16 | 64
    assert "图" not in postings


def test_a_large_base_comes_in_pieces() -> None:
    """A text for each question, chunks, vocabulary, the data that names them, the entry last; the same twice."""
    files = large()
    assert list(files)[-1] == "assets/search/entry.js"
    assert json.loads(files["assets/search/texts/0.json"])["title"] == "图像分割怎么做？"
    data, words = data_of(files, "index-"), data_of(files, "words-")
    assert "documents" not in data
    assert "terms" not in data
    engine = data["engine"]
    assert engine["kinds"][engine["kindOf"][0]] == [[0], [1], 1, [1]]
    assert (len(engine["kindOf"]), engine["numbers"], engine["titles"]) == (2, [], [4, 4])
    chunks = engine["chunks"].split(" ")
    assert chunks[::2] == sorted(chunks[::2])
    assert {f"assets/search/pagefind/{name}.pf_index" for name in chunks[1::2]} == {path for path in files if "pagefind" in path}
    assert "entropy" in words["latin"].split(" ")
    assert files == large()


def test_chunks_hold_our_words_and_weights() -> None:
    """Pagefind neither stems, segments nor drops anything; a page without a word of its own keeps its number."""
    files = large()
    packed = b"".join(gzip.decompress(content) for path, content in sorted(files.items()) if path.endswith(".pf_index"))
    assert b"\x66" + "医学".encode() in packed
    posting = read_postings(FIRST, DOCUMENT)["医学"]
    # One page, number 0, with the marker of its weight.
    assert "医学".encode() + bytes([0x81, 0x83, 0x00, 0x82, *_negative(weight_of(posting))]) in packed


def _negative(weight: int) -> bytes:
    """``-1 - weight`` in CBOR."""
    return bytes([0x20 | weight]) if weight < 24 else bytes([0x38, weight])


def test_slices_cut_the_vocabulary_into_equal_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as it takes to keep each small; each is indexed on its own, and one list of chunks covers all."""
    whole = data_of(large(), "index-")["engine"]["chunks"].split(" ")
    assert {name.split("-")[0] for name in whole[1::2]} == {"0"}
    monkeypatch.setattr(engine_pagefind, "LEAST_AT_ONCE", 8)
    starts = slices([(FIRST, DOCUMENT)], 1)
    assert starts == sorted(set(starts))
    assert len(starts) == 2
    parts = data_of(large(), "index-")["engine"]["chunks"].split(" ")
    assert {name.split("-")[0] for name in parts[1::2]} == {"0", "1", "2"}
    assert parts[::2] == sorted(parts[::2])


def test_rarer_words_come_with_the_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    """What travels with every first search is bounded; numbers are no words that anyone begins."""
    monkeypatch.setattr(engine_pagefind, "MOST_WORDS", 1)
    data = {"words": "图像 3 损失 9", "terms": "优化 算法", "readings": {}}
    assert vocabulary(data, ["adam", "12"]) == {"terms": "优化 算法 图像", "readings": {}, "latin": "adam"}
    assert data == {"words": "损失 9"}


def test_numbers_that_are_no_places_are_told() -> None:
    """As they are."""
    entries = base(entry(7, "题", "答。", MEDICAL), entry(2, "题", "答。", OTHER)).entries
    assert table(entries, {})["numbers"] == [7, 2]


def test_what_pagefind_refuses_is_an_error() -> None:
    """With what it says."""
    run = PagefindRun(1)
    run.add("0", [None])  # type: ignore[list-item]
    run.launch()
    with pytest.raises(PagefindError):
        list(run.chunks())


def test_the_engine_follows_the_size() -> None:
    """Lunr while its file is small; an owner's word goes before."""
    assert not is_large(BASE.entries)
    dice = random.Random(1)  # noqa: S311 - texts, not secrets
    texts = ("".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(200)) for _ in range(150))
    many = base(*(entry(number, "题", text, MEDICAL) for number, text in enumerate(texts, 1)))
    assert is_large(many.entries)

    def kind(engine: SearchEngine) -> str:
        files = dict(build_search(many, many.domains, Synonyms((), ()), engine).files())
        found: str = data_of(files, "index-")["engine"]["kind"]
        return found

    assert [kind(engine) for engine in (SearchEngine.AUTO, SearchEngine.LUNR)] == ["pagefind", "lunr"]
