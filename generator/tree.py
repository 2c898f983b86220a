"""The generated part of the docs folder: pages in, a plan of changes out, then the changes, file by file.

The folder belongs to people as well, so nothing is written over or deleted that ``kb`` did not write. A manifest in the folder
keeps a hash of every generated file. It is written before the first change (with the old and the new hashes) and after the
last, so a run that is killed half-way leaves no file that looks edited by hand.

``Tree`` is the port; ``DiskTree`` and ``MemoryTree`` are its two sides.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.diagnostics import Diagnostic, in_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = ".kb-manifest.json"
OWNED_FOLDERS = ("questions", "domains", "concepts", "map", "search")


class Tree(Protocol):
    """A folder of text files, by their path with slashes."""

    def read(self, path: str) -> str | None:
        """A file's text, ``None`` where there is none."""

    def write(self, path: str, text: str) -> None:
        """Write a file whole or not at all, with the folders above it."""

    def delete(self, path: str) -> None:
        """Delete a file, and the folders above it that it leaves empty."""

    def under(self, folder: str) -> Iterable[str]:
        """All files below a folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What it takes to bring a tree to the wanted pages; with ``conflicts`` nothing may be applied."""

    writes: tuple[tuple[str, str], ...]
    deletes: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    conflicts: tuple[Diagnostic, ...]


def plan(tree: Tree, pages: Mapping[str, str], shown_as: str = "docs") -> Plan:
    """Compare the tree with the pages it should hold; ``shown_as`` names the folder in diagnostics."""
    known = _manifest(tree)
    writes, deletes, conflicts = [], [], []
    for path, text in sorted(pages.items()):
        current = tree.read(path)
        if current == text:
            continue
        if current is None or _hash(current) in known.get(path, ()):
            writes.append((path, text))
        else:
            conflicts.append(_conflict(shown_as, path, edited=path in known))
    present = {path for folder in OWNED_FOLDERS for path in tree.under(folder)} | {
        path for path in known if tree.read(path) is not None
    }
    for path in sorted(present - pages.keys()):
        current = tree.read(path)
        if current is not None and _hash(current) in known.get(path, ()):
            deletes.append(path)
        else:
            conflicts.append(_conflict(shown_as, path, edited=path in known))
    hashes = tuple((path, _hash(text)) for path, text in sorted(pages.items()))
    return Plan(tuple(writes), tuple(deletes), hashes, tuple(conflicts))


def apply(tree: Tree, changes: Plan) -> None:
    """Make the changes of a plan without conflicts; stopped at any point, the next ``plan`` goes on from there."""
    known = _manifest(tree)
    after = {path: [value] for path, value in changes.hashes}
    during = {path: sorted({*known.get(path, ()), *after.get(path, ())}) for path in known.keys() | after.keys()}
    if changes.writes or changes.deletes:
        _write_manifest(tree, during)
        for path, text in changes.writes:
            tree.write(path, text)
        for path in changes.deletes:
            tree.delete(path)
    _write_manifest(tree, after)


def _conflict(shown_as: str, path: str, *, edited: bool) -> Diagnostic:
    if edited:
        hint = "edit the text in content/ instead; move this file away (or delete it) to have it generated again"
        return in_file(f"{shown_as}/{path}", "KB602", "this generated page was edited by hand and would be lost", hint=hint)
    hint = "move it to another name or folder; nothing of yours is overwritten"
    return in_file(
        f"{shown_as}/{path}", "KB601", "this file was not written by kb, but stands where a generated page belongs", hint=hint
    )


def _manifest(tree: Tree) -> dict[str, list[str]]:
    text = tree.read(MANIFEST)
    if text is None:
        return {}
    try:
        files = json.loads(text)["files"]
        return {str(path): [str(value) for value in hashes] for path, hashes in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # then every differing page is a conflict, and nothing is lost


def _write_manifest(tree: Tree, files: Mapping[str, list[str]]) -> None:
    text = json.dumps({"files": dict(sorted(files.items()))}, ensure_ascii=False, indent=0) + "\n"
    if tree.read(MANIFEST) != text:
        tree.write(MANIFEST, text)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@dataclass
class MemoryTree:
    """A tree in memory."""

    files: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> str | None:
        """See ``Tree``."""
        return self.files.get(path)

    def write(self, path: str, text: str) -> None:
        """See ``Tree``."""
        self.files[path] = text

    def delete(self, path: str) -> None:
        """See ``Tree``."""
        del self.files[path]

    def under(self, folder: str) -> Iterable[str]:
        """See ``Tree``."""
        return [path for path in self.files if path.startswith(f"{folder}/")]


@dataclass(frozen=True)
class DiskTree:
    """A tree on disk."""

    root: Path

    def read(self, path: str) -> str | None:
        """See ``Tree``."""
        try:
            return (self.root / path).read_bytes().decode()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except UnicodeDecodeError:
            return ""  # differs from every page, so it is a conflict and stays

    def write(self, path: str, text: str) -> None:
        """See ``Tree``."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.write_bytes(text.encode())
        partial.replace(target)

    def delete(self, path: str) -> None:
        """See ``Tree``."""
        target = self.root / path
        target.unlink()
        for folder in target.parents:
            if folder == self.root or any(folder.iterdir()):
                break
            folder.rmdir()

    def under(self, folder: str) -> Iterable[str]:
        """See ``Tree``; partial files of a killed run are deleted on the way."""
        for parent, _, names in os.walk(self.root / folder):
            for name in names:
                path = Path(parent, name)
                if name.startswith(".") and name.endswith(".partial"):
                    path.unlink(missing_ok=True)
                else:
                    yield path.relative_to(self.root).as_posix()
