"""The headings of lists of questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.pipeline.prepare import prepare

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

_QUESTION = "# What is {}?\n\nAn answer to it.\n"
_HEADING = re.compile(r'<h2 class="kb-part[^"]*">(?:<a href="(?P<url>[^"]*)">)?(?P<title>[^<]*)')
_LINE = re.compile(r'<h2.*?</h2>|<a class="kb-question__link.*?</a>')


def _pages(folder: Path, files: dict[str, str]) -> dict[str, str]:
    pages = prepare(write_tree(folder, files), lambda _: None)[0].pages
    return {name: page for name, page in pages.items() if isinstance(page, str)}


def _list(page: str) -> list[str]:
    """The headings and the titles of a list, in order; a heading with its address in brackets."""
    found = []
    for line in _LINE.findall(page):
        heading = _HEADING.match(line)
        words = f"{heading['title']} [{heading['url'] or ''}]" if heading else re.sub("<[^>]*>", "", line)
        found.append(words.strip())
    return found


def _in_folders(*files: str) -> dict[str, str]:
    texts = {f"{file}.md": _QUESTION.format(file.rpartition("/")[2]) for file in files}
    return {**texts, "kb.yml": "format:\n  question: {open: document}\n"}


def test_folders_within_the_folder_of_a_topic(tmp_path: Path) -> None:
    """They divide its list and that of all questions, in which the topic is said once, by its heading."""
    files = _in_folders("coffee/mocha", "coffee/latte", "tea/1-green/mint", "tea/1-green/jade", "tea/black/rose")
    pages = _pages(tmp_path, files)
    assert _list(pages["domains/coffee.md"]) == ["What is latte?", "What is mocha?"]
    tea = ["Green []", "What is jade?", "What is mint?", "Black []", "What is rose?"]
    assert _list(pages["domains/tea.md"]) == tea
    assert _list(pages["questions/index.md"]) == [
        "Coffee [../domains/coffee/]",
        "What is latte?",
        "What is mocha?",
        "Tea [../domains/tea/]",
        *tea,
    ]
    assert "kb-chip" not in pages["questions/index.md"]


def test_a_single_folder_within_a_topic_divides_nothing(tmp_path: Path) -> None:
    """Its name is no heading."""
    pages = _pages(tmp_path, _in_folders("coffee/x/mocha", "coffee/x/latte", "tea/mint", "tea/jade"))
    assert _list(pages["domains/coffee.md"]) == ["What is latte?", "What is mocha?"]


def test_parts_within_the_part_that_is_a_topic(tmp_path: Path) -> None:
    """Their headings link to their pages; questions directly in the part stand above them."""
    one = "### What is {}?\n\nAn answer to it.\n\n"
    tea = f"# Tea\n\n{one.format('tea')}## Green\n\n{one.format('jade')}## Black\n\n{one.format('rose')}"
    coffee = f"# Coffee\n\n{one.format('latte')}{one.format('mocha')}"
    pages = _pages(tmp_path, {"all.md": tea + coffee})
    assert _list(pages["domains/tea.md"]) == [
        "What is tea?",
        "Green [../../parts/green/]",
        "What is jade?",
        "Black [../../parts/black/]",
        "What is rose?",
    ]
    assert _list(pages["domains/coffee.md"]) == ["What is latte?", "What is mocha?"]
