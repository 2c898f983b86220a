"""Names that differ only in how they are written."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.concepts.merge import merge, things_of, variant
from zhiku.analysis.concepts.short_forms import short_forms
from zhiku.analysis.concepts.termhood import Term
from zhiku.model import ConceptId, ConceptOverlay, Mention, QuestionId

from tests.support.read import base, classify_all, questions


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("APIs", "API", True),
        ("VMs", "VM", True),
        ("public APIs", "public API", True),
        ("OS", "O", False),
        ("CSS", "CS", False),
        ("NodeJS", "Node.js", True),
        ("Model 1.2", "Model 12", False),
        ("apis", "api", False),  # no plural of capitals, and the ending is that of a singular (basis)
        ("Load balancers", "load-balancer", True),
        ("資料庫", "资料库", True),
        ("申し込み", "申込", True),
        ("手続き", "手続", True),
        ("上がり", "上り", False),
    ],
)
def test_variants(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Plurals, also of abbreviations, blanks, hyphens, traditional characters and okurigana make no difference."""
    assert (variant(one) == variant(other)) == same


@pytest.mark.parametrize(("asked", "expected"), [(2, True), (3, False)])
def test_what_is_asked_of_many_things_is_none(asked: int, *, expected: bool) -> None:
    """*symptoms of gout* is no concept where the symptoms of three things are asked for."""
    things = ["gout", "flu", "measles"][:asked]
    found, _ = questions(base(tuple(f"What are the symptoms of {thing}?|It is text." for thing in things)))
    names = {concept.name for concept in find_concepts(classify_all(found), ConceptOverlay())}
    assert ("symptoms of gout" in names) is expected


def test_an_abbreviation_and_its_plural_are_one_concept() -> None:
    """The names of a concept are compared as they are mostly written."""
    found, _ = questions(base(("甲？|1. **VM（虚机）**：x", "乙？|1. **VMs（云机）**：y")))
    assert [set(concept.names) for concept in find_concepts(classify_all(found), ConceptOverlay())] == [{"VM", "虚机", "云机"}]


@pytest.mark.parametrize(("often", "seldom", "expected"), [("Wi-Fi", "WiFi", "Wi-Fi"), ("WiFi", "Wi-Fi", "WiFi")])
def test_the_more_frequent_of_two_spellings_is_the_name(often: str, seldom: str, expected: str) -> None:
    """However long it is."""
    texts = [f"People use {often} there. They like {often}."] * 3 + [f"People use {seldom} there."] * 2
    found, _ = questions(base(tuple(f"What is asked on page {number}?|{text}" for number, text in enumerate(texts))))
    names = {concept.name for concept in find_concepts(classify_all(found), ConceptOverlay())}
    assert names & {often, seldom} == {expected}


def test_a_name_has_the_number_that_it_mostly_has() -> None:
    """Though the singular is shorter."""
    texts = ["People use Hangouts there. They like Hangouts."] * 6 + ["People use a Hangout there and like the Hangout."] * 4
    texts += [f"The weather of week {number} was fine." for number in range(50)]
    found, _ = questions(base(tuple(f"What is asked on page {number}?|{text}" for number, text in enumerate(texts))))
    names = {concept.name for concept in find_concepts(classify_all(found), ConceptOverlay())}
    assert names & {"Hangout", "Hangouts"} == {"Hangouts"}


@pytest.mark.parametrize(
    ("plural", "singular", "same"),
    [
        ("matrices", "matrix", True),
        ("vertices", "vertex", True),
        ("larvae", "larva", True),
        ("bacteria", "bacterium", True),
        ("analyses", "analysis", True),
        ("sparse matrices", "sparse matrix", True),
        ("matrices", "matron", False),
        ("media", "medium", False),  # too short to tell
    ],
)
def test_a_foreign_plural_is_one_where_the_text_has_its_singular(plural: str, singular: str, *, same: bool) -> None:
    """A concept each, or one with both names."""
    things = things_of((), [Term(name, ((name, 3),), 3) for name in (plural, singular)])
    assert len(merge(things, [])) == (1 if same else 2)


def _named_in(*numbers: int) -> list[Mention]:
    return [Mention(QuestionId(str(number)), None, "x", 1, defining=False) for number in numbers]


@pytest.mark.parametrize(
    ("short", "long", "shared", "expected"),
    [
        ("ИД", "индивидуальное достижение", 2, True),
        ("ИД", "индивидуальное достижение", 1, False),
        ("ид", "индивидуальное достижение", 2, False),
        ("ИДО", "индивидуальное достижение", 2, False),
        ("DRM", "digital rights management", 2, True),
    ],
)
def test_initials_beside_their_words(short: str, long: str, shared: int, expected: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """In two questions, and in half of those that name the rarer of the two; the name of more questions comes first."""
    names = {ConceptId("a"): (short,), ConceptId("b"): (long,)}
    mentions = {ConceptId("a"): _named_in(*range(4)), ConceptId("b"): _named_in(*range(4 - shared, 9))}
    assert short_forms(names, mentions) == ([(long, short)] if expected else [])


def test_a_short_form_that_is_introduced_nowhere_is_a_name_of_its_concept() -> None:
    """Of as many questions with either the short one comes first."""
    long = "Zorbeckian Orbit Ring"
    texts = (
        "甲？|1. **ZOR**：见图",
        *(f"{letter}？|1. **{long}**：又见 ZOR" for letter in "乙丙"),
        f"丁？|1. **{long}**：图",
    )
    found, _ = questions(base(texts))
    (concept,) = find_concepts(classify_all(found), ConceptOverlay())
    assert concept.names == ("ZOR", long)
