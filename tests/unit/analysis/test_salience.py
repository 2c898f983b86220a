"""How much the questions of a base treat a concept."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.salience import salience, strengths
from zhiku.model import Mention, QuestionId, SectionKind


def mention(question: int, *, title: bool = False) -> Mention:
    """A mention in the title or the answer of a question."""
    return Mention(QuestionId(str(question)), None if title else SectionKind.ANSWER, "words", 1, defining=False)


def test_a_title_says_more_than_sentences() -> None:
    """3 for the title, a half for each sentence up to four."""
    found = [mention(1, title=True), mention(1), *(mention(2) for _ in range(5))]
    assert strengths(found) == {"1": 3.5, "2": 2.0}


def test_what_questions_ask_about_comes_first() -> None:
    """Two titles say more than the texts of ten questions."""
    asked = [mention(1, title=True), mention(2, title=True)]
    assert salience(("Kiln",), asked, "") > salience(("Oven",), [mention(number) for number in range(10)], "")
    assert salience(("Kiln",), [*asked, *(mention(number) for number in range(3, 9))], "") < 2 * salience(("Kiln",), asked, "")


@pytest.mark.parametrize(
    ("names", "language", "share"),
    [
        (("table",), "", 0.5),
        (("Table",), "", 1.0),
        (("bookmarklet",), "", 1.0),
        (("table", "board"), "", 1.0),
        (("kiln shelf",), "", 1.0),
        (("内存",), "", 0.5),
        (("幽门螺杆菌",), "", 1.0),
        (("Tage",), "de", 0.5),
        (("Diagnoseschlüssel",), "de", 1.0),
    ],
)
def test_a_common_word_is_less_surely_a_term(names: tuple[str, ...], language: str, share: float) -> None:
    """A single one from a list, without a capital and without another name."""
    found = [mention(1, title=True)]
    assert salience(names, found, language) == pytest.approx(share * 3.0)


def test_an_uncertain_term_counts_less() -> None:
    """The cube of how certain it is, so that what questions treat does not outweigh that it is hardly a term."""
    assert salience(("Kiln",), [mention(1, title=True)], "", 0.6) == pytest.approx(0.216 * 3.0)


def test_certainty_says_how_common_a_chinese_word_is() -> None:
    """It was judged by its frequency."""
    assert salience(("内存",), [mention(1, title=True)], "", 0.8) == pytest.approx(0.512 * 3.0)
