"""Pages that list questions: home, all questions, domains, parts, the map."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

from zhiku.model import GENERAL, DomainKind, Strength
from zhiku.pages.context import SMALL_BASE, as_text, line_fields
from zhiku.pages.headings import heading_within, headings_above
from zhiku.pages.pagination import paginate
from zhiku.pages.telling import telling_concepts
from zhiku.pages.topic_neighbours import TopicNeighbours
from zhiku.pages.treemap import treemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhiku.model import Domain, Entry, Part
    from zhiku.pages.context import Page, Writer
    from zhiku.pages.headings import Heading
    from zhiku.pages.pagination import ListPage
    from zhiku.pages.treemap import Treemap

    GeneratedPage = tuple[str, Callable[[], str]]

_MAX_ON_HOME = 20
_MAX_MENTIONS = 100
_MAX_ON_MAP = 50
_MAX_TILE_SIZE = 10
_CONCEPTS_IN_TILE, _CONCEPT_AREA = (3, 20), 6.0
"""The least and most concepts in a tile, and the area of one in square rem."""
_CONCEPTS_OF_TOPIC = 8
_ORIGINS = {DomainKind.DOMAIN: "lists.chosen", DomainKind.PART: "lists.of_text", DomainKind.TOPIC: "lists.found"}
_PICTURES = {"wide": (57.0, 70.0), "middle": (33.0, 52.0), "narrow": (16.4, 34.0)}
"""Widths of the map on screens from 1220, 720 and 360 pixels on, and the usual area of a tile there, in rem."""


def list_pages(writer: Writer) -> Iterator[GeneratedPage]:
    """Path and text of every page."""
    yield "index.md", partial(_home, writer)
    yield "search/index.md", partial(_search, writer)
    yield "map/index.md", partial(_map, writer)
    yield "domains/index.md", partial(_domain_index, writer)
    for page in paginate("questions/index.md", _rows(writer)):
        yield page.path, partial(_question_index, writer, page)
    neighbours = TopicNeighbours(writer)
    for domain in writer.base.domains:
        for page in paginate(f"domains/{domain.id}.md", writer.members[domain.id]):
            yield page.path, partial(_domain_page, writer, domain, page, neighbours)
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


def _domain_page(writer: Writer, domain: Domain, page: ListPage, neighbours: TopicNeighbours) -> str:
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
        origin=_ORIGINS[domain.kind] if domain.id != GENERAL else "",
        concepts=telling_concepts(writer, domain.id, _CONCEPTS_OF_TOPIC) if page.number == 1 else [],
        neighbours=neighbours.of(domain.id) if page.number == 1 else [],
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
    pages = [*writer.domains.values()]
    counts, names = [page["count"] for page in pages], [page["name"] for page in pages]
    pictures = {name: treemap(counts, names, width, area) for name, (width, area) in _PICTURES.items()} if pages else {}
    domains = [
        {
            **page,
            "places": {name: picture.tiles[number] for name, picture in pictures.items()},
            "size": round(_MAX_TILE_SIZE * sqrt(page["count"] / max(counts))),
            "concepts": telling_concepts(writer, page["id"], _concepts_in(page["count"] / sum(counts) * _area(pictures))),
            "questions": [_mapped(writer, entry) for entry in writer.members[page["id"]][:_MAX_ON_MAP]],
        }
        for number, page in enumerate(pages)
    ]
    return writer.page(
        "map",
        writer.t("site.map"),
        writer.t("map.description", title=writer.base.title),
        "../",
        {"hide": ["navigation", "toc"]},
        domains=domains,
        heights={name: picture.height for name, picture in pictures.items()},
        has_enlarged=any(picture.has_enlarged for picture in pictures.values()),
    )


def _area(pictures: Mapping[str, Treemap]) -> float:
    return _PICTURES["wide"][0] * pictures["wide"].height


def _concepts_in(area: float) -> int:
    """How many concepts a tile names at most; those that a smaller screen has no room for are not seen there."""
    least, most = _CONCEPTS_IN_TILE
    return max(least, min(most, round(area / _CONCEPT_AREA)))


def _mapped(writer: Writer, entry: Entry) -> Page:
    concepts = [writer.concepts[concept] for concept in entry.concepts if writer.concepts[concept].linked]
    return {"id": entry.question.id, "url": entry.question.url, "label": entry.question.label, "concepts": concepts}
