"""Which topics a question gets: by the terms that it names, or by the words that it shares with the questions of a topic."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.topics.assign import _chosen, _usual, assign_topics, fit, least_fit
from zhiku.analysis.topics.likeness import Likeness, _rarity
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


@pytest.mark.parametrize(
    ("fits", "named", "expected"),
    [
        ([2.0, 0.5, 1.0], [1.0, 0.0, 1.0], [0, 2]),
        ([2.0, 0.5, 1.69], [1.0, 0.0, 0.5], [0]),
        ([2.0, 0.5, 1.7], [1.0, 0.0, 0.5], [0, 2]),
        ([1.7, 1.9, 2.0], [0.0, 0.0, 0.0], [1, 2]),
        ([0.2, 0.1, 0.0], [0.0, 0.0, 0.0], []),
    ],
)
def test_a_second_topic_fits_nearly_as_well_or_is_named_by_the_title(
    fits: list[float], named: list[float], expected: list[int]
) -> None:
    """No more than two, in the order of the topics, and none that fits less than is asked of all."""
    assert _chosen(np.array([fits]), np.array([named]), 0.25) == [expected]


def test_both_topics_that_a_title_names() -> None:
    """However much the text says of one of them."""
    both = question(1, "Rust and Wasm?", "Rust is small. Rust is fast.")
    tags = assign_topics([both], [RUST, WASM], Likeness([both]))
    assert [tag.domain for tag in tags[both.question.id]] == ["rust", "wasm"]


@pytest.mark.parametrize(("first", "expected"), [(0.9, 0.25), (0.1, 0.1), (0.0, 0.02)])
def test_less_is_asked_of_a_fit_where_many_would_have_no_topic(first: float, expected: float) -> None:
    """Four of five questions should have one, but not by likeness to nothing."""
    assert least_fit(np.array([0.0, 0.0, first, *[1.0] * 8])) == pytest.approx(expected)


def made_up(first: int, count: int) -> list[str]:
    """Words of no language."""
    return [f"zorqu{chr(97 + number // 20)}{chr(97 + number % 20)}x" for number in range(first, first + count)]


@pytest.mark.parametrize(("divided", "expected"), [((), True), (("2",), False)])
def test_a_question_joins_the_topic_whose_words_it_shares(divided: tuple[str, ...], *, expected: bool) -> None:
    """Unless a part has it already: then it must name the topic."""
    about, other = made_up(0, 5), made_up(5, 5)
    texts = [("Rust?", about), ("What?", about), ("Which?", other), ("Who?", other)]
    questions = [question(number, title, ". ".join(text)) for number, (title, text) in enumerate(texts, 1)]
    tags = assign_topics(questions, [RUST], Likeness(questions), tuple(map(QuestionId, divided)))
    assert questions[0].question.id in tags
    assert (questions[1].question.id in tags) is expected
    assert questions[2].question.id not in tags


def test_likeness_to_a_group_is_that_to_its_other_members_less_that_to_all_others() -> None:
    """Of four questions the first two are the same and the others too."""
    titles, words = made_up(20, 4), (made_up(0, 3), made_up(0, 3), made_up(3, 3), made_up(3, 3))
    questions = [question(number, f"{titles[number]}?", ". ".join(words[number])) for number in range(4)]
    found = Likeness(questions).to_groups([[0, 1], [0], []])
    assert found == pytest.approx(np.array([[2 / 3, -1 / 3, -1 / 3], [2 / 3, 2 / 3, -1 / 3]] + [[-1 / 3] * 3] * 2), abs=0.002)


def test_likeness_in_meaning_counts_beside_that_in_words() -> None:
    """Half as much: two questions on cats in other words are more alike than those on cats and on taxes."""
    titles = ("Why do cats purr?", "Does a kitten meow?", "When are taxes due?", "Is income taxable?")
    questions = [question(number, title, "") for number, title in enumerate(titles)]
    found = Likeness(questions).to_groups([[0], [2]])
    assert found[1, 0] > 0 > found[1, 1]
    assert found[3, 1] > 0 > found[3, 0]


def test_fits_count_from_the_strength_of_naming_and_the_usual_cohesion() -> None:
    """A title and two sentences name as much as anything, and twice as alike as usual is as alike as can be."""
    titles, words = made_up(20, 4), (made_up(0, 3), made_up(0, 3), made_up(3, 3), made_up(3, 3))
    questions = [question(number, f"{titles[number]}?", ". ".join(words[number])) for number in range(4)]
    found = fit([{0: 3.0, 1: 9.0}, {2: 1.5, 3: 4.0}], Likeness(questions), 4)
    assert found.named == pytest.approx(np.array([[1, 0], [4 / 3, 0], [0, 0.5], [0, 4 / 3]]))
    assert found.alike == pytest.approx(np.array([[0.5, 0], [0.5, 0], [0, 0.5], [0, 0.5]]))
    assert found.cohesion == pytest.approx(np.array([1.0, 1.0]))


def test_the_usual_cohesion_is_that_of_questions_and_not_of_groups() -> None:
    """Three questions are in the first group, one is in the second, one is in both, and one in none."""
    member = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [1, 1], [0, 0]], bool)
    assert _usual(np.array([1.0, 4.0]), member) == pytest.approx((3 * 1.0 + 4.0 + 2.5) / 5)
    assert _usual(np.array([0.0, 0.0]), member) == 1.0
    assert _usual(np.array([1.0, 4.0]), member[5:]) == 1.0


@pytest.mark.parametrize(("frequency", "expected"), [(3, True), (4, False)])
def test_words_of_many_questions_do_not_decide(frequency: int, *, expected: bool) -> None:
    """Three of ten questions are few, four are many."""
    text = ". ".join(made_up(0, 5))
    questions = [question(1, "Rust?", text), *(question(number, "What?", text) for number in range(2, frequency + 1))]
    questions += [question(number, "Who?", "Nobody.") for number in range(frequency + 1, 11)]
    assert (questions[1].question.id in assign_topics(questions, [RUST], Likeness(questions))) is expected


def test_three_shared_words_are_the_evidence() -> None:
    """Of five."""
    shared = made_up(0, 5)
    questions = [question(1, "Rust?", ". ".join(shared)), question(2, "What?", ". ".join(shared))]
    questions += [question(number, "Who?", "Nobody.") for number in (3, 4, 5, 6, 7)]
    tags = assign_topics(questions, [RUST], Likeness(questions))
    named, alike = (tags[item.question.id][0] for item in questions[:2])
    assert len(alike.evidence) == 3
    assert (named.is_certain, alike.is_certain) == (True, False)


def test_shared_words_are_quoted_with_the_sentence_that_they_are_in() -> None:
    """The title, if they are in it."""
    shared = made_up(0, 2)
    text = f"It is here. We like {shared[0]} a lot. That is all."
    questions = [question(1, "Rust?", ". ".join(shared)), question(2, f"What of {shared[1].upper()}?", text)]
    questions += [question(number, "Who?", "Nobody.") for number in (3, 4, 5, 6, 7)]
    tags = assign_topics(questions, [RUST], Likeness(questions))
    quoted = {item.term: item.text for item in tags[questions[1].question.id][0].evidence}
    assert {term.casefold(): text for term, text in quoted.items()} == {
        shared[0]: f"We like {shared[0]} a lot.",
        shared[1]: f"What of {shared[1].upper()}?",
    }


def test_a_word_within_a_shared_phrase_is_not_shown_beside_it() -> None:
    """*Second World War* says all that *war* says."""
    phrase = " ".join(made_up(0, 2))
    questions = [question(1, "Rust?", f"A {phrase} here."), question(2, "What?", f"That {phrase} there.")]
    questions += [question(number, "Who?", "Nobody.") for number in (3, 4, 5, 6, 7)]
    tags = assign_topics(questions, [RUST], Likeness(questions))
    assert [item.term for item in tags[questions[1].question.id][0].evidence] == [phrase]


@pytest.mark.parametrize(("having", "part"), [(4, 1.0), (6, 0.5), (7, 0.25), (8, 0.0)])
def test_a_word_counts_less_and_less(having: int, part: float) -> None:
    """Of twenty questions: a word of four counts whole and one of eight not at all, with no step between."""
    questions = [question(number, "What?", "quux" if number <= having else "corge") for number in range(1, 21)]
    assert _rarity(questions).get("quux", 0.0) == pytest.approx(part * log(20 / having))
