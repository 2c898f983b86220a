"""Run Pagefind beside the build: pages with our words in, its index files and the list of its chunks out.

Pagefind's service reads requests from its input and answers each in turn (``pagefind --service``; JSON in Base64, a comma
behind each). A helper process feeds it, one slice of the vocabulary after the other, because Pagefind holds about 700 bytes for
every word of every page at once. Slices are ranges of the sorted vocabulary, so that one list of chunks, by their first words,
covers them all.

Equal pages give equal bytes: Pagefind numbers pages in the order of the requests and sorts its words. (It does not sort its
filters, which is one reason why facets are kept elsewhere.) Of what it writes only the chunks are kept: how they are cut is known
from ``pf_meta``, texts come from our own files, and its script for browsers is not used; docs/adr/0007 says why.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

_LANGUAGE = "unknown"
"""No language that Pagefind knows: it neither stems nor segments."""
_CHUNK = "3000"
"""How many numbers of postings fill a chunk, of about 4 KB: a word of a query costs one. Pagefind's own measure is 20,000."""
_SIGNATURE = b"pagefind_dcd"
_UNKNOWN = "Pagefind writes a form that is not known here"


class PagefindError(RuntimeError):
    """Pagefind is not there, or did not do what it was asked."""


class PagefindRun:
    """An index in the making, from ``add`` over ``launch`` to ``chunks``; its process and its files end with this object."""

    def __init__(self, slices: int) -> None:
        """Makes room for so many slices."""
        self._place = Path(mkdtemp(prefix="kb-pagefind-"))
        weakref.finalize(self, rmtree, self._place, ignore_errors=True)
        self._requests: list[IO[bytes]] = [(self._place / f"{number}.requests").open("wb") for number in range(slices)]
        self._helper: subprocess.Popen[bytes] | None = None
        for file in self._requests:
            _write(file, {"type": "NewIndex", "config": {"force_language": _LANGUAGE}})

    def add(self, key: str, pages: Iterable[str]) -> None:
        """A document's page for every slice."""
        for file, html in zip(self._requests, pages, strict=True):
            _write(file, {"type": "AddFile", "index_id": 0, "url": key, "file_path": None, "file_contents": html})

    def launch(self) -> None:
        """Start indexing; returns at once."""
        for number, file in enumerate(self._requests):
            _write(file, {"type": "WriteFiles", "index_id": 0, "output_path": str(self._place / str(number))})
            file.close()
        self._helper = subprocess.Popen(  # noqa: S603 - this module, by its own interpreter
            [sys.executable, "-m", "generator.search.pagefind", *(file.name for file in self._requests)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        weakref.finalize(self, _end, self._helper)

    def chunks(self) -> Iterator[tuple[str, str, Path]]:
        """Of every chunk the first word, a name for its file and the file; waits for Pagefind, raises ``PagefindError``."""
        assert self._helper is not None  # noqa: S101 - launched before
        said, _ = self._helper.communicate()
        if self._helper.returncode:
            raise PagefindError(said.decode(errors="replace").strip())
        for number in range(len(self._requests)):
            folder = self._place / str(number)
            (meta,) = folder.glob("*.pf_meta")
            for first, name in _chunk_list(_unpacked(meta.read_bytes())):
                yield first, f"{number}-{name.removeprefix(f'{_LANGUAGE}_')}", folder / "index" / f"{name}.pf_index"


def _write(file: IO[bytes], payload: dict[str, Any]) -> None:
    # Pagefind wants a number with each request and gives it back; answers come in order, so none of ours is looked at.
    file.write(base64.b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + b",")


def _end(helper: subprocess.Popen[bytes]) -> None:
    if helper.poll() is None:
        helper.terminate()
        helper.wait()


def _unpacked(data: bytes) -> bytes:
    content = gzip.decompress(data)
    if not content.startswith(_SIGNATURE):
        raise PagefindError(_UNKNOWN)
    return content.removeprefix(_SIGNATURE)


def _chunk_list(meta: bytes) -> Iterator[tuple[str, str]]:
    """First words and names of the chunks: ``[version, pages, [[from, to, name], …], …]`` in CBOR."""
    value, _ = _decode(meta, 0)
    for first, _last, name in value[2]:
        yield first, name


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    """The value at a place and the place behind it, of what Pagefind uses of CBOR (RFC 8949): whole numbers, texts, arrays."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:  # noqa: PLR2004 - the length follows in 1, 2, 4 or 8 bytes
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == 0:
        return size, at
    if kind == 3:  # noqa: PLR2004 - text
        return data[at : at + size].decode(), at + size
    if kind != 4:  # noqa: PLR2004 - array
        raise PagefindError(_UNKNOWN)
    values = []
    for _ in range(size):
        value, at = _decode(data, at)
        values.append(value)
    return values, at


def _main(files: Iterable[str]) -> None:
    """What the helper does: all slices in turn; the first that fails ends it with what Pagefind says."""
    for file in files:
        answers = _serve(Path(file))
        failed = next((answer for answer in answers if answer["payload"]["type"] == "Error"), None)
        if failed is not None:
            raise SystemExit(failed["payload"].get("message"))


def _serve(file: Path) -> list[dict[str, Any]]:
    """Send a file of requests; the answers. Pagefind ends when its input does, so that stays open until all are answered."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - only where it is needed

    wanted = file.read_bytes().count(b",")
    service = subprocess.Popen(  # noqa: S603 - the program of our own dependency
        [get_executable(), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK},
    )
    assert service.stdin is not None  # noqa: S101 - a pipe
    assert service.stdout is not None  # noqa: S101 - a pipe
    feeder = Thread(target=_feed, args=(file, service.stdin), daemon=True)
    feeder.start()
    answers = b""
    while answers.count(b",") < wanted and (part := os.read(service.stdout.fileno(), 1 << 16)):
        answers += part
    feeder.join()
    service.stdin.close()
    service.wait()
    return [json.loads(base64.b64decode(answer)) for answer in answers.split(b",") if answer]


def _feed(file: Path, into: IO[bytes]) -> None:
    with file.open("rb") as requests:
        while part := requests.read(1 << 20):
            into.write(part)
    into.flush()


if __name__ == "__main__":
    _main(sys.argv[1:])
