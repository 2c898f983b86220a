"""The limits of words and terms, each from both sides."""

from __future__ import annotations

import pytest
from zhiku.search.lexicon import _word_ngrams
from zhiku.search.segmentation import find_words, varied_strings


def test_words_have_six_characters_at_most() -> None:
    """A longer recurring string is not one word."""
    for recurring, expected in (("卷积神经网络", True), ("卷积神经网络层", False)):
        assert (recurring in varied_strings({f"甲{recurring}乙": 1, f"丙{recurring}丁": 1})) is expected


@pytest.mark.parametrize(("text", "expected"), [("魑魅魍魉", True), ("魑魅魍魉魃", False)])
def test_what_no_word_covers_is_a_word_up_to_four_characters(text: str, *, expected: bool) -> None:
    """A longer string is a phrase of words that occur only here."""
    assert (text in find_words({text: 1})) is expected


def test_compounds_are_words_up_to_four_characters() -> None:
    """Longer ones are divided into their words."""
    parts, compounds = ("损失", "函数", "优化"), ("损失函数", "损失函数优化")
    runs = {
        form: times
        for words, times in ((parts, 2), (compounds, 9))
        for word in words
        for form in (word, f"{word}的", f"的{word}")
    }
    assert find_words(runs) == {"优化": 6, "函数": 6, "损失": 6, "损失函数": 27}


def test_terms_are_up_to_four_words_and_twelve_characters() -> None:
    """Of adjacent words."""
    assert "甲乙丙丁" in set(_word_ngrams("甲乙丙丁戊"))
    assert "甲乙丙丁戊" not in set(_word_ngrams("甲乙丙丁戊"))
    assert "甲" * 6 + "乙" * 6 in set(_word_ngrams(["甲" * 6, "乙" * 6]))
    assert "甲" * 6 + "乙" * 7 not in set(_word_ngrams(["甲" * 6, "乙" * 7]))
