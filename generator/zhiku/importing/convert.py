"""Convert a file of any known format to Markdown in UTF-8: its name and bytes in, ``Converted`` out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from zhiku.importing import anki, chats, documents, records, spreadsheet
from zhiku.importing.embedded_records import with_questions_in_text
from zhiku.importing.encoding import Decoded, decode
from zhiku.importing.plain_text import from_plain_text
from zhiku.importing.record import RecordError
from zhiku.importing.tables import records_of_rows
from zhiku.source.slug import title_of_name

PLAIN = (".txt", ".text")
"""Endings of plain texts, which may also contain records."""
IMPORTED = frozenset({*records.FORMATS, *documents.READERS, ".apkg", ".xlsx", *PLAIN})
"""Endings of the files that are converted to Markdown."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown, the files that it embeds by their paths beside it, and what is to be told about the conversion."""

    markdown: str
    files: dict[str, bytes] = field(default_factory=dict)
    encoding: str = ""
    """The encoding that it was read in; empty for UTF-8 and for formats that have none."""
    skipped: tuple[int, ...] = ()
    """The records (from 1) that have no question."""
    drafts: tuple[int, ...] = ()
    """The records that are not to be published."""
    records: tuple[tuple[int, str], ...] = ()
    """The lines of the Markdown (from 1) at which records begin, in order, and which record of the file each is."""
    left_out: tuple[str, ...] = ()
    """The language that was read and the others, if each text is given in several."""
    lost: tuple[documents.Lost, ...] = ()
    """What of a document is not in the Markdown."""


def convert(name: str, data: bytes) -> Converted | None:
    """The Markdown of a file; ``None`` if it is not text. Raises ``RecordError`` where it cannot be converted."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix in documents.READERS:
        return _of_document(path.name, data)
    if suffix == ".apkg":
        notes, files = anki.from_package(data)
        found = records.to_markdown(title_of_name(path.stem), notes)
        return Converted(found.markdown, files, skipped=found.skipped, drafts=found.drafts, records=_records(found))
    if suffix == ".xlsx":
        return _of_sheets(title_of_name(path.stem), spreadsheet.sheets_of(data))
    decoded = decode(data)
    if decoded and suffix == ".xml" and documents.is_docbook(decoded.text):
        return _of_document(f"{path.stem}.dbk", data)
    return _of_text(path, decoded) if decoded else None


def _of_document(name: str, data: bytes) -> Converted:
    document = documents.from_document(name, data)
    return Converted(document.markdown, document.files, lost=document.lost)


def _of_text(path: PurePath, decoded: Decoded) -> Converted:
    """The Markdown of a text: of records, of a chat, or as it is."""
    suffix = path.suffix.lower()
    kind = records.records_suffix(decoded.text) if suffix in PLAIN else suffix
    if kind in records.FORMATS:
        found = records.from_records(f"{title_of_name(path.stem)}{kind}", decoded.text)
    elif suffix in PLAIN and (messages := chats.messages_of(decoded.text)):
        found = records.to_markdown(title_of_name(path.stem), chats.records_of_chat(messages))
    else:
        text = from_plain_text(decoded.text) if suffix in PLAIN else decoded.text
        return Converted(with_questions_in_text(text), {}, decoded.encoding)
    return Converted(found.markdown, {}, decoded.encoding, found.skipped, found.drafts, _records(found), found.left_out)


def _records(found: records.Imported, before: int = 0, sheet: str = "") -> tuple[tuple[int, str], ...]:
    """The lines at which records begin behind some lines, and what they are called, with the sheet that they are in."""
    return tuple((before + line, f"record {place}{f' of sheet `{sheet}`' if sheet else ''}") for line, place in found.starts)


def _of_sheets(title: str, sheets: list[tuple[str, list[list[str]]]]) -> Converted:
    """The sheets of a workbook that hold questions, each a part of one text if there are several."""
    found, errors = [], []
    for name, rows in sheets:
        try:
            found.append((name, records.to_markdown(title, records_of_rows(rows))))
        except RecordError as error:
            errors.append(error)
    if not found:
        raise errors[0] if errors else RecordError("the file has no records")
    if len(found) == 1:
        only = found[0][1]
        return Converted(only.markdown, skipped=only.skipped, drafts=only.drafts, records=_records(only))
    parts = [item.markdown.replace(f"# {title}\n", f"# {name}\n", 1) for name, item in found]
    skipped = tuple(row for _, item in found for row in item.skipped)
    drafts = tuple(row for _, item in found for row in item.drafts)
    before = [sum(part.count("\n") + 1 for part in parts[:place]) for place in range(len(parts))]
    starts = tuple(start for (name, item), lines in zip(found, before, strict=True) for start in _records(item, lines, name))
    return Converted("\n".join(parts), skipped=skipped, drafts=drafts, records=starts)
