"""Vectors of questions, and the questions that are near by them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from zhiku.analysis.related import meaning as module
from zhiku.analysis.related.meaning import (
    MIN_KNOWN_SHARE,
    MIN_SENTENCE_WEIGHT,
    TEXT,
    TEXT_LENGTH,
    TITLE,
    Meaning,
    beginning,
    meaning_of,
)
from zhiku.vectors import load_table

from tests.support.read import base, question, questions

ABOUT = (
    "Doctor prescribed pills|Take them after supper.",
    "Medicine ordered by a physician|Swallow it with water in the evening.",
    "Which soup is best in January?|Pumpkin with ginger keeps you warm.",
    "Where can I park near the museum?|The garage on the north side opens at eight.",
    "How many goals did the team score?|Three in the first half.",
    "Why is the sky blue?|Air scatters short waves of light more.",
)


def vectors(*texts: str) -> Meaning | None:
    """The vectors of ``title|answer`` texts."""
    found = questions(base(texts))[0]
    return meaning_of(found, [()] * len(found))


def test_the_same_in_other_words_is_near() -> None:
    """A question without a word in common is the nearest where it asks the same, and nothing is near a foreign matter."""
    found = vectors(*ABOUT)
    assert found is not None
    near = [*found.nearest(1)]
    assert near[0] == [1]
    assert near[1] == [0]
    alike, foreign = found.similarities(0, [1, 2])
    assert alike > 0.1 > abs(foreign) + 0.05
    assert found.similarities(0, [0]) == [pytest.approx(found.share, abs=0.001)]


def test_what_all_ask_with_brings_none_nearer() -> None:
    """Words that every title begins with leave the nearest as they are, and the vectors a smaller share of the score."""
    plain, framed = vectors(*ABOUT), vectors(*(f"Frequently asked questions of our customers: {text}" for text in ABOUT))
    assert plain is not None
    assert framed is not None
    assert next(iter(framed.nearest(1))) == [1]
    assert framed.share < plain.share < TITLE + TEXT


def test_a_title_of_unknown_words_has_a_short_vector() -> None:
    """What a title asks with is nothing known of it: *and* between two names that no table has is no likeness."""
    found = vectors("Xqzat and Vrumpf|x", "What is the difference between Zzyqk and Wqorx?|y", *ABOUT)
    assert found is not None
    assert found.similarities(0, [1])[0] < 0.05 < found.similarities(2, [3])[0]


def test_the_sum_of_pairs_is_that_of_their_similarities() -> None:
    """In both orders of each pair."""
    found = vectors(*ABOUT)
    assert found is not None
    pairs = [(one, other) for one in range(3) for other in range(3) if one != other]
    assert found.sum_of_pairs(range(3)) == pytest.approx(sum(found.similarities(one, [other])[0] for one, other in pairs))


def test_the_order_of_questions_changes_nothing() -> None:
    """Products are whole numbers, so they add up to the same in any order."""
    one, other = vectors(*ABOUT), vectors(*reversed(ABOUT))
    assert one is not None
    assert other is not None
    assert one.similarities(0, [1, 2, 3]) == other.similarities(5, [4, 3, 2])
    assert np.array_equal(one.vectors, np.round(one.vectors))


def test_a_language_without_vectors_has_no_meaning() -> None:
    """Where the table knows half of the titles it is used, where it knows fewer it is not."""
    unknown = [f"ᚠᚢᚦ{letter}?|ᚱᚲ" for letter in "ᚨᚱᚲᚷ"]
    known = ABOUT[:4]
    assert vectors(*unknown, *known) is not None
    assert vectors(*unknown, *known[:3]) is None
    assert pytest.approx(len(known) / (len(known) + len(unknown))) == MIN_KNOWN_SHARE


def test_texts_count_from_their_beginning() -> None:
    """The first passages up to a length; no code, no line that stands in most answers."""
    found = question("Company: Acme\n\nFirst.\n\n```\ncode\n```\n\nSecond.\n\n" + "Third is long. " * 60)
    text = beginning(found, {"Company: Acme"})
    assert text.startswith("First.\nSecond.\nThird is long.")
    assert len(text) == TEXT_LENGTH == 600


def test_a_sentence_that_says_little_is_not_quoted() -> None:
    """It has a vector of nothing; one that says something has not."""
    found = vectors(*ABOUT)
    assert found is not None
    little, much = found.sentences(["It depends.", "Click on the gear icon"])
    assert not little.any()
    assert much.any()
    table = load_table()
    said = [table.text_weight(text) for text in ("It depends on that.", "Click on the gear icon")]
    assert said[0] < MIN_SENTENCE_WEIGHT < said[1] < 2 * MIN_SENTENCE_WEIGHT


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("What does the river do?", "What does the river do at night?", 1.0),
        ("What does zqxwvj do?", "What does zqxwvj do at night?", 1.0),
        ("What does zqxwvj do?", "What does qzvxjw do?", 0.0),
    ],
)
def test_words_that_nobody_knows_are_not_alike(one: str, other: str, alike: float) -> None:
    """Where one text says no more than the other, it is alike in all, but not where each names a thing that no table has."""
    found = vectors(*ABOUT)
    assert found is not None
    assert found.similarity_of_differences(one, other) == alike


def test_blocks_of_rows_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of a block decides memory, not the result."""
    found = vectors(*ABOUT)
    assert found is not None
    whole = [*found.nearest(2)]
    monkeypatch.setattr(module, "_BLOCK", 2)
    assert [*replace(found).nearest(2)] == whole


@pytest.mark.parametrize(("in_titles", "share"), [(True, 0.5), (False, 0.3)])
def test_titles_make_half_of_the_score_and_texts_three_tenths(*, in_titles: bool, share: float) -> None:
    """As far as they differ: equal titles, and texts without known words, have no share."""
    sentences = [text.partition("|")[0] for text in ABOUT]
    found = vectors(*(f"{one}|—" if in_titles else f"Tea|{one}" for one in sentences))
    mean = load_table().text_vectors(sentences).astype(np.float64).mean(axis=0)
    assert found is not None
    assert found.share == pytest.approx(share * (1 - float((mean**2).sum())))
