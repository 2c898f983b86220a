"""What the page of a topic says beside its questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.model import (
    GENERAL,
    Concept,
    ConceptId,
    Domain,
    DomainId,
    DomainKind,
    DomainTag,
    Entry,
    KnowledgeBase,
    Mention,
    QuestionId,
    Strength,
)
from zhiku.pages import SourceLinks
from zhiku.pages.context import Writer
from zhiku.pages.lists import list_pages
from zhiku.pages.topic_neighbours import TopicNeighbours

from tests.support.read import question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _writer(
    questions: Sequence[tuple[Sequence[str], str]], kinds: Mapping[str, DomainKind], doubtful: Sequence[int] = ()
) -> Writer:
    """A base of questions, each given by the letters of its topics and those of its concepts."""
    entries = []
    for place, (topics, concepts) in enumerate(questions):
        own = replace(question("An answer."), id=QuestionId(f"q{place}"))
        tags = tuple(DomainTag(DomainId(topic), Strength.ABOUT, (), is_certain=place not in doubtful) for topic in topics)
        entries.append(Entry(own, tags, tuple(map(ConceptId, concepts)), ()))
    names = sorted({concept for _, concepts in questions for concept in concepts})
    found = []
    for name in names:
        mentions = (Mention(entry.question.id, None, "", 1, defining=False) for entry in entries if name in entry.concepts)
        found.append(Concept(ConceptId(name), f"Thing {name}", (), tuple(mentions), (), linked=True))
    domains = tuple(Domain(DomainId(topic), f"Topic {topic}", "", "", (), kind) for topic, kind in kinds.items())
    return Writer(KnowledgeBase("B", "", "en", tuple(entries), domains, tuple(found)), {}, SourceLinks("", ""))


def _page(writer: Writer, topic: str) -> str:
    return dict(list_pages(writer))[f"domains/{topic}.md"]()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (DomainKind.TOPIC, "found by the program"),
        (DomainKind.PART, "a part of the text itself"),
        (DomainKind.DOMAIN, "chosen by hand"),
    ],
)
def test_a_topic_says_where_it_is_from(kind: DomainKind, words: str) -> None:
    """In one line with the number of its questions, and its telling concepts below."""
    page = _page(_writer([("A", "xy"), ("A", "xy"), ("B", "z"), ("B", "z")], {"A": kind, "B": kind}), "A")
    assert f"2 questions · {words}" in page
    assert [name in page for name in ("Thing x", "Thing y", "Thing z")] == [True, True, False]


def test_what_belongs_to_no_topic_is_from_nowhere() -> None:
    """And is near none."""
    writer = _writer([("A", "x"), ([GENERAL], "x")], {"A": DomainKind.TOPIC, GENERAL: DomainKind.DOMAIN})
    assert "1 question · <a" in _page(writer, GENERAL)
    assert TopicNeighbours(writer).of(GENERAL) == []


def test_topics_near_each_other_share_questions_or_concepts() -> None:
    """No more than one of three is a neighbour, the nearest; what is far is none."""
    kinds = dict.fromkeys("ABCDEFG", DomainKind.TOPIC)
    questions = [("AB", "u"), ("A", "v"), ("B", "w"), ("C", "xy"), ("D", "xz"), ("E", "m"), ("F", "n"), ("G", "o")]
    neighbours = TopicNeighbours(_writer(questions, kinds))
    near = {topic: [other["id"] for other in neighbours.of(DomainId(topic))] for topic in kinds}
    assert near == {"A": ["B"], "B": ["A"], "C": ["D"], "D": ["C"], "E": [], "F": [], "G": []}
    assert "Topic B" in _page(_writer(questions, kinds), "A")
    few = TopicNeighbours(_writer(questions[:3], dict.fromkeys("AB", DomainKind.TOPIC)))
    assert few.of(DomainId("A")) == []


def test_a_doubtful_topic_looks_different() -> None:
    """Its tag is weaker on the page of the question and in lists."""
    kinds = dict.fromkeys("AB", DomainKind.TOPIC)
    writer = _writer([("AB", ""), ("AB", "")], kinds, doubtful=[1])
    assert [chip["is_certain"] for chip in writer.chips(writer.base.entries[0])] == [True, True]
    page = _page(writer, "A")
    assert page.count("kb-chip--likely") == 1
