"""Anki packages (``.apkg``): a zip file with an SQLite database in, questions (first field), answers (second) and tags out."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.importing.record import RecordError
from zhiku.importing.tables import TAGS, listed_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.importing.record import Record

_FILES = ("collection.anki21", "collection.anki2")
_FIELD = "\x1f"
_MIN_FIELDS = 2


def from_package(data: bytes) -> tuple[list[Record], dict[str, bytes]]:
    """The notes of a package as records of questions and answers, and its media by name; raises ``RecordError``."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        message = "not an Anki package: it is not a zip file"
        raise RecordError(message) from None
    with archive:
        names = set(archive.namelist())
        found = next((name for name in _FILES if name in names), "")
        if not found or "collection.anki21b" in names:
            message = "this package only works with new versions of Anki: export it again with `Support older Anki versions`"
            raise RecordError(message)
        notes = [(fields.split(_FIELD), listed_tags(tags)) for fields, tags in _notes(archive.read(found))]
        listed = json.loads(archive.read("media")) if "media" in names else {}
        media = {str(name): archive.read(number) for number, name in listed.items() if number in names}
    return [_record(fields, tags) for fields, tags in notes if len(fields) >= _MIN_FIELDS], media


def _record(fields: Sequence[str], tags: str) -> Record:
    record = {"question": fields[0], "answer": "\n\n".join(fields[1:])}
    return {**record, TAGS: tags} if tags else record


def _notes(data: bytes) -> list[tuple[str, str]]:
    """The fields of each note and its tags."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes"
        path.write_bytes(data)
        connection = sqlite3.connect(path)
        try:
            return [(str(fields), str(tags)) for fields, tags in connection.execute("select flds, tags from notes order by id")]
        except sqlite3.DatabaseError:
            message = "not an Anki package: its notes cannot be read"
            raise RecordError(message) from None
        finally:
            connection.close()
