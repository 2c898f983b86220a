"""A record of any format, before anything decides what its fields mean; and the error of files without questions."""

from __future__ import annotations

import re
from collections.abc import Mapping

Record = Mapping[str, str]
"""Fields of a record by their names, as Markdown."""
WORDS = ("content", "value", "text")
"""Keys, or their last words, of the words of an object that says other things of them besides: who speaks, attributes."""
BETWEEN_WORDS = re.compile(r"[\s_/-]+|(?<=[a-z])(?=[A-Z])")
"""What stands between the words of a name: ``answer_text``, ``answerText``."""


class RecordError(ValueError):
    """No questions and answers can be found in the file; the message says why."""


def words_of(value: Mapping[str, object]) -> str | None:
    """The words of an object that is no more than words with facts about them; ``None`` if it is anything else."""
    longer = (key for key in value if BETWEEN_WORDS.split(key)[-1].lower() in WORDS)
    return next((words for key in (*WORDS, *longer) if isinstance(words := value.get(key), str)), None)
