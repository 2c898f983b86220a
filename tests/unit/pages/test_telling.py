"""The concepts that tell what a topic is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhiku.model import Concept, ConceptId, Domain, DomainId, DomainTag, Entry, KnowledgeBase, Mention, QuestionId, Strength
from zhiku.pages import SourceLinks
from zhiku.pages.context import Writer
from zhiku.pages.telling import likelihood_ratio, telling_concepts

from tests.support.read import question

TEA = DomainId("tea")
WATER = DomainId("water")


def _writer(name: str, within: dict[str, int], outside: dict[str, int], sizes: tuple[int, int] = (10, 40)) -> Writer:
    """A base with a topic and the rest, of so many questions; each concept is in so many of either."""
    entries = []
    for domain, size, counts in ((TEA, sizes[0], within), (WATER, sizes[1], outside)):
        for place in range(size):
            named_here = tuple(ConceptId(concept) for concept, count in counts.items() if place < count)
            own = replace(question("An answer."), id=QuestionId(f"{domain}{place}"))
            entries.append(Entry(own, (DomainTag(domain, Strength.ABOUT, ()),), named_here, ()))
    concepts = []
    for concept in sorted({*within, *outside}):
        named = [entry.question.id for entry in entries if concept in entry.concepts]
        mentions = tuple(Mention(found, None, "", 1, defining=False) for found in named)
        concepts.append(Concept(ConceptId(concept), concept, (), mentions, (), linked=True))
    domains = (Domain(TEA, name, "", "", ()), Domain(WATER, "Water", "", "", ()))
    return Writer(KnowledgeBase("B", "", "en", tuple(entries), domains, tuple(concepts)), {}, SourceLinks("", ""))


def _names(writer: Writer, most: int = 9) -> list[str]:
    return [concept.name for concept in telling_concepts(writer, TEA, most)]


def test_what_a_topic_names_more_often_than_others_tells() -> None:
    """What all name does not, however often; nor does what one question of it names."""
    writer = _writer("Tea", {"oolong": 5, "pot": 9, "leaf": 4, "jade": 3, "once": 1}, {"pot": 36, "leaf": 2})
    assert _names(writer) == ["oolong", "jade", "leaf"]
    assert _names(writer, 1) == ["oolong"]


def test_differences_that_may_be_chance_are_shown_only_where_there_is_little_else() -> None:
    """Three are, if fewer are sure."""
    chance = {"a": 2, "b": 2, "c": 2, "d": 2}
    others = dict.fromkeys(chance, 4)
    assert _names(_writer("Tea", chance, others)) == ["a", "b", "c"]
    sure = {"oolong": 5, "jade": 4, "rose": 4}
    assert _names(_writer("Tea", {**chance, **sure}, others)) == ["oolong", "jade", "rose"]


@pytest.mark.parametrize(
    ("topic", "concepts", "shown"),
    [
        ("École", ["école", "école publique", "Écoles", "Jules Ferry"], ["Jules Ferry"]),
        ("Green tea", ["tea", "green tea leaves", "teapot"], ["teapot"]),
        ("Заявление", ["заявления", "личный кабинет"], ["личный кабинет"]),
        ("重庆, 接盘", ["重庆", "接盘侠", "别墅"], ["别墅"]),
        ("C#", ["C++ classes", "C# classes"], ["C++ classes"]),
        ("Tea", ["symbol", "symbols", "official symbols"], ["official symbols"]),
    ],
)
def test_a_topic_does_not_repeat_its_name(topic: str, concepts: list[str], shown: list[str]) -> None:
    """Nor one of its concepts another, in any form of the words."""
    assert sorted(_names(_writer(topic, dict.fromkeys(concepts, 5), {}))) == sorted(shown)


def test_a_topic_of_all_questions_has_the_most_salient() -> None:
    """There is nothing to compare it with."""
    assert _names(_writer("All", {"b": 3, "a": 2}, {}, (10, 0))) == ["a", "b"]


def test_a_topic_of_few_questions_has_what_one_of_them_names() -> None:
    """Two questions seldom have a concept in common."""
    assert _names(_writer("Tea", {"jade": 1}, {}, (3, 40))) == ["jade"]
    assert _names(_writer("Tea", {"jade": 1}, {}, (4, 40))) == []


def test_the_likelihood_ratio_of_equal_shares_is_nothing() -> None:
    """And it grows with the difference and with the numbers."""
    assert likelihood_ratio(2, 10, 4, 20) == pytest.approx(0)
    assert likelihood_ratio(5, 10, 0, 40) == pytest.approx(18.6, abs=0.1)
    assert likelihood_ratio(10, 20, 0, 80) == pytest.approx(37.3, abs=0.1)
