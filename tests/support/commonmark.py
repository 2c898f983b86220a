r"""Reads the text of the frozen base without the generator, to compare pages with: split at labels, rendered by CommonMark alone.

It knows only the format of that text (``### 6. Title``, ``**答案：**`` at the start of a line). Formulas are replaced by
placeholders both before rendering, because CommonMark has none, and on the pages compared.
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
    """A question of the text, with the Markdown of each section by its kind."""

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
    """A section as rendered by CommonMark, with a placeholder for each formula."""
    html = MarkdownIt("commonmark").render(FORMULA.sub(PLACEHOLDER, markdown))
    return BeautifulSoup(html, "html.parser")


def authors_text(section: Tag) -> Tag:
    """A copy of a section of a page without what the generator added (marked as such) and without links to concepts."""
    copy = BeautifulSoup(str(section), "html.parser")
    for added in copy.select("[data-erratum], [data-added]"):
        added.decompose()
    for link in copy.select("a.kb-term[data-concept]"):
        link.unwrap()
    return copy


def without_formulas(section: Tag) -> Tag:
    """The author's text of a section, with a placeholder for each formula."""
    copy = authors_text(section)
    for formula in copy.select(".kb-formula"):
        formula.replace_with(PLACEHOLDER)
    return copy


Outline = tuple[object, ...]


def outline(tree: Tag) -> Outline:
    """All lists of a tree, nested: ``(tag, start, (item, …))``, where an item is its own words and the lists within it."""
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
    """The text of a list item without that of nested lists, and without white space."""
    own = [str(text) for text in item.descendants if isinstance(text, NavigableString) and text.find_parent("li") is item]
    return "".join("".join(own).split())


def without_spaces(tree: Tag) -> str:
    """All text of a tree without white space, which Markdown processors change."""
    return "".join(tree.get_text().split())


def inline_markup(tree: Tag) -> list[tuple[str, str]]:
    """Tag and text of emphasis, code, links, headings and quotes, in order."""
    return [
        (tag.name, without_spaces(tag))
        for tag in tree.find_all(["strong", "em", "code", "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
    ]
