"""The concepts that an index shows first."""

from __future__ import annotations

from zhiku.model import Concept, ConceptId
from zhiku.pages.concepts import main_concepts


def test_the_most_salient_concepts_come_first() -> None:
    """Thirty of them, where there are more than sixty."""
    concepts = [
        Concept(ConceptId(f"c{number:02}"), f"C{number}", (), (), (), linked=True, salience=number % 7) for number in range(61)
    ]
    found = main_concepts(concepts)
    assert [concept.id for concept in found[:2]] == ["c06", "c13"]
    assert len(found) == 30
    assert main_concepts(concepts[:60]) == []
