"""Update the generated part of the docs folder: plan the changes, then apply them file by file.

People keep files in this folder as well, so ``kb`` only overwrites and deletes what it wrote itself. A manifest holds a hash of
every generated file. It is written before the first change (with the old and the new hashes) and after the last one, so a
killed run leaves no file that looks edited by hand.

``Tree`` is the interface; ``DiskTree`` and ``MemoryTree`` implement it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zhiku.diagnostics.diagnostic import Diagnostic, in_file
from zhiku.output.manual_edits import difference, locate_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.output.manual_edits import PageSource

MANIFEST = ".kb-manifest.json"
HOME = "index.md"
"""The one generated page that an owner may replace by a hand-written one."""
OWNED_FOLDERS = ("questions", "parts", "domains", "concepts", "map", "search", "media", "lists", "study", "book")


class Tree(Protocol):
    """A folder of files, by their path with slashes; texts are UTF-8."""

    def read(self, path: str) -> str | None:
        """The text of a file, or ``None``."""

    def content_hash(self, path: str) -> str | None:
        """The SHA-256 of a file, or ``None``."""

    def write(self, path: str, data: str | bytes) -> None:
        """Write a file atomically, creating its folders."""

    def write_all(self, paths: Sequence[str], files: Mapping[str, str | bytes]) -> None:
        """Write some of ``files``, each atomically, in any order."""

    def delete(self, path: str) -> None:
        """Delete a file, and parent folders that become empty."""

    def under(self, folder: str) -> Iterable[str]:
        """All files below a folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that make a tree contain the wanted pages; a plan with ``conflicts`` must not be applied."""

    writes: tuple[str, ...]
    deletes: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    conflicts: tuple[Diagnostic, ...]
    pages: Mapping[str, str | bytes]
    """The wanted pages, among them those of ``writes``."""


def plan(
    tree: Tree,
    pages: Mapping[str, str | bytes],
    shown_as: str = "docs",
    origins: Mapping[str, PageSource] | None = None,
    *,
    discard_edits: bool = False,
) -> Plan:
    """Compare a tree with the pages it should contain; ``shown_as`` names the folder, ``origins`` are the pages' sources.

    With ``discard_edits``, edited generated files are overwritten; hand-written files never are.
    """
    known = _manifest(tree)
    writes, deletes, hashes, conflicts = [], [], [], []
    for path in sorted(pages):
        if _is_replaced(tree, known, path):
            continue
        wanted, current = _hash(pages[path]), tree.content_hash(path)
        hashes.append((path, wanted))
        if current == wanted:
            continue
        if current is None or current in known.get(path, ()) or (discard_edits and path in known):
            writes.append(path)
        else:
            conflicts.append(_conflict(tree, shown_as, path, pages[path], (origins or {}).get(path), edited=path in known))
    present = {path for folder in OWNED_FOLDERS for path in tree.under(folder)} | {
        path for path in known if tree.content_hash(path) is not None
    }
    for path in sorted(present - pages.keys()):
        current = tree.content_hash(path)
        if (current is not None and current in known.get(path, ())) or (discard_edits and path in known):
            deletes.append(path)
        else:
            conflicts.append(_conflict(tree, shown_as, path, b"", None, edited=path in known))
    return Plan(tuple(writes), tuple(deletes), tuple(hashes), tuple(conflicts), pages)


def _is_replaced(tree: Tree, known: Mapping[str, list[str]], path: str) -> bool:
    """Whether the owner has written the home page."""
    return path == HOME and path not in known and tree.content_hash(path) is not None


def has_own_home(folder: Path) -> bool:
    """Whether a docs folder contains a hand-written home page."""
    tree = DiskTree(folder)
    return _is_replaced(tree, _manifest(tree), HOME)


def generated_files(folder: Path) -> frozenset[str]:
    """The files below a docs folder that were generated, by its manifest."""
    return frozenset(_manifest(DiskTree(folder)))


def apply(tree: Tree, changes: Plan) -> None:
    """Apply a plan without conflicts; if interrupted, the next ``plan`` continues from there."""
    known = _manifest(tree)
    after = {path: [value] for path, value in changes.hashes}
    during = {path: sorted({*known.get(path, ()), *after.get(path, ())}) for path in known.keys() | after.keys()}
    if changes.writes or changes.deletes:
        _write_manifest(tree, during)
        tree.write_all(changes.writes, changes.pages)
        for path in changes.deletes:
            tree.delete(path)
    _write_manifest(tree, after)


def _conflict(  # noqa: PLR0913 - a file, what should stand in its place, and where that comes from
    tree: Tree, shown_as: str, path: str, data: str | bytes, origin: PageSource | None, *, edited: bool
) -> Diagnostic:
    name = f"{shown_as}/{path}"
    if not edited:
        hint = "rename or move it; kb never overwrites your files"
        return in_file(name, "KB601", "this file was not written by kb, but has the name of a generated page", hint=hint)
    current = tree.read(path)
    place, shown = "the text in content/", ""
    if isinstance(data, str) and data and current:
        shown = "\n" + difference(name, data, current)
        place = locate_edit(origin, data, current) if origin else place
    hint = f"make the edit in {place} instead; then `kb build --discard-edits` overwrites this page{shown}"
    return in_file(name, "KB602", "this generated page was edited by hand and would be lost", hint=hint)


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


def _hash(data: str | bytes) -> str:
    return sha256(data.encode() if isinstance(data, str) else data).hexdigest()


@dataclass
class MemoryTree:
    """A tree in memory."""

    files: dict[str, str | bytes] = field(default_factory=dict)

    def read(self, path: str) -> str | None:
        """See ``Tree``."""
        data = self.files.get(path)
        return data.decode() if isinstance(data, bytes) else data

    def content_hash(self, path: str) -> str | None:
        """See ``Tree``."""
        return _hash(self.files[path]) if path in self.files else None

    def write(self, path: str, data: str | bytes) -> None:
        """See ``Tree``."""
        self.files[path] = data

    def write_all(self, paths: Sequence[str], files: Mapping[str, str | bytes]) -> None:
        """See ``Tree``."""
        for path in paths:
            self.write(path, files[path])

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

    def content_hash(self, path: str) -> str | None:
        """See ``Tree``."""
        try:
            return _hash((self.root / path).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: str | bytes) -> None:
        """See ``Tree``."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.write_bytes(data.encode() if isinstance(data, str) else data)
        partial.replace(target)

    def write_all(self, paths: Sequence[str], files: Mapping[str, str | bytes]) -> None:
        """See ``Tree``."""
        for path in paths:
            self.write(path, files[path])

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
