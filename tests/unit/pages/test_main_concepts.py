"""The concepts that an index shows first, and those that are listed by letter."""

from __future__ import annotations

import pytest
from zhiku.model import Concept, ConceptId, KnowledgeBase
from zhiku.pages import SourceLinks
from zhiku.pages.concepts import concept_pages, main_concepts
from zhiku.pages.context import Writer


def test_the_most_salient_concepts_come_first() -> None:
    """Thirty of them, where there are more than sixty."""
    concepts = [
        Concept(ConceptId(f"c{number:02}"), f"C{number}", (), (), (), linked=True, salience=number % 7) for number in range(61)
    ]
    found = main_concepts(concepts)
    assert [concept.id for concept in found[:2]] == ["c06", "c13"]
    assert len(found) == 30
    assert main_concepts(concepts[:60]) == []


@pytest.mark.parametrize(("total", "by_letter"), [(600, False), (601, True)])
def test_many_concepts_are_listed_by_letter(total: int, *, by_letter: bool) -> None:
    """A page of more than six hundred would be slow to open and to read."""
    concepts = tuple(Concept(ConceptId(f"c{number}"), f"C{number}", (), (), (), linked=True) for number in range(total))
    writer = Writer(KnowledgeBase("C", "", "en", (), (), concepts), {}, SourceLinks("", ""))
    assert ("lists/concepts/c.md" in [path for path, _ in concept_pages(writer)]) is by_letter
