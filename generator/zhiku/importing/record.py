"""A record of any format, before anything decides what its fields mean; and the error of files without questions."""

from __future__ import annotations

from collections.abc import Mapping

Record = Mapping[str, str]
"""Fields of a record by their names, as Markdown."""


class RecordError(ValueError):
    """No questions and answers can be found in the file; the message says why."""
