"""Which concepts are the short forms of others: names and mentions in, groups of names that are of one thing out.

A text need not introduce a short form beside the long one to use both: ИД, *индивидуальное достижение*. The initials of the
long form are the letters of the short one, and questions that name the one name the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import ConceptId, Mention

_WORD = re.compile(r"\w+")
_LENGTHS = range(2, 7)
_TOGETHER, _MIN_TOGETHER = 0.5, 2
"""Share of the questions with the rarer form that have both, and their least number: *JS* and *JSX syntax* share none."""


def short_forms(
    names: Mapping[ConceptId, Sequence[str]], mentions: Mapping[ConceptId, Iterable[Mention]]
) -> list[tuple[str, str]]:
    """The first names of concepts of which one is the short form of the other, the one first that more questions name."""
    long: dict[str, list[ConceptId]] = defaultdict(list)
    for concept, (first, *_) in names.items():
        words = _WORD.findall(first)
        if len(words) in _LENGTHS:
            long["".join(word[0] for word in words).casefold()].append(concept)
    found: list[tuple[str, str]] = []
    for concept, (first, *_) in names.items():
        if not (first.isupper() and first.isalpha() and len(first) in _LENGTHS):
            continue
        short = {mention.question for mention in mentions[concept]}
        for other in long[first.casefold()]:
            both = {mention.question for mention in mentions[other]}
            if len(short & both) >= max(_MIN_TOGETHER, _TOGETHER * min(len(short), len(both))):
                pair = first, names[other][0]
                found.append(pair if len(short) >= len(both) else pair[::-1])
    return found
