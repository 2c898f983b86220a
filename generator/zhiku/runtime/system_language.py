"""The language of the user's system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def system_language(known: Sequence[str]) -> str:
    """The one of the ``known`` languages that the POSIX locale variables for messages select; the first by default."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((language for language in known if named.startswith(language)), known[0])
