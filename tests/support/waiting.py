"""Waits for the effect of another process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PAUSE = 0.05
"""Seconds between two checks, so that checking does not take processor time from the process waited for."""


def until(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds."""
    while not condition():
        time.sleep(_PAUSE)
