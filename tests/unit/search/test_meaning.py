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

    from zhiku.model import Entry
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


def test_the_file_of_a_base_holds_titles_and_sentences(table: Table) -> None:
    """Centroids, then a code for each title and each sentence, then weights and codes of the words of titles."""
    files = meaning_files(BASE.entries, table)
    head, content = head_of(files), dict(files.files)[files.name].partition(b"\n")[2]
    count, words = len(BASE.entries), str(head["words"]).split()
    assert head["questions"] == count
    assert words == sorted(words)
    assert "图像分割" in words
    sentences = head["sentences"]
    assert isinstance(sentences, list)
    assert len(sentences) == count
    coded = 2 * 256 * 2 + 2 * (count + sum(sentences)) + len(words) * 3
    held = [[word for word in table.segmenter.words(entry.question.title) if word in words] for entry in BASE.entries]
    assert list(content[coded : coded + count]) == [len(one) for one in held]
    places = np.frombuffer(content[coded + count :], "<u2").tolist()
    assert [words[place] for place in places] == [word for one in held for word in one]
    titles = table.encoded(table.text_vectors([entry.question.title for entry in BASE.entries]))
    assert content[1024 : 1024 + 2 * count] == titles.tobytes()


def with_text(*passages: str) -> Entry:
    """A question that says just this."""
    first = BASE.entries[0]
    written = tuple(replace(first.question.passages[0], text=text, code=()) for text in passages)
    return replace(first, question=replace(first.question, passages=written))


@pytest.mark.parametrize(
    ("passages", "count"),
    [
        (("One sentence. And version 1.5 of another! 第三句。第四句？",), 4),
        (("First passage", "second passage"), 2),
        (("Yes", "no. This one says something."), 1),
        (("Too many. " * (meaning.MAX_SENTENCES + 1),), 12),
    ],
)
def test_sentences_have_vectors(table: Table, passages: tuple[str, ...], count: int) -> None:
    """Of the first twelve that say something; ``lang/scripts.json`` or a full stop before a blank ends them."""
    assert head_of(meaning_files((with_text(*passages),), table))["sentences"] == [count]


def test_questions_of_large_bases_have_vectors_of_fewer_sentences(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for all of them together, or the file would be too large for what it adds."""
    assert meaning.MAX_SENTENCES_IN_ALL == 4_000
    entries = [with_text("First sentence. Second sentence. Third sentence.")] * 4
    for limit, count in [(12, 3), (11, 2), (4, 1)]:
        monkeypatch.setattr(meaning, "MAX_SENTENCES_IN_ALL", limit)
        assert head_of(meaning_files(entries, table))["sentences"] == [count] * 4
    monkeypatch.setattr(meaning, "MAX_SENTENCES_IN_ALL", 3)
    assert head_of(meaning_files(entries, table))["sentences"] == []


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
