"""Files for the search by meaning: one for the base, chunks of words, and the chunk of each word."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from zhiku.model import SearchEngine
from zhiku.pipeline.question_features import question_features
from zhiku.search import SearchAssets, meaning
from zhiku.search.meaning import meaning_files, rarity, script
from zhiku.vectors.text import group_key

from tests.unit.search.test_bundle import BASE, MEDICAL, OTHER, SYNONYMS, entry
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
    """The header line of the file of the base."""
    head: dict[str, object] = json.loads(dict(files.files)[files.name].partition(b"\n")[0])
    return head


def chunks_of(files: MeaningFiles) -> list[list[str]]:
    """The words of each chunk, by number."""
    chunks = sorted((int(path.rsplit("/", 1)[1][:-4]), content) for path, content in files.files if "/" in path)
    return [content.partition(b"\n")[0].decode().split() for _, content in chunks]


@pytest.mark.parametrize("few", [True, False])
def test_the_file_of_a_base_holds_titles_and_sentences(table: Table, monkeypatch: pytest.MonkeyPatch, *, few: bool) -> None:
    """Centroids, codes of sentences, weights and codes of words; codes of titles only if some words are missing."""
    if not few:
        monkeypatch.setattr(meaning, "MAX_TITLE_WORDS", 1)
        monkeypatch.setattr(meaning, "MAX_TITLE_WORDS_WITH_CODES", 1)
    files = meaning_files(BASE.entries, table)
    head, content = head_of(files), dict(files.files)[files.name].partition(b"\n")[2]
    count, words = len(BASE.entries), str(head["words"]).split()
    assert head["questions"] == count
    assert words == sorted(words)
    assert "图像分割" in words or not few
    sentences = head["sentences"]
    assert isinstance(sentences, list)
    assert len(sentences) == count
    titles = 0 if few else count
    assert head["titles"] == titles
    coded = 2 * 256 * 2 + 2 * (titles + sum(sentences)) + len(words) * 3
    held = [[word for word in table.segmenter.words(entry.question.title) if word in words] for entry in BASE.entries]
    assert list(content[coded : coded + count]) == [len(one) for one in held]
    places = np.frombuffer(content[coded + count :], "<u2").tolist()
    assert [words[place] for place in places] == [word for one in held for word in one]


def test_only_some_words_of_many_titles_come_with_the_file(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """All words of few titles, which sum up to the titles' vectors; words of texts in either case."""
    assert (meaning.MAX_TITLE_WORDS, meaning.MAX_TITLE_WORDS_WITH_CODES) == (2_000, 1_200)
    assert (meaning.MAX_WORDS, meaning.MIN_TEXT_WORDS) == (1_500, 300)
    entries = [titled(with_text("损失"), "image segment 分割")]
    monkeypatch.setattr(meaning, "MAX_WORDS", 1)
    for limit, titles in [(3, 3), (2, 1)]:
        monkeypatch.setattr(meaning, "MAX_TITLE_WORDS", limit)
        monkeypatch.setattr(meaning, "MAX_TITLE_WORDS_WITH_CODES", 1)
        monkeypatch.setattr(meaning, "MIN_TEXT_WORDS", 1)
        words = str(head_of(meaning_files(entries, table))["words"]).split()
        assert len(words) == titles + 1
        assert "损失" in words
        monkeypatch.setattr(meaning, "MIN_TEXT_WORDS", 0)
        assert len(str(head_of(meaning_files(entries, table))["words"]).split()) == titles


def test_words_are_read_from_the_first_million_characters_of_all_texts(table: Table) -> None:
    """Each text has a share of them, so a long one adds no words beyond it."""
    entries = [entry(number, "题", f"{'。' * 300_000}image{'。' * 400_000}segment", MEDICAL) for number in (1, 2)]
    words = str(head_of(meaning_files(entries, table))["words"]).split()
    assert "image" in words
    assert "segment" not in words


def test_words_of_many_questions_weigh_less(table: Table) -> None:
    """In titles, sentences and the base's words; chunks, which bases share, have the weights of the table."""
    entries = [titled(with_text(text), "image") for text in ("图像", "分割")]
    files = meaning_files(entries, table)
    words = str(head_of(files)["words"]).split()
    weights = dict(zip(words, dict(files.files)[files.name].partition(b"\n")[2][1024:], strict=False))
    for word, share in [("image", 1), ("图像", 0.5)]:
        assert weights[word] == pytest.approx(table.word_weight(word) * 255 * rarity(share), abs=1)


@pytest.mark.parametrize(("share", "factor"), [(0, 1), (0.01, 0.923), (0.1, 0.7077), (0.5, 0.485), (1, 0.3862)])
def test_rarity_is_the_root_of_inverse_document_frequency(share: float, factor: float) -> None:
    """A word that occurs in no question has weight 1, one in all questions less than 0.4."""
    assert rarity(share) == pytest.approx(factor, abs=1e-4)


def with_text(*passages: str) -> Entry:
    """A question with this answer."""
    first = BASE.entries[0]
    written = tuple(replace(first.question.passages[0], text=text, code=()) for text in passages)
    return replace(first, question=replace(first.question, passages=written))


def titled(entry: Entry, title: str) -> Entry:
    """The question with another title."""
    return replace(entry, question=replace(entry.question, title=title))


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
    """The first twelve with known words; punctuation of ``lang/scripts.json``, or a full stop before a space, ends them."""
    assert head_of(meaning_files((with_text(*passages),), table))["sentences"] == [count]


def test_questions_of_large_bases_have_vectors_of_fewer_sentences(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit applies to all questions together, to bound the size of the file."""
    assert meaning.MAX_SENTENCES_IN_ALL == 3_000
    entries = [with_text("First sentence. Second sentence. Third sentence.")] * 4
    for limit, count in [(12, 3), (11, 2), (4, 1)]:
        monkeypatch.setattr(meaning, "MAX_SENTENCES_IN_ALL", limit)
        assert head_of(meaning_files(entries, table))["sentences"] == [count] * 4
    monkeypatch.setattr(meaning, "MAX_SENTENCES_IN_ALL", 3)
    assert head_of(meaning_files(entries, table))["sentences"] == []


def test_the_words_of_a_group_are_in_one_chunk(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that may replace a typed one are in one chunk, found by the first group in it."""
    assert (meaning.CHUNK, meaning.CHUNK_UNSPACED) == (64, 24)
    monkeypatch.setattr(meaning, "CHUNK", 1)
    monkeypatch.setattr(meaning, "CHUNK_UNSPACED", 1)
    files = meaning_files(BASE.entries, table)
    chunks = chunks_of(files)
    assert [group_key(chunk[0]) for chunk in chunks] == str(head_of(files)["chunks"]).split()
    assert ["image", "images"] not in chunks
    assert ["image", "images", "imagine"] in chunks
    assert ["图像", "图像分割"] in chunks
    assert ["图"] in chunks


def test_scripts_that_no_reader_types_stay_out(table: Table) -> None:
    """Latin and Han are always included; other scripts if a title has them."""
    assert "сегмент" not in {word for chunk in chunks_of(meaning_files(BASE.entries, table)) for word in chunk}
    question = replace(BASE.entries[0].question, title="Что такое сегментация?")
    russian = meaning_files((replace(BASE.entries[0], question=question),), table)
    assert "сегмент" in {word for chunk in chunks_of(russian) for word in chunk}


@pytest.mark.parametrize(("char", "name"), [("a", "LATIN"), ("7", "LATIN"), ("图", "CJK"), ("か", "HIRAGANA"), ("я", "CYRILLIC")])
def test_scripts_are_named_by_unicode(char: str, name: str) -> None:
    """Digits belong to Latin."""
    assert script(char) == name


def test_weights_are_bytes(table: Table) -> None:
    """The maximum is 255."""
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
    """Then neither data nor files mention it."""
    monkeypatch.setattr(meaning, "load_table", lambda: table)
    features = tuple(question_features(entry.question) for entry in BASE.entries)
    files = dict(SearchAssets(BASE, features, (MEDICAL, OTHER), SYNONYMS, engine, meaning=wanted).files())
    assert any("meaning" in path for path in files) is wanted
    (data,) = (content for path, content in files.items() if path.startswith("assets/search/index-"))
    assert (b'"meaning":"meaning-' in data) is wanted
