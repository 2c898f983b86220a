"""The map's data: which dots and lines, for small bases and large ones."""

from __future__ import annotations

import json
from typing import Any

from zhiku.analysis.concepts.find import find_concepts
from zhiku.model import ConceptOverlay, Domain, DomainId, KnowledgeBase
from zhiku.pages.graph import MOST_QUESTIONS, graph_json

from tests.support.read import base, classify_all, questions, relate_all

TEA = Domain(DomainId("tea"), "茶", "Tea", "", ("绿茶",))


def graph(*texts: str, overlay: ConceptOverlay | None = None) -> dict[str, Any]:
    """The map of ``title|answer`` texts."""
    classified = classify_all(questions(base(texts))[0], (TEA,))
    concepts = find_concepts(classified, overlay or ConceptOverlay())
    entries = relate_all(classified, concepts, (TEA,))
    whole = KnowledgeBase("t", "t", "zh", entries, (TEA,), concepts)
    data: dict[str, Any] = json.loads(graph_json(whole, {TEA.id: 7}))
    return data


def lines(data: dict[str, Any]) -> set[tuple[str, str]]:
    """The edges by the ids of their ends."""
    return {(data["nodes"][one][0], data["nodes"][other][0]) for one, other in data["edges"]}


def test_a_small_base_shows_questions_between_domains_and_concepts() -> None:
    """Every question is a dot, joined to the domains it is about and the concepts it names; dots lead to pages."""
    data = graph("绿茶？|1. **抹茶（Matcha）**：x", "水？|用抹茶。")
    assert [node[:2] for node in data["nodes"]] == [
        ["domain:tea", "domain"],
        ["concept:matcha", "concept"],
        ["question:1", "question"],
        ["question:2", "question"],
    ]
    assert data["nodes"][0] == ["domain:tea", "domain", "茶", "domains/tea/", 7]
    assert data["nodes"][2][2:] == ["1. 绿茶？", "questions/1/", None]
    assert lines(data) == {("domain:tea", "question:1"), ("concept:matcha", "question:1"), ("concept:matcha", "question:2")}


def test_what_is_not_linked_is_not_drawn() -> None:
    """A concept that an owner does not want linked is no dot."""
    data = graph("绿茶？|1. **抹茶（Matcha）**：x", overlay=ConceptOverlay(unlinked=("抹茶",)))
    assert "concept:matcha" not in {node[0] for node in data["nodes"]}


def test_a_large_base_shows_no_questions() -> None:
    """Beyond a number of questions domains are joined to concepts directly."""
    texts = ["绿茶？|1. **抹茶（Matcha）**：x", *(f"题{number}？|x" for number in range(MOST_QUESTIONS))]
    data = graph(*texts)
    assert {node[1] for node in data["nodes"]} == {"domain", "concept"}
    assert lines(data) == {("domain:tea", "concept:matcha")}


def test_titles_end_no_script() -> None:
    """The data stands inside a script element: no ``<`` of a title may end it."""
    classified = classify_all(questions(base(["a < b 吗？|x"]))[0], ())
    text = graph_json(KnowledgeBase("t", "t", "zh", relate_all(classified, ()), (), ()), {})
    assert "<" not in text
    assert "a < b" in json.loads(text)["nodes"][0][2]
