"""Word vectors: dividing texts into known words, and the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from zhiku.vectors import Segmenter, load_table, normalize
from zhiku.vectors.table import read_table, write_table

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.vectors import Table

SHARED: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "search" / "meaning.json").read_text(encoding="utf-8"))
"""What the browser's code must cut in the same way."""


def toy_table(path: Path, words: list[str]) -> Table:
    """A table of two parts of two numbers: vectors along four axes, with decreasing weights."""
    axes = [(0, 0), (0, 1), (1, 0), (1, 1)]
    centroids = np.zeros((2, 256, 2), np.float32)
    centroids[0, :3] = [(1, 0), (0, 1), (0, 0)]
    centroids[1, :3] = [(1, 0), (0, 1), (0, 0)]
    codes = np.array([[axis, 2] if part == 0 else [2, axis] for part, axis in (axes[i % 4] for i in range(len(words)))], np.uint8)
    write_table(path, words, centroids, codes, np.linspace(1, 0.5, len(words)).astype(np.float32))
    return read_table(path)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["text"])
def test_texts_are_cut_into_known_words(case: dict[str, Any]) -> None:
    """The longest known word in scripts without spaces, the longest known prefix of a word elsewhere."""
    assert list(Segmenter(frozenset(SHARED["words"])).words(case["text"])) == case["words"]


def test_fold_unifies_case_accents_and_traditional_characters() -> None:
    """Kana keep their voicing marks, and hangul stays composed."""
    assert normalize("ＧＭＡＩＬ Résumé 電腦 ガ 한글") == "gmail resume 电脑 ガ 한글"


def test_a_table_reads_what_it_wrote(tmp_path: Path) -> None:
    """Words are sorted; weights are fractions of the greatest."""
    table = toy_table(tmp_path / "table.bin", ["b", "a", "d", "c"])
    assert table.words == ("a", "b", "c", "d")
    assert table.dimensions == 4
    assert table.word_vector("b") == pytest.approx([1, 0, 0, 0], abs=0.01)
    assert table.word_vector("a") == pytest.approx([0, 1, 0, 0], abs=0.01)
    assert [table.word_weight(word) for word in "bdx"] == [1, pytest.approx(2 / 3, abs=0.01), 0]
    assert table.word_vector("x") is None


def test_the_vector_of_a_text_is_the_weighted_sum_of_its_words(tmp_path: Path) -> None:
    """Of unit length; all zeros if no word is known."""
    table = toy_table(tmp_path / "table.bin", ["b", "a", "d", "c"])
    known, unknown = table.text_vectors(["b d", "x"])
    assert known == pytest.approx(np.array([1, 0, 2 / 3, 0]) / np.hypot(1, 2 / 3), abs=0.01)
    assert not unknown.any()


def test_codes_name_the_nearest_centroids(tmp_path: Path) -> None:
    """A vector between two axes takes the nearer one."""
    table = toy_table(tmp_path / "table.bin", ["b", "a", "d", "c"])
    assert table.encoded(np.array([[0.9, 0.1, 0, 0], [0, 0.1, 0.2, 0.9]], np.float32)).tolist() == [[0, 2], [2, 1]]


def test_words_can_weigh_more_or_less(tmp_path: Path) -> None:
    """For the texts of one base, without changing the table."""
    table = toy_table(tmp_path / "table.bin", ["b", "a", "d", "c"])
    other = table.reweighted({table.words[0]: 0.5})
    assert other.weights[0] == table.weights[0] / 2
    assert other.weights[1:].tolist() == table.weights[1:].tolist()


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("refund", "return", "mountain"),
        ("password", "密码", "香蕉"),
        ("看病", "医生", "河流"),
        ("contraseña", "password", "forest"),
        ("電腦", "computer", "garden"),
        ("wasser", "water", "window"),
    ],
)
def test_similar_texts_are_near_in_the_shipped_table(word: str, near: str, far: str) -> None:
    """Within a language and across languages."""
    table = load_table()
    vectors = {name: table.word_vector(name) for name in (word, near, far)}
    assert all(vector is not None for vector in vectors.values())
    assert vectors[word] @ vectors[near] > vectors[word] @ vectors[far] + 0.1  # type: ignore[operator]


def test_function_words_have_little_weight_in_the_shipped_table() -> None:
    """Their weights are a fraction of those of content words."""
    table = load_table()
    assert max(map(table.word_weight, ("the", "of", "的", "了"))) < 0.5 * min(
        map(table.word_weight, ("hospital", "spreadsheet", "高血压", "信用卡"))
    )
