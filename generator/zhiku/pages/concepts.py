"""The pages of concepts and their index."""

from __future__ import annotations

from functools import partial
from math import sqrt
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.definitions import definitions
from zhiku.lang.collation import OTHER, initial, sort_key
from zhiku.lang.direction import text_direction
from zhiku.model import GENERAL
from zhiku.pages.block_directions import other_direction
from zhiku.pages.context import as_text
from zhiku.pages.neighbourhood_graph import MAX_NODES, neighbourhood_graph
from zhiku.pages.pagination import url_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup

    from zhiku.model import Concept, DomainId
    from zhiku.pages.context import Page, Writer

_MAX_ON_ONE_PAGE = 600
"""An index with more concepts is split into a page for each letter."""
_MAIN = 30
"""Concepts listed before the letters, if there are more than twice as many; fewer need no selection."""
_MIN_QUESTIONS = 3
"""A main concept is in so many questions: two may be chance."""
_MAX_OCCURRENCES = 50
_MAX_DEFINITIONS = 12


def concept_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of every page."""
    letters = _letters(writer.base.concepts, writer.base.language)
    in_one = len(writer.base.concepts) <= _MAX_ON_ONE_PAGE
    yield "concepts/index.md", partial(_index, writer, letters, in_one=in_one)
    for letter in () if in_one else letters:
        yield letter["path"], partial(_letter_page, writer, letter)
    for concept in writer.base.concepts:
        yield f"concepts/{concept.id}.md", partial(_concept_page, writer, concept)


def _concept_page(writer: Writer, concept: Concept) -> str:
    questions = {question: writer.entries[question].question for question in concept.questions}
    found = definitions(concept, questions)
    occurrences = []
    for name, question in [*questions.items()][:_MAX_OCCURRENCES]:
        mentions = [mention for mention in concept.mentions if mention.question == name and mention.section]
        mention = max(mentions, key=lambda mention: (not mention.defining, len(mention.text)), default=None)
        sentence = mention.text if mention else ""
        occurrences.append(
            {
                "id": question.id,
                "url": question.url,
                "label": question.label,
                "sentence": sentence,
                "direction": other_direction(sentence, text_direction(writer.base.language)),
            }
        )
    t = writer.t
    called = t("concepts.aliases", names=t.join(concept.aliases)) if concept.aliases else ""
    titles = t.join(item["label"] for item in occurrences)
    return writer.page(
        "concept",
        concept.name,
        t("concepts.description", name=concept.name, aliases=called, titles=titles),
        "../../",
        writer.tab(concept.name, t("concepts.tab")),
        concept=concept,
        definitions=[
            {
                "text": as_text(definition.html, "definition"),
                "questions": [questions[name] for name in definition.questions[:_MAX_DEFINITIONS]],
            }
            for definition in found[:_MAX_DEFINITIONS]
        ],
        more_definitions=max(0, len(found) - _MAX_DEFINITIONS),
        occurrences=occurrences,
        count=len(questions),
        neighbours=[writer.concepts[other] for other in concept.neighbours],
        around=_neighbourhood(writer, concept),
    )


def _neighbourhood(writer: Writer, concept: Concept) -> Markup | None:
    """The concept with its neighbours and its first questions, those that define it before others."""
    treating = {mention.question for mention in concept.mentions if mention.defining or mention.section is None}
    names = sorted(concept.questions, key=lambda question: question not in treating)[:MAX_NODES]
    others = [writer.concepts[other] for other in concept.neighbours]
    joined = {(other.id, question) for other in others for question in other.questions if question in names}
    questions = [writer.question_node(writer.entries[name].question) for name in names]
    return neighbourhood_graph([writer.concept_node(other) for other in others], questions, joined, "../../")


# --- the index --------------------------------------------------------------------------------------------------------------


def _letters(concepts: Sequence[Concept], language: str) -> list[Page]:
    """The concepts grouped by first letter, as is usual in the language; names without one come last."""
    groups: dict[str, list[Concept]] = {}
    for concept in sorted(concepts, key=lambda concept: (sort_key(concept.name, language), concept.id)):
        groups.setdefault(initial(concept.name, language), []).append(concept)
    others = groups.pop(OTHER, None)
    return [_letter(name, found) for name, found in (*groups.items(), *([(OTHER, others)] if others else ()))]


def _letter(name: str, concepts: list[Concept]) -> Page:
    anchor = "other" if name == OTHER else name.lower() if name.isascii() else f"u{ord(name):x}"
    path = f"lists/concepts/{anchor}.md"
    return {"name": name, "anchor": anchor, "path": path, "url": url_of(path), "concepts": concepts}


def _index(writer: Writer, letters: list[Page], *, in_one: bool) -> str:
    """All concepts, the main ones first; if there are many, only these and the letters."""
    count = len(writer.base.concepts)
    main = main_concepts(writer.base.concepts)
    domains = [
        {**writer.domains[domain.id], "concepts": found}
        for domain in (writer.base.domains if in_one else ())
        if domain.id != GENERAL and (found := _concepts_of(writer, domain.id))
    ]
    description = writer.t("concepts.index_description", title=writer.base.title, count=writer.t("concepts.count", n=count))
    meta = {"hide": ["toc"]}
    title = writer.t("site.concepts")
    return writer.page(
        "concepts", title, description, "../", meta, letters=letters, main=main, domains=domains, count=count, in_one=in_one
    )


def main_concepts(concepts: Sequence[Concept]) -> list[Concept]:
    """The concepts that are both certain and frequent, best first; none of few concepts.

    Those that no title or hardly any question names come after all others.
    """
    return sorted(concepts, key=_rank)[:_MAIN] if len(concepts) > 2 * _MAIN else []


def _rank(concept: Concept) -> tuple[bool, float, float, str]:
    """The place of a concept among the main ones: salience is a mean, so it counts more the more questions it is the mean of."""
    count = len(concept.questions)
    is_main = count >= _MIN_QUESTIONS and any(mention.section is None for mention in concept.mentions)
    return not is_main, -concept.salience * sqrt(count), -concept.salience, concept.id


def _letter_page(writer: Writer, letter: Page) -> str:
    title = writer.t("concepts.letter_title", letter=letter["name"])
    count = writer.t("concepts.count", n=len(letter["concepts"]))
    description = writer.t("lists.list_description", title=writer.base.title, list=count)
    return writer.page("concept-letter", title, description, "../../../", {"hide": ["toc"]}, letter=letter)


def _concepts_of(writer: Writer, domain: DomainId) -> list[Concept]:
    found = dict.fromkeys(concept for entry in writer.members[domain] for concept in entry.concepts)
    return [writer.concepts[concept] for concept in found if writer.concepts[concept].linked]
