"""Folders and files as topics of the questions that are in no part."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.topics.folders import folder_topics
from zhiku.model import DomainKind, Lines, Question, QuestionId
from zhiku.pipeline.prepare import prepare

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path


def _in_files(*files: str) -> list[Question]:
    return [
        Question(QuestionId(str(number)), number, "t", f"content/{file}", Lines(1, 2), (), (), (), name=file)
        for number, file in enumerate(files, 1)
    ]


def _sizes(*files: str) -> dict[str, int]:
    """The number of questions by the name of their folder's topic."""
    domains, tags = folder_topics(_in_files(*files))
    names = {domain.id: domain.name for domain in domains}
    return dict(Counter(names[tag.domain] for tag in tags.values()))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a/1.md", "a/2.md", "b/3.md", "b/4.md"], {"A": 2, "B": 2}),
        (["x/a/1.md", "x/a/2.md", "x/b/c/3.md", "x/b/4.md"], {"A": 2, "B": 2}),
        (["a/1.md", "a/2.md", "b/3.md", "b/4.md", "5.md", *(f"{n}.md" for n in range(6, 60))], {"A": 2, "B": 2}),
        (["01.阿里篇/1.md", "01.阿里篇/2.md", "2-web_apps/3.md", "2-web_apps/4.md"], {"阿里篇": 2, "Web apps": 2}),
        (["x/a/1.md", "x/a/2.md", "x/b/3.md", "x/b/4.md", "y/5.md", "y/6.md"], {"A": 2, "B": 2, "Y": 2}),
        (["x/a/1.md", "x/a/2.md", "x/b/3.md", "x/b/4.md", *(f"y/{n}.md" for n in range(5, 9))], {"X": 4, "Y": 4}),
        (["a/1.md", "a/2.md", "3.md"], {}),
        (["1.md", "2.md"], {}),
        ([*(f"a/{n}.md" for n in range(9)), "b/9.md"], {"A": 9, "B": 1}),
        ([*(f"a/{n}.md" for n in range(10)), "b/10.md"], {}),
        ([f"q{n}/{m}.md" for n in range(20) for m in range(2)], {f"Q{n}": 2 for n in range(20)}),
        ([f"q{n}/1.md" for n in range(20)], {}),
        ([f"q{n}/{m}.md" for n in range(40) for m in range(2)], {f"Q{n}": 2 for n in range(40)}),
        ([f"q{n}/{m}.md" for n in range(41) for m in range(2)], {}),
        (["tea.md"] * 2 + ["iced-tea.md"] * 2 + ["coffee.md"] * 3, {"Tea": 2, "Iced tea": 2, "Coffee": 3}),
        (["tea.md"] * 2 + ["coffee.md"] * 2 + ["README.md"] * 2, {"Tea": 2, "Coffee": 2}),
        (["a/tea.md"] * 2 + ["a/coffee.md"] * 2 + ["b/cups.md"] * 4, {"A": 4, "B": 4}),
        (["tea.md"] * 3 + ["coffee.md"] * 3, {}),
        (["tea.md", "coffee.md", "cups.md", "cups.md"], {}),
        (["part-1.md"] * 2 + ["part-2.md"] * 2 + ["part-3.md"] * 2, {}),
        (["1.md"] * 2 + ["tea.md"] * 2 + ["coffee.md"] * 2, {}),
    ],
    ids=[
        "two folders",
        "the outermost level that divides",
        "with files beside them",
        "numbers and hyphens in names",
        "a folder with more than half",
        "a folder with half",
        "a single folder",
        "no folder",
        "nine tenths in one",
        "more than nine tenths in one",
        "two questions each",
        "a question each",
        "forty folders",
        "more than forty",
        "files with names",
        "but an index",
        "folders before files",
        "two files",
        "files of a question",
        "parts of a text",
        "a file without a name",
    ],
)
def test_folders_that_divide_questions(files: list[str], expected: dict[str, int]) -> None:
    """At least two, at most forty, with two questions each on average, none with more than nine tenths.

    Else three files or more, if their names tell them apart.
    """
    assert _sizes(*files) == expected


def test_addresses_of_folders_are_free() -> None:
    """They avoid those of domains and parts, and of each other."""
    domains, _ = folder_topics(_in_files("a/1.md", "a/2.md", "1-a/3.md", "1-a/4.md"), {"a"})
    assert [(domain.id, domain.kind) for domain in domains] == [("a-2", DomainKind.PART), ("a-3", DomainKind.PART)]


def test_folders_are_named_as_the_texts_write_their_names() -> None:
    """But for case and numbers, which names of folders have otherwise."""
    files = [f"{folder}/{number}.md" for folder in ("1-aws", "git", "aws-login", "menu") for number in range(2)]
    domains, _ = folder_topics(_in_files(*files), names=["AWS", "Digit", "git", "Login"])
    assert [domain.name for domain in domains] == ["AWS", "Git", "AWS login", "Menu"]


def test_a_base_of_one_question_per_file(tmp_path: Path) -> None:
    """Its folders are topics as parts are; questions in a part of their file have that part."""
    one = "# {}?\n\nAn answer to it.\n"
    whole = "# Part one\n\n## What is {}?\n\nText.\n\n## Why is {}?\n\nText.\n\n# Part two\n\n## How is {}?\n\nText.\n"
    files = {f"tea/{name}.md": one.format(f"What is {name}") for name in ("green", "black")}
    files |= {f"coffee/{name}.md": one.format(f"What is {name}") for name in ("mocha", "latte")}
    write_tree(tmp_path, {**files, "kb.yml": "format:\n  question: {open: document}\n"})
    base = prepare(tmp_path, lambda _: None)[0].base
    assert [(domain.name, len(base.of_domain(domain.id))) for domain in base.domains] == [("Coffee", 2), ("Tea", 2)]
    write_tree(tmp_path / "other", {"all.md": whole.format(*"abc"), "x/more.md": whole.format(*"def")})
    parts = prepare(tmp_path / "other", lambda _: None)[0].base
    assert {domain.name for domain in parts.domains} == {"Part one", "Part two"}


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (["a", "a", "tech-help", "tech-help", ""], {"A": 2, "Tech help": 2}),
        (["How to pay", "How to pay", "iOS", "iOS"], {"How to pay": 2, "iOS": 2}),
        (["a", "a", "b", "b", "", "", "", ""], {"X": 4, "Y": 4}),
        (["a", "b", "c", "d"], {"X": 2, "Y": 2}),
        (["a", "a", "a", "a"], {"X": 2, "Y": 2}),
    ],
)
def test_categories_go_before_folders(categories: list[str], expected: dict[str, int]) -> None:
    """Where most questions have one and they divide the questions, they are the topics."""
    half = len(categories) // 2
    files = [f"{'x' if number < half else 'y'}/{number}.md" for number in range(len(categories))]
    found = [replace(item, category=category) for item, category in zip(_in_files(*files), categories, strict=True)]
    domains, tags = folder_topics(found)
    names = {domain.id: domain.name for domain in domains}
    assert Counter(names[tag.domain] for tag in tags.values()) == expected


def test_categories_of_front_matter(tmp_path: Path) -> None:
    """A category, or the first of several, is that of the questions of its file."""
    matters = {
        "green": "category: usage",
        "black": "categories: [usage, more]",
        "white": "category: tech",
        "red": "categories:\n- tech",
    }
    files = {f"{name}.md": f"---\n{matter}\nquestion: What is {name}?\n---\n\nThis.\n" for name, matter in matters.items()}
    write_tree(tmp_path, {**files, "kb.yml": "format:\n  question: {open: document}\n"})
    base = prepare(tmp_path, lambda _: None)[0].base
    assert [(domain.name, len(base.of_domain(domain.id))) for domain in base.domains] == [("Usage", 2), ("Tech", 2)]
