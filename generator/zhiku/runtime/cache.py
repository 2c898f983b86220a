"""A cache of the results of pure functions, kept from one build to the next.

The key of a result is a hash of the program and of everything the result depends on, so an entry is never outdated. Saving
evicts the entries that were not read since the cache was opened. The file may be deleted at any time, and an unreadable one is
replaced.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import zlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from zhiku.runtime.processes import parallel_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Result = TypeVar("Result")

_COMPRESSION_LEVEL = 1
"""zlib's fastest: entries are read and written far more often than the disk fills up."""
_LAST_BUILD = b"last"


class Cache:
    """A cache in a file; without a path it stores nothing.

    New entries stay in memory until ``save``, which writes them in one transaction, so a failing build leaves the file as it was.
    """

    def __init__(self, path: Path | None = None, program: str = "") -> None:
        self._path = path
        self._program = program
        self._process = os.getpid()
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._database = _open(path) if path and path.exists() else None

    @property
    def is_new(self) -> bool:
        """Whether there is a file to write and nothing in it yet."""
        return self._path is not None and self._database is None

    def key(self, inputs: Callable[[], tuple[object, ...]]) -> bytes:
        """The hash of everything a result depends on, by its ``repr``. ``inputs`` is only called if the cache stores anything."""
        if self._path is None:
            return b""
        return hashlib.sha256(repr((self._program, inputs())).encode("utf-8", "surrogatepass")).digest()

    def get(self, key: bytes) -> Any:  # noqa: ANN401 - whatever was put
        """The value of a key, or ``None``. Always ``None`` in a forked child: SQLite connections must not be shared."""
        if self._path is None or os.getpid() != self._process:
            return None
        packed = self._new.get(key) or self._select(key)
        if packed is None:
            return None
        self._used.add(key)
        return unpack(packed)

    def put(self, key: bytes, packed: bytes) -> None:
        """Keep a value (see ``pack``) under a key."""
        if self._path is not None:
            self._used.add(key)
            self._new[key] = packed

    def get_or_compute(self, key: bytes, compute: Callable[[], Result]) -> Result:
        """The value of a key, computed and stored if it is missing; ``compute`` must not return ``None``."""
        found: Result | None = self.get(key)
        if found is None:
            found = compute()
            self.put(key, pack(found))
        return found

    def get_or_compute_all(self, keys: Sequence[bytes], compute: Callable[[int], Result], min_items: int) -> list[Result]:
        """The values of all keys; ``compute`` gets the index of a missing one and runs in parallel (see ``parallel_map``)."""
        results = [self.get(key) for key in keys]
        missing = [index for index, found in enumerate(results) if found is None]
        for index, packed in zip(missing, parallel_map(lambda index: pack(compute(index)), missing, min_items), strict=True):
            self.put(keys[index], packed)
            results[index] = unpack(packed)
        return results

    def save(self) -> None:
        """Write new entries and evict those not read since the cache was opened."""
        if self._path is None:
            return
        database = self._database = self._database or _open(self._path)
        if database is None:
            return
        with suppress(sqlite3.Error), database:
            stored = {key for (key,) in database.execute("SELECT key FROM entries")}
            database.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in stored - self._used])
            _insert(database, self._new.items())
        self._new.clear()
        self._used.clear()

    def last_build(self) -> Any:  # noqa: ANN401 - whatever was recorded
        """The value that this version of the program passed to ``record_build``; ``None`` if there is none."""
        packed = self._select(_LAST_BUILD)
        program, value = unpack(packed) if packed else ("", None)
        return value if program == self._program else None

    def record_build(self, value: object) -> None:
        """Store what the next build needs to know about this one."""
        if self._database is not None:
            with suppress(sqlite3.Error), self._database:
                _insert(self._database, [(_LAST_BUILD, pack((self._program, value)))])

    def _select(self, key: bytes) -> bytes | None:
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            self._database = None
            return None
        return row[0] if row else None


class MemoryCache(Cache):
    """A cache for a process that builds again and again: it reads a file, keeps values in memory and never writes."""

    def __init__(self, path: Path, program: str) -> None:
        super().__init__(path, program)
        self._file = path
        self._values: dict[bytes, Any] = {}

    def get(self, key: bytes) -> Any:  # noqa: ANN401 - whatever was put
        """See ``Cache``; the file may have been written since the last call."""
        if key not in self._values:
            if self._database is None and self._file.exists():
                self._database = _open(self._file)
            self._values[key] = super().get(key)
        self._used.add(key)
        return self._values[key]

    def put(self, key: bytes, packed: bytes) -> None:
        """See ``Cache``."""
        self._used.add(key)
        self._values[key] = unpack(packed)

    def evict_unused(self) -> None:
        """Drop the values that were not used since the last call."""
        self._values = {key: value for key, value in self._values.items() if key in self._used}
        self._used.clear()


def pack(value: object) -> bytes:
    """A value as it is stored: pickled and compressed."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _COMPRESSION_LEVEL)


def unpack(packed: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """The value of ``pack``'s bytes."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - written by this program, next to the site it built


def _insert(database: sqlite3.Connection, rows: Iterable[tuple[bytes, bytes]]) -> None:
    database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection | None:
    """The database, created if missing or unreadable; ``None`` if it cannot be created."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            database = sqlite3.connect(path, timeout=0, check_same_thread=False)
            database.execute("PRAGMA synchronous = OFF")  # after a power failure, lost entries are computed again
            database.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.Error, UnboundLocalError), closing(database):
                path.unlink()
        else:
            return database
    return None
