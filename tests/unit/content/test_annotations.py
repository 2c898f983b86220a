"""``overlays.yml``: decisions on single questions (golden cases test its errors)."""

from __future__ import annotations

from zhiku.content.annotations import Overlay, read_concept_overlay, read_overlays
from zhiku.model import DomainId, QuestionId
from zhiku.source.text import SourceText

TEXT = """\
questions:
  6: {domains: {pin: [tea, cup], ban: [water]}}
  leaf:
concepts:
  merge: [[a, b], [c, d]]
  rename: {e: F}
  ban: [g]
  unlink: [h]
"""
DOMAINS = [DomainId(name) for name in ("tea", "cup", "water")]


def test_pins_and_bans() -> None:
    """Ids may be numbers or words; an empty entry has no decisions."""
    overlays, problems = read_overlays(SourceText("o.yml", TEXT), {QuestionId("6"), QuestionId("leaf")}, DOMAINS)
    assert problems == ()
    assert overlays == (
        Overlay(QuestionId("6"), (DomainId("tea"), DomainId("cup")), (DomainId("water"),)),
        Overlay(QuestionId("leaf"), (), ()),
    )


def test_decisions_on_concepts() -> None:
    """Merges, names, bans and links are read as written."""
    overlay, problems = read_concept_overlay(SourceText("o.yml", TEXT), lambda _: True)
    assert problems == ()
    assert overlay.merged == (("a", "b"), ("c", "d"))
    assert (overlay.renamed, overlay.banned, overlay.unlinked) == ((("e", "F"),), ("g",), ("h",))


def test_nothing_decided() -> None:
    """An empty file has no decisions."""
    assert read_overlays(SourceText("o.yml", ""), set(), []) == ((), ())
