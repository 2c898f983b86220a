"""Definitions of a concept: items and paragraphs of the questions about it, as HTML with formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from zhiku.model import Concept, Mention, Question, QuestionId

_LINK = re.compile(r"</?a(?:\s[^>]*)?>")
_ID = re.compile(r'(<h[1-6])\s+id="[^"]*"')
_MAX_LENGTH = 3000
"""An item of more characters is no definition but a chapter; the link to its question serves better."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A passage about a concept, and the questions that contain it verbatim."""

    html: str
    questions: tuple[QuestionId, ...]


def definitions(concept: Concept, questions: Mapping[QuestionId, Question]) -> tuple[Definition, ...]:
    """The passages that define a concept, in the order of the base, without repetition."""
    found: dict[str, list[QuestionId]] = {}
    for mention in concept.mentions:
        if mention.defining and (html := _passage(questions[mention.question], mention)):
            places = found.setdefault(html, [])
            if mention.question not in places:
                places.append(mention.question)
    return tuple(Definition(html, tuple(places)) for html, places in found.items())


def _passage(question: Question, mention: Mention) -> str:
    """The list item, or else the paragraph, that contains a mention, without links and anchors."""
    wanted = _letters(mention.text)
    for section in question.sections:
        if section.kind is not mention.section:
            continue
        tree = LexborHTMLParser(section.html)
        for selector in ("li", "p", "td"):
            holding = [node for node in tree.css(selector) if wanted in _letters(_without_formulas(node))]
            if holding and len(html := holding[-1].inner_html or "") <= _MAX_LENGTH:
                return _ID.sub(r"\1", _LINK.sub("", html)).strip()
    return ""


def _without_formulas(node: LexborNode) -> str:
    formulas = [formula.text() for formula in node.css(".arithmatex")]
    text = node.text()
    for formula in formulas:
        text = text.replace(formula, "", 1)
    return text


def _letters(text: str) -> str:
    return "".join(text.split())
