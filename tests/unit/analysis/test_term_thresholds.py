"""The thresholds of terms, each from both sides, on counts instead of texts."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts import termhood
from zhiku.analysis.concepts.chinese_terms import is_han_term, score_chinese_word
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.han_phrases import HanPhrase
from zhiku.analysis.concepts.single_words import is_shown_or_recurs
from zhiku.analysis.concepts.termhood import _uncovered, score_candidate
from zhiku.analysis.concepts.unlisted_nouns import is_like_noun
from zhiku.analysis.words import Word, listed


def counts(  # noqa: PLR0913 - the fields of a record
    form: str = "Wort", *, questions: int = 10, count: int = 20, titles: int = 1, marked: int = 0, closes: int | None = None
) -> CandidateCounts:
    """The counts of a word that ends what it stands in, unless ``closes`` says how often it does."""
    found = CandidateCounts()
    found.questions, found.count, found.titles, found.marked = questions, count, titles, marked
    found.closes = count if closes is None else closes
    found.forms[form] = count
    return found


def base_with(articles: float) -> BaseCounts:
    """A base in which this share of all words has an article."""
    base = BaseCounts([])
    base.marked_share = articles
    return base


@pytest.mark.parametrize(
    ("articles", "titles", "marked", "expected"),
    [
        (0.13, 3, 0, False),
        (0.11, 3, 0, True),
        (0.11, 2, 20, False),
    ],
)
def test_nouns_of_languages_without_a_list(articles: float, titles: int, marked: int, *, expected: bool) -> None:
    """Where articles tell nouns, titles do not; in another language, three of them contain a noun."""
    found = counts(titles=titles, marked=marked)
    assert is_like_noun(base_with(articles), found) is expected


@pytest.mark.parametrize(("titles", "count", "expected"), [(0, 16, True), (0, 15, False), (1, 10, True)])
def test_a_word_that_answers_treat(titles: int, count: int, *, expected: bool) -> None:
    """A title has it, or each of its questions has it 1.6 times."""
    assert is_shown_or_recurs(counts(titles=titles, count=count)) is expected


@pytest.mark.parametrize(("questions", "expected"), [(50, True), (51, False)])
def test_a_term_is_not_in_most_questions(questions: int, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of more than half of a hundred questions tells none of them from another."""
    monkeypatch.setattr(termhood, "score_word", lambda *_: 1.0)
    base = BaseCounts([])
    base.total = 100
    assert bool(score_candidate(base, "wort", counts(questions=questions))) is expected


def test_coherence_adds_to_the_score() -> None:
    """A standard deviation of coherence counts like 5.7 times the frequency."""
    base: Any = SimpleNamespace(words=60_000_000 / 2**12)
    one, two = (score_chinese_word(base, "血脂", counts(titles=2, closes=10), fit) for fit in (1.5, 2.5))
    assert one > 0
    assert 2 ** (two - one) == pytest.approx(5.66, abs=0.01)


@pytest.mark.parametrize(
    ("word", "fit", "counted", "expected"),
    [
        ("抗生素", 1.0, {"count": 10, "titles": 0, "closes": 2}, True),
        ("抗生素", 0.9, {"count": 10, "titles": 0, "closes": 2}, False),
        ("抗生素", 1.0, {"count": 10, "titles": 0, "closes": 1}, False),
        ("抗生素", 1.0, {"count": 10, "titles": 1, "closes": 1}, True),
        ("进程", 2.0, {"count": 16, "titles": 0}, True),
        ("进程", 1.0, {"count": 16, "titles": 0}, False),
        ("进程", 2.0, {"count": 15, "titles": 0}, False),
        ("操作系统", 0.75, {"count": 13, "titles": 0}, True),
        ("操作系统", 0.75, {"count": 12, "titles": 0}, False),
        ("操作系统", 0.7, {"count": 13, "titles": 0}, False),
    ],
)
def test_chinese_words_of_the_field(word: str, fit: float, counted: dict[str, int], *, expected: bool) -> None:
    """A noun needs less keyness, a frequent one that recurs no title, and an idiom of the dictionary may be a noun."""
    found = counts(word, **counted)
    keyness = {"抗生素": 7.2 - 1.5 * (found.titles > 0), "进程": 12.0, "操作系统": 8.5}[word]
    words = found.count * 60_000_000 / 2 ** (keyness + listed(word)[1])
    base: Any = SimpleNamespace(words=words)
    assert bool(score_chinese_word(base, word, found, fit)) is expected


@pytest.mark.parametrize(
    ("word", "keyness", "fit", "counted", "expected"),
    [
        ("数据", 14.2, 1.0, {"count": 16}, True),
        ("数据", 14.0, 1.0, {"count": 16}, False),
        ("数据", 14.2, 0.9, {"count": 16}, False),
        ("数据", 14.2, 1.0, {"count": 15}, False),
        ("数据", 14.2, 1.0, {"count": 16, "closes": 3}, False),
        ("变量", 14.2, 1.0, {"count": 16}, True),
        ("引用", 16.0, 1.1, {"count": 16}, True),
        ("引用", 15.8, 1.1, {"count": 16}, False),
        ("引用", 16.0, 1.0, {"count": 16}, False),
    ],
)
def test_common_chinese_words_that_a_base_treats(
    word: str, keyness: float, fit: float, counted: dict[str, int], *, expected: bool
) -> None:
    """A word of the field that recurs in each of its questions is a term, however common it is; a verb needs more."""
    found = counts(word, **{"titles": 0, **counted})
    words = found.count * 60_000_000 / 2 ** (keyness + listed(word)[1])
    base: Any = SimpleNamespace(words=words)
    assert bool(score_chinese_word(base, word, found, fit)) is expected


@pytest.mark.parametrize(
    ("word", "counted", "expected"),
    [
        ("会议", {"count": 20, "titles": 3}, True),
        ("会议", {"count": 20, "titles": 2}, False),
        ("会议", {"count": 19, "titles": 3}, False),
        ("会议", {"count": 25, "titles": 2}, True),
        ("会议", {"count": 25, "titles": 1}, False),
        ("会议", {"count": 25, "titles": 3, "closes": 4}, False),
        ("崩溃", {"count": 20, "titles": 1, "closes": 14}, True),
        ("崩溃", {"count": 20, "titles": 1, "closes": 13}, False),
        ("崩溃", {"count": 40, "titles": 0}, False),
        ("举行", {"count": 40, "titles": 5}, False),
        ("合同", {"count": 20, "titles": 3, "closes": 10}, True),
        ("合同", {"count": 20, "titles": 3, "closes": 9}, False),
    ],
)
def test_words_that_titles_and_answers_treat(word: str, counted: dict[str, int], *, expected: bool) -> None:
    """They are terms whatever the list says of their class and frequency, if phrases end with them as with nouns."""
    base: Any = SimpleNamespace(words=300)
    assert bool(score_chinese_word(base, word, counts(word, **counted), 0.0)) is expected


@pytest.mark.parametrize(("fit", "expected"), [(1.1, True), (1.0, False)])
def test_words_that_many_answers_have_once(fit: float, *, expected: bool) -> None:
    """They are boilerplate, unless they mean something near the field."""
    base: Any = SimpleNamespace(words=1000)
    assert bool(score_chinese_word(base, "维生素", counts("维生素", questions=36, count=40, titles=0), fit)) is expected


@pytest.mark.parametrize(
    ("words", "cohesion", "expected"),
    [("脑 出血", 7.25, True), ("脑 出血", 7.2, False), ("治 出血", 9.0, False), ("脑部 出血", 9.0, False)],
)
def test_nouns_of_one_character_with_what_becomes_of_them(words: str, cohesion: float, *, expected: bool) -> None:
    """They are terms without a title where they are held together."""
    cut = tuple(Word(word, word, listed(word)[0], starts=False) for word in words.split())
    phrase = HanPhrase("".join(words.split()), Counter(), 6, 7, 0, 0, cohesion, 2.0, cut)
    assert is_han_term(phrase, 100) is expected


@pytest.mark.parametrize(("within", "expected"), [(74, {"缓存"}), (75, set())])
def test_words_that_mostly_occur_within_a_phrase(within: int, expected: set[str]) -> None:
    """Three quarters of the occurrences make a word a fragment of the phrase."""
    text = "缓存穿透"
    cut = tuple(Word(word, word, "n", starts=False) for word in ("缓存", "穿透"))
    phrase = HanPhrase(text, Counter({text: within}), 5, within, 2, 0, 20, 2.0, cut)
    assert _uncovered({text: phrase}, {"缓存": 100}) == ({text}, expected)
    assert _uncovered({text: phrase}, {"存穿": 100}) == ({text}, {"存穿"})


@pytest.mark.parametrize(("occurrences", "expected"), [(40, {"缓存"}), (39, set())])
def test_words_within_several_phrases(occurrences: int, expected: set[str]) -> None:
    """What stands within two phrases may do so one and a half times as often as it stands alone, on average of the two."""
    phrases = {
        text: HanPhrase(text, Counter({text: 30}), 5, 30, 2, 0, 20, 2.0, tuple(Word(w, w, "n", starts=False) for w in cut))
        for text, *cut in (("缓存穿透", "缓存", "穿透"), ("缓存击穿", "缓存", "击穿"))
    }
    assert _uncovered(phrases, {"缓存": occurrences + 1})[1] == expected


@pytest.mark.parametrize(("word", "expected"), [("简述", False), ("列举", False), ("缓存", True)])
def test_words_that_set_tasks_are_no_terms(word: str, *, expected: bool) -> None:
    """However many titles begin with them."""
    base: Any = SimpleNamespace(words=1000)
    found = counts(word, questions=10, count=30, titles=10)
    assert bool(score_chinese_word(base, word, found, 3.0)) is expected


def korean_base() -> BaseCounts:
    """A Korean base of three thousand words, of which two fifths have particles."""
    base = BaseCounts([], "ko")
    base.marked_share, base.words, base.total = 0.4, 3000, 100
    return base


@pytest.mark.parametrize(
    ("word", "counted", "expected"),
    [
        ("캡슐화", {"count": 13, "titles": 0, "marked": 3}, True),
        ("캡슐화", {"count": 13, "titles": 0, "marked": 2}, False),
        ("캡슐화", {"count": 12, "titles": 0, "marked": 3}, False),
        ("캡슐화", {"count": 12, "titles": 0, "marked": 6}, True),
        ("캡슐화", {"count": 12, "titles": 0, "marked": 5}, False),
        ("캡슐화", {"count": 10, "titles": 1, "marked": 2}, True),
        ("캡슐화", {"count": 16, "titles": 1, "marked": 1}, True),
        ("캡슐화", {"count": 16, "titles": 1, "marked": 0}, False),
        ("캡슐화", {"count": 13, "titles": 0, "marked": 3, "closes": 2}, False),
        ("방향", {"count": 13, "titles": 0, "marked": 12}, False),
    ],
)
def test_korean_nouns(word: str, counted: dict[str, int], *, expected: bool) -> None:
    """A fifth of a noun's occurrences has a particle, or a few where titles ask about it and answers repeat it."""
    assert bool(score_candidate(korean_base(), word, counts(word, **counted))) is expected


@pytest.mark.parametrize(("marked", "expected"), [(2, True), (1, False)])
def test_korean_nouns_of_lists_and_tables(marked: int, *, expected: bool) -> None:
    """Where all words have few particles, half of their share is enough."""
    base = korean_base()
    base.marked_share = 0.2
    assert bool(score_candidate(base, "캡슐화", counts("캡슐화", count=13, titles=0, marked=marked))) is expected


@pytest.mark.parametrize(("word", "expected"), [("号", "n"), ("者", "n"), ("月", "f"), ("同步", "a"), ("一直", "f")])
def test_classes_by_how_nouns_end(word: str, expected: str) -> None:
    """What ends as nouns do is none of the classes that the dictionary gives; rare adverbs begin names."""
    assert listed(word)[0] == expected
