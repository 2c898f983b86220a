"""The rules of concepts, domains and relations, each in a text where it applies and in one where it must not.

The input is ``concepts/NAME.md``, the expected output ``concepts/NAME.txt``, and so on; anything else found is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.concepts.find import find_concepts
from zhiku.content.domains import read_taxonomy
from zhiku.model import ConceptOverlay
from zhiku.source.text import SourceText

from tests.support.read import classify_all, questions, relate_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhiku.model import Classified, Concept, Domain

HERE = Path(__file__).parent


def found_concepts(text: str) -> str:
    """One concept per line: its names and the questions that name it, marked ``!`` if they define it."""
    return "".join(f"{_told(concept)}\n" for concept in find_concepts(_classified(text, ()), ConceptOverlay()))


def found_domains(text: str) -> str:
    """One tag per line, with its evidence and the lines of the evidence."""
    source = SourceText("domains.yml", (HERE / "domains" / "domains.yml").read_text(encoding="utf-8"))
    return "".join(
        f"{item.question.id} {tag.strength} {tag.domain}: {', '.join(f'{proof.term}@{proof.line}' for proof in tag.evidence)}\n"
        for item in _classified(text, read_taxonomy(source, "通用")[0].domains)
        for tag in item.tags
    )


def found_relations(text: str) -> str:
    """One relation per line, with its reasons."""
    classified = _classified(text, ())
    return "".join(
        f"{entry.question.id} → {relation.target} {relation.kind}: {', '.join((*relation.reasons, *relation.unique))}\n"
        for entry in relate_all(classified, find_concepts(classified, ConceptOverlay()))
        for relation in entry.related
    )


STAGES = {"concepts": found_concepts, "domains": found_domains, "relations": found_relations}
CASES = sorted(path.relative_to(HERE).as_posix() for stage in STAGES for path in (HERE / stage).glob("*.md"))


@pytest.mark.parametrize("case", CASES)
def test_rules_fire_where_they_should(case: str, golden_file: Callable[[Path, str], None]) -> None:
    """Exactly the expected items are found in the text of a case."""
    path = HERE / case
    golden_file(path.with_suffix(".txt"), STAGES[path.parent.name](path.read_text(encoding="utf-8")))


def test_no_expectation_is_left_over() -> None:
    """Every expectation belongs to a text."""
    texts = {Path(case).with_suffix("") for case in CASES}
    assert len(texts) > 10
    assert {path.relative_to(HERE).with_suffix("") for stage in STAGES for path in (HERE / stage).glob("*.txt")} == texts


def _classified(text: str, domains: tuple[Domain, ...]) -> tuple[Classified, ...]:
    return classify_all(questions(text)[0], domains)


def _told(concept: Concept) -> str:
    defined = {mention.question for mention in concept.mentions if mention.defining}
    places = [f"{question}!" if question in defined else question for question in concept.questions]
    return f"{' | '.join(concept.names)}: {', '.join(places)}"
