"""Nouns that titles ask for, not about: *welche Voraussetzungen*, *which documents*. They name the kind of an answer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import HAN, HIRAGANA, KATAKANA, language_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.model import Mention

_SPACELESS = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}]")
_FEWEST, _SHARE = 2, 0.5
"""Titles that must ask for a kind of answer, and the share that they must be of the questions that name it."""


def is_asked_for(spellings: Iterable[str], mentions: Sequence[Mention], language: str) -> bool:
    """Whether most questions that mention something ask for it in their titles; ``language`` is empty for English."""
    titles = {mention.question: mention.text for mention in mentions if mention.section is None}
    needed = max(_FEWEST, _SHARE * len({mention.question for mention in mentions}))
    if len(titles) < needed:
        return False
    names = "|".join(map(_pattern, sorted(spellings, key=len, reverse=True)))
    asking = re.compile(f"(?:{_interrogatives(language)})(?:{names})", re.IGNORECASE)
    return sum(bool(asking.search(title)) for title in titles.values()) >= needed


def _pattern(name: str) -> str:
    """A name as a regular expression, as a whole word in a script with blanks between words."""
    return re.escape(name) + ("" if _SPACELESS.match(name[-1]) else r"(?!\w)")


@cache
def _interrogatives(language: str) -> str:
    """What asks for a noun, perhaps with an adjective before it, as a regular expression; one that matches nothing if unknown.

    Texts in Chinese and of unknown languages may ask in Chinese and English.
    """
    words = [word for code in ([language] if language else ["en", "zh"]) for word in language_by_code(code).interrogatives]
    spaceless = [word for word in words if _SPACELESS.match(word)]
    spaced = [word for word in words if word not in spaceless]
    choices = [rf"(?<!\w)(?:{'|'.join(map(re.escape, spaced))})\s+(?:\w+\s+)?"] if spaced else []
    return "|".join([*choices, *map(re.escape, spaceless)]) or "(?!)"
