"""What the browser needs to find by meaning: one file for the base, chunks of words, and where the words of a query lie."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from zhiku.model import SearchEngine
from zhiku.pipeline.question_features import question_features
from zhiku.search import SearchAssets, meaning
from zhiku.search.meaning import meaning_files, script
from zhiku.vectors.text import group_key

from tests.unit.search.test_bundle import BASE, MEDICAL, OTHER, SYNONYMS
from tests.unit.vectors.test_vectors import toy_table

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.search.meaning import MeaningFiles
    from zhiku.vectors import Table

WORDS = ["图像", "图像分割", "图", "分割", "image", "images", "imagine", "segment", "сегмент", "分", "损失"]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A few words of three scripts."""
    return toy_table(tmp_path / "table.bin", WORDS)


def head_of(files: MeaningFiles) -> dict[str, object]:
    """The line that opens the file of the base."""
    head: dict[str, object] = json.loads(dict(files.files)[files.name].partition(b"\n")[0])
    return head


def chunks_of(files: MeaningFiles) -> list[list[str]]:
    """The words of each chunk, by number."""
    chunks = sorted((int(path.rsplit("/", 1)[1][:-4]), content) for path, content in files.files if "/" in path)
    return [content.partition(b"\n")[0].decode().split() for _, content in chunks]


def test_the_file_of_a_base_holds_titles_and_bodies(table: Table) -> None:
    """Centroids, then a code for each title and each body, then weights and codes of the words of titles."""
    files = meaning_files(BASE.entries, table)
    head, content = head_of(files), dict(files.files)[files.name].partition(b"\n")[2]
    count, words = len(BASE.entries), str(head["words"]).split()
    assert head["questions"] == count
    assert words == sorted(words)
    assert "图像分割" in words
    assert len(content) == 2 * 256 * 2 + 2 * count * 2 + len(words) * 3
    titles = table.encoded(table.text_vectors([entry.question.title for entry in BASE.entries]))
    assert content[1024 : 1024 + 2 * count] == titles.tobytes()


def test_large_bases_have_no_vectors_of_bodies(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their file would be too large for what it adds."""
    monkeypatch.setattr(meaning, "MAX_BODIES", len(BASE.entries) - 1)
    assert head_of(meaning_files(BASE.entries, table))["bodies"] is False
    monkeypatch.setattr(meaning, "MAX_BODIES", len(BASE.entries))
    assert head_of(meaning_files(BASE.entries, table))["bodies"] is True


def test_chunks_keep_the_words_of_a_group_together(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the words that a typed one may stand for arrive with it; each chunk is found by the group that it begins with."""
    monkeypatch.setattr(meaning, "CHUNK", 1)
    files = meaning_files(BASE.entries, table)
    chunks = chunks_of(files)
    assert [group_key(chunk[0]) for chunk in chunks] == str(head_of(files)["chunks"]).split()
    assert ["image", "images"] not in chunks
    assert ["image", "images", "imagine"] in chunks
    assert ["图像", "图像分割"] in chunks
    assert ["图"] in chunks


def test_scripts_that_no_reader_types_stay_out(table: Table) -> None:
    """Latin and Han always come; others where a title has them."""
    assert "сегмент" not in {word for chunk in chunks_of(meaning_files(BASE.entries, table)) for word in chunk}
    question = replace(BASE.entries[0].question, title="Что такое сегментация?")
    russian = meaning_files((replace(BASE.entries[0], question=question),), table)
    assert "сегмент" in {word for chunk in chunks_of(russian) for word in chunk}


@pytest.mark.parametrize(("char", "name"), [("a", "LATIN"), ("7", "LATIN"), ("图", "CJK"), ("か", "HIRAGANA"), ("я", "CYRILLIC")])
def test_scripts_are_named_by_unicode(char: str, name: str) -> None:
    """Digits go with Latin."""
    assert script(char) == name


def test_weights_are_bytes(table: Table) -> None:
    """The greatest is 255."""
    files = meaning_files(BASE.entries, table)
    _, _, coded = next(content for path, content in files.files if path.endswith("/0.bin")).partition(b"\n")
    count = len(chunks_of(files)[0])
    kept = [table.numbers[word] for word in chunks_of(files)[0]]
    assert np.frombuffer(coded, np.uint8, count).tolist() == np.round(table.weights[kept] * 255).astype(int).tolist()
    assert coded[count:] == table.codes[kept].tobytes()


@pytest.mark.parametrize("engine", [SearchEngine.LUNR, SearchEngine.CHUNKS])
@pytest.mark.parametrize("wanted", [True, False])
def test_meaning_is_off_by_one_setting(
    engine: SearchEngine, *, wanted: bool, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then neither the data nor the files know of it."""
    monkeypatch.setattr(meaning, "load_table", lambda: table)
    features = tuple(question_features(entry.question) for entry in BASE.entries)
    files = dict(SearchAssets(BASE, features, (MEDICAL, OTHER), SYNONYMS, engine, meaning=wanted).files())
    assert any("meaning" in path for path in files) is wanted
    (data,) = (content for path, content in files.items() if path.startswith("assets/search/index-"))
    assert (b'"meaning":"meaning-' in data) is wanted
