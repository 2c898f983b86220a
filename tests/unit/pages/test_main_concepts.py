"""The concepts that an index shows first, and those that are listed by letter."""

from __future__ import annotations

import pytest
from zhiku.model import Concept, ConceptId, KnowledgeBase, Mention, QuestionId, SectionKind
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


def _concept(name: str, questions: int, salience: float, *, titles: int) -> Concept:
    sections = [None] * titles + [SectionKind.ANSWER] * (questions - titles)
    mentions = (Mention(QuestionId(str(place)), section, "", 1, defining=False) for place, section in enumerate(sections))
    return Concept(ConceptId(name), name, (), tuple(mentions), (), linked=True, salience=salience)


def test_main_concepts_are_certain_and_frequent() -> None:
    """What two questions name, or no title, comes after all others however salient it is."""
    others = [_concept(f"c{number:02}", 3, 0.5, titles=1) for number in range(60)]
    rare, slang = _concept("rare", 2, 9.0, titles=2), _concept("slang", 20, 9.0, titles=0)
    few, many = _concept("few", 4, 3.0, titles=1), _concept("many", 16, 2.0, titles=1)
    found = main_concepts([*others, rare, slang, few, many])
    assert [concept.id for concept in found[:3]] == ["many", "few", "c00"]
    assert not {"rare", "slang"} & {concept.id for concept in found}


@pytest.mark.parametrize(("total", "by_letter"), [(600, False), (601, True)])
def test_many_concepts_are_listed_by_letter(total: int, *, by_letter: bool) -> None:
    """A page of more than six hundred would be slow to open and to read."""
    concepts = tuple(Concept(ConceptId(f"c{number}"), f"C{number}", (), (), (), linked=True) for number in range(total))
    writer = Writer(KnowledgeBase("C", "", "en", (), (), concepts), {}, SourceLinks("", ""))
    assert ("lists/concepts/c.md" in [path for path, _ in concept_pages(writer)]) is by_letter
