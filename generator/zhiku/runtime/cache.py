"""Results of pure functions, kept from one build to the next by all that went into them: keys in, values out.

A key is a hash of the inputs and of the program itself, so what is found is what would be computed again. Values that a build has
not asked for are forgotten when it is saved. The file may be deleted at any time; one that cannot be read is taken for empty.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import zlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from zhiku.runtime.processes import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Result = TypeVar("Result")

_FAST = 1
_LAST = b"last"


class Memo:
    """A memo in a file, or, without one, of nothing at all."""

    def __init__(self, path: Path | None = None, program: str = "") -> None:
        self._path = path
        self._program = program
        self._process = os.getpid()
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._started = False
        self._known = _open(path) if path and path.exists() else None

    def key(self, inputs: Callable[[], tuple[object, ...]]) -> bytes:
        """The key of a result: a hash of all it follows from, as ``repr`` shows it; nothing is reckoned where nothing is kept."""
        if self._path is None:
            return b""
        return hashlib.sha256(repr((self._program, inputs())).encode("utf-8", "surrogatepass")).digest()

    def find(self, key: bytes) -> Any:  # noqa: ANN401 - whatever was kept
        """What was kept under a key, ``None`` where nothing was; a child process knows nothing."""
        if self._path is None or os.getpid() != self._process:
            return None
        packed = self._new.get(key) or self._ask(key)
        if packed is None:
            return None
        self._used.add(key)
        return unpack(packed)

    def keep(self, key: bytes, packed: bytes) -> None:
        """Keep a result (see ``pack``): in memory until ``start``, then in the file."""
        if self._path is None:
            return
        self._used.add(key)
        if self._started:
            self._write([(key, packed)])
        else:
            self._new[key] = packed

    def start(self) -> None:
        """From here on the file may be written: the content has no errors."""
        if self._path is not None:
            self._known = self._known or _open(self._path)
            self._started = True
            self._write(self._new.items())
            self._new.clear()

    def _write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        if self._known is not None:
            with suppress(sqlite3.Error):
                self._known.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?)", rows)

    def save(self) -> None:
        """Write what is new, and forget what was not asked for."""
        if self._known is None:
            return
        with suppress(sqlite3.Error), self._known as database:
            kept = {key for (key,) in database.execute("SELECT key FROM memo")}
            database.executemany("DELETE FROM memo WHERE key = ?", [(key,) for key in kept - self._used])
        self._used.clear()

    def last(self) -> Any:  # noqa: ANN401 - whatever was kept
        """What was said of the last build, ``None`` where nothing was or another program said it."""
        packed = self._ask(_LAST)
        program, value = unpack(packed) if packed else ("", None)
        return value if program == self._program else None

    def finish(self, last: object) -> None:
        """Say of the build that has ended what the next one may go by."""
        if self._known is not None:
            with suppress(sqlite3.Error), self._known as database:
                database.execute("INSERT OR REPLACE INTO memo VALUES (?, ?)", (_LAST, pack((self._program, last))))

    def _ask(self, key: bytes) -> bytes | None:
        if self._known is None:
            return None
        try:
            row = self._known.execute("SELECT value FROM memo WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            self._known = None
            return None
        return row[0] if row else None


class Held(Memo):
    """A memo for a process that asks again and again: it holds what it has found, and writes no file."""

    def __init__(self, path: Path, program: str) -> None:
        super().__init__(path, program)
        self._file = path
        self._held: dict[bytes, Any] = {}

    def find(self, key: bytes) -> Any:  # noqa: ANN401 - whatever was kept
        """See ``Memo``."""
        if key not in self._held:
            if self._known is None and self._file.exists():
                self._known = _open(self._file)
            self._held[key] = super().find(key)
        self._used.add(key)
        return self._held[key]

    def keep(self, key: bytes, packed: bytes) -> None:
        """See ``Memo``."""
        self._used.add(key)
        self._held[key] = unpack(packed)

    def forget(self) -> None:
        """Let go of what was not asked for since the last call."""
        self._held = {key: value for key, value in self._held.items() if key in self._used}
        self._used.clear()


def pack(value: object) -> bytes:
    """A value as a memo keeps it."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FAST)


def unpack(packed: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """The value again."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - written by this program, beside the site it built


def remembered(memo: Memo, keys: Sequence[bytes], work: Callable[[int], Result], least: int) -> list[Result]:
    """``[work(index) for index in range(len(keys))]``, but for what the memo holds; see ``spread`` for ``least``."""
    results = [memo.find(key) for key in keys]
    missing = [index for index, found in enumerate(results) if found is None]
    for index, packed in zip(missing, spread(lambda index: pack(work(index)), missing, least), strict=True):
        memo.keep(keys[index], packed)
        results[index] = unpack(packed)
    return results


def _open(path: Path) -> sqlite3.Connection | None:
    """The file, made or made anew where it is no memo; ``None`` where that cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            database = sqlite3.connect(path, timeout=0, check_same_thread=False)
            database.execute("PRAGMA synchronous = OFF")  # what a power failure takes is computed again
            database.execute("CREATE TABLE IF NOT EXISTS memo (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.Error, UnboundLocalError), closing(database):
                path.unlink()
        else:
            return database
    return None
