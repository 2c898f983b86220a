"""The text's own parts as topics: a part is the topic of the questions in it, whatever their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.topics.find import MIN_QUESTIONS
from zhiku.model import Domain, DomainId, DomainKind, DomainTag, Evidence, Strength

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhiku.model import Classified, Part, PartId, QuestionId

MAX_PARTS = 40
MAX_SHARE = 0.9
"""A level of which one part has more than this share of the questions divides nothing."""
_MIN_MEAN = 2.5
"""Questions of a part on average in a base that topics are found for otherwise: with fewer, parts are a list of headings."""
_PICTURES = frozenset({"So", "Sk", "Cf"})
"""Unicode's categories of pictures and of what joins and colours them; ``C++``, ``.NET`` and ``«Play»`` have none."""
_VARIANTS = frozenset("\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")
_DASHES = re.compile(r"^(?:[-–—•·*|]+\s+)+|(?:\s+[-–—•·*|]+)+$|[\s:：]+$")
_LABEL = re.compile(r"(?P<word>[^\W\d_]+)\s+(?:\d{1,3}|[IVX]{1,5})\s*[-–—:：.)]+\s*(?=\w)")
_MIN_LABELLED = 3
_LABELLED_SHARE = 0.9
"""Parts that begin with a word and a number, from which on the two are a label, and their share of all parts."""
ICON = "material/bookmark-outline"


def part_topics(
    questions: Sequence[Classified], parts: Sequence[Part], taken: Collection[str] = ()
) -> tuple[tuple[Domain, ...], dict[QuestionId, DomainTag]]:
    """The parts of the outermost level that divides the questions, in the order of the text, and each question's part.

    Ids that are ``taken`` get ``part-`` before them. Without such a level there are none.
    """
    lines = {part.id: _line_of(part.id, {part.id: part for part in parts}) for part in parts}
    depth = _dividing_depth(questions, lines)
    if depth is None:
        return (), {}
    by_id = {part.id: part for part in parts}
    owners = {
        item.question.id: lines[part][min(depth, len(lines[part]) - 1)]
        for item in questions
        if (part := item.question.part) is not None
    }
    used = [part for part in parts if part.id in set(owners.values())]
    ids = {part.id: DomainId(f"part-{part.id}" if part.id in taken else str(part.id)) for part in used}
    tags = {
        question: DomainTag(ids[part], Strength.ABOUT, (Evidence(by_id[part].title, by_id[part].title, by_id[part].lines.first),))
        for question, part in owners.items()
    }
    names = _without_label([_name(part) for part in used])
    domains = (Domain(ids[part.id], name, "", ICON, (), DomainKind.PART) for part, name in zip(used, names, strict=True))
    return tuple(domains), tags


def _without_label(names: Sequence[str]) -> list[str]:
    """The names without a word and a number that nearly all begin with, if what is left tells them apart: *Section 3 - Loops*."""
    found = [_LABEL.match(name) for name in names]
    labels = {label["word"].casefold() for label in found if label}
    rest = [name[label.end() :] if label else name for label, name in zip(found, names, strict=True)]
    labelled = sum(label is not None for label in found)
    is_shared = len(labels) == 1 and labelled >= max(_MIN_LABELLED, _LABELLED_SHARE * len(names))
    return rest if is_shared and len({name.casefold() for name in rest}) == len(rest) else list(names)


def _name(part: Part) -> str:
    """The title without emoji, dashes and a colon around it."""
    kept = [place for place, char in enumerate(part.title) if not _is_picture(char)]
    name = part.title[kept[0] : kept[-1] + 1] if kept else ""
    return _DASHES.sub("", name.strip()).strip() or part.title


def _is_picture(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in _PICTURES or char in _VARIANTS


def _line_of(part: PartId, parts: dict[PartId, Part]) -> list[PartId]:
    """A part with the parts around it, the outermost first."""
    line = [part]
    while (parent := parts[line[0]].parent) is not None and parent not in line:
        line.insert(0, parent)
    return line


def _dividing_depth(questions: Sequence[Classified], lines: dict[PartId, list[PartId]]) -> int | None:
    deepest = max((len(line) for line in lines.values()), default=0)
    for depth in range(deepest):
        counts = Counter(
            lines[part][min(depth, len(lines[part]) - 1)] for item in questions if (part := item.question.part) is not None
        )
        many = len(questions) < MIN_QUESTIONS or counts.total() >= _MIN_MEAN * len(counts)
        if many and 1 < len(counts) <= MAX_PARTS and max(counts.values()) <= MAX_SHARE * len(questions):
            return depth
    return None
