"""The content of the preview images for shared links: a base in; one for each question and one for the site out.

``zhiku.output.share_images`` draws them.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from zhiku.lang.interface import interface_of
from zhiku.model import GENERAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.model import KnowledgeBase, QuestionId

SHARE = "share/"
_DESIGN = 1
"""Version of the design, part of the hash; increase it with every change, so that older images are not reused."""
_HASH_LENGTH = 10
_SITE = "site"
_GOLDEN_ANGLE = 137.508
_FIRST_HUE = 210


@dataclass(frozen=True, slots=True)
class Picture:
    """The content of an image; ``above`` and ``below`` are the lines around the title, ``hue`` is the topic's in degrees."""

    name: str
    title: str
    above: str
    below: str
    hue: int = _FIRST_HUE

    @property
    def path(self) -> str:
        """The path of the file in the site; it contains a hash of the content."""
        shown = repr((_DESIGN, *astuple(self))).encode()
        return f"{SHARE}{self.name}-{hashlib.sha256(shown).hexdigest()[:_HASH_LENGTH]}.png"


def topic_hue(index: int) -> int:
    """The hue of a topic by its position, in degrees: adjacent topics differ widely."""
    return round(_FIRST_HUE + index * _GOLDEN_ANGLE) % 360


def site_picture(base: KnowledgeBase) -> Picture:
    """The image for all pages that belong to no question."""
    return Picture(_SITE, base.title, "", base.description)


def question_pictures(base: KnowledgeBase) -> Mapping[QuestionId, Picture]:
    """The image of each question: topic and number above the title, the base below."""
    t = interface_of(base)
    topics = {domain.id: (domain.name, topic_hue(index)) for index, domain in enumerate(base.domains)}
    pictures = {}
    for position, entry in enumerate(base.entries, 1):
        question = entry.question
        number = t("question.number", n=question.number if question.number is not None else question.numeral or position)
        topic = next((topics[about] for about in entry.about if about in topics and about != GENERAL), None)
        name, hue = topic if base.has_domains and topic else ("", _FIRST_HUE)
        above = f"{name} · {number}" if name else number
        pictures[question.id] = Picture(question.id, question.title, above, base.title, hue)
    return pictures
