"""Features that later stages need and that depend on one question alone: a question in, its ``Digest`` out.

They are computed where the question is rendered and cached together with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.extract import namings
from zhiku.model import Digest
from zhiku.search.postings import TIMES, read_postings

if TYPE_CHECKING:
    from zhiku.model import Question


def digest(question: Question) -> Digest:
    """The digest of a question."""
    postings = read_postings(question)
    fields = bytes(posting % TIMES for posting in postings.values())
    times = bytes(posting // TIMES for posting in postings.values())
    return Digest(
        namings=tuple(namings(question)),
        terms=" ".join(postings),
        fields=fields,
        times=times,
        candidates=count_candidates(question),
    )
