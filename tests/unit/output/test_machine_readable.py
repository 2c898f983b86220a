"""Files for programs: feed, Markdown, ``llms.txt``, ``robots.txt``."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.lang.interface import interface_of
from zhiku.output.machine_readable import feed, llms, machine_files, markdown, robots
from zhiku.pipeline.prepare import prepare

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.model import KnowledgeBase

TEXT = "# Tea & Co\n\n### 1. How is [tea] made?\n\n**Answer:** With *hot* water.\n\n### 2. Why?\n\n**Answer:** It is so.\n"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/tea/"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Two questions."""
    content = write_tree(tmp_path_factory.mktemp("tea") / "content", {"tea.md": TEXT})
    return prepare(content, lambda _: None)[0].base


def test_the_feed_names_the_newest_first(base: KnowledgeBase) -> None:
    """An entry for each question with its date, escaped; the feed has the newest date."""
    first, second = (entry.question.id for entry in base.entries)
    root = ET.fromstring(feed(base, interface_of(base), SITE, {first: 86_400, second: 172_800}, 0))  # noqa: S314 - our own
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == ["Why?", "How is [tea] made?"]
    assert root.findtext(f"{ATOM}updated") == "1970-01-03T00:00:00Z"
    assert [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")][1] == "1970-01-02T00:00:00Z"
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == f"{SITE}questions/2/"


def test_the_feed_has_fifty_entries(base: KnowledgeBase) -> None:
    """The newest questions of a larger base."""
    larger = replace(base, entries=base.entries[:1] * 51)
    assert feed(larger, interface_of(base), SITE, {}, 0).count("<entry>") == 50


def test_a_question_as_markdown(base: KnowledgeBase) -> None:
    """The author's text under the headings of the page."""
    text = markdown(base.entries[0], interface_of(base))
    assert text == "# How is \\[tea\\] made?\n\n## Answer\n\nWith *hot* water.\n"


def test_llms_txt_leads_to_every_question(base: KnowledgeBase) -> None:
    """Absolute addresses if the address of the site is known, else relative ones."""
    assert f"- [2. Why?]({SITE}questions/2/index.md): It is so." in llms(base, interface_of(base), SITE)
    assert "- [2. Why?](questions/2/index.md)" in llms(base, interface_of(base), "")


@pytest.mark.parametrize(("length", "expected"), [(295, "It. " + "x" * 295 + "."), (300, "It. " + "x" * 295 + "…")])
def test_summaries_have_three_hundred_characters(tmp_path: Path, length: int, expected: str) -> None:
    """The longest line of ``llms.txt`` and of the feed."""
    text = f"### 1. Why?\n\n**Answer:** It.\n\n- {'x' * length}.\n"
    base = prepare(write_tree(tmp_path / "content", {"tea.md": text}), lambda _: None)[0].base
    (line,) = [line for line in llms(base, interface_of(base), "").splitlines() if line.startswith("- [1. ")]
    assert line.partition("index.md): ")[2] == expected


def test_robots_txt_names_the_sitemap_if_the_address_is_known() -> None:
    """The protocol requires an absolute address."""
    assert robots(SITE) == f"User-agent: *\nAllow: /\nSitemap: {SITE}sitemap.xml\n"
    assert "Sitemap" not in robots("")


def test_all_files(base: KnowledgeBase) -> None:
    """One for each question and three for the site."""
    names = [name for name, _ in machine_files(base, interface_of(base), SITE, {}, 0)]
    assert names == ["feed.xml", "llms.txt", "robots.txt", "questions/1/index.md", "questions/2/index.md"]
