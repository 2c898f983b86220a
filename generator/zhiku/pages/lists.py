"""Pages that list questions: home, all questions, domains, parts, the map."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

from zhiku.model import GENERAL, Strength
from zhiku.pages.context import SMALL_BASE, as_text, line_fields
from zhiku.pages.headings import heading_within, headings_above
from zhiku.pages.pagination import paginate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhiku.model import Concept, ConceptId, Domain, DomainId, Entry, Part
    from zhiku.pages.context import Page, Writer
    from zhiku.pages.headings import Heading
    from zhiku.pages.pagination import ListPage

    GeneratedPage = tuple[str, Callable[[], str]]

_MAX_ON_HOME = 20
_MAX_MENTIONS = 100
_MAX_ON_MAP = 50
_MAX_TILE_SIZE = 10
_CONCEPTS_IN_TILE = 8


def list_pages(writer: Writer) -> Iterator[GeneratedPage]:
    """Path and text of every page."""
    yield "index.md", partial(_home, writer)
    yield "search/index.md", partial(_search, writer)
    yield "map/index.md", partial(_map, writer)
    yield "domains/index.md", partial(_domain_index, writer)
    for page in paginate("questions/index.md", _rows(writer)):
        yield page.path, partial(_question_index, writer, page)
    for domain in writer.base.domains:
        for page in paginate(f"domains/{domain.id}.md", writer.members[domain.id]):
            yield page.path, partial(_domain_page, writer, domain, page)
    for part in writer.base.parts:
        for page in paginate(f"parts/{part.id}.md", writer.of_part.get(part.id, [])):
            yield page.path, partial(_part_page, writer, part, page)


def _home(writer: Writer) -> str:
    base = writer.base
    shown = base.entries if len(base.entries) <= SMALL_BASE else base.entries[:_MAX_ON_HOME]
    meta = {"template": "kb-home.html", "hide": ["navigation", "toc"]}
    domains = [*writer.domains.values()] if base.has_domains else []
    return writer.page("home", base.title, base.description, "", meta, items=[*map(writer.item, shown)], domains=domains)


def _search(writer: Writer) -> str:
    meta = {"template": "kb-search.html", "hide": ["navigation", "toc"]}
    description = writer.t("lists.search_description", title=writer.base.title)
    return writer.page("search", writer.t("site.search"), description, "../", meta)


def _numbered(writer: Writer, title: str, page: ListPage) -> str:
    """The title with the number of the page, so that all pages of a list have different titles."""
    return title if page.number == 1 else writer.t("site.page_title", title=title, n=page.number)


# --- all questions --------------------------------------------------------------------------------------------------------


def _rows(writer: Writer) -> list[tuple[Part | None, Entry | None]]:
    """All questions with their parts, in the order of the text; a part without questions has a row of its own."""
    rows: list[tuple[Part | None, Entry | None]] = [(None, entry) for entry in writer.of_part.get(None, ())]
    for part in writer.base.parts:
        rows += [(part, entry) for entry in writer.of_part.get(part.id, ())] or [(part, None)]
    return rows


def _question_index(writer: Writer, page: ListPage) -> str:
    groups: list[Page] = []
    before: tuple[Heading, ...] = ()
    for headings, rows in groupby(page.items, key=lambda row: headings_above(writer, *row)):
        new = [heading for heading in headings if heading not in before]
        said = {heading.title for heading in headings}
        groups.append({"headings": new, "items": [_below(said, writer.item(entry)) for _, entry in rows if entry]})
        before = headings
    title = _numbered(writer, writer.t("site.all_items"), page)
    description = writer.t("lists.list_description", title=writer.base.title, list=title)
    return writer.page("questions", title, description, page.root, groups=groups, list_page=page)


def _below(headings: set[str], item: Page) -> Page:
    """An item of a list without the domains that the headings above it name."""
    return {**item, "chips": [chip for chip in item["chips"] if chip["name"] not in headings]}


# --- domains ----------------------------------------------------------------------------------------------------------------


def _domain_index(writer: Writer) -> str:
    general = writer.domains[GENERAL]["name"] if GENERAL in writer.domains else ""
    description = writer.t("lists.topics_description", title=writer.base.title)
    title = writer.t("words.Topics")
    return writer.page("domains", title, description, "../", domains=[*writer.domains.values()], general=general)


def _domain_page(writer: Writer, domain: Domain, page: ListPage) -> str:
    mentions = [
        (entry, tag)
        for entry in (writer.base.entries if page.number == 1 else ())
        for tag in entry.tags
        if tag.domain == domain.id and tag.strength is Strength.MENTIONS
    ]
    titles = writer.t.join(entry.question.title for entry in page.items)
    title = _numbered(writer, domain.name, page)
    count = writer.t("site.count", n=len(writer.members[domain.id]))
    return writer.page(
        "domain",
        title,
        writer.t("lists.topic_description", name=domain.name, count=count, titles=titles),
        page.root,
        writer.tab(title, writer.t("words.topic")),
        domain=writer.domains[domain.id],
        groups=_groups_of_domain(writer, domain, page),
        mentions=[
            {**writer.item(entry), "terms": writer.t.join(evidence.term for evidence in tag.evidence)}
            for entry, tag in mentions[:_MAX_MENTIONS]
        ],
        more_mentions=max(0, len(mentions) - _MAX_MENTIONS),
        list_page=page,
    )


def _groups_of_domain(writer: Writer, domain: Domain, page: ListPage) -> list[Page]:
    """The questions of a page below the parts or folders within the domain; a domain with one of them is not divided."""
    headings = {entry.question.id: heading_within(writer, domain, entry) for entry in writer.members[domain.id]}
    divided = len(set(headings.values())) > 1
    return [
        {"headings": [heading] if heading else [], "items": [writer.item(entry, omit=domain.id) for entry in entries]}
        for heading, entries in groupby(page.items, key=lambda entry: headings[entry.question.id] if divided else None)
    ]


# --- parts ------------------------------------------------------------------------------------------------------------------


def _part_page(writer: Writer, part: Part, page: ListPage) -> str:
    titles = writer.t.join(entry.question.title for entry in page.items)
    title = _numbered(writer, part.title, page)
    return writer.page(
        "part",
        title,
        part.words or titles or part.title,
        page.root,
        writer.tab(title, writer.t("part.tab", id=part.id)),
        text=as_text(part.html, "text") if part.html and page.number == 1 else "",
        items=[*map(writer.item, page.items)],
        count=len(writer.of_part.get(part.id, ())),
        parent=writer.parts.get(part.parent) if part.parent else None,
        children=[other for other in writer.base.parts if other.parent == part.id],
        source_name=part.file,
        source_url=writer.links.to(part.file, part.lines),
        lines=line_fields(part.lines),
        list_page=page,
    )


# --- map ------------------------------------------------------------------------------------------------------------------


def _map(writer: Writer) -> str:
    most = max((len(members) for members in writer.members.values()), default=0) or 1
    domains = [
        {
            **page,
            "size": max(1, round(_MAX_TILE_SIZE * (len(writer.members[domain]) / most) ** 0.5)),
            "concepts": _characteristic(writer, domain),
            "questions": [_mapped(writer, entry) for entry in writer.members[domain][:_MAX_ON_MAP]],
        }
        for domain, page in sorted(writer.domains.items(), key=lambda item: (item[0] == GENERAL, -len(writer.members[item[0]])))
    ]
    description = writer.t("map.description", title=writer.base.title)
    meta = {"hide": ["navigation", "toc"]}
    return writer.page("map", writer.t("site.map"), description, "../", meta, domains=domains)


def _characteristic(writer: Writer, domain: DomainId) -> list[Concept]:
    """The most characteristic concepts of a domain: mentioned by many of its questions and by few others, and salient."""
    counts = Counter(concept for entry in writer.members[domain] for concept in entry.concepts if writer.concepts[concept].linked)
    name = writer.domains[domain]["name"]

    def weight(concept: ConceptId) -> float:
        total = writer.question_counts[concept]
        return counts[concept] ** 2 / total * writer.concepts[concept].salience / sqrt(total)

    ordered = sorted(counts, key=lambda concept: (-weight(concept), concept))
    return [writer.concepts[concept] for concept in ordered if writer.concepts[concept].name != name][:_CONCEPTS_IN_TILE]


def _mapped(writer: Writer, entry: Entry) -> Page:
    concepts = [writer.concepts[concept] for concept in entry.concepts if writer.concepts[concept].linked]
    return {"id": entry.question.id, "url": entry.question.url, "label": entry.question.label, "concepts": concepts}
