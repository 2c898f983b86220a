"""The thresholds of terms, each from both sides, on counts instead of texts."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.han_phrases import HanPhrase
from zhiku.analysis.concepts.termhood import _Base, _Counts, _uncovered


def counts(form: str = "Wort", *, questions: int = 10, count: int = 20, titles: int = 1, marked: int = 0) -> _Counts:
    """The counts of a word that ends what it stands in."""
    found = _Counts()
    found.questions, found.count, found.titles, found.marked, found.closes = questions, count, titles, marked, count
    found.forms[form] = count
    return found


def base_with(articles: float) -> Any:  # noqa: ANN401 - a double
    """A base in which this share of all words has an article."""
    return SimpleNamespace(_language="", _marked_share=articles)


@pytest.mark.parametrize(
    ("articles", "titles", "marked", "expected"),
    [
        (0.13, 3, 0, False),
        (0.11, 3, 0, True),
        (0.11, 2, 20, False),
        (0.2, 1, 7, True),
        (0.2, 1, 5, False),
    ],
)
def test_nouns_of_languages_without_a_list(articles: float, titles: int, marked: int, *, expected: bool) -> None:
    """In a language with articles a noun has half as many again as other words; in another, three titles contain it."""
    found = counts(titles=titles, marked=marked)
    assert _Base._is_like_noun(base_with(articles), found) is expected  # noqa: SLF001


@pytest.mark.parametrize(("titles", "count", "expected"), [(0, 16, True), (0, 15, False), (1, 10, True)])
def test_a_word_that_answers_treat(titles: int, count: int, *, expected: bool) -> None:
    """A title has it, or each of its questions has it 1.6 times."""
    assert _Base._is_treated(counts(titles=titles, count=count)) is expected  # noqa: SLF001


@pytest.mark.parametrize(("questions", "expected"), [(50, True), (51, False)])
def test_a_term_is_not_in_most_questions(questions: int, *, expected: bool) -> None:
    """A word of more than half of a hundred questions tells none of them from another."""
    base: Any = SimpleNamespace(_total=100, _spaced_word=lambda *_: 1.0)
    assert bool(_Base.score(base, "wort", counts(questions=questions))) is expected


def test_coherence_adds_to_the_score() -> None:
    """A tenth more in the cosine with the terms of the base counts like 2.8 times the frequency."""
    base: Any = SimpleNamespace(_total=100, _spaced_word=lambda _key, _found, bonus: 10 + bonus)
    gain = _Base.score(base, "wort", counts(), 0.3) - _Base.score(base, "wort", counts(), 0.2)
    assert 2**gain == pytest.approx(2.8, abs=0.1)


@pytest.mark.parametrize(("within", "expected"), [(74, {"缓存"}), (75, set())])
def test_words_that_mostly_occur_within_a_phrase(within: int, expected: set[str]) -> None:
    """Three quarters of the occurrences make a word a fragment of the phrase."""
    text = "缓存穿透"
    phrase = HanPhrase(text, Counter({text: within}), 5, within, 2, 0, 20, 2.0, ())
    assert _uncovered({text: phrase}, {"缓存": 100}) == ({text}, expected)
