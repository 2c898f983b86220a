"""Read a content folder: its text files, and the YAML files that configure the site."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.content.front_matter import FrontMatter, block_at_start, front_matter_of
from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.dialects.convert import with_known_markup
from zhiku.source.text import SourceText, damage_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETTINGS, DOMAINS, OVERLAYS, LOCK, ACCEPTED = "kb.yml", "domains.yml", "overlays.yml", "ids.lock", "accepted.yml"
TEXTS = frozenset({".md", ".markdown", ".mdown", ".mdwn", ".mdx", ".mkd", ".mkdn", ".qmd"})
"""Endings of the files that are read as texts."""
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico", ".svg"})
_DOCUMENTS = {".pdf", ".zip", ".csv", ".tsv", ".json", ".ipynb", ".docx", ".xlsx", ".pptx", ".epub"}
ATTACHED = IMAGES | _DOCUMENTS | {".mp3", ".mp4", ".webm"}
"""Endings of the files that a text may show or link to."""
_NO_TEXT = f"put your questions there as a file ending in {', '.join(sorted(TEXTS))}"
_NUMBER = re.compile(r"(\d+)")
_NUMBERED_HEADING = re.compile(r"[\s\ufeff]*#[ \t]+(\d{1,3})(?:[.)][ \t]|[、．：:])")
"""A title of the outermost level that begins with its number, before everything else: ``# 6. Algorithms``."""
_MAX_TEXT_SIZE = 10_000_000
"""Characters per file; the parser needs some hundred bytes of memory for each."""


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a content folder; a missing YAML file counts as empty."""

    texts: tuple[SourceText, ...]
    settings: SourceText
    domains: SourceText
    overlays: SourceText
    lock: SourceText
    accepted: SourceText
    attachments: tuple[str, ...]
    """The images and other files beside the texts, by their paths with slashes."""


def read_content(folder: Path) -> tuple[Content, tuple[Diagnostic, ...]]:
    """All texts in a folder and its sub-folders, ordered by path, its YAML files, and the problems of reading them."""
    problems: list[Diagnostic] = []
    place = shown_path(folder)
    if not folder.is_dir():
        problems.append(in_file(place, "KB104", "no such folder", hint="give the folder of your text with --content DIR"))
    paths = texts_in(folder)
    if folder.is_dir() and not paths:
        problems.append(
            in_file(
                place,
                "KB104",
                "there is no text in this folder",
                hint=f"put your questions there as a file ending in {', '.join(sorted(TEXTS))}",
            )
        )
    found = ((path.relative_to(folder).as_posix(), _read(path, problems)) for path in paths)
    texts = tuple(_arranged([as_markdown(replace(text, name=name), problems) for name, text in found if text], problems))
    steering = {
        name: _read(folder / name, problems) or SourceText(shown_path(folder / name), "")
        for name in (SETTINGS, DOMAINS, OVERLAYS, LOCK, ACCEPTED)
    }
    read = Content(
        texts,
        settings=steering[SETTINGS],
        domains=steering[DOMAINS],
        overlays=steering[OVERLAYS],
        lock=steering[LOCK],
        accepted=steering[ACCEPTED],
        attachments=_attachments(folder),
    )
    return read, tuple(problems)


def as_markdown(text: SourceText, problems: list[Diagnostic]) -> SourceText:
    """A text with the markup of other generators in the Markdown of the base; what is unknown is added to the problems."""
    known, unknown = with_known_markup(text, len(block_at_start(text.text)))
    problems += unknown
    return known


def _arranged(texts: Sequence[SourceText], problems: list[Diagnostic]) -> Iterator[SourceText]:
    """The published texts, those of each folder in the order given by their front matter, or by the numbers of their headings."""
    matters = {text.name: front_matter_of(text.text) for text in texts}
    kept = [text for text in texts if _is_published(text, matters[text.name], problems)]
    folders = {text.name: place for place, text in reversed(list(enumerate(kept)))}
    first = {name.rpartition("/")[0]: place for name, place in reversed(list(folders.items()))}

    numbers = _numbers_of_headings(kept) if all(matters[text.name].order is None for text in kept) else {}

    def key(text: SourceText) -> tuple[int, float, int]:
        order = numbers.get(text.name, matters[text.name].order)
        return first[text.name.rpartition("/")[0]], math.inf if order is None else order, folders[text.name]

    yield from sorted(kept, key=key)


def _numbers_of_headings(texts: Sequence[SourceText]) -> dict[str, int]:
    """The number that the heading of each text begins with, in folders all of whose texts have one and no two the same.

    Where the names of all files begin with numbers, these give the order.
    """
    folders: dict[str, dict[str, int | None]] = {}
    for text in texts:
        heading = _NUMBERED_HEADING.match(text.text, len(block_at_start(text.text)))
        folders.setdefault(text.name.rpartition("/")[0], {})[text.name] = int(heading[1]) if heading else None
    return {
        name: number
        for numbers in folders.values()
        if None not in numbers.values() and len(set(numbers.values())) == len(numbers)
        if not all(name.rpartition("/")[2][0].isdecimal() for name in numbers)
        for name, number in numbers.items()
        if number is not None
    }


def _is_published(text: SourceText, matter: FrontMatter, problems: list[Diagnostic]) -> bool:
    """Whether a text is published: not a draft, and its date of publication has come. Reports a text that is not."""
    if matter.unpublished_by:
        reason, hint = "is a draft", f"remove `{matter.unpublished_by}` from its front matter to publish it"
    elif matter.publish is not None and matter.publish > today():
        reason, hint = f"will be published on {matter.publish}", "a build on that day or later shows it"
    else:
        return True
    problems.append(
        in_file(text.path, "KB125", f"this text {reason} and is not part of the site", hint=hint, severity=Severity.WARNING)
    )
    return False


def today() -> date:
    """The date of the build: that of ``SOURCE_DATE_EPOCH`` if set, so that builds are reproducible."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()


def texts_in(folder: Path) -> list[Path]:
    """The texts in a folder and its sub-folders, ordered naturally (2 before 10); hidden ones are left out."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in TEXTS and path.is_file())
    return sorted((path for path in found if not is_hidden(path.relative_to(folder))), key=lambda path: in_order(path, folder))


def is_hidden(path: Path) -> bool:
    """Whether a path lies in a folder that never contains an owner's texts, such as ``.git`` or ``node_modules``."""
    return any(part.startswith(".") or part == "node_modules" for part in path.parts)


def in_order(path: Path, folder: Path) -> list[list[tuple[int, str]]]:
    """A key that sorts files of a folder before its sub-folders' and ``2.md`` before ``10.md``."""
    *folders, name = path.relative_to(folder).parts
    return [_natural(part) for part in (*folders, name)]


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(name)]


def _attachments(folder: Path) -> tuple[str, ...]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() in ATTACHED and path.is_file())
    names = (path.relative_to(folder) for path in found)
    return tuple(sorted(name.as_posix() for name in names if not is_hidden(name)))


def _read(path: Path, problems: list[Diagnostic]) -> SourceText | None:
    shown = shown_path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.append(in_file(shown, "KB104", f"cannot be read: {error.strerror}", hint="check the file's permissions"))
        return None
    if len(data) > _MAX_TEXT_SIZE:
        message = f"this file has {len(data) // 1_000_000} MB; the limit is {_MAX_TEXT_SIZE // 1_000_000} MB"
        problems.append(in_file(shown, "KB106", message, hint="split it into several files without splitting a question"))
        return None
    try:
        return SourceText(shown, data.decode())
    except UnicodeDecodeError as error:
        line, column, excerpt = damage_in(data) or (1, 1, "")
        message = f"not UTF-8: byte 0x{data[error.start]:02x} cannot stand here"
        hint = f"save the file as UTF-8 ({_guess(data)})"
        problems.append(Diagnostic(shown, line, column, "KB101", Severity.ERROR, message, hint, excerpt))
        return None


def _guess(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "it looks like UTF-16, which Windows calls Unicode"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "in an editor: Save with Encoding"
    return "it looks like GBK: open it as GBK, save it as UTF-8"


def shown_path(path: Path) -> str:
    """A path as diagnostics show it: relative to the working directory unless that needs several ``..``."""
    try:
        relative = Path(relpath(path)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()
    return path.as_posix() if relative.startswith("../..") else relative
