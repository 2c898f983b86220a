"""Resolve wikilinks that name a concept: records with marked links in, the same without marks out.

Wikilinks are resolved in two steps: to questions and files when a text is rendered, and to concepts when all texts are.
Rendering marks unresolved links (see ``WIKILINK_MARK``); a name that is not a concept is shown as plain text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from zhiku.analysis.concepts.merge import fold
from zhiku.rendering.links import WIKILINK_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Concept, ConceptId, Part, Question

_MARKED = re.compile(rf'<a href="#{re.escape(WIKILINK_MARK)}(?P<name>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


def link_wikilinks_to_concepts(
    questions: Sequence[Question], parts: Sequence[Part], concepts: Iterable[Concept]
) -> tuple[tuple[Question, ...], tuple[Part, ...]]:
    """The questions and parts with their wikilinks resolved to concepts, by any of their names."""
    named = {fold(name): concept.id for concept in concepts for name in concept.names}
    return tuple(_of_question(question, named) for question in questions), tuple(
        replace(part, html=_linked(part.html, named)) if WIKILINK_MARK in part.html else part for part in parts
    )


def _of_question(question: Question, named: Mapping[str, ConceptId]) -> Question:
    if not any(WIKILINK_MARK in section.html for section in question.sections):
        return question
    return replace(question, sections=tuple(replace(section, html=_linked(section.html, named)) for section in question.sections))


def _linked(html: str, named: Mapping[str, ConceptId]) -> str:
    def link(found: re.Match[str]) -> str:
        concept = named.get(fold(unquote(unescape(found["name"])).strip()))
        if concept is None:
            return found["words"]
        address = f"../../concepts/{concept}/"
        return f'<a class="kb-term" href="{escape(address)}" data-concept="{escape(concept)}">{found["words"]}</a>'

    return _MARKED.sub(link, html)
