"""Read a content folder: the text files in it, and the YAML files that steer the generator."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.source.text import SourceText

SETTINGS, DOMAINS, OVERLAYS, LOCK = "kb.yml", "domains.yml", "overlays.yml", "ids.lock"
_ATTACHED = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico"}
_LARGEST_TEXT = 10_000_000
"""Characters; the parser holds some hundred bytes for each."""


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a content folder; a YAML file that is not there is an empty text."""

    texts: tuple[SourceText, ...]
    settings: SourceText
    domains: SourceText
    overlays: SourceText
    lock: SourceText
    attachments: tuple[str, ...]
    """The images beside the texts, by their paths with slashes."""


def read_content(folder: Path) -> tuple[Content, tuple[Diagnostic, ...]]:
    """All texts (``*.md``, by name) and YAML files of a folder, and what could not be read."""
    problems: list[Diagnostic] = []
    place = shown_path(folder)
    if not folder.is_dir():
        problems.append(
            in_file(place, "KB104", "there is no such folder", hint="name the folder of your text with --content DIR")
        )
    paths = sorted(path for path in folder.glob("*.md") if path.is_file() and not path.name.startswith("."))
    if folder.is_dir() and not paths:
        problems.append(
            in_file(place, "KB104", "no text in this folder", hint="put your questions there as a file ending in .md")
        )
    texts = tuple(text for path in paths if (text := _read(path, problems)))
    steering = {
        name: _read(folder / name, problems) or SourceText(shown_path(folder / name), "")
        for name in (SETTINGS, DOMAINS, OVERLAYS, LOCK)
    }
    read = Content(texts, steering[SETTINGS], steering[DOMAINS], steering[OVERLAYS], steering[LOCK], _attachments(folder))
    return read, tuple(problems)


def _attachments(folder: Path) -> tuple[str, ...]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _ATTACHED and path.is_file())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def _read(path: Path, problems: list[Diagnostic]) -> SourceText | None:
    shown = shown_path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.append(in_file(shown, "KB104", f"cannot be read: {error.strerror}", hint="check the file's permissions"))
        return None
    if len(data) > _LARGEST_TEXT:
        message = f"{len(data) // 1_000_000} MB in one file: more than {_LARGEST_TEXT // 1_000_000} cannot be read"
        problems.append(in_file(shown, "KB106", message, hint="cut it into several files, each of whole questions"))
        return None
    try:
        return SourceText(shown, data.decode())
    except UnicodeDecodeError as error:
        before = SourceText(shown, data[: error.start].decode())
        line, column = before.position(len(before.text))
        message = f"not UTF-8: byte 0x{data[error.start]:02x} cannot stand here"
        hint = f"save the file as UTF-8 ({_guess(data)})"
        problems.append(Diagnostic(shown, line, column, "KB101", Severity.ERROR, message, hint, before.line(line)))
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
    """A path as diagnostics show it: seen from where the command runs, unless that leads far up."""
    relative = Path(relpath(path)).as_posix()
    return path.as_posix() if relative.startswith("../..") else relative
