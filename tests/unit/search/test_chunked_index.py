"""The index of large bases: which files are loaded, their format, and when it is used."""

from __future__ import annotations

import gzip
import json
from array import array
from typing import TYPE_CHECKING, Any

from zhiku.model import SearchEngine, Synonyms
from zhiku.pipeline.question_features import question_features
from zhiku.search import chunked_index, chunks, size_estimate
from zhiku.search.chunked_index import question_table, vocabulary
from zhiku.search.chunks import InvertedIndex, packed, streams
from zhiku.search.codec import characters, front_coded
from zhiku.search.documents import facets_of
from zhiku.search.postings import ONE_OCCURRENCE, index_terms, read_postings, with_names

from tests.support import ROOT
from tests.unit.search.test_bundle import BASE, MEDICAL, OTHER, base, entry, search_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "search" / "chunks.json").read_text(encoding="utf-8"))
FIRST = BASE.entries[0]


def large() -> dict[str, bytes]:
    """All files of the base with the chunked engine."""
    return dict(search_of(BASE, SearchEngine.CHUNKS).files())


def data_of(files: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 - JSON
    """The value in the script of this name."""
    (content,) = (content for path, content in files.items() if path.startswith(f"assets/search/{name}"))
    text = content.decode()
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def test_postings_contain_field_section_and_frequency() -> None:
    """Of a term of the title, one of a name, one of a head and one of the text; every character is a term, too."""
    postings = with_names(question_features(FIRST.question), ("医疗", "医学图像", "Cross-Entropy"))
    assert postings["分割"] == 1 | 16 | ONE_OCCURRENCE
    assert postings["医疗"] == 2
    assert postings["entropi"] == 2 | 4 | 16
    assert postings["医学"] == 2 | 16 | ONE_OCCURRENCE
    assert postings["学"] == 2 | 16 | ONE_OCCURRENCE
    assert postings["叉"] == 4 | 16


def test_a_lone_character_is_counted_once() -> None:
    """It is both a run and a character."""
    assert index_terms("树 a 决策") == ["树", "a", "决策", "决", "策"]


def test_frequencies_are_limited_to_a_byte() -> None:
    """The count covers all sections and stays within its bits."""
    assert read_postings(entry(1, "树", "树，" * 5, MEDICAL).question)["树"] == 1 | 16 | 5 * ONE_OCCURRENCE
    assert read_postings(entry(1, "树", "树，" * 300, MEDICAL).question)["树"] == 1 | 16 | 255 * ONE_OCCURRENCE


def test_a_large_base_is_divided_into_files() -> None:
    """A text per question, chunks, vocabulary, the data that names them, and the entry file last; deterministic."""
    files = large()
    assert list(files)[-1] == "assets/search/entry.js"
    data, words = data_of(files, "index-"), data_of(files, "words-")
    assert "documents" not in data
    assert "terms" not in data
    engine = data["engine"]
    assert json.loads(files[f"assets/search/texts/{engine['version']}/0.json"])["title"] == "图像分割怎么做？"
    assert engine["kinds"][ord(engine["kindOf"][0]) - 40] == [[0], [1], 1, [1]]
    assert (len(engine["kindOf"]), engine["lengths"]["title"], engine["numbers"]) == (2, characters([6, 6]), [])
    assert f"assets/search/chunks/{engine['version']}/0.bin" in files
    assert "Aentropy" in words["latin"]
    assert files == large()


def test_files_are_computed_again_for_each_call() -> None:
    """The preview calls it again after its pages change."""
    assets = search_of(BASE, SearchEngine.CHUNKS)
    assert assets.files() == assets.files()


def test_any_change_renames_every_chunk() -> None:
    """A page of an older build must not use chunks of a newer one."""
    other = base(entry(1, "图像分割怎么做？", "医学图像分割！", MEDICAL), BASE.entries[1])
    files = dict(search_of(other, SearchEngine.CHUNKS).files())
    chunk_files = {path for path in large() if "/chunks/" in path or "/texts/" in path}
    assert chunk_files
    assert not chunk_files & files.keys()


def test_a_chunk_is_written_as_browsers_read_it() -> None:
    """The browser's tests read the same chunk."""
    chunk = VECTORS["chunk"]
    lists = [
        (term, array("Q", [number << 16 | often << 8 | held for number, held, often in zip(numbers, fields, times, strict=True)]))
        for term, numbers, fields, times in chunk["terms"]
    ]
    assert b"".join(streams(lists)).hex() == chunk["hex"]
    assert gzip.decompress(packed(streams(lists))).hex() == chunk["hex"]


def test_words_and_numbers_are_written_as_browsers_read_them() -> None:
    """The browser's tests read the same lists."""
    assert [[words, front_coded(words)] for words, _ in VECTORS["words"]] == VECTORS["words"]
    assert [[numbers, characters(numbers)] for numbers, _ in VECTORS["numbers"]] == VECTORS["numbers"]


def test_chunks_are_ranges_of_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks are small ranges of terms, identified by first terms; a term with many postings has its own chunk."""
    index = InvertedIndex()
    for number in range(3):
        index.add(number, {"ab": 1, "\uff01": 1, "\U00020000": 1, **({} if number else {"aa": 2, "abc": 3, "abd": 4, "x": 5})})
    assert index.terms() == ["aa", "ab", "abc", "abd", "x", "\U00020000", "\uff01"]
    monkeypatch.setattr(chunks, "POSTINGS_PER_CHUNK", 2)
    found = list(index.chunks())
    assert [beginning for beginning, _ in found] == ["a", "ab", "abc", "x", "\U00020000", "\uff01"]
    assert [gzip.decompress(file)[0] for _, file in found] == [1, 1, 2, 1, 1, 1]
    assert gzip.decompress(found[2][1]) == bytes([2, 0, 3, 1, 2, 1, 1]) + b"abcd" + bytes([0, 0, 3, 4, 0, 0])


def test_rare_words_are_in_the_vocabulary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words loaded with every first search are limited in number; numbers are not completed."""
    monkeypatch.setattr(chunked_index, "MAX_WORDS", 1)
    data = {"words": "图像 3 损失 9", "terms": "优化 算法", "readings": {}}
    assert vocabulary(data, ["adam", "12"]) == {"terms": "A优化A图像A算法", "readings": {}, "latin": "Aadam"}
    assert data == {"words": "损失 9"}


def test_numbers_other_than_positions_are_listed() -> None:
    """They are listed explicitly."""
    entries = base(entry(7, "题", "答。", MEDICAL), entry(2, "题", "答。", OTHER)).entries
    assert question_table(entries, facets_of((), entries))["numbers"] == [7, 2]


def test_the_engine_follows_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lunr if its file is small; the owner's choice takes precedence."""

    def kind(engine: SearchEngine) -> str:
        files = dict(search_of(BASE, engine, Synonyms((), ())).files())
        found: str = data_of(files, "index-")["engine"]["kind"]
        return found

    assert [kind(engine) for engine in (SearchEngine.AUTO, SearchEngine.CHUNKS)] == ["lunr", "chunks"]
    monkeypatch.setattr(size_estimate, "LARGE", 1_000)
    assert [kind(engine) for engine in (SearchEngine.AUTO, SearchEngine.LUNR)] == ["chunks", "lunr"]
