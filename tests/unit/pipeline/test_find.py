"""What the program finds by itself can be turned off, alone or together: a content folder in, a base out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.engine.menu import menu_pages, section_of
from zhiku.pipeline.prepare import prepare

from tests.support.read import base as numbered

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.model import KnowledgeBase

SUBJECTS = ("green tea", "black coffee", "hot chocolate", "apple juice")
TEXT = numbered(
    f"How do I {verb} {subject} {place}?|To {verb} *{subject}* {place}, the {subject} needs a clean cup. Any {subject} keeps."
    for subject in SUBJECTS
    for verb in ("brew", "store", "serve", "filter")
    for place in ("at home", "in winter", "for guests")
)


def built(folder: Path, find: str) -> KnowledgeBase:
    """The base of the text with a setting."""
    folder.mkdir(exist_ok=True)
    (folder / "text.md").write_text(TEXT, encoding="utf-8")
    (folder / "kb.yml").write_text(f"language: en\n{find}\n", encoding="utf-8")
    return prepare(folder, lambda _: None)[0].base


def found(base: KnowledgeBase) -> tuple[bool, bool, bool]:
    """Whether a base has concepts, topics and relations."""
    assert all(bool(base.concepts) or not entry.concepts for entry in base.entries)
    return bool(base.concepts), base.has_domains, any(entry.related for entry in base.entries)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", (True, True, True)),
        ("find: true", (True, True, True)),
        ("find: false", (False, False, False)),
        ("find: [concepts]", (True, False, False)),
        ("find: [topics]", (False, True, False)),
        ("find: [related]", (False, False, True)),
    ],
)
def test_only_what_is_wanted_is_found(tmp_path: Path, written: str, expected: tuple[bool, bool, bool]) -> None:
    """Each kind stands alone: topics and relations are as good on a site that shows no concepts."""
    assert found(built(tmp_path / "content", written)) == expected


def decided(folder: Path, line: str, find: str = "") -> KnowledgeBase:
    """The base of the text with a decision about its concepts."""
    folder.mkdir(exist_ok=True)
    (folder / "overlays.yml").write_text(f"concepts: {{{line}}}\n", encoding="utf-8")
    return built(folder, find)


def test_all_concepts_can_be_decided_about(tmp_path: Path) -> None:
    """Those, too, that no question introduces and only the base as a whole shows."""
    concepts = built(tmp_path / "content", "").concepts
    names = {concept.name for concept in concepts}
    assert names > set(SUBJECTS)
    banned = decided(tmp_path / "content", f"ban: [{', '.join(names)}]")
    assert not banned.concepts
    assert banned.description == "48 questions"
    one = decided(tmp_path / "content", f"ban: [{', '.join(names - {'green tea'})}]")
    assert one.description == "48 questions, 1 concept"
    renamed = decided(tmp_path / "content", "rename: {green tea: Sencha}, unlink: [apple juice]").concepts
    assert {concept.name for concept in renamed} == names - {"green tea"} | {"Sencha"}
    doubtful = {concept.name for concept in concepts if not concept.linked}
    assert {concept.name for concept in renamed if not concept.linked} - doubtful == {"apple juice"}
    merged = decided(tmp_path / "content", "merge: [[green tea, black coffee]]").concepts
    assert next(concept for concept in merged if concept.name == "green tea").aliases == ("black coffee",)


def test_decisions_about_concepts_may_stay_while_none_are_found(tmp_path: Path) -> None:
    """Turning concepts off and on again needs no change of the overlays."""
    assert found(decided(tmp_path / "content", "ban: [green tea]", "find: false")) == (False, False, False)


def test_topics_and_relations_do_not_depend_on_what_is_shown(tmp_path: Path) -> None:
    """They are the same with and without pages of concepts."""
    whole, without = (built(tmp_path / name, find) for name, find in (("a", ""), ("b", "find: [topics, related]")))
    assert without.domains == whole.domains
    assert [entry.related for entry in without.entries] == [entry.related for entry in whole.entries]


@pytest.mark.parametrize(("written", "listed"), [("", True), ("find: [topics, related]", False)])
def test_the_menu_leads_to_concepts_only_if_there_are_any(tmp_path: Path, written: str, *, listed: bool) -> None:
    """The list of concepts and the map, which is made of them."""
    pages = set(menu_pages(section_of(built(tmp_path / "content", written))))
    assert ({"concepts/index.md", "map/index.md"} <= pages) is listed
    assert listed or pages.isdisjoint({"concepts/index.md", "map/index.md"})
