"""The page of a question: its text with concepts linked, what belongs to it, and why."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from zhiku.model import PassageRole, RelationKind, SectionKind, Strength
from zhiku.pages.concept_links import link_concepts
from zhiku.pages.context import as_text, marks, number_of
from zhiku.pages.line_refs import line_mark
from zhiku.pages.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from zhiku.lang.interface import Interface
    from zhiku.model import Entry, KnowledgeBase, Question, QuestionId, Relation, Section
    from zhiku.pages.context import Page, Writer

_SAID = 151
"""Characters of an answer that a description may need."""


def question_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of every page."""
    backlinks = _backlinks(writer.base)
    for position, entry in enumerate(writer.base.entries):
        yield f"questions/{entry.question.id}.md", partial(_question_page, writer, position, entry, backlinks)


def _question_page(writer: Writer, position: int, entry: Entry, backlinks: Mapping[QuestionId, list[QuestionId]]) -> str:
    question = entry.question
    meta = {
        "tags": [writer.domains[domain]["name"] for domain in entry.about],
        "question": str(question.id),
        **({"short": escape(short)} if (short := writer.short_titles[question.id]) != question.title else {}),
        **writer.tab(question.title, writer.t("question.tab", id=question.id)),
    }
    return writer.page(
        "question",
        question.title,
        describe(question, writer.t),
        "../../",
        meta,
        identity=question.id,
        number=number_of(question),
        links=question.links,
        notes=question.notes,
        part=writer.parts.get(question.part) if question.part else None,
        position=position + 1,
        chips=[writer.domains[domain] for domain in entry.about] if writer.base.has_domains else [],
        sections=_sections(writer, question),
        concepts=[writer.concepts[concept] for concept in entry.concepts if writer.concepts[concept].linked],
        backlinks=[writer.entries[source].question for source in backlinks.get(question.id, ())],
        evidence=_evidence(writer, entry),
        related=[_related(writer, relation) for relation in entry.related],
        around=_around(writer, entry),
        previous=_neighbour(writer, position - 1),
        next=_neighbour(writer, position + 1),
        source_name=question.file,
        source_url=writer.links.to(question.file, question.lines),
        lines=marks(question.lines),
    )


def _sections(writer: Writer, question: Question) -> list[Page]:
    """The sections with their anchors, their concepts linked; a kind that comes back gets a number behind its anchor."""
    seen: dict[SectionKind, int] = {}
    sections = []
    for section in question.sections:
        seen[section.kind] = seen.get(section.kind, 0) + 1
        anchor = section.kind.value if seen[section.kind] == 1 else f"{section.kind}-{seen[section.kind]}"
        html = section.html
        if section.kind is not SectionKind.PROMPT:
            html = link_concepts(html, writer.matcher, lambda concept: f"../../{writer.concepts[concept].url}")
        sections.append({"title": section_title(writer, section), "anchor": anchor, "text": as_text(html, section.kind)})
    return sections


def section_title(writer: Writer, section: Section) -> str:
    """The heading of a section: the text's own label, else what its kind is called."""
    return section.title or writer.t(f"words.{section.kind}")


def _around(writer: Writer, entry: Entry) -> Markup | None:
    """The question with its related questions, and the concepts that it shares with most of them."""
    others = [writer.entries[relation.target] for relation in entry.related]
    linked = [concept for concept in entry.concepts if writer.concepts[concept].linked]
    shared = {concept: sum(concept in other.concepts for other in others) for concept in linked}
    chosen = sorted(linked, key=lambda concept: (-shared[concept], len(writer.concepts[concept].questions), concept))
    joined = {(concept, other.question.id) for concept in chosen for other in others if concept in other.concepts}
    concepts = [writer.concept_node(writer.concepts[concept]) for concept in chosen]
    return surroundings(concepts, [writer.question_node(other.question) for other in others], joined, "../../")


def _related(writer: Writer, relation: Relation) -> Page:
    target = writer.entries[relation.target].question
    t = writer.t
    reasons = [t("question.shared_concepts", names=t.join(relation.concepts))] if relation.concepts else []
    reasons += [t("question.shared_topics", names=t.join(relation.domains))] if relation.domains else []
    reasons += [t("question.linked")] if relation.linked else []
    reasons += [t("question.both_say", words=t.join(relation.phrases))] if relation.phrases else []
    if relation.passages:
        one, other = relation.passages
        reasons.append(t("question.alike", one=one, other=other))
    reasons += [t("question.also_there", names=t.join(relation.unique))] if relation.unique else []
    duplicate = relation.kind is RelationKind.DUPLICATE
    return {"id": target.id, "url": target.url, "label": target.label, "duplicate": duplicate, "reasons": reasons}


def _evidence(writer: Writer, entry: Entry) -> list[Page]:
    first = entry.question.lines.first
    return [
        {
            "name": writer.domains[tag.domain]["name"],
            "about": tag.strength is Strength.ABOUT,
            "evidence": [{"text": item.text, "line": line_mark(item.line, first)} for item in tag.evidence],
        }
        for tag in entry.tags
        if tag.evidence and tag.domain in writer.domains
    ]


def _neighbour(writer: Writer, position: int) -> Question | None:
    return writer.base.entries[position].question if 0 <= position < len(writer.base.entries) else None


def _backlinks(base: KnowledgeBase) -> Mapping[QuestionId, list[QuestionId]]:
    """The questions that name another as related without being named by it."""
    named = {entry.question.id: {relation.target for relation in entry.related} for entry in base.entries}
    backlinks: dict[QuestionId, list[QuestionId]] = defaultdict(list)
    for source, targets in named.items():
        for target in sorted(targets):
            if source not in named[target]:
                backlinks[target].append(source)
    return backlinks


def describe(question: Question, t: Interface) -> str:
    """A sentence or two for search engines and shared links: what the answer says, before its lists where there are any."""
    answer = [passage for passage in question.passages if passage.section is SectionKind.ANSWER]
    lead = "".join(passage.text for passage in answer if passage.depth == 0)[:_SAID]
    heads = [passage.text for passage in answer if passage.role is PassageRole.LIST_HEAD and passage.depth == 1]
    rest = t.join(heads) or "".join(passage.text for passage in answer if passage.depth)
    return lead + rest or question.title
