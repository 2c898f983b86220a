"""Adjectives before nouns in languages whose endings tell both."""

from __future__ import annotations

from collections import Counter

import pytest
from zhiku.analysis.concepts.agreeing_adjectives import is_adjectival_term
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.phrases import is_noun_phrase, score_phrase
from zhiku.analysis.concepts.spans import key_of
from zhiku.analysis.inflection import stem

from tests.support.read import base, questions


def _found(*forms: str, closes: int = 5) -> CandidateCounts:
    found = CandidateCounts()
    found.forms = Counter(dict.fromkeys(forms, 10 // len(forms)))
    found.questions, found.count, found.closes, found.kinds = 5, 10, closes, "uu"
    return found


@pytest.mark.parametrize(
    ("forms", "language", "expected"),
    [
        (("пользовательского интерфейса",), "ru", True),
        (("граничных значений", "граничные значения"), "ru", True),
        (("нового интерфейса",), "ru", False),
        (("большое количество",), "ru", False),
        (("тестирования интерфейса",), "ru", False),
        (("следует проверить",), "ru", False),
        (("пользовательского нового",), "ru", False),
        (("безпечного з'єднання",), "uk", True),
        (("нового з'єднання",), "uk", False),
        (("bezpiecznego hasła",), "pl", False),
    ],
)
def test_adjectives_and_nouns_by_their_endings(forms: tuple[str, ...], language: str, *, expected: bool) -> None:
    """An adjective of any text, two nouns, a verb, and two adjectives are none, nor is it one where no endings are known."""
    words = [stem(word, language) for word in forms[0].split(" ")]
    assert is_adjectival_term(words, _found(*forms), 30.0, 0.5, language) is expected


@pytest.mark.parametrize(
    ("ratio", "sticky", "closes", "expected"),
    [(22.0, 0.2, 5, True), (21.9, 0.2, 5, False), (22.0, 0.19, 5, False), (22.0, 0.2, 4, False)],
)
def test_an_adjective_and_a_noun_belong_together(ratio: float, sticky: float, closes: int, *, expected: bool) -> None:
    """By their ratio, their share of the uses of the rarer one, and the share that ends phrases."""
    found = _found("пользовательского интерфейса", closes=closes)
    assert is_adjectival_term(["пользовательск", "интерфейс"], found, ratio, sticky, "ru") is expected


def test_nouns_may_stand_before_an_adjectival_term() -> None:
    """*тестирование пользовательского интерфейса* begins no phrase with the adjective, in one form only."""
    text = "Нужна команда для проверки пользовательского интерфейса. Продукта нет без проверки пользовательского интерфейса."
    filler = "В доме живут кошки, а на улице идёт дождь, и потому дети читают книги для школы."
    found, _ = questions(base(tuple(f"Что это за слово {number}?|{text if number < 6 else filler}" for number in range(40))))
    counts = BaseCounts([count_candidates(question) for question in found], "ru")
    key = key_of(stem(word, "ru") for word in ("пользовательский", "интерфейс"))
    assert counts.of[key].opens < counts.of[key].count / 4
    assert score_phrase(counts, key.split("\x1f"), counts.of[key]) > 0


@pytest.mark.parametrize(
    ("kinds", "words", "ratio", "expected"),
    [
        ("nn", ["statement", "coverage"], 25.0, True),
        ("nn", ["statement", "coverage"], 24.9, False),
        ("vn", ["statement", "coverage"], 25.0, False),
        ("nn", ["statement", "покрыти"], 25.0, False),
    ],
)
def test_english_phrases_in_a_text_of_another_script(kinds: str, words: list[str], ratio: float, *, expected: bool) -> None:
    """They are terms by a lower ratio, as names are, unless a verb is among them."""
    russian = BaseCounts([], "ru")
    russian.latin_is_foreign = True
    found = _found(" ".join(words))
    found.kinds = kinds
    assert is_noun_phrase(russian, words, found, ratio, 0.3) is expected
