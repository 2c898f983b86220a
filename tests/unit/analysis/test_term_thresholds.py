"""The thresholds of terms, each from both sides, on counts instead of texts."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts import termhood
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.single_words import is_shown_or_recurs
from zhiku.analysis.concepts.termhood import score_candidate
from zhiku.analysis.concepts.unlisted_nouns import is_like_noun
from zhiku.analysis.words import listed


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


@pytest.mark.parametrize(
    ("word", "expected"),
    [("号", "n"), ("者", "n"), ("月", "f"), ("全新", "a"), ("上游", "a"), ("顶端", "a"), ("一直", "f"), ("里面", "f")],
)
def test_classes_by_how_nouns_end(word: str, expected: str) -> None:
    """What ends as nouns do is none of the classes that the dictionary gives; rare adverbs and words for places begin names."""
    assert listed(word)[0] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("行为", "n"), ("成就感", "n"), ("治疗", "w"), ("更新", "v"), ("所有者", "n"), ("一生", "f"), ("我国", "f"), ("真实", "f")],
)
def test_classes_of_words_in_texts(word: str, expected: str) -> None:
    """Tagged texts say more than the dictionary, but of what is counted, is ours, or may be a function word."""
    assert listed(word)[0] == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("过敏", "n"), ("申请人", "n"), ("产后", "n"), ("小便", "u"), ("赠送给", "u"), ("图书资料", "u")]
)
def test_nouns_that_other_lists_attest(word: str, expected: str) -> None:
    """What the dictionary takes for a name or for no noun is one if a list of a field or the encoder's vocabulary has it."""
    assert listed(word)[0] == expected
