"""The concepts that tell what a topic is about: those that its questions name markedly more often than all others do.

Differences are judged by the likelihood ratio of Dunning (1993), which needs no large counts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from zhiku.lang.reader import UNSPACED
from zhiku.pages.context import by_salience

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.model import Concept, DomainId
    from zhiku.pages.context import Writer

_TIMES = 1.5
"""A telling concept is in so many times as large a share of the topic's questions as of the others."""
_SURE = 2.7
"""Likelihood ratio from which a difference is hardly chance: the value for ten per cent."""
_LEAST, _FEW = 2, 3
"""A concept that one question names tells nothing of a topic, unless the topic has no more than a few."""
_ENOUGH = 3
"""With fewer sure differences than this, others are shown as well."""
_WORD = re.compile(r"[\w+#]+")
_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")
_MIN_STEM, _STEM_SHARE = 4, 0.75
"""Words that agree in so many letters, and in this share of the longer one, are forms of one word."""


def telling_concepts(writer: Writer, domain: DomainId, most: int) -> list[Concept]:
    """At most so many concepts, the most telling first; none shares its name with the topic or with one before it."""
    members = writer.members[domain]
    counts = Counter(concept for entry in members for concept in entry.concepts if writer.concepts[concept].linked)
    total, size = len(writer.entries), len(members)
    if size == total:
        return by_salience(writer.concepts[concept] for concept in counts)[:most]
    least = _LEAST if size > _FEW else 1
    found = []
    for name, count in counts.items():
        others = writer.question_counts[name] - count
        if count >= least and count * (total - size) >= _TIMES * others * size:
            found.append((likelihood_ratio(count, size, others, total - size), name))
    ordered = sorted(found, key=lambda pair: (-pair[0], pair[1]))
    sure = [name for ratio, name in ordered if ratio >= _SURE]
    shown = sure if len(sure) >= _ENOUGH else [name for _, name in ordered][:_ENOUGH]
    # A topic that one name does not describe has two.
    names = writer.domains[domain]["name"].split(writer.t("site.separator"))
    return _without_repeats(names, (writer.concepts[name] for name in shown))[:most]


def likelihood_ratio(here: int, size: int, there: int, rest: int) -> float:
    """How surely ``here`` of ``size`` and ``there`` of ``rest`` are different shares: twice the logarithm of the ratio."""
    share = (here + there) / (size + rest)
    cells = ((here, size * share), (size - here, size * (1 - share)), (there, rest * share), (rest - there, rest * (1 - share)))
    return 2 * sum(count * math.log(count / expected) for count, expected in cells if count)


def _without_repeats(names: Sequence[str], concepts: Iterable[Concept]) -> list[Concept]:
    """The concepts that neither contain one of the names of a topic, or of a concept before them, nor are contained in one."""
    kept: list[Concept] = []
    names = [*names]
    for concept in concepts:
        if not any(_is_within(name, own) or _is_within(own, name) for name in names for own in concept.names):
            names.append(concept.name)
            kept.append(concept)
    return kept


def _is_within(short: str, long: str) -> bool:
    """Whether all words of a name are in another one, or its characters where words are not spaced."""
    short, long = _plain(short), _plain(long)
    if _UNSPACED_CHARACTER.search(short):
        return short in long
    words = _WORD.findall(long)
    return all(any(_same(word, other) for other in words) for word in _WORD.findall(short))


def _plain(name: str) -> str:
    """A name in small letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))


def _same(one: str, other: str) -> bool:
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    shorter, longer = sorted((len(one), len(other)))
    return one == other or (common >= _MIN_STEM and (common == shorter or common >= _STEM_SHARE * longer))
