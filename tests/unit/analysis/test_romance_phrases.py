"""Phrases of Romance languages: a noun and the adjectives behind it that relate it to another."""

from __future__ import annotations

from collections import Counter

import pytest
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.phrases import is_noun_phrase, score_phrase
from zhiku.analysis.inflection import is_relational
from zhiku.model import CandidateTable


def _base(language: str = "es") -> BaseCounts:
    """A base in which articles tell nouns."""
    base = BaseCounts([CandidateTable("", "", "", b"")] * 40, language)
    base.marked_share = 0.2
    return base


def _phrase(form: str, /, kinds: str = "", **numbers: int) -> CandidateCounts:
    """The counts of a phrase of running text in five questions, ten times, that always begins and ends what it stands in."""
    found = CandidateCounts()
    found.forms[form] = 10
    found.kinds, found.questions, found.count, found.opens, found.closes = kinds or "u" * len(form.split()), 5, 10, 10, 10
    for name, number in numbers.items():
        setattr(found, name, number)
    return found


@pytest.mark.parametrize(
    ("forms", "language", "expected"),
    [
        ({"plugh renal": 1}, "es", True),
        ({"plugh renal": 1, "plugh renales": 2}, "es", True),
        ({"plugh renal": 1, "plughs rotos": 1}, "es", False),
        ({"Plugh rénale chronique": 1}, "fr", True),
        ({"plugh courte chronique": 1}, "fr", False),
        ({"renal plugh": 1}, "es", False),
        ({"plugh renal": 1}, "de", False),
    ],
)
def test_adjectives_that_relate_nouns(forms: dict[str, int], language: str, *, expected: bool) -> None:
    """All words behind the first end as they do, in most occurrences."""
    assert is_relational(forms, language) is expected


@pytest.mark.parametrize(
    ("form", "ratio", "sticky", "numbers", "expected"),
    [
        ("plugh renal", 30.0, 0.08, {}, True),
        ("plugh renal", 29.9, 0.08, {}, False),
        ("plugh renal", 30.0, 0.07, {}, False),
        ("plugh renal", 30.0, 0.08, {"opens": 5, "closes": 5, "complements": 4}, True),
        ("plugh renal", 30.0, 0.08, {"opens": 4}, False),
        ("plugh renal", 30.0, 0.08, {"closes": 4}, False),
        ("plugh renal", 30.0, 0.08, {"complements": 5}, False),
        ("plugh roto", 30.0, 0.08, {}, False),
    ],
)
def test_adjectives_behind_nouns(form: str, ratio: float, sticky: float, numbers: dict[str, int], *, expected: bool) -> None:
    """*insuficiencia renal* is a term with less evidence than *hueso roto*, and none if it is said of other things."""
    assert is_noun_phrase(_base(), form.split(), _phrase(form, "", **numbers), ratio, sticky) is expected


@pytest.mark.parametrize(
    ("language", "form", "kinds", "expected"),
    [
        ("es", "plugh XYZ", "uP", True),
        ("es", "plugh xyz", "uu", False),
        ("es", "plugh xyz XYZ", "uuP", False),
        ("nl", "plugh XYZ", "uP", False),
    ],
)
def test_acronyms_behind_nouns(language: str, form: str, kinds: str, *, expected: bool) -> None:
    """*servidor DHCP* needs as little evidence as *insuficiencia renal*."""
    assert is_noun_phrase(_base(language), form.casefold().split(), _phrase(form, kinds=kinds), 30.0, 0.08) is expected


@pytest.mark.parametrize(
    ("kinds", "head", "numbers", "expected"),
    [
        ("cfu", {"marked": 5}, {}, True),
        ("cfu", {"governed": 5}, {}, True),
        ("cfu", {}, {}, False),
        ("cfu", {"marked": 5}, {"complements": 5}, False),
        ("ufu", {"marked": 5}, {}, True),
        ("ufu", {}, {}, False),
    ],
)
def test_joined_nouns_that_begin_with_one(kinds: str, head: dict[str, int], numbers: dict[str, int], *, expected: bool) -> None:
    """What stands before the first noun elsewhere tells it, if the two have no article: *falta de aliento*."""
    base = _base()
    base.words = 2_000
    for word in ("plugh", "xyzz"):
        base.of[word].count = base.of[word].opens = 20
    for name, number in head.items():
        setattr(base.of["plugh"], name, number)
    base.of["plugh"].forms["plugh"] = 20
    assert bool(score_phrase(base, ["plugh", "de", "xyzz"], _phrase("plugh de xyzz", kinds=kinds, **numbers), 1.0)) is expected


@pytest.mark.parametrize(("verb", "forms"), [("plugar", {"plugar": 9}), ("renar", {"renar": 9})])
def test_verbs_are_no_relational_adjectives(verb: str, forms: dict[str, int]) -> None:
    """Infinitives end as some adjectives do, and begin no phrase; adjectives have a plural."""
    base = _base()
    base.of[verb].forms = Counter(forms)
    words = [verb, "renal"] if verb == "plugar" else ["plugh", verb]
    form = " ".join(words)
    assert not is_noun_phrase(base, words, _phrase(form), 40.0, 0.1)
    base.of[verb].forms = Counter({**forms, f"{verb}es": 1})
    assert is_noun_phrase(base, words, _phrase(form), 40.0, 0.1)


@pytest.mark.parametrize(("form", "expected"), [("plugh renal", True), ("plugh roto", False)])
def test_adjectives_that_need_no_article(form: str, *, expected: bool) -> None:
    """A phrase without articles or titles is a term if its adjective relates its noun to another."""
    base = _base()
    base.words = 10_000
    for word in form.split():
        base.of[word].count = 10
    assert bool(score_phrase(base, form.split(), _phrase(form), 1.0)) is expected
