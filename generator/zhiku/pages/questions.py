"""The page of a question: its text with concepts linked, and related questions with reasons."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import Markup

from zhiku.lang.detect import detect_language
from zhiku.lang.direction import text_direction
from zhiku.lang.reader import UNSPACED
from zhiku.model import PassageRole, RelationKind, SectionKind, Strength
from zhiku.pages.block_directions import with_directions
from zhiku.pages.concept_links import link_concepts
from zhiku.pages.context import DESCRIPTION_LENGTH, as_text, by_salience, line_fields, number_of
from zhiku.pages.line_refs import line_mark
from zhiku.pages.neighbourhood_graph import neighbourhood_graph
from zhiku.pages.outline import image_sizes, with_anchors
from zhiku.rendering.rewrite import within_site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from zhiku.lang.interface import Interface
    from zhiku.model import Entry, Evidence, KnowledgeBase, Question, QuestionId, Relation, Section
    from zhiku.pages.context import Page, Writer

_OWN_ID = re.compile(r'\sid="([^"]*)"')
_UNSPACED_CHARACTER = re.compile(rf"[{UNSPACED}]")
_MIN_LANGUAGE_SAMPLE = 60
"""Minimum length of a section whose language is detected: in shorter ones, names and formulas would decide."""
_EVIDENCE = {Strength.ABOUT: "question.evidence_about", Strength.MENTIONS: "question.evidence_mentions"}
_MAX_STRUCTURED_LENGTH = 1500
"""Characters of an answer in the structured data; the page itself contains all of it."""


def question_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of every page."""
    backlinks = _backlinks(writer.base)
    for position, entry in enumerate(writer.base.entries):
        yield f"questions/{entry.question.id}.md", partial(_question_page, writer, position, entry, backlinks)


def _question_page(writer: Writer, position: int, entry: Entry, backlinks: Mapping[QuestionId, list[QuestionId]]) -> str:
    question = entry.question
    return writer.page(
        "question",
        question.title,
        describe(question, writer.t, writer.standing[question.id]),
        "../../",
        _front_matter(writer, entry),
        identity=question.id,
        number=number_of(question),
        links=question.links,
        notes=question.notes,
        part=writer.dividing_part(question),
        position=position + 1,
        chips=writer.chips(entry) if writer.base.has_domains else [],
        sections=_sections(writer, question),
        concepts=by_salience(writer.concepts[concept] for concept in entry.concepts if writer.concepts[concept].linked),
        backlinks=[writer.entries[source].question for source in backlinks.get(question.id, ())],
        evidence=_evidence(writer, entry),
        related=[_related(writer, entry.question, relation) for relation in entry.related],
        around=_neighbourhood(writer, entry),
        previous=_neighbour(writer, position - 1),
        next=_neighbour(writer, position + 1),
        source_name=question.file,
        source_url=writer.links.to(question.file, question.lines),
        edit_url=writer.links.to_editor(question.file, question.lines),
        changed=_date(writer, question.id),
        lines=line_fields(question.lines),
    )


def _front_matter(writer: Writer, entry: Entry) -> dict[str, object]:
    question = entry.question
    short, picture = writer.short_titles[question.id], writer.pictures.get(question.id)
    return {
        "tags": [writer.domains[domain]["name"] for domain in entry.about],
        "question": str(question.id),
        **({"short": escape(short)} if short != question.title else {}),
        "ld": _structured_data(writer, question),
        **({"share": picture.path} if picture else {}),
        **writer.tab(question.title, writer.t("question.tab", id=question.id)),
    }


def _date(writer: Writer, question: QuestionId) -> Markup | None:
    """The date of the last change as an element, if git knows it."""
    time = writer.dates.get(question)
    if not time:
        return None
    day = datetime.fromtimestamp(time, UTC).date()
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), writer.t.date(day))


def _structured_data(writer: Writer, question: Question) -> str:
    """Structured data for search engines (schema.org, JSON-LD): the question with its answer, and breadcrumbs.

    Addresses are relative to the page, which JSON-LD in HTML allows.
    """
    said = {kind: " ".join(passage.text for passage in question.passages if passage.section is kind) for kind in SectionKind}
    answer = said[SectionKind.ANSWER] or said[SectionKind.ANALYSIS]
    asked: Page = {
        "@type": "Question",
        "name": question.title,
        "text": said[SectionKind.PROMPT] or question.title,
        "answerCount": 0,
    }
    if answer:
        asked |= {"answerCount": 1, "acceptedAnswer": {"@type": "Answer", "text": _cut(answer), "url": "#answer"}}
    part = writer.dividing_part(question)
    steps = [(writer.base.title, "../../"), (writer.t("site.all_items"), "../")]
    steps += [(part.title, f"../../{part.url}")] if part else []
    trail = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate([*steps, (question.title, "./")], 1)
    ]
    time = writer.dates.get(question.id)
    modified = {"dateModified": datetime.fromtimestamp(time, UTC).date().isoformat()} if time else {}
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "QAPage", "inLanguage": writer.base.language, **modified, "mainEntity": asked},
            {"@type": "BreadcrumbList", "itemListElement": trail},
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_STRUCTURED_LENGTH else text[: _MAX_STRUCTURED_LENGTH - 1].rstrip() + "…"


def _sections(writer: Writer, question: Question) -> list[Page]:
    """The sections with their anchors and linked concepts; repeated kinds get numbered anchors."""
    seen: dict[SectionKind, int] = {}
    sections = []
    taken = {anchor for section in question.sections for anchor in (section.kind.value, *_OWN_ID.findall(section.html))}
    taken |= {f"{section.kind}-{number}" for number, section in enumerate(question.sections, 1)}
    languages = {kind: _other_language(writer, question, kind) for kind in {section.kind for section in question.sections}}
    for section in question.sections:
        seen[section.kind] = seen.get(section.kind, 0) + 1
        anchor = section.kind.value if seen[section.kind] == 1 else f"{section.kind}-{seen[section.kind]}"
        html = image_sizes(section.html, partial(_image_size, writer, question.url))
        if section.kind is not SectionKind.PROMPT:
            html = link_concepts(html, writer.matcher, lambda concept: f"../../{writer.concepts[concept].url}", writer.unlinked)
            html = with_anchors(html, anchor, taken, writer.t("site.section_link"))
        language = languages[section.kind]
        direction = text_direction(language or writer.base.language)
        html = with_directions(html, direction)
        text = as_text(html, section.kind, language, "" if direction == text_direction(writer.base.language) else direction)
        sections.append({"title": section_title(writer, section), "anchor": anchor, "text": text})
    return sections


def _image_size(writer: Writer, page: str, address: str) -> tuple[int, int] | None:
    return writer.image_sizes.get(unquote(within_site(page, address) or ""))


def section_title(writer: Writer, section: Section) -> str:
    """The heading of a section: the label in the text, or the name of its kind if the label is missing or a letter (``A:``)."""
    says_something = sum(char.isalnum() for char in section.title) > 1
    return section.title if says_something else writer.t(f"words.{section.kind}")


def _neighbourhood(writer: Writer, entry: Entry) -> Markup | None:
    """The question with its related questions, and the concepts that it shares with most of them."""
    others = [writer.entries[relation.target] for relation in entry.related]
    linked = [concept for concept in entry.concepts if writer.concepts[concept].linked]
    shared = {concept: sum(concept in other.concepts for other in others) for concept in linked}
    chosen = sorted(linked, key=lambda concept: (-shared[concept], writer.question_counts[concept], concept))
    joined = {(concept, other.question.id) for concept in chosen for other in others if concept in other.concepts}
    concepts = [writer.concept_node(writer.concepts[concept]) for concept in chosen]
    return neighbourhood_graph(concepts, [writer.question_node(other.question) for other in others], joined, "../../")


def _other_language(writer: Writer, question: Question, kind: SectionKind) -> str:
    """The language of a section if it differs from the base's, for screen readers, fonts and hyphenation."""
    text = "\n".join(passage.text for passage in question.passages if passage.section is kind and not passage.code)
    if len(text) < _MIN_LANGUAGE_SAMPLE:
        return ""
    found = detect_language(text, writer.base.language)
    return "" if found == writer.base.language or found.partition("-")[0] == writer.base.language.partition("-")[0] else found


def _related(writer: Writer, source: Question, relation: Relation) -> Page:
    target = writer.entries[relation.target].question
    t = writer.t
    reasons = [t("question.shared_concepts", names=t.join(relation.concepts))] if relation.concepts else []
    reasons += [t("question.shared_topics", names=t.join(relation.domains))] if relation.domains else []
    reasons += [t("question.linked")] if relation.linked else []
    reasons += [t("question.both_say", words=t.join(relation.phrases))] if relation.phrases else []
    if relation.passages:
        here, there = relation.passages
        repeat = source.title.startswith(here.removesuffix("…")) and target.title.startswith(there.removesuffix("…"))
        reasons.append(t("question.alike_titles") if repeat or here == there else t("question.alike", here=here, there=there))
    reasons += [t("question.also_there", names=t.join(relation.unique))] if relation.unique else []
    duplicate = relation.kind is RelationKind.DUPLICATE
    return {"id": target.id, "url": target.url, "label": target.label, "duplicate": duplicate, "reasons": reasons}


def _evidence(writer: Writer, entry: Entry) -> list[Page]:
    """What each domain rests on: sentences with all the terms that stand in them, and the terms alone after that."""
    quoted = set[tuple[str, int]]()
    return [
        {
            "name": writer.domains[tag.domain]["name"],
            "sentence": _EVIDENCE[tag.strength] if tag.is_certain else "question.evidence_likely",
            "evidence": [*_quotations(entry.question.lines.first, tag.evidence, quoted)],
        }
        for tag in entry.tags
        if tag.evidence and tag.domain in writer.domains
    ]


def _quotations(first: int, evidence: Sequence[Evidence], quoted: set[tuple[str, int]]) -> Iterator[Page]:
    terms: dict[tuple[str, int], dict[str, str]] = {}
    for item in evidence:
        terms.setdefault((item.text, item.line), {}).setdefault(item.term.casefold(), _as_written(item.term, item.text))
    shown = {term for place in terms if place not in quoted for term in terms[place]}
    for place, found in terms.items():
        text = "" if place in quoted else place[0]
        kept = [term for folded, term in found.items() if term != text and (text or folded not in shown)]
        shown.update(found)
        if text or kept:
            yield {"terms": kept, "text": text, "line": line_mark(place[1], first)}
    quoted.update(terms)


def _as_written(term: str, text: str) -> str:
    """A term in the capitals and small letters of a text."""
    at = text.casefold().find(term.casefold())
    return text[at : at + len(term)] if at >= 0 else term


def _neighbour(writer: Writer, position: int) -> Question | None:
    return writer.base.entries[position].question if 0 <= position < len(writer.base.entries) else None


def _backlinks(base: KnowledgeBase) -> Mapping[QuestionId, list[QuestionId]]:
    """For each question, those that list it as related without being listed by it."""
    named = {entry.question.id: {relation.target for relation in entry.related} for entry in base.entries}
    backlinks: dict[QuestionId, list[QuestionId]] = defaultdict(list)
    for source, targets in named.items():
        for target in sorted(targets):
            if source not in named[target]:
                backlinks[target].append(source)
    return backlinks


def describe(question: Question, t: Interface, standing: Collection[str] = ()) -> str:
    """A sentence or two for search engines and shared links: the beginning of the answer, before its first list.

    Lines ``standing`` in most answers, such as links to the top, are left out, unless there is nothing else.
    """
    passages = (passage for passage in question.passages if passage.text not in standing)
    answer = [passage for passage in passages if passage.section is SectionKind.ANSWER]
    lead = _run_on([passage.text for passage in answer if passage.depth == 0])[: DESCRIPTION_LENGTH + 1]
    heads = [passage.text for passage in answer if passage.role is PassageRole.LIST_HEAD and passage.depth == 1]
    rest = t.join(heads) or _run_on([passage.text for passage in answer if passage.depth])
    return _run_on([lead, rest]) or (describe(question, t) if standing else question.title)


def _run_on(texts: Sequence[str]) -> str:
    """Join texts: with a space, except next to characters that are written without."""
    whole = ""
    for text in texts:
        tight = not whole or not text or _UNSPACED_CHARACTER.fullmatch(whole[-1]) or _UNSPACED_CHARACTER.fullmatch(text[0])
        whole += text if tight else f" {text}"
    return whole
