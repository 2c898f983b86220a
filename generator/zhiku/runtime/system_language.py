"""The language that the system of whoever runs a command is set to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def system_language(known: Sequence[str]) -> str:
    """One of the ``known`` languages, by the variables that POSIX names for messages; the first where they name no other."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((language for language in known if named.startswith(language)), known[0])
