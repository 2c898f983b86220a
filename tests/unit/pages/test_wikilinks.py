"""Wikilinks to concepts become links; all others become text."""

from __future__ import annotations

from zhiku.content.question_format import QuestionFormat
from zhiku.model import Concept, ConceptId
from zhiku.pages.wikilinks import link_wikilinks_to_concepts
from zhiku.rendering.links import WIKILINK_MARK
from zhiku.source.text import SourceText

from tests.support.read import render_sources


def test_names_of_concepts_are_links() -> None:
    """By any name, in any case, with the link's own text; other names become text without markup."""
    text = "### 1. T\n\n**Answer:** [[b-tree index]], [[索引|*it*]], [[No & such]], [[2]].\n\n### 2. U\n\nx\n"
    found, _ = render_sources([SourceText("a.md", text)], QuestionFormat(), lenient=True)
    assert WIKILINK_MARK in found.questions[0].sections[0].html
    concept = Concept(ConceptId("index-2"), "B-Tree Index", ("索引",), (), (), linked=True)
    questions, parts = link_wikilinks_to_concepts(found.questions, found.parts, [concept])
    html = questions[0].sections[0].html
    link = '<a class="kb-term" href="../../concepts/index-2/" data-concept="index-2">{}</a>'
    assert link.format("b-tree index") in html
    assert link.format("*it*") in html
    assert "No &amp; such" in html
    assert WIKILINK_MARK not in html
    assert (questions[1:], parts) == (found.questions[1:], found.parts)
