"""An owner's word on concepts: names that are one, other names, names that are none, names not to link."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.find import find_concepts
from zhiku.content.annotations import Erratum, read_concept_overlay
from zhiku.diagnostics.diagnostic import Diagnostic, Severity
from zhiku.model import Concept, ConceptOverlay, QuestionId
from zhiku.source.text import SourceText

from tests.support.read import base, classify_all, questions

TEXTS = ("甲？|1. **绿茶（Green Tea）**：x\n2. **抹茶（Matcha）**：x\n3. **杯子（Cup）**：x", "乙？|绿茶与 matcha 用杯子。")


def concepts(overlay: ConceptOverlay) -> dict[str, Concept]:
    """The concepts of the texts, by the name readers see."""
    found, _ = questions(base(TEXTS))
    return {concept.name: concept for concept in find_concepts(classify_all(found), overlay)}


def test_without_a_word_nothing_changes() -> None:
    """Three names are three concepts."""
    assert {name: concept.aliases for name, concept in concepts(ConceptOverlay()).items()} == {
        "绿茶": ("Green Tea",),
        "抹茶": ("Matcha",),
        "杯子": ("Cup",),
    }


def test_merge_makes_one_of_two() -> None:
    """Merged names are one concept under the first of them, with all names and mentions."""
    found = concepts(ConceptOverlay(merged=(("抹茶", "Green Tea"),)))
    assert found.keys() == {"抹茶", "杯子"}
    assert set(found["抹茶"].names) == {"抹茶", "绿茶", "Green Tea", "Matcha"}
    assert found["抹茶"].questions == ("1", "2")


def test_rename_shows_another_name() -> None:
    """The new name leads, the old ones stay; any name of the concept will do."""
    found = concepts(ConceptOverlay(renamed=(("green tea", "不发酵茶"),)))
    assert found["不发酵茶"].aliases == ("绿茶", "Green Tea")


def test_ban_removes() -> None:
    """A banned concept is gone, whichever of its names was banned; the others stay."""
    assert concepts(ConceptOverlay(banned=("matcha",))).keys() == {"绿茶", "杯子"}


def test_unlink_keeps_it_without_links() -> None:
    """An unlinked concept is there and not linked."""
    found = concepts(ConceptOverlay(unlinked=("Cup",)))
    assert {name: concept.linked for name, concept in found.items()} == {"绿茶": True, "抹茶": True, "杯子": False}


@pytest.mark.parametrize(
    ("line", "name"),
    [("merge: [[绿茶, 白茶]]", "白茶"), ("rename: {白茶: x}", "白茶"), ("ban: [白茶]", "白茶"), ("unlink: [绿茶, 白茶]", "白茶")],
)
def test_an_unknown_name_is_reported(line: str, name: str) -> None:
    """KB322 names it and points at it; the others count."""
    source = SourceText("content/overlays.yml", f"concepts:\n  {line}\n")
    _, problems = read_concept_overlay(source, lambda known: known == "绿茶")
    assert [(problem.code, problem.message) for problem in problems] == [("KB322", f"the text has no concept `{name}`")]
    assert problems[0].line == 2


def test_a_name_that_an_erratum_corrects_is_none() -> None:
    """Of the names in the quote those stay that the correction begins with, and the concept has no other."""
    wrong = Diagnostic("overlays.yml", 1, 1, "KB330", Severity.ERROR, "no such quote")
    erratum = Erratum("绿茶（Green Tea）", "Green Tea 是不发酵的茶，不是这里说的。", "https://example.org", wrong)
    found = find_concepts(classify_all(questions(base(TEXTS))[0]), ConceptOverlay(), {QuestionId("1"): (erratum,)})
    assert {concept.name: concept.aliases for concept in found} == {"Green Tea": (), "抹茶": ("Matcha",), "杯子": ("Cup",)}
