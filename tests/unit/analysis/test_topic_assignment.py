"""Which topics a question gets: by the terms that it names, or by the words that it shares with the questions of a topic."""

from __future__ import annotations

from math import log

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.topics.assign import _rarity, assign_topics
from zhiku.model import (
    GENERAL,
    Classified,
    Domain,
    DomainId,
    DomainKind,
    DomainTag,
    Lines,
    Passage,
    PassageRole,
    Question,
    QuestionFeatures,
    QuestionId,
    SectionKind,
    Strength,
)

RUST, WASM = (Domain(DomainId(name.casefold()), name, "", "", (name,), DomainKind.TOPIC) for name in ("Rust", "Wasm"))


def question(number: int, title: str, text: str) -> Classified:
    """A question with one paragraph, not yet divided by topics."""
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1)
    item = Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 2), (), (passage,), ())
    features = QuestionFeatures((), "", b"", b"", count_candidates(item))
    return Classified(item, features, (DomainTag(GENERAL, Strength.ABOUT, ()),))


@pytest.mark.parametrize(("more_about_rust", "expected"), [(0, ["rust", "wasm"]), (2, ["rust"])])
def test_a_second_topic_is_nearly_as_strong_as_the_first(more_about_rust: int, expected: list[str]) -> None:
    """Named in the title as well; a topic of more questions weighs more, and leaves less of the other."""
    both = question(1, "Rust and Wasm?", "Rust is small. Rust is fast.")
    others = [question(number, "Rust?", "It is.") for number in range(2, 2 + more_about_rust)]
    tags = assign_topics([both, *others], [RUST, WASM])
    assert [tag.domain for tag in tags[both.question.id]] == expected


def made_up(first: int, count: int) -> list[str]:
    """Words of no language."""
    return [f"zorqu{chr(97 + number // 20)}{chr(97 + number % 20)}x" for number in range(first, first + count)]


@pytest.mark.parametrize(("words", "expected"), [(10, True), (16, False)])
def test_a_question_without_a_topic_joins_the_one_whose_words_it_shares(words: int, *, expected: bool) -> None:
    """One word in ten is enough, one in sixteen is not."""
    about, other = made_up(0, words), made_up(words - 1, words)
    texts = [("Rust?", about), ("What?", other), ("Which?", about[:-1]), ("Who?", other[1:])]
    questions = [question(number, title, ". ".join(text)) for number, (title, text) in enumerate(texts, 1)]
    tags = assign_topics(questions, [RUST])
    assert (questions[1].question.id in tags) is expected


@pytest.mark.parametrize(("frequency", "expected"), [(3, True), (4, False)])
def test_words_of_many_questions_do_not_decide(frequency: int, *, expected: bool) -> None:
    """Three of ten questions are few, four are many."""
    text = ". ".join(made_up(0, 5))
    questions = [question(1, "Rust?", text), *(question(number, "What?", text) for number in range(2, frequency + 1))]
    questions += [question(number, "Who?", "Nobody.") for number in range(frequency + 1, 11)]
    assert (questions[1].question.id in assign_topics(questions, [RUST])) is expected


def test_three_shared_words_are_the_evidence() -> None:
    """Of five."""
    shared = made_up(0, 5)
    questions = [question(1, "Rust?", ". ".join(shared)), question(2, "What?", ". ".join(shared))]
    questions += [question(number, "Who?", "Nobody.") for number in (3, 4, 5, 6, 7)]
    tags = assign_topics(questions, [RUST])
    assert len(tags[questions[1].question.id][0].evidence) == 3


@pytest.mark.parametrize(("having", "part"), [(4, 1.0), (6, 0.5), (7, 0.25), (8, 0.0)])
def test_a_word_counts_less_and_less(having: int, part: float) -> None:
    """Of twenty questions: a word of four counts whole and one of eight not at all, with no step between."""
    questions = [question(number, "What?", "quux" if number <= having else "corge") for number in range(1, 21)]
    assert _rarity(questions).get("quux", 0.0) == pytest.approx(part * log(20 / having))
