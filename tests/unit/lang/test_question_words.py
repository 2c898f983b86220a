"""Question words: those of Chinese and English in every base, those of other languages in bases of that language."""

from __future__ import annotations

import pytest
from zhiku.lang import reader
from zhiku.lang.question_words import QUESTION_WORDS, words_of


@pytest.mark.parametrize(
    ("language", "asks"),
    [
        ("es", "cómo"),
        ("de", "warum"),
        ("fr", "pourquoi"),
        ("pt-BR", "qual"),
        ("it", "perché"),
        ("ru", "почему"),
        ("ja", "とは"),
        ("ko", "어떻게"),
        ("vi", "sao"),
        ("uk", "чому"),
        ("pl", "dlaczego"),
        ("tr", "nasıl"),
        ("ar", "كيف"),
    ],
)
def test_each_language_asks_in_its_own_words(language: str, asks: str) -> None:
    """They are added to those of every base, in bases of that language only."""
    assert asks in words_of(language).question
    assert set(QUESTION_WORDS) <= set(words_of(language).question)
    assert asks not in QUESTION_WORDS
    assert asks not in words_of("zh-Hant").question


def test_a_name_in_one_language_may_ask_in_another() -> None:
    """*art* and *die* are question words or articles in German, but content words in English."""
    assert {"art", "die"} <= set(words_of("de").question)
    assert not {"art", "die"} & set(words_of("en").question)


def test_common_words_do_not_ask() -> None:
    """Common words are not question words; aspect words are."""
    for language in reader.languages():
        words = words_of(language.code)
        assert not set(words.common) & set(words.question)
        assert set(words.aspect) <= set(words.question)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ru", "что такое"),
        ("uk", "що таке"),
        ("bg", "какво представлява"),
        ("pl", "co to znaczy"),
        ("cs", "co to znamená"),
        ("de", "was heißt"),
        ("nb", "hva betyr"),
        ("hu", "mi az"),
        ("tr", "nelerdir"),
        ("he", "מהי"),
        ("ar", "ماهي"),
    ],
)
def test_all_words_of_what_is_ask(language: str, question: str) -> None:
    """Otherwise the titles of all questions that ask so come before those that answer."""
    assert set(question.split()) <= set(words_of(language).question)
