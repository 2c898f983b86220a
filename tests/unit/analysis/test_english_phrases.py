"""English phrases: which adjectives, verbs and prepositions make terms."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.candidates import count_candidates, read_candidates
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.phrases import _may_be_term, is_comparison, is_noun_phrase, is_tied, score_phrase
from zhiku.analysis.concepts.single_words import is_proper_name
from zhiku.analysis.inflection import singular
from zhiku.lang.word_lists import ADJECTIVE, NOUN, relational_adjectives
from zhiku.model import CandidateTable, PassageRole


def _base() -> BaseCounts:
    base = BaseCounts([CandidateTable("", "", "", b"")] * 40)
    base.english = True
    return base


def _phrase(kinds: str, **numbers: int) -> CandidateCounts:
    """The counts of a phrase of running text in five questions, ten times, that always begins and ends what it stands in."""
    found = CandidateCounts()
    found.forms["zyxx"] = 10
    found.kinds, found.questions, found.count, found.opens, found.closes = kinds, 5, 10, 10, 10
    for name, number in numbers.items():
        setattr(found, name, number)
    return found


def _candidates(text: str) -> dict[str, Any]:
    passage = SimpleNamespace(text=text, role=PassageRole.TEXT, is_prose=True, is_head=False, may_name=True)
    question: Any = SimpleNamespace(title="", passages=[passage])
    return {candidate.key.replace("\x1f", " "): candidate for candidate in read_candidates(count_candidates(question))}


def test_relational_adjectives() -> None:
    """They pertain to a noun; qualities do not."""
    assert {"dental", "medical", "genetic"} <= relational_adjectives()
    assert relational_adjectives().isdisjoint({"early", "common", "serious", "healthy"})


@pytest.mark.parametrize(
    ("word", "ratio", "sticky", "numbers", "expected"),
    [
        ("dental", 30.0, 0.08, {}, True),
        ("dental", 29.9, 0.08, {}, False),
        ("dental", 30.0, 0.07, {}, False),
        ("dental", 30.0, 0.08, {"opens": 4}, False),
        ("dental", 30.0, 0.08, {"closes": 6}, False),
        ("dental", 50.0, 0.33, {"closes": 6, "titles": 1}, True),
        ("early", 30.0, 0.3, {}, False),
        ("early", 30.0, 0.55, {}, True),
    ],
)
def test_adjectives_that_classify(word: str, ratio: float, sticky: float, numbers: dict[str, int], *, expected: bool) -> None:
    """*dental exam* is a term with less evidence than *early exam*."""
    assert is_noun_phrase(_base(), [word, "exam"], _phrase("an", **numbers), ratio, sticky) is expected


@pytest.mark.parametrize(
    ("first", "head", "expected"),
    [
        ("higher", "risk", True),
        ("older", "adults", False),
        ("outer", "risk", False),
        ("filter", "risk", False),
    ],
)
def test_comparisons(first: str, head: str, *, expected: bool) -> None:
    """A comparative before a noun of any text compares; titles may ask about it all the same."""
    assert is_comparison(first, head) is expected
    assert is_noun_phrase(_base(), [first, head], _phrase("an"), 90.0, 0.9) is not expected
    assert is_noun_phrase(_base(), [first, head], _phrase("an", titles=1), 90.0, 0.9)


@pytest.mark.parametrize(
    ("ratio", "sticky", "numbers", "expected"),
    [
        (24.0, 0.2, {"marked": 3}, True),
        (23.9, 0.2, {"marked": 3}, False),
        (24.0, 0.19, {"marked": 3}, False),
        (24.0, 0.2, {"marked": 2}, False),
        (100.0, 0.55, {}, True),
        (99.9, 0.55, {}, False),
        (100.0, 0.54, {}, False),
        (100.0, 0.55, {"opens": 6}, False),
    ],
)
def test_participles_before_nouns(ratio: float, sticky: float, numbers: dict[str, int], *, expected: bool) -> None:
    """Articles before *filtered deck*, or a ratio that is no chance, tell it from a verb with its object."""
    assert is_noun_phrase(_base(), ["filtered", "deck"], _phrase("vn", **numbers), ratio, sticky) is expected
    assert not is_noun_phrase(_base(), ["opens", "deck"], _phrase("vn", **numbers), ratio, sticky)


def test_participles_are_candidates_behind_function_words() -> None:
    """Behind a noun the same words are a clause."""
    found = _candidates("You open the filtered deck and the user archived messages that she had.")
    assert "filtered deck" in found
    assert "archived message" not in found


def test_phrases_begin_behind_verbs_and_adjectives() -> None:
    """Nouns are a unit behind an adjective; an adjective is not one behind another."""
    found = _candidates("They prevent heart disease and severe heart disease, and he has severe dental pain in it.")
    assert (found["heart disease"].occurrences, found["heart disease"].opens) == (2, 2)
    assert found["dental pain"].opens == 0


@pytest.mark.parametrize(("first", "kinds", "expected"), [("causes", "mn", False), ("cause", "mn", True), ("glass", "nn", True)])
def test_verbs_in_the_third_person(first: str, kinds: str, *, expected: bool) -> None:
    """*causes pain* is no compound."""
    assert is_noun_phrase(_base(), [first, "pain"], _phrase(kinds, marked=4), 90.0, 0.9) is expected


@pytest.mark.parametrize(("others", "expected"), [(2, True), (3, False)])
def test_what_is_said_of_many_things(others: int, *, expected: bool) -> None:
    """*symptoms of fever* is no term where symptoms of three more things are named."""
    base = _base()
    base.words = 100_000
    base.linked["symptoms"] = others + 1
    base.of["symptoms"] = base.of["fever"] = _phrase("n")
    found = _phrase("nfn")
    assert (score_phrase(base, ["symptoms", "of", "fever"], found) > 0) is expected


@pytest.mark.parametrize(
    ("plural", "expected"), [("viruses", "virus"), ("houses", "house"), ("causes", "cause"), ("buses", "bus")]
)
def test_plurals_of_words_in_us(plural: str, expected: str) -> None:
    """Their ending tells them from words in -se."""
    assert singular(plural) == expected


@pytest.mark.parametrize(
    ("key", "kind", "closes", "expected"),
    [("japanese", ADJECTIVE, 10, False), ("german", NOUN, 4, False), ("german", NOUN, 5, True), ("sonar", NOUN, 4, True)],
)
def test_adjectives_of_nations_are_no_names(key: str, kind: str, closes: int, *, expected: bool) -> None:
    """They have their capital everywhere and name nothing, unless they stand as nouns."""
    found = _phrase("n", capitals=10, titles=1, marked=5, closes=closes)
    assert is_proper_name(_base(), key, kind, found) is expected


@pytest.mark.parametrize(
    ("share", "ratio", "sticky", "numbers", "expected"),
    [
        (0.8, 50.0, 0.36, {}, True),
        (0.8, 50.0, 0.34, {}, False),
        (0.8, 45.0, 0.36, {}, False),
        (0.78, 50.0, 0.36, {}, False),
        (0.59, 400.0, 1.0, {}, False),
        (0.8, 50.0, 0.36, {"kinds": "mn"}, False),
        (0.8, 50.0, 0.36, {"kinds": "mn", "marked": 1}, True),
        (0.8, 50.0, 0.36, {"kinds": "na"}, False),
    ],
)
def test_words_that_are_tied(share: float, ratio: float, sticky: float, numbers: dict[str, Any], *, expected: bool) -> None:
    """What is nearly certain needs less of a ratio and of stickiness than other words do."""
    found = _phrase(numbers.pop("kinds", "an"), **numbers)
    assert is_tied(["primary", "node"], found, share, ratio, sticky) is expected


@pytest.mark.parametrize(
    ("numbers", "noun", "expected"),
    [
        ({}, 100, True),
        ({}, 101, False),
        ({"closes": 3}, 100, False),
        ({"opens": 3}, 100, False),
    ],
)
@pytest.mark.parametrize(("second", "kinds", "form"), [("10", "p#", "Zyxx 10"), ("d", "up", "zyxx D")])
def test_things_with_a_number_or_a_letter(  # noqa: PLR0913 - a parameter for each number of the table
    numbers: dict[str, int], noun: int, second: str, kinds: str, form: str, *, expected: bool
) -> None:
    """*Windows 10* and *vitamin D* are terms where their noun is one of which they are a tenth."""
    base = _base()
    base.words, base.marked_share = 10_000, 0.3
    base.of["zyxx"] = _phrase("u", count=noun, opens=noun, closes=noun, marked=noun)
    base.of["zyxx"].forms = Counter({"zyxx": noun})
    found = _phrase(kinds, **numbers)
    found.forms = Counter({form: 10})
    assert (score_phrase(base, ["zyxx", second], found) > 0) is expected


def test_a_letter_behind_a_noun_is_a_capital() -> None:
    """*plan a trip* has no *plan A*."""
    base = _base()
    base.words, base.marked_share = 10_000, 0.3
    base.of["zyxx"] = _phrase("u", marked=10)
    found = _phrase("up")
    for form, expected in (("zyxx D", True), ("zyxx d", False)):
        found.forms = Counter({form: 10})
        assert (score_phrase(base, ["zyxx", "d"], found) > 0) is expected


@pytest.mark.parametrize(
    ("form", "kinds", "capitals", "expected"),
    [
        ("running Zyxx", "np", 0, False),
        ("Running Zyxx", "np", 10, True),
        ("running shoe", "nn", 0, True),
        ("kitchen Zyxx", "np", 0, True),
    ],
)
def test_a_gerund_before_a_name(form: str, kinds: str, capitals: int, *, expected: bool) -> None:
    """*running Zyxx* is what one does; a name may begin so, and a gerund before a noun may tell its kind."""
    found = _phrase(kinds, capitals=capitals, lower=10 - capitals)
    assert _may_be_term(_base(), form.casefold().split(" "), found) is expected


@pytest.mark.parametrize(("complements", "linked", "expected"), [(9, 0, False), (8, 0, True), (5, 2, False), (4, 2, True)])
def test_a_name_with_a_complement_is_cut(complements: int, linked: int, *, expected: bool) -> None:
    """*U.S. Department* of something: nearly always, or half of the time where others have its last word so."""
    base = _base()
    base.linked = Counter({"department": linked})
    found = _phrase("Pp", capitals=10, complements=complements)
    assert _may_be_term(base, ["u.s.", "department"], found) is expected
