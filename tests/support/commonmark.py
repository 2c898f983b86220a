r"""A text of the frozen base, read without the generator: cut by its labels, rendered by CommonMark alone, and made comparable.

The cutting knows one form only (``### 6. Title``, ``**答案：**`` at the start of a line), which is the form of that text.
Formulas are cut out before rendering, because CommonMark knows none; on a page they are cut out as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bs4 import BeautifulSoup, NavigableString, Tag
from markdown_it import MarkdownIt

FORMULA = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL)
PLACEHOLDER = "⟦formula⟧"
_QUESTION = re.compile(r"^### (?P<number>\d+)\. (?P<title>.+)$", re.MULTILINE)
_LABEL = re.compile(r"^\*\*(?P<label>面试题|答案|解析)：\*\*", re.MULTILINE)
_KINDS = {"面试题": "prompt", "答案": "answer", "解析": "analysis"}
_LISTS = ("ol", "ul")


@dataclass(frozen=True)
class SourceQuestion:
    """A question as the text has it: its sections' Markdown by their kind."""

    number: int
    title: str
    sections: dict[str, str]

    @property
    def formulas(self) -> list[str]:
        """The TeX of all formulas, in order."""
        return [match["inline"] or match["display"] for text in self.sections.values() for match in FORMULA.finditer(text)]


def read_questions(text: str) -> list[SourceQuestion]:
    """All questions of a text."""
    heads = [*_QUESTION.finditer(text)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_question(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def _question(head: re.Match[str], body: str) -> SourceQuestion:
    labels = [*_LABEL.finditer(body)]
    bounds = [*(label.start() for label in labels), len(body)]
    texts = [body[start:end] for start, end in pairwise(bounds)]
    sections = {_KINDS[label["label"]]: text[len(label.group()) :] for label, text in zip(labels, texts, strict=True)}
    return SourceQuestion(int(head["number"]), head["title"].strip(), sections)


def render_commonmark(markdown: str) -> Tag:
    """The strict CommonMark rendering of a section, with each formula as a placeholder."""
    html = MarkdownIt("commonmark").render(FORMULA.sub(PLACEHOLDER, markdown))
    return BeautifulSoup(html, "html.parser")


def authors_text(section: Tag) -> Tag:
    """A copy of a section of a page without what the project has put into it, which says so, and without links to concepts."""
    copy = BeautifulSoup(str(section), "html.parser")
    for added in copy.select("[data-erratum], [data-added]"):
        added.decompose()
    for link in copy.select("a.kb-term[data-concept]"):
        link.unwrap()
    return copy


def without_formulas(section: Tag) -> Tag:
    """The author's text of a section with each set formula as the same placeholder."""
    copy = authors_text(section)
    for formula in copy.select(".kb-formula"):
        formula.replace_with(PLACEHOLDER)
    return copy


Outline = tuple[object, ...]


def outline(tree: Tag) -> Outline:
    """All lists of a tree, nested as they are: ``(tag, start, (item, …))`` with an item's own words and the lists within it."""
    found: list[object] = []
    for child in tree.children:
        if isinstance(child, Tag):
            found += [_list(child)] if child.name in _LISTS else outline(child)
    return tuple(found)


def _list(tag: Tag) -> Outline:
    items = [child for child in tag.children if isinstance(child, Tag)]
    assert all(item.name == "li" for item in items)
    start = int(str(tag.get("start", 1))) if tag.name == "ol" else None
    return tag.name, start, tuple((own_words(item), outline(item)) for item in items)


def own_words(item: Tag) -> str:
    """The text of a list item but for that of the lists within it."""
    own = [str(text) for text in item.descendants if isinstance(text, NavigableString) and text.find_parent("li") is item]
    return "".join("".join(own).split())


def squeezed(tree: Tag) -> str:
    """All text of a tree without white space, which Markdown may change."""
    return "".join(tree.get_text().split())


def emphasised(tree: Tag) -> list[tuple[str, str]]:
    """Every piece of emphasis and code with its words, in order."""
    return [
        (tag.name, squeezed(tag))
        for tag in tree.find_all(["strong", "em", "code", "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
    ]
