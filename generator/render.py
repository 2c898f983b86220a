"""Turn a knowledge base into the pages of ``docs/``: records in, Markdown files out, through ``templates/*.md.j2``.

A page is Markdown with front matter: its headings are Markdown, so that the engine makes anchors and a table of contents of them,
all the rest is finished HTML in islands (see ``islands``), the author's text among it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.concepts import sort_key
from generator.definitions import definitions
from generator.graph import graph_json
from generator.islands import island
from generator.lines import line_mark
from generator.linking import link_concepts
from generator.matcher import NameMatcher
from generator.model import GENERAL, PassageRole, RelationKind, SectionKind, Strength
from generator.parallel import spread
from generator.paths import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model import (
        Concept,
        Domain,
        DomainId,
        Entry,
        KnowledgeBase,
        Lines,
        Part,
        PartId,
        Question,
        QuestionId,
        Relation,
    )

Page = dict[str, Any]
SMALL_BASE = 100
"""Up to so many questions, the home page and the sidebar list them all."""
_ON_HOME = 20
_DESCRIPTION_LENGTH = 150
_GOLDEN_ANGLE = 137.508
_FIRST_HUE = 210
_TITLES = {SectionKind.PROMPT: "题目", SectionKind.ANSWER: "答案", SectionKind.ANALYSIS: "解析", SectionKind.EXAMPLE: "示例代码"}
_MARKDOWN_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """Where readers find the source: ``template`` holds ``{name}``, ``{first}`` and ``{last}``; empty where it is not public."""

    template: str

    def to(self, name: str, lines: Lines) -> str:
        """Address of a range of lines of a content file, which ``finish`` fills in."""
        first, last = (line_mark(line, lines.first) for line in (lines.first, lines.last))
        return self.template.format(name=quote(name), first=first, last=last) if self.template else ""


def render(base: KnowledgeBase, icons: Mapping[DomainId, str], links: SourceLinks) -> dict[str, str]:
    """All generated pages, by their path below the docs folder; ``icons`` are the SVG of the domains."""
    return _Renderer(base, icons, links).pages()


def as_text(html: str, section: str) -> Markup:
    """The author's text: whatever stands outside such a block was added by the project."""
    return Markup(f'<div class="kb-text" data-section="{section}">\n{html}\n</div>')  # noqa: S704 - sanitized where it was made


def escape_markdown(text: str) -> Markup:
    """Text as Markdown that shows exactly the text: punctuation as entities, which no rule of Markdown looks at."""
    return Markup(_MARKDOWN_SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text))  # noqa: S704 - nothing of HTML is left


class _Renderer:
    def __init__(self, base: KnowledgeBase, icons: Mapping[DomainId, str], links: SourceLinks) -> None:
        self._base = base
        self._links = links
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._env.filters["md"] = escape_markdown
        self._env.filters["island"] = lambda html: Markup(island(html.strip()))  # noqa: S704 - templates escape what they show
        self._entries = {entry.question.id: entry for entry in base.entries}
        self._concepts = {concept.id: concept for concept in base.concepts}
        self._shared_titles = _shared_titles(base)
        self._matcher = NameMatcher((name, concept.id) for concept in base.concepts if concept.linked for name in concept.names)
        self._backlinks = _backlinks(base)
        self._members_of_part = self._by_part()
        self._parts = {part.id: part for part in base.parts}
        self._members = {domain.id: base.of_domain(domain.id) for domain in base.domains}
        self._domains = {
            domain.id: self._domain(index, domain, icons.get(domain.id, "")) for index, domain in enumerate(base.domains)
        }

    def _domain(self, index: int, domain: Domain, svg: str) -> Page:
        return {
            "id": domain.id,
            "name": domain.name,
            "english": domain.english,
            "url": domain.url,
            "count": len(self._members[domain.id]),
            "hue": round(_FIRST_HUE + index * _GOLDEN_ANGLE) % 360,
            "svg": svg,
        }

    def pages(self) -> dict[str, str]:
        made: list[tuple[str, Callable[[], str]]] = [
            ("index.md", self._home),
            ("questions/index.md", self._question_index),
            ("domains/index.md", self._domain_index),
            ("concepts/index.md", self._concept_index),
            ("map/index.md", self._map),
            ("search/index.md", self._search),
        ]
        made += [(f"domains/{domain.id}.md", partial(self._domain_page, domain)) for domain in self._base.domains]
        made += [(f"concepts/{concept.id}.md", partial(self._concept_page, concept)) for concept in self._base.concepts]
        made += [(f"parts/{part.id}.md", partial(self._part_page, part)) for part in self._base.parts]
        made += [
            (f"questions/{entry.question.id}.md", partial(self._question_page, position, entry))
            for position, entry in enumerate(self._base.entries)
        ]
        texts = spread(lambda index: made[index][1](), range(len(made)), least=200)
        return {path: text for (path, _), text in zip(made, texts, strict=True)}

    def _question_index(self) -> str:
        return self._page("questions", "全部题目", f"{self._base.title}：全部题目", "../", groups=self._groups())

    def _page(self, template: str, title: str, description: str, root: str, meta: Page | None = None, **values: Any) -> str:  # noqa: ANN401 - what a template shows
        # The theme's templates put title and description into the page's head and menu as they are.
        front_matter = _front_matter({"title": escape(title), "description": escape(description), **(meta or {})})
        page = self._env.get_template(f"{template}.md.j2")
        return (
            page.render(front_matter=front_matter, title=title, root=root, total=len(self._base.entries), **values).strip() + "\n"
        )

    def _tab(self, title: str, kind: str) -> Page:
        """What a browser's tab shows where the title alone would not tell the page from another."""
        return {"tab": escape(f"{title}（{kind}）")} if title in self._shared_titles else {}

    def _home(self) -> str:
        items = self._all_items()
        shown = items if len(items) <= SMALL_BASE else items[:_ON_HOME]
        meta = {"template": "kb-home.html", "hide": ["navigation", "toc"]}
        domains = [*self._domains.values()] if self._base.has_domains else []
        return self._page("home", self._base.title, self._base.description, "", meta, items=shown, domains=domains)

    def _search(self) -> str:
        meta = {"template": "kb-search.html", "hide": ["navigation", "toc"]}
        return self._page("search", "搜索", f"在“{self._base.title}”中搜索", "../", meta)

    def _domain_index(self) -> str:
        description = f"{self._base.title}：按应用领域浏览"
        general = self._domains[GENERAL]["name"] if GENERAL in self._domains else "通用"
        return self._page("domains", "应用领域", description, "../", domains=[*self._domains.values()], general_name=general)

    def _domain_page(self, domain: Domain) -> str:
        entries = self._members[domain.id]
        mentions = [
            {**self._item(entry), "terms": "、".join(evidence.term for evidence in tag.evidence)}
            for entry in self._base.entries
            for tag in entry.tags
            if tag.domain == domain.id and tag.strength is Strength.MENTIONS
        ]
        titles = "、".join(entry.question.title for entry in entries)
        return self._page(
            "domain",
            domain.name,
            _shorten(f"{domain.name}领域的 {len(entries)} 道题：{titles}"),
            "../../",
            self._tab(domain.name, "应用领域"),
            domain=self._domains[domain.id],
            items=[self._item(entry, omit=domain.id) for entry in entries],
            mentions=mentions,
        )

    def _all_items(self) -> list[Page]:
        return [self._item(entry) for entry in self._base.entries]

    def _groups(self) -> list[Page]:
        """All questions, grouped by the parts of the text; parts without questions stand between them by their pages."""
        members = self._members_of_part
        groups: list[Page] = [{"part": None, "items": [self._item(entry) for entry in members.get(None, ())]}]
        groups += [
            {"part": part, "items": [self._item(entry) for entry in members.get(part.id, ())]} for part in self._base.parts
        ]
        return [group for group in groups if group["part"] or group["items"]]

    def _by_part(self) -> dict[PartId | None, list[Entry]]:
        members: dict[PartId | None, list[Entry]] = defaultdict(list)
        for entry in self._base.entries:
            members[entry.question.part].append(entry)
        return members

    def _part_page(self, part: Part) -> str:
        items = [self._item(entry) for entry in self._members_of_part.get(part.id, ())]
        titles = "、".join(item["title"] for item in items)
        return self._page(
            "part",
            part.title,
            _shorten(part.words or titles or part.title),
            "../../",
            self._tab(part.title, f"章节 {part.id}"),
            text=as_text(part.html, "text") if part.html else "",
            items=items,
            parent=self._parts.get(part.parent) if part.parent else None,
            children=[other for other in self._base.parts if other.parent == part.id],
            source_name=part.file,
            source_url=self._links.to(part.file, part.lines),
            lines=_marks(part.lines),
        )

    def _item(self, entry: Entry, omit: DomainId = GENERAL) -> Page:
        """A line of a list; ``omit`` is the domain that goes without saying there."""
        question = entry.question
        chips = [self._domains[domain] for domain in entry.about if domain not in {GENERAL, omit}]
        return {
            "id": question.id,
            "number": question.number if question.number is not None else question.numeral or None,
            "title": question.title,
            "label": question.label,
            "url": question.url,
            "chips": chips,
        }

    def _question_page(self, position: int, entry: Entry) -> str:
        question = entry.question
        meta = {
            "tags": [self._domains[domain]["name"] for domain in entry.about],
            "question": str(question.id),
            **self._tab(question.title, f"题 {question.id}"),
        }
        return self._page(
            "question",
            question.title,
            describe(question),
            "../../",
            meta,
            number=question.number if question.number is not None else question.numeral or None,
            notes=question.notes,
            part=self._parts.get(question.part) if question.part else None,
            position=position + 1,
            chips=[self._domains[domain] for domain in entry.about] if self._base.has_domains else [],
            sections=self._sections(question),
            concepts=[self._concepts[concept] for concept in entry.concepts if self._concepts[concept].linked],
            backlinks=[self._entries[source].question for source in self._backlinks[question.id]],
            evidence=self._evidence(entry),
            related=[self._related(relation) for relation in entry.related],
            previous=self._neighbour(position - 1),
            next=self._neighbour(position + 1),
            source_name=question.file,
            source_url=self._links.to(question.file, question.lines),
            lines=_marks(question.lines),
        )

    def _sections(self, question: Question) -> list[Page]:
        """The sections with their anchors, their concepts linked; a kind that comes back gets a number behind its anchor."""
        seen: dict[SectionKind, int] = {}
        sections = []
        for section in question.sections:
            seen[section.kind] = seen.get(section.kind, 0) + 1
            anchor = section.kind.value if seen[section.kind] == 1 else f"{section.kind}-{seen[section.kind]}"
            html = section.html
            if section.kind is not SectionKind.PROMPT:
                html = link_concepts(html, self._matcher, lambda concept: f"../../{self._concepts[concept].url}")
            sections.append(
                {"title": section.title or _TITLES[section.kind], "anchor": anchor, "text": as_text(html, section.kind)}
            )
        return sections

    def _related(self, relation: Relation) -> Page:
        target = self._entries[relation.target].question
        reasons = [f"共同概念：{'、'.join(relation.concepts)}"] if relation.concepts else []
        reasons += [f"同属：{'、'.join(relation.domains)}"] if relation.domains else []
        reasons += [f"都问“{relation.asked}”"] if relation.asked else []
        reasons += [f"那里还有：{'、'.join(relation.unique)}"] if relation.unique else []
        duplicate = relation.kind is RelationKind.DUPLICATE
        return {"id": target.id, "url": target.url, "label": target.label, "duplicate": duplicate, "reasons": reasons}

    def _evidence(self, entry: Entry) -> list[Page]:
        first = entry.question.lines.first
        return [
            {
                "name": self._domains[tag.domain]["name"],
                "about": tag.strength is Strength.ABOUT,
                "evidence": [{"text": item.text, "line": line_mark(item.line, first)} for item in tag.evidence],
            }
            for tag in entry.tags
            if tag.evidence and tag.domain in self._domains
        ]

    def _concept_page(self, concept: Concept) -> str:
        questions = {question: self._entries[question].question for question in concept.questions}
        found = [
            {"text": as_text(definition.html, "definition"), "questions": [questions[name] for name in definition.questions]}
            for definition in definitions(concept, questions)
        ]
        occurrences = []
        for name, question in questions.items():
            mentions = [mention for mention in concept.mentions if mention.question == name and mention.section]
            sentence = max(mentions, key=lambda mention: (not mention.defining, len(mention.text)), default=None)
            occurrences.append({"url": question.url, "label": question.label, "sentence": sentence.text if sentence else ""})
        called = f"（{'，'.join(concept.aliases)}）" if concept.aliases else ""
        titles = "、".join(question.title for question in questions.values())
        return self._page(
            "concept",
            concept.name,
            _shorten(f"{concept.name}{called}：原文的说法，以及出现它的 {len(questions)} 道题：{titles}"),
            "../../",
            self._tab(concept.name, "概念"),
            concept=concept,
            definitions=found,
            occurrences=occurrences,
            neighbours=[self._concepts[other] for other in concept.neighbours],
        )

    def _concept_index(self) -> str:
        groups: dict[str, list[Concept]] = {}
        for concept in sorted(self._base.concepts, key=lambda concept: (sort_key(concept.name), concept.id)):
            first = sort_key(concept.name)[:1].upper()
            groups.setdefault(first if first.isascii() and first.isalpha() else "#", []).append(concept)
        letters = [
            {"name": name if name.isalpha() else "#", "anchor": name.lower() if name.isalpha() else "other", "concepts": found}
            for name, found in groups.items()
        ]
        domains = [
            {**self._domains[domain.id], "concepts": found}
            for domain in self._base.domains
            if domain.id != GENERAL and (found := self._concepts_of(domain.id))
        ]
        description = f"{self._base.title}：{len(self._base.concepts)} 个概念的索引"
        count = len(self._base.concepts)
        meta = {"hide": ["toc"]}
        return self._page("concepts", "概念", description, "../", meta, letters=letters, domains=domains, count=count)

    def _concepts_of(self, domain: DomainId) -> list[Concept]:
        found = dict.fromkeys(concept for entry in self._members[domain] for concept in entry.concepts)
        return [self._concepts[concept] for concept in found if self._concepts[concept].linked]

    def _map(self) -> str:
        hues = {domain: page["hue"] for domain, page in self._domains.items()}
        domains = [
            {**page, "questions": [self._mapped(entry) for entry in self._members[domain]]}
            for domain, page in self._domains.items()
        ]
        description = f"{self._base.title}：领域、题目和概念的关系图"
        meta = {"hide": ["navigation", "toc"]}
        return self._page("map", "知识图谱", description, "../", meta, graph=graph_json(self._base, hues), domains=domains)

    def _mapped(self, entry: Entry) -> Page:
        concepts = [self._concepts[concept] for concept in entry.concepts if self._concepts[concept].linked]
        return {"url": entry.question.url, "label": entry.question.label, "concepts": concepts}

    def _neighbour(self, position: int) -> Question | None:
        return self._base.entries[position].question if 0 <= position < len(self._base.entries) else None


def _marks(lines: Lines) -> Page:
    return {"first": line_mark(lines.first, lines.first), "last": line_mark(lines.last, lines.first)}


def _shared_titles(base: KnowledgeBase) -> frozenset[str]:
    """Titles that more than one page has: questions of the same words, a concept named as a part."""
    titles = Counter([entry.question.title for entry in base.entries])
    titles.update(part.title for part in base.parts)
    titles.update(domain.name for domain in base.domains)
    titles.update(concept.name for concept in base.concepts)
    return frozenset(title for title, count in titles.items() if count > 1)


def _backlinks(base: KnowledgeBase) -> Mapping[QuestionId, list[QuestionId]]:
    """The questions that name another as related without being named by it."""
    named = {entry.question.id: {relation.target for relation in entry.related} for entry in base.entries}
    backlinks: dict[QuestionId, list[QuestionId]] = defaultdict(list)
    for source, targets in named.items():
        for target in sorted(targets):
            if source not in named[target]:
                backlinks[target].append(source)
    return backlinks


def describe(question: Question) -> str:
    """A sentence or two for search engines and shared links: what the answer says, before its lists where there are any."""
    answer = [passage for passage in question.passages if passage.section is SectionKind.ANSWER]
    lead = "".join(passage.text for passage in answer if passage.depth == 0)[: _DESCRIPTION_LENGTH + 1]
    heads = [passage.text for passage in answer if passage.role is PassageRole.LIST_HEAD and passage.depth == 1]
    rest = "、".join(heads) or "".join(passage.text for passage in answer if passage.depth)
    return _shorten(lead + rest or question.title)


def _shorten(text: str) -> str:
    return text if len(text) <= _DESCRIPTION_LENGTH else text[: _DESCRIPTION_LENGTH - 1].rstrip("、，,") + "…"


def _front_matter(meta: Mapping[str, object]) -> Markup:
    """Front matter: what JSON writes is YAML, too, and sooner written."""
    rows = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return Markup(f"---\n{rows}---\n")  # noqa: S704 - YAML, not HTML
