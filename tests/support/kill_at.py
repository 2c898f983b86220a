"""``python -m tests.support.kill_at MOMENT ARGUMENT…`` runs ``kb`` and kills it with SIGKILL at an exact moment.

A moment is ``line N`` (just after the Nth line of progress is written) or ``EVENT NEEDLE N`` (just before the Nth audit event
EVENT, such as ``os.rename``, with NEEDLE in its arguments). So tests need not wait and are deterministic.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, TextIO

from zhiku.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _countdown(number: int) -> Callable[[], None]:
    left = number

    def tick() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            _die()

    return tick


class _Lines:
    """A stream that counts the lines written to it."""

    def __init__(self, stream: TextIO, tick: Callable[[], None]) -> None:
        self._stream, self._tick = stream, tick

    def write(self, text: str) -> int:
        written = self._stream.write(text)
        self._stream.flush()
        for _ in range(text.count("\n")):
            self._tick()
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _arm(moment: str) -> None:
    event, *rest = moment.split()
    tick = _countdown(int(rest[-1]))
    if event == "line":
        sys.stderr = _Lines(sys.stderr, tick)
        return
    needle = rest[0]

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        if name == event and needle in str(arguments):
            tick()

    sys.addaudithook(hook)


if __name__ == "__main__":
    _arm(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
