"""What all kinds of pages share: look-up tables of the base, templates, front matter, list items.

A page is Markdown with front matter. Its headings are Markdown, so that the engine gives them anchors and a table of contents;
everything else, the author's text included, is finished HTML in raw HTML blocks (see ``raw_html``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from zhiku.analysis.clauses import standing_lines
from zhiku.analysis.name_matcher import NameMatcher
from zhiku.analysis.same_titles import beginnings
from zhiku.lang.interface import interface_of
from zhiku.model import GENERAL
from zhiku.pages.front_matter import write_front_matter
from zhiku.pages.line_refs import line_mark
from zhiku.pages.neighbourhood_graph import Node
from zhiku.pages.raw_html import raw_html_block
from zhiku.pages.share import question_pictures, topic_hue
from zhiku.pages.short_titles import short_titles
from zhiku.runtime.paths import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.model import Concept, Domain, DomainId, Entry, KnowledgeBase, Lines, Part, PartId, Question

Page = dict[str, Any]
SMALL_BASE = 100
"""Up to this many questions, the home page and the sidebar list all of them."""
DESCRIPTION_LENGTH = 150
"""Characters of a description that search engines show."""
_MARKDOWN_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Templates of the addresses to view and edit the source, with ``{name}``, ``{first}`` and ``{last}``, or empty."""

    template: str
    editor: str = ""

    def to(self, name: str, lines: Lines) -> str:
        """Address of a range of lines in a content file; ``fill_lines`` inserts the final line numbers."""
        return _filled(self.template, name, lines)

    def to_editor(self, name: str, lines: Lines) -> str:
        """Address of the same lines in the editor of the host."""
        return _filled(self.editor, name, lines)


def _filled(template: str, name: str, lines: Lines) -> str:
    first, last = (line_mark(line, lines.first) for line in (lines.first, lines.last))
    return template.format(name=quote(name), first=first, last=last)


def by_salience(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts in the order in which readers should see them."""
    return sorted(concepts, key=lambda concept: (-concept.salience, concept.id))


@cache
def _environment() -> Environment:
    """The templates of pages, compiled once per process: compiling takes longer than rendering a small base."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["md"] = escape_markdown
    environment.filters["raw_html"] = lambda html: Markup(raw_html_block(html.strip()))  # noqa: S704 - templates escape what they show
    return environment


class Writer:
    """Renders pages of a base; ``icons`` are the SVG of the domains."""

    def __init__(self, base: KnowledgeBase, icons: Mapping[DomainId, str], links: SourceLinks) -> None:
        self.base = base
        self.links = links
        self.entries = {entry.question.id: entry for entry in base.entries}
        self.concepts = {concept.id: concept for concept in base.concepts}
        self.question_counts = {concept.id: len(concept.questions) for concept in base.concepts}
        self.parts = {part.id: part for part in base.parts}
        self.matcher = NameMatcher((name, concept.id) for concept in base.concepts for name in concept.spellings or concept.names)
        self.unlinked = frozenset(concept.id for concept in base.concepts if not concept.linked)
        self.members: dict[DomainId, list[Entry]] = {domain.id: [] for domain in base.domains}
        self.of_part: dict[PartId | None, list[Entry]] = defaultdict(list)
        for entry in base.entries:
            self.of_part[entry.question.part].append(entry)
            for about in entry.about:
                if about in self.members:
                    self.members[about].append(entry)
        self.domains = {
            domain.id: self._domain(index, domain, icons.get(domain.id, "")) for index, domain in enumerate(base.domains)
        }
        self._shared_titles = _shared_titles(base)
        questions = [entry.question for entry in base.entries]
        lines = map(frozenset, standing_lines(questions))
        self.standing = {question.id: standing for question, standing in zip(questions, lines, strict=True)}
        self.dates = dict(base.dates)
        self.image_sizes = dict(base.image_sizes)
        self.pictures = question_pictures(base) if base.share_images else {}
        titles = short_titles([entry.question.title for entry in base.entries])
        self.beginnings = beginnings(entry.question for entry in base.entries)
        self.short_titles = {entry.question.id: title for entry, title in zip(base.entries, titles, strict=True)}
        self.t = interface_of(base)

    def dividing_part(self, question: Question) -> Part | None:
        """The part of a question, unless it holds all of the base, as the title of a text does."""
        part = self.parts.get(question.part) if question.part else None
        return part if part and len(self.of_part[part.id]) < len(self.entries) else None

    def page(self, template: str, title: str, description: str, root: str, meta: Page | None = None, **values: Any) -> str:  # noqa: ANN401 - what a template shows
        """A page; ``root`` is the relative path from it to the root of the site."""
        # The theme's templates insert title and description without escaping them.
        head = write_front_matter({"title": escape(title), "description": escape(shorten(description)), **(meta or {})})
        page = _environment().get_template(f"{template}.md.j2")
        shared = {
            "t": self.t.html,
            "front_matter": Markup(head),  # noqa: S704 - YAML, not HTML
            "title": title,
            "root": root,
            "total": len(self.base.entries),
            "has_domains": self.base.has_domains,
            "beginnings": self.beginnings,
        }
        return page.render(**shared, **values).strip() + "\n"

    def concept_node(self, concept: Concept) -> Node:
        """A concept as a node of a neighbourhood graph."""
        return Node(concept.id, concept.name, concept.name, concept.url)

    def question_node(self, question: Question) -> Node:
        """A question as a node of a neighbourhood graph, without the beginning that most titles share."""
        number = number_of(question)
        name = self.beginnings.get(question.id, self.short_titles[question.id])
        return Node(question.id, f"{number} {name}" if number else name, question.label, question.url)

    def tab(self, title: str, kind: str) -> Page:
        """The title of the browser tab, if the page's title alone is ambiguous."""
        return {"tab": escape(self.t("site.tab_title", title=title, kind=kind))} if title in self._shared_titles else {}

    def item(self, entry: Entry, omit: DomainId = GENERAL) -> Page:
        """A question as an item of a list; ``omit`` is a domain that is evident there and not shown."""
        question = entry.question
        return {
            "id": question.id,
            "number": number_of(question),
            "title": question.title,
            "label": question.label,
            "url": question.url,
            "chips": [chip for chip in self.chips(entry) if chip["id"] not in {GENERAL, omit}],
            "notes": question.notes,
        }

    def chips(self, entry: Entry) -> list[Page]:
        """The domains of a question; ``is_certain`` is false for those that it only seems to be about."""
        return [{**self.domains[domain], "is_certain": domain not in entry.uncertain} for domain in entry.about]

    def _domain(self, index: int, domain: Domain, svg: str) -> Page:
        return {
            "id": domain.id,
            "name": domain.name,
            "english": domain.english,
            "url": domain.url,
            "count": len(self.members[domain.id]),
            "hue": topic_hue(index),
            "svg": svg,
        }


def number_of(question: Question) -> int | str | None:
    """The number that lists show."""
    return question.number if question.number is not None else question.numeral or None


def line_fields(lines: Lines) -> Page:
    """The lines of a question or part as its page names them."""
    return {"first": line_mark(lines.first, lines.first), "last": line_mark(lines.last, lines.first)}


def as_text(html: str, section: str, language: str = "", direction: str = "") -> Markup:
    """The author's text as a block; everything outside such blocks was added by the generator.

    ``language`` and ``direction`` are given if they are not those of the base.
    """
    marked = (f' lang="{language}"' if language else "") + (f' dir="{direction}"' if direction else "")
    return Markup(f'<div class="kb-text" data-section="{section}"{marked}>\n{html}\n</div>')  # noqa: S704 - sanitized where it was made


def escape_markdown(text: str) -> Markup:
    """Markdown that shows exactly the given text: punctuation is written as entities, which no Markdown rule matches."""
    return Markup(_MARKDOWN_SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text))  # noqa: S704 - nothing of HTML is left


def shorten(text: str) -> str:
    """A description truncated to the length that search engines show."""
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1].rstrip("、，,") + "…"


def _shared_titles(base: KnowledgeBase) -> frozenset[str]:
    """Titles of more than one page, such as questions with equal titles, or a concept named like a part."""
    titles = Counter([entry.question.title for entry in base.entries])
    titles.update(part.title for part in base.parts)
    titles.update(domain.name for domain in base.domains)
    titles.update(concept.name for concept in base.concepts)
    return frozenset(title for title, count in titles.items() if count > 1)
