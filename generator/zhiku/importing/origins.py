"""Recognize columns that say where a record comes from: names of files, ids and hashes are no text of an answer, addresses links.

A column is one where all of its cells are such; a file or an address within a sentence stays where it is.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.importing.record import BETWEEN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.importing.record import Record


class Origin(StrEnum):
    """How a column names the origin of its records."""

    OPAQUE = "opaque"
    """By what says nothing to a reader: a file of whoever made the data, an id, a hash."""
    ADDRESS = "address"
    """By an address on the web."""
    IMAGE = "image"
    """By the file of an image beside the data, which can be shown."""


_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_FILE = re.compile(
    r"[^\n\"<>|*?]{1,200}\.(?:md|txt|pdf|docx?|html?|csv|tsv|jsonl?|xlsx?|xml|ya?ml|odt|rtf|tex|epub|pptx?)", re.IGNORECASE
)
_IMAGE = re.compile(r"(?!\w+:)[^\n\"<>|*?]{1,200}\.(?:png|jpe?g|gif|svg|webp|avif|bmp)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TOKEN = re.compile(r"[\w.:#/-]+")
_ID_NAMES = frozenset({"id", "ids", "uuid", "guid", "hash", "checksum", "sha1", "sha256", "md5"})
"""Last words of the names of columns whose single words are ids."""
_ID_NAME = re.compile(r"[a-z]id")
"""The same with the letter of what is counted: the ids of questions and answers (``qid``)."""
_ORIGIN_NAMES = frozenset({"source", "url", "uri", "href"})
"""Words of which the names of columns consist that tell nothing but the origin."""
_LINK_NAMES = frozenset({"link", "website"})
"""The same in small letters, as programs write; an owner's `Link` may lead anywhere."""
_ITEM = re.compile(r"^- ", re.MULTILINE)


def origins_of(records: Sequence[Record], names: Iterable[str]) -> dict[str, Origin]:
    """The columns that name an origin, among some."""
    found = {name: _origin(name, [cell for record in records if (cell := record.get(name, "").strip())]) for name in names}
    return {name: origin for name, origin in found.items() if origin}


def names_only_the_origin(name: str) -> bool:
    """Whether the name of a column says no more than that an origin follows."""
    return all(word.casefold() in _ORIGIN_NAMES or word in _LINK_NAMES for word in BETWEEN_WORDS.split(name.strip()))


def _origin(name: str, cells: Sequence[str]) -> Origin | None:
    lines = [line for cell in cells for line in _ITEM.sub("", cell).split("\n")]
    if not lines:
        return None
    if all(map(_ADDRESS.fullmatch, lines)):
        return Origin.ADDRESS
    if all(map(_IMAGE.fullmatch, lines)):
        return Origin.IMAGE
    last = BETWEEN_WORDS.split(name.strip())[-1].casefold()
    is_numbered = _ID_NAME.fullmatch(last) is not None and all(map(_DIGIT.search, lines))
    is_id = (last in _ID_NAMES or is_numbered) and all(map(_TOKEN.fullmatch, lines))
    opaque = is_id or all(_FILE.fullmatch(line) or _HASH.fullmatch(line) for line in lines)
    return Origin.OPAQUE if opaque else None
