"""Decide which prose gets a page of its own, and under which id: parsed texts in, ids out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.lang.pinyin import syllables
from zhiku.markdown.plain_text import plain_heading
from zhiku.model import PartId, ProseRole
from zhiku.source.slug import RESERVED_NAMES, ascii_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.model import ParsedText, Prose

_COMMENT = re.compile(r"<!--.*?-->|\[+_*toc_*\]+|(?m:^[ \t]*(?:#[^\s#][^\s]*[ \t]*)+$)", re.DOTALL | re.IGNORECASE)
"""What is never shown: comments, placeholders of a table of contents, and lines of tags (``#flashcards``)."""
_FRAMES = re.compile(r"</?(?:div|p|center|span|section|article|main|header|br|hr)\b[^<>]*>", re.IGNORECASE)
"""Tags that show nothing by themselves."""
_MAX_ID_LENGTH = 60
_NAMES = {ProseRole.PREAMBLE: "preamble", ProseRole.CLOSING: "closing"}


def part_ids(texts: Sequence[ParsedText]) -> dict[tuple[str, int], PartId]:
    """An id for every record of prose with content to show, by file and index in ``ParsedText.prose``."""
    ids: dict[tuple[str, int], PartId] = {}
    taken = {*RESERVED_NAMES}
    for text in texts:
        leading = {question.part for question in text.questions} | {record.parent for record in text.prose}
        for place, record in enumerate(text.prose):
            if not has_page(record, leads=place in leading):
                continue
            wanted = _id(record)
            numbered = (f"{wanted}-{count}" for count in range(2, len(taken) + 3))
            name = wanted if wanted not in taken else next(item for item in numbered if item not in taken)
            taken.add(name)
            ids[text.path, place] = PartId(name)
    return ids


def has_page(record: Prose, *, leads: bool) -> bool:
    """Whether a record has content to show: words, or questions below its heading."""
    if record.role in {ProseRole.FRONT_MATTER, ProseRole.CONTENTS}:
        return False
    words = any(_FRAMES.sub("", _COMMENT.sub("", excerpt.text)).strip() for excerpt in record.body)
    return words or (record.role is ProseRole.PART and (leads or bool(record.title)))


def _id(record: Prose) -> str:
    words = " ".join(syllables(plain_heading(record.title))) if record.title else _NAMES.get(record.role, "text")
    return "-".join(ascii_words(words))[:_MAX_ID_LENGTH].strip("-") or "part"
